//! The way of every change: say what will change, ask, apply, say what became of it.

use engine::{ApplyReport, EngineError, Events, Proposal};
use model::{Purpose, StepState};
use rules::Obstacle;
use words::cli;

use crate::app::App;
use crate::args::{Change, PlainFormat};
use crate::ending;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{self, changes, outcome, proposal};
use crate::printer::{Printer, style, styled};
use crate::progress::{Progress, Work};
use crate::prompt::Consent;
use crate::session::Session;

/// Has a change proposed for the tenant, and carries it out once somebody agreed.
pub(crate) async fn run(
    app: &App,
    asked: &Change,
    work: Work,
    propose: impl AsyncFnOnce(&Session, &Events) -> Result<Proposal, EngineError>,
) -> Result<Exit, Failure> {
    let progress = Progress::new(&app.global);
    let session = Session::open(app, &progress).await?.waiting(asked.wait);
    if !asked.dry_run {
        session.must_write()?;
    }
    let events = progress.events(work, 0, &session.locale);
    let proposed = propose(&session, &events)
        .await
        .map_err(|e| session.failed(e))?;
    drop(progress);
    carry_out(app, &session, &proposed, asked).await
}

/// Carries a proposal out, once somebody agreed.
async fn carry_out(
    app: &App,
    session: &Session,
    proposed: &Proposal,
    asked: &Change,
) -> Result<Exit, Failure> {
    let printer = app.printer.for_machine(asked.output == PlainFormat::Json);
    let l = &session.locale;
    printer.say(&session.headline(&proposed.tenant.name));
    proposal::show(proposed, &printer, l);

    if proposed.plan.steps.is_empty() {
        if proposed.obstacles.is_empty() {
            printer.say(&cli::nothing_to_remove(l));
        }
        machine(&printer, session, Some(proposed), None, asked)?;
        session.account_for_requests(app, &printer);
        return Ok(if only_exclusions(proposed) {
            Exit::Done
        } else {
            Exit::Refused
        });
    }
    if asked.dry_run {
        printer.say(&cli::dry_run(l));
        machine(&printer, session, Some(proposed), None, asked)?;
        session.account_for_requests(app, &printer);
        return Ok(Exit::Done);
    }

    let question = question(session, proposed);
    let consent = Consent {
        yes: asked.yes,
        max: asked.max,
    };
    consent
        .obtain(accounts(proposed), &question, &printer, l)
        .await?;
    let progress = Progress::new(&app.global);
    let work = if proposed.plan.purpose == Purpose::Restore {
        Work::Restore
    } else {
        Work::Remove
    };
    let events = progress.events(work, proposed.plan.steps.len() as u64, l);
    let report = session
        .engine
        .apply(
            &session.caller,
            &session.connection,
            &proposed.plan,
            &session.policy,
            &events,
        )
        .await
        .map_err(|e| session.failed(e))?;
    drop(progress);

    outcome::show(&report, Some(proposed), proposed.plan.purpose, &printer, l);
    if report.count(StepState::Done) > 0 && proposed.plan.purpose == Purpose::RemoveLicenses {
        let undo = app
            .called
            .command(&["restore", &way_back(proposed, &report)]);
        printer.say("");
        printer.say(&cli::undo(l, &styled(style::COMMAND, &undo)));
    }
    if report.left > 0 {
        printer.say(&ending::left(app, report.left));
    }
    machine(&printer, session, Some(proposed), Some(&report), asked)?;
    session.account_for_requests(app, &printer);
    Ok(exit(&report, Some(proposed)))
}

/// What `-o json` prints.
pub(crate) fn machine(
    printer: &Printer,
    session: &Session,
    proposed: Option<&Proposal>,
    report: Option<&ApplyReport>,
    asked: &Change,
) -> Result<(), Failure> {
    if asked.output == PlainFormat::Json {
        printer.result(&output::json(&changes::change(
            session,
            proposed,
            report,
            asked.dry_run,
        ))?);
    }
    Ok(())
}

/// How a change ended, for scripts.
pub(crate) fn exit(report: &ApplyReport, proposed: Option<&Proposal>) -> Exit {
    let all = report.steps.len();
    let done = report.count(StepState::Done);
    let open = report.count(StepState::Unconfirmed) + report.count(StepState::Intended);
    let refused = proposed.is_some_and(|p| !only_exclusions(p));
    match () {
        () if report.left > 0 => Exit::Stopped,
        () if open > 0 => Exit::Unconfirmed,
        () if done == all && !refused => Exit::Done,
        () if done == 0 => Exit::Refused,
        () => Exit::Partial,
    }
}

/// Is nothing refused but what somebody asked to leave alone?
fn only_exclusions(proposed: &Proposal) -> bool {
    proposed
        .obstacles
        .iter()
        .all(|o| matches!(o, Obstacle::Excluded { .. }))
}

fn accounts(proposed: &Proposal) -> usize {
    let mut accounts: Vec<_> = proposed
        .plan
        .steps
        .iter()
        .map(|step| step.account)
        .collect();
    accounts.sort_unstable();
    accounts.dedup();
    accounts.len()
}

/// The question, which names a tenant that is not on this machine.
fn question(session: &Session, proposed: &Proposal) -> String {
    let l = &session.locale;
    let mut licenses = 0;
    let mut blocks = false;
    for step in &proposed.plan.steps {
        match &step.action {
            model::Action::ChangeLicenses { add, remove } => {
                licenses += add.len().max(remove.len());
            }
            model::Action::SetSignIn { to } => blocks |= *to == model::SignIn::Blocked,
            _ => {}
        }
    }
    let licenses = cli::licenses(l, licenses as u64);
    let mailboxes = cli::mailboxes(l, accounts(proposed) as u64);
    let mut parts = Vec::new();
    if !session.place.loopback {
        parts.push(cli::tenant(l, &session.place.host, &proposed.tenant.name) + ".");
    }
    if blocks {
        parts.push(cli::confirm_block(l));
    }
    parts.push(match proposed.plan.purpose {
        Purpose::Restore => cli::confirm_restore(l, &licenses, &mailboxes),
        _ => cli::confirm_remove(l, &licenses, &mailboxes),
    });
    parts.join(" ")
}

/// What `boxseat restore` takes to undo it: the mailbox, or the plan where there are several.
fn way_back(proposed: &Proposal, report: &ApplyReport) -> String {
    match proposed.plan.steps.first() {
        Some(step) if accounts(proposed) == 1 => step.name.primary_smtp_address.clone(),
        _ => report.plan.to_string(),
    }
}
