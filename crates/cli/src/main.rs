//! `boxseat`: take back the licences that your shared mailboxes don't need.
//!
//! The binary wires the rooms together: options become one call of the engine, and its answer becomes text. What
//! can be typed is in `args`, one command is one file in `commands`, every failure becomes a sentence in `failure`.

mod app;
mod args;
mod called;
mod change;
mod commands;
mod embed;
mod ending;
mod exit;
mod failure;
mod inputs;
mod output;
mod place;
mod printer;
mod progress;
mod prompt;
mod reference;
mod session;

use std::process::ExitCode;

use clap::FromArgMatches as _;

use crate::app::App;
use crate::args::{Cli, Command, Tenant};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::printer::{Printer, style, styled};

fn main() -> ExitCode {
    let matches = reference::command().get_matches();
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|e| e.exit());
    let printer = Printer::new(&cli.global);
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(e) => {
            return told(
                &printer,
                &Failure::Unexpected(e.to_string()),
                &reference::locale(),
            );
        }
    };
    let app = match App::new(cli.global) {
        Ok(app) => app,
        Err(failure) => return told(&printer, &failure, &reference::locale()),
    };
    let work = run(&app, cli.command);
    let done = runtime.block_on(ending::unless_told_to_end(&app, work));
    // A server may still be answering; nobody waits for it any longer.
    runtime.shutdown_background();
    match (done, app.printer.failure()) {
        (Err(failure), _) => told(&printer, &failure, &app.locale()),
        (Ok(_), Some(error)) => told(&printer, &Failure::Output(error), &app.locale()),
        (Ok(exit), None) => ExitCode::from(exit.code()),
    }
}

async fn run(app: &App, command: Command) -> Result<Exit, Failure> {
    match command {
        Command::Demo(args) => commands::demo::run(app, &args).await,
        Command::Serve(args) => commands::serve::run(app, &args).await,
        Command::LocalAdmin(args) => commands::local_admin::run(app, &args).await,
        Command::Review(args) => commands::review::run(app, &args).await,
        Command::Show(args) => commands::show::run(app, &args).await,
        Command::Members(args) => commands::members::run(app, &args).await,
        Command::RemoveLicense(args) => commands::remove_license::run(app, &args).await,
        Command::Restore(args) => commands::restore::run(app, &args).await,
        Command::Resume(args) => commands::resume::run(app, &args).await,
        Command::History(args) => commands::history::run(app, &args).await,
        Command::Probe(args) => commands::probe::run(app, &args).await,
        Command::Tenant(Tenant::Serve(args)) => commands::tenant_serve::run(app, &args).await,
        Command::Tenant(Tenant::Ca) => commands::tenant_ca::run(app),
        Command::Tenant(Tenant::People(args)) => commands::tenant_people::run(app, &args).await,
        Command::Completions(args) => Ok(commands::completions::run(app, &args)),
        Command::Man(args) => commands::man::run(&args),
        Command::Docs => Ok(commands::docs::run(app)),
    }
}

/// Says what went wrong, and ends as it says.
fn told(printer: &Printer, failure: &Failure, locale: &words::Locale) -> ExitCode {
    let explained = failure.explain(locale);
    let wanted = matches!(
        failure,
        Failure::Declined | Failure::Stopped | Failure::StoppedInTheMidst(_)
    );
    if wanted {
        // Somebody asked for it; that is no error.
        printer.error(&explained.text);
    } else {
        let title = styled(style::BAD, &words::error::title(locale));
        printer.error(&format!("{title}: {}", explained.text));
    }
    if let Some(request) = explained.request {
        printer.error(&request);
    }
    ExitCode::from(explained.exit.code())
}
