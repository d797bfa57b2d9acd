//! What a browser sends: files and two answers. Everything is counted while it comes, and nothing is stored.

use axum::extract::multipart::{Field, Multipart};
use axum::extract::{DefaultBodyLimit, FromRequest as _, Request};
use engine::ExportError;
use http::StatusCode;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use model::ByteSize;
use words::{Locale, error, offline};

/// At most so many files.
pub(crate) const MOST: u64 = 20;
/// At most so large in all.
pub(crate) const LARGEST: ByteSize = ByteSize::mb(64);
/// What is read and thrown away beyond that, so that a browser that is still sending sees the answer. Bytes.
const PATIENCE: usize = 64 << 20;
/// A day begins so much earlier at most, somewhere on earth, than in UTC.
const EAST: SignedDuration = SignedDuration::from_hours(14);

/// What was sent, whole and within the limits.
#[derive(Debug)]
pub(crate) struct Upload {
    pub(crate) files: Vec<Dropped>,
    /// When the files were exported, UTC: the beginning of the day given, the oldest that they can be.
    pub(crate) as_of: Timestamp,
    pub(crate) answer: AnswerAs,
}

/// A file as a browser sends it. Its name says nothing of what it is.
#[derive(Debug)]
pub(crate) struct Dropped {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// What the answer is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AnswerAs {
    Page,
    Report,
    Table,
}

/// Why nothing was reviewed.
#[derive(Debug)]
pub(crate) enum Refused {
    NoFile,
    NoDate,
    BadDate(String),
    TooMany,
    TooLarge,
    BrokenForm,
    /// A file that is no export, by its name.
    NoExport(String, ExportError),
}

impl Refused {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::TooMany | Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NoExport(..) => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    /// What happened, and what to do.
    pub(crate) fn sentence(&self, l: &Locale) -> String {
        match self {
            Self::NoFile => offline::no_file(l),
            Self::NoDate => offline::no_date(l),
            Self::BadDate(text) => offline::bad_date(l, text),
            Self::TooMany => offline::too_many(l, MOST),
            Self::TooLarge => offline::too_large(l, LARGEST),
            Self::BrokenForm => offline::broken_form(l),
            Self::NoExport(name, error) => no_export(name, error, l),
        }
    }
}

fn no_export(name: &str, why: &ExportError, l: &Locale) -> String {
    match why {
        ExportError::Empty => error::export_empty(l, name),
        ExportError::Encoding { line, column } => {
            error::export_encoding(l, *line, name, &column.to_string())
        }
        ExportError::Table { line, column, why } | ExportError::Json { line, column, why } => {
            error::export_broken(l, *line, name, &column.to_string(), why)
        }
        ExportError::Unknown { columns } => {
            error::export_unknown(l, &words::commas(columns, l), name)
        }
        other => error::unexpected(l, &other.to_string()),
    }
}

/// What has come so far.
#[derive(Debug, Default)]
struct Coming {
    files: Vec<Dropped>,
    as_of: String,
    answer: String,
    bytes: u64,
    refused: Option<Refused>,
}

impl Upload {
    /// Reads a form to its end, also when its limits are passed: then it is counted and thrown away.
    pub(crate) async fn read(mut request: Request, now: Timestamp) -> Result<Self, Refused> {
        let ceiling = usize::try_from(LARGEST.0).unwrap_or(usize::MAX) + PATIENCE;
        DefaultBodyLimit::max(ceiling).apply(&mut request);
        let form = Multipart::from_request(request, &()).await;
        let mut form = form.map_err(|_| Refused::BrokenForm)?;
        let mut coming = Coming::default();
        loop {
            match form.next_field().await {
                Ok(Some(field)) => coming.take(field).await?,
                Ok(None) => return coming.whole(now),
                Err(error) => return Err(unread(&error)),
            }
        }
    }
}

fn unread(error: &axum::extract::multipart::MultipartError) -> Refused {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refused::TooLarge,
        _ => Refused::BrokenForm,
    }
}

impl Coming {
    async fn take(&mut self, mut field: Field<'_>) -> Result<(), Refused> {
        let part = field.name().unwrap_or_default().to_owned();
        let name = file_name(field.file_name().unwrap_or_default());
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|e| unread(&e))? {
            self.bytes += chunk.len() as u64;
            if self.bytes > LARGEST.0 {
                self.refuse(Refused::TooLarge);
            }
            if self.refused.is_none() {
                bytes.extend_from_slice(&chunk);
            }
        }
        match part.as_str() {
            // A browser sends an empty, nameless part where no file was chosen.
            "files" if name.is_empty() && bytes.is_empty() => {}
            "files" => {
                self.files.push(Dropped { name, bytes });
                if self.files.len() as u64 > MOST {
                    self.refuse(Refused::TooMany);
                }
            }
            "as_of" => self.as_of = text(&bytes),
            "answer" => self.answer = text(&bytes),
            _ => {}
        }
        Ok(())
    }

    /// The first reason counts, and what was held is let go.
    fn refuse(&mut self, why: Refused) {
        self.refused.get_or_insert(why);
        self.files.clear();
    }

    fn whole(self, now: Timestamp) -> Result<Upload, Refused> {
        if let Some(why) = self.refused {
            return Err(why);
        }
        if self.files.is_empty() {
            return Err(Refused::NoFile);
        }
        Ok(Upload {
            as_of: beginning(&self.as_of, now)?,
            files: self.files,
            answer: match self.answer.as_str() {
                "report" => AnswerAs::Report,
                "csv" => AnswerAs::Table,
                _ => AnswerAs::Page,
            },
        })
    }
}

/// What is typed is short.
fn text(bytes: &[u8]) -> String {
    let short = &bytes[..bytes.len().min(64)];
    String::from_utf8_lossy(short).trim().to_owned()
}

/// The name without a folder, which some programs send along, and of bearable length.
fn file_name(sent: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().take(120).collect()
}

/// The beginning of a day, UTC. In the east a day has begun that is still to come in UTC: it counts as now.
fn beginning(text: &str, now: Timestamp) -> Result<Timestamp, Refused> {
    if text.is_empty() {
        return Err(Refused::NoDate);
    }
    let bad = || Refused::BadDate(text.to_owned());
    let day: Date = text.parse().map_err(|_| bad())?;
    let begins = day.to_zoned(TimeZone::UTC).map_err(|_| bad())?.timestamp();
    if begins <= now {
        Ok(begins)
    } else if begins.duration_since(now) <= EAST {
        Ok(now)
    } else {
        Err(bad())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_as_old_as_it_can_be_and_never_to_come() {
        let now: Timestamp = "2026-11-22T21:00:00Z".parse().unwrap();
        for (text, found) in [
            ("2026-11-22", Some("2026-11-22T00:00:00Z")),
            ("2024-02-29", Some("2024-02-29T00:00:00Z")),
            ("2026-11-23", Some("2026-11-22T21:00:00Z")),
            ("2026-11-24", None),
            ("2025-02-29", None),
            ("yesterday", None),
            ("", None),
            ("9999-12-31", None),
            ("-000001-01-01", Some("-000001-01-01T00:00:00Z")),
        ] {
            let begins = beginning(text, now).ok().map(|at| at.to_string());
            assert_eq!(begins.as_deref(), found, "{text}");
        }
    }

    #[test]
    fn a_file_is_named_without_its_folder() {
        for (sent, name) in [
            ("users.json", "users.json"),
            ("C:\\fakepath\\users.json", "users.json"),
            ("../../etc/passwd", "passwd"),
            ("<script>.csv", "<script>.csv"),
            ("", ""),
            ("/", ""),
        ] {
            assert_eq!(file_name(sent), name);
        }
        assert_eq!(file_name(&"é".repeat(500)).chars().count(), 120);
    }
}
