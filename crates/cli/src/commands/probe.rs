//! `probe`: what is assumed of Microsoft 365, looked at on a tenant.

use std::io::{self, Write as _};
use std::path::Path;

use engine::confirm::{Confirmation, Confirmed, Outcome, Unseen};
use serde::Serialize;
use words::{Locale, probe};

use crate::app::App;
use crate::args::Probe;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{self, table};
use crate::progress::Progress;
use crate::session::Session;

pub(crate) async fn run(app: &App, args: &Probe) -> Result<Exit, Failure> {
    // Before anything is read, for nothing would be kept of it.
    let result = ResultFile::claim(&args.out)?;
    let progress = Progress::new(&app.global);
    let session = Session::open(app, &progress).await?;
    progress.say(probe::reading(&session.locale));
    let found = session
        .engine
        .confirm(&session.caller, &session.connection)
        .await
        .map_err(|e| session.failed(e))?;
    drop(progress);

    let (l, printer) = (&session.locale, &app.printer);
    printer.result(&shown(&found, printer.width(), l));
    let count =
        |is: fn(Outcome) -> bool| found.all.iter().filter(|one| is(one.outcome)).count() as u64;
    let unread = count(|o| o == Outcome::Unseen(Unseen::NoRead));
    let read = found.all.len() as u64 - unread;
    let confirmed = count(|o| o == Outcome::Confirmed);
    let contradicted = count(|o| o == Outcome::Contradicted);
    printer.say(&probe::summary(l, contradicted, confirmed, read));
    printer.say(&probe::not_read(l, unread));
    if session.is_embedded() {
        printer.note(&probe::embedded(l));
    }
    let file = output::json(&File::of(&found, session.is_embedded()))?;
    result.write(&file)?;
    printer.say(&probe::written(l, &args.out.display().to_string()));
    Ok(Exit::Done)
}

/// The file to write: its name is taken before the tenant is read, and given back if nothing comes of it.
struct ResultFile<'a> {
    path: &'a Path,
    file: fs_err::File,
    written: bool,
}

impl<'a> ResultFile<'a> {
    fn claim(path: &'a Path) -> Result<Self, Failure> {
        let file = fs_err::File::create_new(path).map_err(|e| match e.kind() {
            io::ErrorKind::AlreadyExists => Failure::ProbeThere(path.to_owned()),
            _ => Failure::ProbeUnwritable(path.to_owned(), e),
        })?;
        Ok(Self {
            path,
            file,
            written: false,
        })
    }

    fn write(mut self, text: &str) -> Result<(), Failure> {
        let failed = |e| Failure::ProbeUnwritten(self.path.to_owned(), e);
        self.file.write_all(text.as_bytes()).map_err(failed)?;
        self.file.sync_all().map_err(failed)?;
        self.written = true;
        Ok(())
    }
}

impl Drop for ResultFile<'_> {
    fn drop(&mut self) {
        if !self.written {
            // What cannot be removed is empty, and the next run says that it is there.
            let _ = fs_err::remove_file(self.path);
        }
    }
}

/// The table: what no read can show is left out of it.
fn shown(found: &Confirmation, width: Option<u16>, l: &Locale) -> String {
    let header = [
        probe::number(l),
        probe::assumption(l),
        probe::outcome(l),
        probe::forms(l),
    ];
    let mut rows = table::table(width, &header);
    for one in &found.all {
        let Some(outcome) = outcome(one.outcome, l) else {
            continue;
        };
        let forms: Vec<_> = one.seen.iter().map(String::as_str).collect();
        rows.add_row(vec![
            one.assumption.number.to_string(),
            one.assumption.name.to_owned(),
            outcome,
            forms.join(", "),
        ]);
    }
    table::align_right(&mut rows, 0);
    table::text(&rows)
}

fn outcome(outcome: Outcome, l: &Locale) -> Option<String> {
    Some(match outcome {
        Outcome::Confirmed => probe::confirmed(l),
        Outcome::Contradicted => probe::contradicted(l),
        Outcome::Unseen(Unseen::NothingThere) => probe::nothing_there(l),
        Outcome::Unseen(Unseen::NotReadable) => probe::not_readable(l),
        Outcome::Unseen(Unseen::NoRead) => return None,
    })
}

/// The file that can be sent in: nothing in it comes from the tenant but the forms, which are words of our own.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    version: &'static str,
    /// The day alone.
    date: String,
    cloud: &'static str,
    embedded: bool,
    results: Vec<Line<'a>>,
}

/// One assumption.
#[derive(Debug, Serialize)]
struct Line<'a> {
    number: u16,
    name: &'static str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
    seen: Vec<&'a str>,
}

impl<'a> File<'a> {
    fn of(found: &'a Confirmation, embedded: bool) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            date: wire::date::day(found.at),
            cloud: found.cloud.as_str(),
            embedded,
            results: found.all.iter().map(Line::of).collect(),
        }
    }
}

impl<'a> Line<'a> {
    fn of(one: &'a Confirmed) -> Self {
        Self {
            number: one.assumption.number,
            name: one.assumption.name,
            outcome: one.outcome.as_str(),
            why: match one.outcome {
                Outcome::Unseen(why) => Some(why.as_str()),
                Outcome::Confirmed | Outcome::Contradicted => None,
            },
            seen: one.seen.iter().map(String::as_str).collect(),
        }
    }
}
