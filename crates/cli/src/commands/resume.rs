//! `resume`: finish what a stopped command began.

use model::Purpose;
use words::cli;

use crate::app::App;
use crate::args::{PlainFormat, Resume};
use crate::change;
use crate::ending;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{self, changes, outcome};
use crate::progress::{Progress, Work};
use crate::session::Session;

pub(crate) async fn run(app: &App, args: &Resume) -> Result<Exit, Failure> {
    let printer = app.printer.for_machine(args.output == PlainFormat::Json);
    let progress = Progress::new(&app.global);
    let session = Session::open(app, &progress).await?;
    session.must_write()?;
    let events = progress.events(Work::Remove, 0, &session.locale);
    let reports = session
        .engine
        .resume(
            &session.caller,
            &session.connection,
            &session.policy,
            &events,
        )
        .await
        .map_err(|e| session.failed(e))?;
    drop(progress);

    let l = &session.locale;
    if reports.is_empty() {
        printer.say(&cli::nothing_to_resume(l));
    }
    let mut exits = Vec::new();
    for report in &reports {
        let plan = session.engine.store().plan(report.plan).await;
        let plan = plan.map_err(|e| Failure::Store(session.place.data.clone(), Box::new(e)))?;
        let purpose = plan.map_or(Purpose::RemoveLicenses, |plan| plan.purpose);
        outcome::show(report, None, purpose, &printer, l);
        if report.left > 0 {
            printer.say(&ending::left(app, report.left));
        }
        exits.push(change::exit(report, None));
    }
    if args.output == PlainFormat::Json {
        let all: Vec<_> = reports
            .iter()
            .map(|report| changes::change(&session, None, Some(report), false))
            .collect();
        printer.result(&output::json(&all)?);
    }
    session.account_for_requests(app, &printer);
    Ok(together(&exits))
}

/// Several ends as one: that of all where they agree, else what is still open, else "some and some".
fn together(exits: &[Exit]) -> Exit {
    match exits {
        [] => Exit::Done,
        _ if exits.contains(&Exit::Stopped) => Exit::Stopped,
        [first, rest @ ..] if rest.iter().all(|exit| exit == first) => *first,
        _ if exits.contains(&Exit::Unconfirmed) => Exit::Unconfirmed,
        _ => Exit::Partial,
    }
}
