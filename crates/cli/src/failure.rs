//! Everything that can end a command, and the one place where each becomes a sentence and an exit code.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use engine::EngineError;
use m365::offline::ExportError;
use model::{ReasonCode, Trouble, TroubleKind};
use store::StoreError;
use web::{BadPassword, TlsError};
use wire::assumptions::TurnError;
use wire::connect::ConnectError;
use words::{Locale, Whereabouts, cli, error};

use crate::exit::Exit;
use crate::inputs::FileError;
use crate::place::Place;

/// Why a command ended without having done what was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Nobody agreed.
    Declined,
    /// Nobody can be asked.
    NotATerminal,
    /// So many mailboxes need `--max` as well.
    NeedsMax { mailboxes: usize },
    /// More mailboxes than `--max` allows.
    TooMany { mailboxes: usize, max: usize },
    /// `--override` without `--reason`.
    NoReason(ReasonCode),
    /// A code that nobody may override, or that is not for overriding.
    NotOverridable(Vec<ReasonCode>),
    /// `--ack` or `--override` for mailboxes that were not named one by one.
    NotNamed,
    /// `--license` names no product.
    UnknownProduct(String),
    /// `--license` names several.
    AmbiguousProduct(String, Vec<String>),
    /// No mailbox of the exported files answers to this name.
    UnknownMailbox(String),
    /// `--as-of` is no time, or (true) lies in the future.
    AsOf(String, bool),
    /// Several connect files for a command that works on one tenant.
    OneTenant,
    /// Pages beyond this machine without TLS or a proxy.
    Exposed(SocketAddr),
    /// Certificate or key of the pages.
    Tls(Box<TlsError>),
    /// The address of the proxy.
    ProxyAddress(String),
    /// A way to sign in that does not go with the rest.
    NoLink,
    /// A name that the local administrator cannot have.
    AdminName(String),
    /// A password that the local administrator cannot have.
    Password(BadPassword),
    /// Two passwords that should be the same.
    PasswordsDiffer,
    /// A language that Boxseat does not speak.
    Language(String),
    /// A file that was given.
    File(FileError),
    /// The connect file.
    Connect(PathBuf, Box<ConnectError>),
    /// A write through a connection that is read-only.
    ReadOnly(Box<Place>),
    /// The data folder cannot be found or made.
    Data(PathBuf, io::Error),
    /// The store in the data folder.
    Store(PathBuf, Box<StoreError>),
    /// The embedded tenant in the data folder.
    Embedded(PathBuf, Box<tenant::Error>),
    /// The embedded tenant is there already, and is another than the one asked for.
    OtherOrganisation { path: PathBuf, found: String },
    /// `--assume` names no switch, or no way of it.
    Assume(TurnError),
    /// The address to listen on is not of this machine alone.
    NotLoopback(String),
    /// The address to listen on.
    Listen(String, io::Error),
    /// The client could not be made.
    Transport(Box<Place>, String),
    /// The work itself.
    Engine(Box<Place>, Box<EngineError>),
    /// A file that was to be written.
    Write(PathBuf, io::Error),
    /// The result file of `probe` is there already.
    ProbeThere(PathBuf),
    /// It cannot be made.
    ProbeUnwritable(PathBuf, io::Error),
    /// It could not be written after all.
    ProbeUnwritten(PathBuf, io::Error),
    /// Standard output.
    Output(io::Error),
    /// Somebody wanted it to end.
    Stopped,
    /// The same while something was being changed; with the command that goes on.
    StoppedInTheMidst(String),
    /// What must not happen.
    Unexpected(String),
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

/// A failure as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Explained {
    /// What is wrong, where, and what to do.
    pub(crate) text: String,
    /// For Microsoft's support.
    pub(crate) request: Option<String>,
    /// For scripts.
    pub(crate) exit: Exit,
}

impl Explained {
    fn new(exit: Exit, text: String) -> Self {
        Self {
            text,
            request: None,
            exit,
        }
    }
}

impl Failure {
    /// The sentence and the exit code.
    pub(crate) fn explain(&self, l: &Locale) -> Explained {
        let is = Explained::new;
        match self {
            Self::Declined => is(Exit::Declined, cli::declined(l)),
            Self::NotATerminal => is(Exit::Declined, error::not_a_terminal(l)),
            Self::NeedsMax { mailboxes } => {
                is(Exit::Declined, cli::confirm_max(l, number(*mailboxes)))
            }
            Self::TooMany { mailboxes, max } => is(
                Exit::Declined,
                error::too_many(l, number(*mailboxes), number(*max)),
            ),
            Self::NoReason(code) => is(Exit::Usage, error::override_needs_reason(l, code.as_str())),
            Self::NotOverridable(codes) => {
                let codes: Vec<_> = codes.iter().map(|c| c.as_str()).collect();
                is(
                    Exit::Usage,
                    error::not_overridable(l, &words::list(&codes, l)),
                )
            }
            Self::NotNamed => is(Exit::Usage, error::override_named_only(l)),
            Self::UnknownProduct(name) => is(Exit::Usage, error::unknown_product(l, name)),
            Self::AmbiguousProduct(name, ids) => is(
                Exit::Usage,
                error::ambiguous_product(l, &words::list(ids, l), name),
            ),
            Self::UnknownMailbox(name) => is(Exit::Usage, error::unknown_mailbox(l, name)),
            Self::AsOf(text, true) => is(Exit::Usage, error::export_future(l, text)),
            Self::AsOf(text, false) => is(Exit::Usage, error::export_date(l, text)),
            Self::Assume(wrong) => is(Exit::Usage, of_turn(wrong, l)),
            Self::OneTenant => is(Exit::Usage, error::one_tenant(l)),
            Self::Exposed(address) => is(Exit::Usage, error::exposed(l, &address.to_string())),
            Self::Tls(why) => is(Exit::Local, error::tls(l, &why.to_string())),
            Self::ProxyAddress(text) => is(Exit::Usage, error::proxy_address(l, text)),
            Self::NoLink => is(Exit::Usage, error::no_link(l)),
            Self::AdminName(name) => is(Exit::Usage, error::admin_name(l, name)),
            Self::Password(BadPassword::Short) => is(Exit::Usage, error::password_short(l)),
            Self::Password(BadPassword::Long) => is(Exit::Usage, error::password_long(l)),
            Self::PasswordsDiffer => is(Exit::Usage, error::passwords_differ(l)),
            Self::Language(text) => is(Exit::Usage, error::language(l, text)),
            Self::File(error) => of_file(error, l),
            Self::Connect(path, error) => of_connect(path, error, l),
            Self::ReadOnly(place) => is(
                Exit::Refused,
                error::read_only(l, &place.host, &place.file()),
            ),
            Self::Store(path, error) => of_store(path, error, l),
            Self::Embedded(path, error) => of_embedded(path, error, l),
            Self::OtherOrganisation { path, found } => is(
                Exit::Local,
                error::other_organisation(l, found, &shown(path)),
            ),
            Self::NotLoopback(address) => is(Exit::Usage, error::not_loopback(l, address)),
            Self::Listen(address, error) if error.kind() == io::ErrorKind::AddrInUse => {
                is(Exit::Local, error::port(l, address))
            }
            Self::Listen(address, error) => is(Exit::Local, error::listen(l, address, &why(error))),
            Self::Transport(place, why) => {
                is(Exit::Local, error::connect_file(l, &place.file(), why))
            }
            Self::Engine(place, error) => of_engine(place, error, l),
            Self::Write(path, error) if is_full(error) => {
                is(Exit::Local, error::disk_full(l, &shown(path)))
            }
            Self::Data(path, error) | Self::Write(path, error) => is(
                Exit::Local,
                error::file_unwritable(l, &shown(path), &why(error)),
            ),
            Self::ProbeThere(path) => is(Exit::Local, words::probe::there(l, &shown(path))),
            Self::ProbeUnwritable(path, error) => is(
                Exit::Local,
                words::probe::unwritable(l, &shown(path), &why(error)),
            ),
            Self::ProbeUnwritten(path, error) => is(
                Exit::Local,
                words::probe::unwritten(l, &shown(path), &why(error)),
            ),
            Self::Output(error) => is(Exit::Local, error::output(l, &why(error))),
            Self::Stopped => is(Exit::Stopped, cli::stopped(l)),
            Self::StoppedInTheMidst(resume) => is(Exit::Stopped, cli::stopped_open(l, resume)),
            Self::Unexpected(why) => is(Exit::Failed, error::unexpected(l, why)),
        }
    }
}

fn of_file(error: &FileError, l: &Locale) -> Explained {
    let (exit, text) = match error {
        FileError::Missing(path) => (Exit::Local, error::file_missing(l, &shown(path))),
        FileError::Empty(path) => (Exit::Usage, error::no_mailbox_named(l, &shown(path))),
        FileError::Unreadable(path, why) => {
            (Exit::Local, error::file_unreadable(l, &shown(path), why))
        }
        FileError::Line(path, line, why) => {
            (Exit::Usage, error::file_line(l, *line, &shown(path), why))
        }
        FileError::Export(path, error) => (Exit::Usage, of_export(&shown(path), error, l)),
        FileError::Prices(path, why) => (Exit::Usage, error::prices(l, &shown(path), why)),
        FileError::Exclusions(path, why) => (Exit::Usage, error::exclusions(l, &shown(path), why)),
        FileError::Policy(name, why) => (Exit::Usage, error::policy(l, name, why)),
    };
    Explained::new(exit, text)
}

fn of_export(path: &str, error: &ExportError, l: &Locale) -> String {
    match error {
        ExportError::Empty => error::export_empty(l, path),
        ExportError::Encoding { line, column } => {
            error::export_encoding(l, *line, path, &column.to_string())
        }
        ExportError::Table { line, column, why } | ExportError::Json { line, column, why } => {
            error::export_broken(l, *line, path, &column.to_string(), why)
        }
        ExportError::Unknown { columns } => {
            error::export_unknown(l, &words::commas(columns, l), path)
        }
        other => error::unexpected(l, &other.to_string()),
    }
}

fn of_connect(path: &std::path::Path, error: &ConnectError, l: &Locale) -> Explained {
    let path = shown(path);
    let text = match error {
        ConnectError::Read(e) if e.kind() == io::ErrorKind::NotFound => {
            error::file_missing(l, &path)
        }
        ConnectError::Read(e) => error::file_unreadable(l, &path, &why(e)),
        ConnectError::TooOpen { mode, .. } => error::connect_open(l, &format!("{mode:03o}"), &path),
        ConnectError::Json { at, why, .. } => {
            // The whole document has no name.
            let at = if at == "." {
                String::new()
            } else {
                format!("{at}: ")
            };
            error::connect_file(l, &path, &format!("{at}{why}"))
        }
        ConnectError::Url { member, url, why } => {
            error::connect_file(l, &path, &format!("{member} {url}: {why}"))
        }
    };
    Explained::new(Exit::Local, text)
}

/// What every door tells in the same words.
fn of_trouble(trouble: &Trouble, at: &Whereabouts<'_>, l: &Locale) -> Explained {
    let exit = match trouble.kind() {
        TroubleKind::Asked => Exit::Usage,
        TroubleKind::Access => Exit::Access,
        TroubleKind::Refused => Exit::Refused,
        TroubleKind::Busy => Exit::Busy,
        TroubleKind::Unreachable => Exit::Unreachable,
        TroubleKind::Local => Exit::Local,
        TroubleKind::Failed => Exit::Failed,
    };
    Explained::new(exit, words::trouble(trouble, at, l))
}

fn of_store(folder: &std::path::Path, error: &StoreError, l: &Locale) -> Explained {
    let at = Whereabouts {
        data: &shown(folder),
        ..Whereabouts::default()
    };
    of_trouble(&error.trouble(), &at, l)
}

fn of_embedded(path: &std::path::Path, error: &tenant::Error, l: &Locale) -> Explained {
    let file = shown(path);
    let said = error.to_string();
    let text = match error {
        tenant::Error::Io(e) if is_full(e) => error::disk_full(l, &file),
        // SQLite's own words for SQLITE_FULL.
        tenant::Error::Sqlite(_) if said.contains("disk is full") => error::disk_full(l, &file),
        tenant::Error::Io(e) => error::file_unwritable(l, &file, &why(e)),
        tenant::Error::Sqlite(_) => error::file_unwritable(l, &file, &said),
        tenant::Error::Schema { .. } => error::other_sample(l, &file),
        _ => error::foreign_data(l, &file, &said),
    };
    Explained::new(Exit::Local, text)
}

fn of_engine(place: &Place, error: &EngineError, l: &Locale) -> Explained {
    let (connect, data) = (place.file(), shown(&place.data));
    let at = Whereabouts {
        host: &place.host,
        authority: &place.authority,
        application: &place.application,
        connect: &connect,
        data: &data,
    };
    let request = error.request_id().map(|id| error::request(l, &id.0));
    Explained {
        request,
        ..of_trouble(&error.trouble(), &at, l)
    }
}

fn number(n: usize) -> u64 {
    n as u64
}

fn shown(path: &std::path::Path) -> String {
    path.display().to_string()
}

/// What the system says, without the path that the sentence names already.
fn why(error: &io::Error) -> String {
    let system = error.raw_os_error().map(io::Error::from_raw_os_error);
    system.map_or_else(|| error.kind().to_string(), |e| e.to_string())
}

fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
    )
}

fn of_turn(wrong: &TurnError, l: &Locale) -> String {
    match wrong {
        TurnError::Form { text } => error::assume_form(l, text),
        TurnError::Unknown { which, known } => error::assume_unknown(l, known, which),
        TurnError::NoSwitch { number, name, .. } => {
            error::assume_no_switch(l, &format!("{number} {name}"))
        }
        TurnError::UnknownWay {
            number,
            name,
            way,
            known,
        } => error::assume_unknown_way(l, known, &format!("{number} {name}"), way),
    }
}
