//! `members`: who may open mailboxes, read now.

use engine::{EngineError, MailboxMembers, Member};
use jiff::Timestamp;
use serde::Serialize;
use words::{cli, shared};

use crate::app::App;
use crate::args::{Members, PlainFormat};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{self, table};
use crate::progress::Progress;
use crate::session::Session;

/// A mailbox in `members -o json`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    /// As it was typed.
    mailbox: &'a str,
    account: String,
    read_at: Timestamp,
    /// `null` where they are not known; `error` says why.
    members: Option<Vec<Person<'a>>>,
    error: Option<String>,
}

/// Somebody with full access.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Person<'a> {
    user: &'a str,
    address: Option<&'a str>,
    sid: Option<&'a str>,
    /// Nobody in the directory has the SID any more.
    unresolved: bool,
}

pub(crate) async fn run(app: &App, args: &Members) -> Result<Exit, Failure> {
    let printer = app.printer.for_machine(args.output == PlainFormat::Json);
    let progress = Progress::new(&app.global);
    let session = Session::open(app, &progress).await?;
    let (read, names) = session
        .engine
        .members_of(&session.caller, &session.connection, &args.mailboxes)
        .await
        .map_err(|e| session.failed(e))?;
    drop(progress);

    let l = &session.locale;
    let (at, mut failed) = (read.read_at, 0);
    let mut rows = Vec::with_capacity(names.len());
    for (mailbox, name) in read.mailboxes.into_iter().zip(&names) {
        failed += usize::from(mailbox.members.is_err());
        rows.push((name, known(&session, mailbox)));
    }
    let whole = failed == 0;
    match args.output {
        PlainFormat::Json => {
            let rows: Vec<_> = rows
                .iter()
                .map(|(name, known)| row(name, known, at))
                .collect();
            printer.result(&output::json(&rows)?);
        }
        PlainFormat::Table => {
            let header = [cli::header_mailbox(l), shared::members(l)];
            let mut shown = table::table(printer.width(), &header);
            for (name, known) in &rows {
                shown.add_row([output::tidy(name), cell(known, l)]);
            }
            table::keep_whole(&mut shown, 0, 48);
            printer.result(&table::text(&shown));
            printer.say(&shared::members_read_at(l, at));
        }
    }
    session.account_for_requests(app, &printer);
    Ok(if whole { Exit::Done } else { Exit::Partial })
}

/// An account with its members, or the sentence why they are not known.
type Known = (String, Result<Vec<Member>, String>);

fn known(session: &Session, mailbox: MailboxMembers) -> Known {
    let why = |error: EngineError| session.failed(error).explain(&session.locale).text;
    (mailbox.account.to_string(), mailbox.members.map_err(why))
}

fn row<'a>(mailbox: &'a str, (account, members): &'a Known, read_at: Timestamp) -> Row<'a> {
    let people = |members: &'a Vec<Member>| members.iter().map(person).collect();
    Row {
        mailbox,
        account: account.clone(),
        read_at,
        members: members.as_ref().ok().map(people),
        error: members.as_ref().err().cloned(),
    }
}

fn person(member: &Member) -> Person<'_> {
    Person {
        user: &member.user,
        address: member.address.as_deref(),
        sid: member.sid.as_deref(),
        unresolved: member.is_unresolved(),
    }
}

/// The members of a mailbox, a line each.
fn cell((_, members): &Known, l: &words::Locale) -> String {
    let line = |member: &Member| {
        let user = output::tidy(&member.user);
        if member.is_unresolved() {
            format!("{user} ({})", shared::members_gone(l))
        } else {
            user
        }
    };
    match members {
        Err(why) => shared::members_unread(l, why),
        Ok(members) if members.is_empty() => shared::members_none(l),
        Ok(members) => members.iter().map(line).collect::<Vec<_>>().join("\n"),
    }
}
