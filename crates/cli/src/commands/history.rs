//! `history`: every change: who, when, before, after, outcome.

use store::LedgerQuery;
use words::cli;

use crate::app::App;
use crate::args::{History, HistoryFormat};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{self, entries};
use crate::progress::Progress;
use crate::session::Session;

pub(crate) async fn run(app: &App, args: &History) -> Result<Exit, Failure> {
    let progress = Progress::new(&app.global);
    let session = Session::open(app, &progress).await?;
    drop(progress);
    let printer = app.printer.for_machine(args.output != HistoryFormat::Table);
    let failed = |e| Failure::Store(session.place.data.clone(), Box::new(e));
    if args.verify {
        let entries = session.engine.store().verify().await.map_err(failed)?;
        printer.note(&cli::verified(&session.locale, entries));
    }

    let tenant = session.connection.tenant();
    let found = session
        .engine
        .history(
            &session.caller,
            tenant,
            LedgerQuery {
                tenant: Some(tenant),
                ..LedgerQuery::default()
            },
        )
        .await
        .map_err(|e| session.failed(e))?;
    let plans = entries::plans(session.engine.store().as_ref(), &found)
        .await
        .map_err(failed)?;
    let mut rows = entries::rows(&found, &plans, &session.locale);
    if let Some(wanted) = &args.mailbox {
        rows.retain(|row| row.is_about(wanted));
    }

    let text = match args.output {
        HistoryFormat::Table => {
            printer.say(&session.headline(&entries::tenant_name(&session).await?));
            if rows.is_empty() {
                cli::empty_history(&session.locale) + "\n"
            } else {
                entries::table(&rows, printer.width(), &session.locale)
            }
        }
        HistoryFormat::Json => output::json(&rows)?,
        HistoryFormat::Ndjson => output::ndjson(&rows)?,
        HistoryFormat::Csv => entries::csv(&rows)?,
    };
    printer.result(&text);
    Ok(Exit::Done)
}
