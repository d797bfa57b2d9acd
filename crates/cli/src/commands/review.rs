//! `review`: does each shared mailbox need its licence, and why?

use engine::{Review as Reviewed, Scope};
use jiff::Timestamp;
use model::RecipientKind;
use words::cli;

use crate::app::App;
use crate::args::{MailboxType, Review, ReviewFormat};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::review::Told;
use crate::output::{self, obstacles, shape};
use crate::progress::{Progress, Work};
use crate::session::Session;

pub(crate) async fn run(app: &App, args: &Review) -> Result<Exit, Failure> {
    if args.schema {
        let schema = schemars::schema_for!(Vec<shape::Item>);
        app.printer.result(&output::json(&schema)?);
        return Ok(Exit::Done);
    }
    if !args.offline.is_empty() {
        return super::offline::run(app, args, &scope(args));
    }
    let progress = Progress::new(&app.global);
    let session = Session::open(app, &progress).await?;
    let mut review = reviewed(&session, &scope(args), &progress).await?;
    drop(progress);
    if !args.verdict.is_empty() {
        review
            .records
            .retain(|record| args.verdict.contains(&record.assessment.verdict));
    }

    let printer = app.printer.for_machine(args.output != ReviewFormat::Table);
    if args.output != ReviewFormat::Table {
        printer.note(&session.headline(&review.tenant.name));
    }
    let whole = args.mailbox.is_empty()
        && args.verdict.is_empty()
        && args.types.contains(&MailboxType::Shared);
    let told = told(&session, &review, whole, app.env.now());
    printer.result(&told.render(args.output, printer.width())?);
    for (account, exclusion) in &review.left_alone {
        let shown = |r: &&store::Record| r.facts.account == *account;
        if let Some(record) = review.records.iter().find(shown) {
            let whose = obstacles::mailbox(&record.facts.name);
            printer.note(&obstacles::excluded(&whose, exclusion, &session.locale));
        }
    }
    if !review.settled.is_empty() {
        printer.note(&cli::settled(&session.locale, review.settled.len() as u64));
    }
    session.account_for_requests(app, &printer);
    Ok(Exit::Done)
}

/// One review, with progress.
pub(crate) async fn reviewed(
    session: &Session,
    scope: &Scope,
    progress: &Progress,
) -> Result<Reviewed, Failure> {
    let events = progress.events(Work::Remove, 0, &session.locale);
    session
        .engine
        .review(
            &session.caller,
            &session.connection,
            scope,
            &session.policy,
            &events,
        )
        .await
        .map_err(|e| session.failed(e))
}

/// A review as it is told of this tenant.
pub(crate) fn told<'a>(
    session: &'a Session,
    review: &'a Reviewed,
    whole: bool,
    now: Timestamp,
) -> Told<'a> {
    Told {
        review,
        prices: &session.prices,
        locale: &session.locale,
        headline: session.headline(&review.tenant.name),
        whole,
        embedded: session.is_embedded(),
        now,
    }
}

fn scope(args: &Review) -> Scope {
    let kinds = args.types.iter().map(|of| match of {
        MailboxType::Shared => RecipientKind::SharedMailbox,
        MailboxType::Room => RecipientKind::RoomMailbox,
        MailboxType::Equipment => RecipientKind::EquipmentMailbox,
    });
    Scope {
        mailboxes: args.mailbox.clone(),
        kinds: kinds.collect(),
    }
}
