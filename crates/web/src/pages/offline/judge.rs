//! From files to verdicts, by the engine that judges a tenant.

use engine::{Content, Export, Offline, Scope, Wanted};
use jiff::Timestamp;
use words::{Locale, cli, offline};

use super::form::{ExportRow, export};
use super::upload::{Dropped, Refused, Upload};
use crate::desk::Desk;

/// What the files come to.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) files: Vec<FileRow>,
    pub(crate) offline: Offline,
}

/// What a file was taken for.
#[derive(Debug, Clone)]
pub(crate) struct FileRow {
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) rows: String,
    pub(crate) as_of: String,
    /// Where that time comes from.
    pub(crate) dated: String,
    /// What to know of it: it is one page of several, it hides names.
    pub(crate) notes: Vec<String>,
}

/// An export that would say more.
#[derive(Debug)]
pub(crate) struct WantedRow {
    pub(crate) export: ExportRow,
    pub(crate) whose: String,
}

/// Reads and judges. Takes a while for large files, and waits for nothing.
pub(crate) fn judge(upload: Upload, desk: &Desk) -> Result<Judged, Refused> {
    let l = &desk.locale;
    let (mut files, mut exports) = (Vec::new(), Vec::new());
    for file in upload.files {
        let (rows, found) = read(file, upload.as_of, l)?;
        files.extend(rows);
        exports.extend(found);
    }
    let (scope, cloud) = (Scope::shared(), l.cloud());
    let offline = engine::review_exports(exports, &scope, &desk.policy(), cloud, &desk.site.env);
    // Only a mailbox that was asked for by name can be unknown, and none was.
    let offline = offline.map_err(|_| Refused::BrokenForm)?;
    Ok(Judged { files, offline })
}

fn read(
    file: Dropped,
    as_of: Timestamp,
    l: &Locale,
) -> Result<(Vec<FileRow>, Vec<Export>), Refused> {
    let exported = engine::read_export(&file.bytes);
    let exported = exported.map_err(|error| Refused::NoExport(file.name.clone(), error))?;
    let (mut rows, mut exports) = (Vec::new(), Vec::new());
    for content in exported.contents {
        let own = content.own_date();
        let at = own.unwrap_or(as_of);
        let mut notes = Vec::new();
        if exported.is_one_page {
            notes.push(cli::offline_one_page(l, &file.name));
        }
        if is_concealed(&content) {
            notes.push(cli::offline_concealed(l, &file.name));
        }
        rows.push(FileRow {
            name: file.name.clone(),
            kind: content.kind().name(),
            rows: words::count(content.len() as u64, l),
            as_of: words::date_time(at, l),
            dated: if own.is_some() {
                offline::own_date(l)
            } else {
                offline::given_date(l)
            },
            notes,
        });
        exports.push(Export { content, as_of: at });
    }
    Ok((rows, exports))
}

const fn is_concealed(content: &Content) -> bool {
    match content {
        Content::MailboxUsage(report) => report.concealed,
        Content::ActiveUserReport(report) => report.concealed,
        Content::OneDriveUsage(report) => report.concealed,
        _ => false,
    }
}

/// What would say more, as rows.
pub(crate) fn wanted(wanted: &[Wanted], l: &Locale) -> Vec<WantedRow> {
    let row = |wanted: &Wanted| {
        let facts = wanted.facts.iter().map(|fact| words::fact_name(*fact, l));
        let facts = words::commas(&facts.collect::<Vec<_>>(), l);
        WantedRow {
            export: export(wanted.kind, l),
            whose: if wanted.again {
                cli::offline_again(l, wanted.mailboxes, &facts)
            } else {
                cli::offline_export(l, wanted.mailboxes, &facts)
            },
        }
    };
    wanted.iter().map(row).collect()
}
