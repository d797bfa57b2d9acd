//! `demo`: what Boxseat does, on a sample organisation of its own.

use std::io::{self, IsTerminal as _};

use engine::Scope;
use model::Verdict;
use words::cli;

use super::{page, review};
use crate::app::App;
use crate::args::Demo;
use crate::embed::{self, Wanted, any_port};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::printer::{style, styled};
use crate::progress::Progress;
use crate::session::Session;

pub(crate) async fn run(app: &App, args: &Demo) -> Result<Exit, Failure> {
    let progress = Progress::new(&app.global);
    let wanted = Wanted {
        cloud: args.cloud,
        profile: args.profile,
        assume: embed::turns(&args.assume)?,
        ..Wanted::default()
    };
    let session = Session::open_or_make(app, wanted, &progress).await?;
    let mut reviewed = review::reviewed(&session, &Scope::shared(), &progress).await?;
    drop(progress);

    let printer = &app.printer;
    let told = review::told(&session, &reviewed, true, app.env.now());
    for line in told.introduction() {
        printer.prose(&line);
    }
    let removable: usize = reviewed
        .records
        .iter()
        .map(|record| record.assessment.removable_skus().count())
        .sum();
    // The question is about those that hold a licence, or lack one.
    let all = reviewed.records.len();
    reviewed
        .records
        .retain(|record| record.assessment.verdict != Verdict::Unlicensed);
    let told = review::told(&session, &reviewed, true, app.env.now());
    printer.result(&told.verdicts(printer.width()));
    let left_out = all - reviewed.records.len();
    if left_out > 0 {
        printer.say(&cli::left_out(&session.locale, left_out as u64));
    }
    next(app, &session, &reviewed, removable);
    session.account_for_requests(app, printer);
    if args.once || !io::stdout().is_terminal() {
        return Ok(Exit::Done);
    }

    let pages = page::Pages::of(app, &[session], page::Ways::all_at_home());
    let opened = pages.open(any_port()).await?;
    printer.say("");
    opened.tell(app).await?;
    app.serve_until_stopped().await
}

/// What to type next.
fn next(app: &App, session: &Session, reviewed: &engine::Review, removable: usize) {
    let (printer, l) = (&app.printer, &session.locale);
    let mut lines = Vec::new();
    // One that must stay has most to say.
    let interesting = reviewed
        .records
        .iter()
        .find(|r| r.assessment.verdict == Verdict::Required);
    if let Some(record) = interesting {
        let address = record.facts.name.primary_smtp_address.as_str();
        lines.push((app.called.command(&["show", address]), cli::next_show(l)));
    }
    if removable > 0 {
        let remove = ["remove-license", "--all-removable", "--dry-run"];
        lines.push((app.called.command(&remove), cli::next_dry_run(l)));
        lines.push((
            app.called.command(&remove[..2]),
            cli::next_remove(l, removable as u64),
        ));
    }
    lines.push((app.called.command(&["history"]), cli::next_history(l)));
    let width = lines
        .iter()
        .map(|(command, _)| command.chars().count())
        .max()
        .unwrap_or_default();
    printer.say("");
    printer.say(&styled(style::STRONG, &cli::next(l)));
    let about_width = lines.iter().map(|(_, about)| about.chars().count()).max();
    let fits = printer
        .width()
        .is_none_or(|room| width + about_width.unwrap_or_default() + 4 <= usize::from(room));
    for (command, about) in lines {
        // Beside it where there is room, else below it: a command is never broken.
        let gap = if fits {
            " ".repeat(width - command.chars().count() + 2)
        } else {
            "\n      ".to_owned()
        };
        printer.say(&format!(
            "  {}{gap}{}",
            styled(style::COMMAND, &command),
            styled(style::FAINT, &about)
        ));
    }
}
