//! `review --offline`: the same verdicts from exported files. There is no session here, so nothing can be connected
//! to, and nothing is kept.

use std::path::Path;

use engine::{Export, Offline, Scope, Wanted};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use m365::offline::Content;
use model::{CloudId, FactName, PriceList};
use words::{Locale, cli};

use crate::app::App;
use crate::args::{MailboxType, Review, ReviewFormat};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::inputs::{self, FileError};
use crate::output::review::Told;
use crate::printer::{Printer, style, styled};

/// Where the time comes from at which a file was true.
#[derive(Debug, Clone, Copy)]
enum Dated {
    Itself,
    Option,
    Modified,
}

pub(crate) fn run(app: &App, args: &Review, scope: &Scope) -> Result<Exit, Failure> {
    let locale = app.locale();
    let printer = app.printer.for_machine(args.output != ReviewFormat::Table);
    let policy = inputs::policy::named(app.global.policy.as_deref().unwrap_or("current"))?;
    let prices = match &app.global.prices {
        Some(path) => inputs::prices::from_file(path)?,
        None => inputs::prices::none(),
    };
    let as_of = match &args.as_of {
        Some(text) => Some(time(text, app.env.now())?),
        None => None,
    };
    let mut exports = Vec::new();
    for path in &args.offline {
        exports.extend(read(path, as_of, &printer, &locale)?);
    }
    let policy = policy.with_prices(prices.clone());
    let mut offline = engine::review_exports(exports, scope, &policy, CloudId::default(), &app.env)
        .map_err(|e| match e {
            engine::EngineError::UnknownMailbox(name) => Failure::UnknownMailbox(name),
            other => Failure::Unexpected(other.to_string()),
        })?;
    if !args.verdict.is_empty() {
        offline
            .review
            .records
            .retain(|record| args.verdict.contains(&record.assessment.verdict));
    }
    tell(app, args, &offline, &prices, &printer, &locale)?;
    Ok(Exit::Done)
}

fn tell(
    app: &App,
    args: &Review,
    offline: &Offline,
    prices: &PriceList,
    printer: &Printer,
    locale: &Locale,
) -> Result<(), Failure> {
    let headline = styled(
        style::STRONG,
        &cli::offline(locale, args.offline.len() as u64),
    );
    if args.output != ReviewFormat::Table {
        printer.note(&headline);
    }
    let told = Told {
        review: &offline.review,
        prices,
        locale,
        headline,
        whole: args.mailbox.is_empty()
            && args.verdict.is_empty()
            && args.types.contains(&MailboxType::Shared),
        embedded: false,
        now: app.env.now(),
    };
    printer.result(&told.render(args.output, printer.width())?);
    if offline.review.tenant.skus.value().is_none() {
        printer.note(&cli::offline_catalogue(locale));
    }
    if !offline.wanted.is_empty() {
        printer.say("");
        printer.say(&styled(style::STRONG, &cli::offline_wanted(locale)));
    }
    for wanted in &offline.wanted {
        for line in lines(wanted, locale) {
            printer.say(&line);
        }
    }
    Ok(())
}

/// What an export would say, and the line that makes it, as it is typed.
fn lines(wanted: &Wanted, locale: &Locale) -> Vec<String> {
    let facts: Vec<String> = wanted
        .facts
        .iter()
        .map(|&fact: &FactName| words::fact_name(fact, locale))
        .collect();
    let facts = words::commas(&facts, locale);
    let whose = if wanted.again {
        cli::offline_again(locale, wanted.mailboxes, &facts)
    } else {
        cli::offline_export(locale, wanted.mailboxes, &facts)
    };
    let shell = if wanted.kind.is_exchange() {
        cli::offline_exchange(locale)
    } else {
        cli::offline_graph(locale)
    };
    vec![
        format!("- {}, {whose}", wanted.kind.name()),
        format!("  {shell}"),
        format!("  {}", wanted.kind.line()),
    ]
}

/// Reads a file, says what it is taken for, and dates it: by itself, by the option, else by its last change.
fn read(
    path: &Path,
    as_of: Option<Timestamp>,
    printer: &Printer,
    locale: &Locale,
) -> Result<Vec<Export>, Failure> {
    let unreadable = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound => FileError::Missing(path.to_owned()),
        kind => FileError::Unreadable(path.to_owned(), kind.to_string()),
    };
    let bytes = fs_err::read(path).map_err(unreadable)?;
    let modified = fs_err::metadata(path)
        .and_then(|m| m.modified())
        .map_err(unreadable)?;
    let modified = Timestamp::try_from(modified)
        .map_err(|e| FileError::Unreadable(path.to_owned(), e.to_string()))?;
    let exported =
        m365::offline::read(&bytes).map_err(|e| FileError::Export(path.to_owned(), Box::new(e)))?;
    let shown = path.display().to_string();
    if exported.is_one_page {
        printer.note(&cli::offline_one_page(locale, &shown));
    }
    let mut exports = Vec::new();
    for content in exported.contents {
        let (at, dated) = match (content.own_date(), as_of) {
            (Some(own), _) => (own, Dated::Itself),
            (None, Some(given)) => (given, Dated::Option),
            (None, None) => (modified, Dated::Modified),
        };
        let (name, rows) = (content.kind().name(), content.len() as u64);
        printer.note(&match dated {
            Dated::Itself => cli::offline_own_date(locale, rows, name, &shown, at),
            Dated::Option => cli::offline_as_of(locale, rows, name, &shown, at),
            Dated::Modified => cli::offline_modified(locale, rows, name, &shown, at),
        });
        if is_concealed(&content) {
            printer.note(&cli::offline_concealed(locale, &shown));
        }
        exports.push(Export { content, as_of: at });
    }
    Ok(exports)
}

const fn is_concealed(content: &Content) -> bool {
    match content {
        Content::MailboxUsage(report) => report.concealed,
        Content::ActiveUserReport(report) => report.concealed,
        Content::OneDriveUsage(report) => report.concealed,
        _ => false,
    }
}

/// A day (its midnight, UTC: the oldest that the files can be) or a time.
fn time(text: &str, now: Timestamp) -> Result<Timestamp, Failure> {
    let day = |d: Date| d.to_zoned(TimeZone::UTC).ok().map(|z| z.timestamp());
    let at = text
        .parse::<Timestamp>()
        .ok()
        .or_else(|| text.parse::<Date>().ok().and_then(day));
    match at {
        None => Err(Failure::AsOf(text.to_owned(), false)),
        Some(at) if at > now => Err(Failure::AsOf(text.to_owned(), true)),
        Some(at) => Ok(at),
    }
}
