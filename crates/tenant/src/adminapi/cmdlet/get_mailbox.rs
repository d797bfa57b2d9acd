//! `Get-Mailbox` (`exchange.md` 4.2, 1.5).

use model::RecipientKind;
use rusqlite::Transaction;
use wire::exchange::MORE_RESULTS;

use super::super::envelope::Answer;
use super::super::error::Failure;
use super::super::find::{self, Life, SortBy, Wanted};
use super::super::opath;
use super::super::paging::Position;
use super::super::params::{Bindings, Kind, Limit, Parameter};
use super::super::row::mailbox::{MailboxRow, PROPERTIES};
use super::super::row::{Property, Selection, encode};
use super::{Call, Done};
use crate::assume;

/// The documented values of `RecipientTypeDetails`.
const KINDS: &[&str] = &[
    "UserMailbox",
    "SharedMailbox",
    "RoomMailbox",
    "EquipmentMailbox",
    "SchedulingMailbox",
    "DiscoveryMailbox",
    "TeamMailbox",
    "LinkedMailbox",
    "LegacyMailbox",
    "GroupMailbox",
    "LinkedRoomMailbox",
];

/// What a list of mailboxes takes; `Get-CASMailbox` takes it too.
pub(super) const LIST: &[Parameter] = &[
    ("Identity", Kind::Text),
    ("Anr", Kind::Text),
    ("ResultSize", Kind::ResultSize),
    ("Filter", Kind::Text),
    (
        "SortBy",
        Kind::Word(
            &["Name", "DisplayName", "Alias", "Office", "ServerLegacyDN"],
            "System.String",
        ),
    ),
    (
        "RecipientTypeDetails",
        Kind::Words(
            KINDS,
            "Microsoft.Exchange.Data.Directory.Recipient.RecipientTypeDetails[]",
        ),
    ),
    ("Archive", Kind::Switch),
    ("IncludeInactiveMailbox", Kind::Switch),
    ("InactiveMailboxOnly", Kind::Switch),
    ("SoftDeletedMailbox", Kind::Switch),
    ("IncludeGrantSendOnBehalfToWithDisplayNames", Kind::Switch),
    ("IncludeForwardingAddressWithDisplayNames", Kind::Switch),
    ("IncludeEmailAddressDisplayNames", Kind::Switch),
];

pub(super) const PARAMETERS: &[Parameter] = LIST;

pub(super) fn run(tx: &Transaction<'_>, call: &Call, bindings: &Bindings) -> Result<Done, Failure> {
    list(tx, call, bindings, PROPERTIES)
}

/// One mailbox by its identity, or a page of them, written with a property table.
pub(super) fn list(
    tx: &Transaction<'_>,
    call: &Call,
    bindings: &Bindings,
    table: &[Property<MailboxRow>],
) -> Result<Done, Failure> {
    let life = life(bindings);
    if let Some(identity) = bindings.identity()
        && !call.ignore_identity
    {
        let wanted = Wanted {
            life,
            ..Wanted::default()
        };
        let mut found = find::by_identity(tx, &call.view, identity)?;
        found.retain(|row| wanted.takes(row));
        let row = find::exactly_one(tx, found, identity)?;
        return Ok(Answer {
            rows: vec![encode(table, &row, &call.selection)],
            ..Answer::default()
        }
        .into());
    }
    let mut wanted = wanted(bindings, life)?;
    if assume::ALIAS_ORDER.text(tx)? == "ignored" {
        wanted.sort = SortBy::Nothing;
    }
    // The documented default of ResultSize is 1000.
    let limit = bindings
        .result_size("ResultSize")
        .unwrap_or(Limit::Rows(1000));
    page(tx, call, &wanted, limit, table)
}

fn life(bindings: &Bindings) -> Life {
    let on = |name| bindings.switch(name) == Some(true);
    if on("InactiveMailboxOnly") {
        Life::Inactive
    } else if on("SoftDeletedMailbox") {
        Life::SoftDeleted
    } else if on("IncludeInactiveMailbox") {
        Life::ActiveOrInactive
    } else {
        Life::Active
    }
}

fn wanted(bindings: &Bindings, life: Life) -> Result<Wanted, Failure> {
    let mut filter = bindings.text("Filter").map(filter).transpose()?;
    if let Some(start) = bindings.text("Anr") {
        let start = ambiguous_name(start);
        filter = Some(match filter {
            Some(filter) => opath::Filter::And(Box::new(filter), Box::new(start)),
            None => start,
        });
    }
    Ok(Wanted {
        kinds: bindings
            .words("RecipientTypeDetails")
            .iter()
            .map(|&kind| RecipientKind::from(kind.to_owned()))
            .collect(),
        filter,
        sort: match bindings.words("SortBy").first() {
            Some(&"Alias") => SortBy::Alias,
            Some(&"DisplayName") => SortBy::DisplayName,
            Some(&"Name") => SortBy::Name,
            Some(&"Office") => SortBy::Office,
            _ => SortBy::Nothing,
        },
        life,
        archive: bindings.switch("Archive") == Some(true),
    })
}

fn filter(text: &str) -> Result<opath::Filter, Failure> {
    let refuse = |why: String| Failure::BadValue {
        parameter: "Filter",
        value: text.chars().take(200).collect(),
        kind: "System.String",
        why,
    };
    let filter = opath::parse(text).map_err(|why| refuse(why.to_string()))?;
    let known = |name: &str| {
        PROPERTIES
            .iter()
            .any(|property| property.name.eq_ignore_ascii_case(name))
    };
    match filter.unknown_property(&known) {
        Some(name) => Err(refuse(format!(
            "\"{name}\" is not a recognized filterable property."
        ))),
        None => Ok(filter),
    }
}

/// Ambiguous name resolution: alias, display name or address begin so.
fn ambiguous_name(start: &str) -> opath::Filter {
    let begins = |property: &str| opath::Filter::Test {
        property: property.to_owned(),
        operator: opath::Operator::Like,
        value: opath::Literal::Text(format!("{start}*")),
    };
    let either = |a, b| opath::Filter::Or(Box::new(a), Box::new(b));
    either(
        begins("Alias"),
        either(begins("DisplayName"), begins("PrimarySmtpAddress")),
    )
}

/// A page, and where the next begins. `ResultSize` cuts over all pages; the link of a list that it cut is
/// made all the same, with a warning, but is not meant to be followed (`exchange.md` 1.5).
fn page(
    tx: &Transaction<'_>,
    call: &Call,
    wanted: &Wanted,
    limit: Limit,
    table: &[Property<MailboxRow>],
) -> Result<Done, Failure> {
    let sent = call.position.map_or(0, |position| position.sent);
    let mut most = call.page_size;
    if let Limit::Rows(limit) = limit {
        let mut left = limit.saturating_sub(u64::from(sent));
        if left == 0 && sent > 0 {
            if !assume::RESULT_SIZE_LINKS.on(tx)? {
                return Err(Failure::LinkExpired);
            }
            // Links that go on after a cut go on for another ResultSize.
            left = limit;
        }
        most = most.min(usize::try_from(left).unwrap_or(usize::MAX));
    }
    let after = call.position.map(|position| i64::from(position.after));
    let found = find::page(tx, &call.view, wanted, after, most + 1)?;
    let mut rows = found.ok_or(Failure::LinkExpired)?;
    let more = rows.len() > most;
    rows.truncate(most);
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let sent = sent.saturating_add(count);
    let next = rows.last().filter(|_| more).map(|row| Position {
        after: u32::try_from(row.n).unwrap_or(u32::MAX),
        sent,
    });
    let cut = more && matches!(limit, Limit::Rows(limit) if u64::from(sent) >= limit);
    let answer = Answer {
        rows: encode_all(table, &rows, &call.selection),
        warnings: if cut {
            vec![MORE_RESULTS.to_owned()]
        } else {
            Vec::new()
        },
        next_link: None,
    };
    Ok(Done { answer, next })
}

fn encode_all(
    table: &[Property<MailboxRow>],
    rows: &[MailboxRow],
    selection: &Selection,
) -> Vec<serde_json::Value> {
    rows.iter()
        .map(|row| encode(table, row, selection))
        .collect()
}
