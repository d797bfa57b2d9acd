//! `Set-Mailbox` (`exchange.md` 4.9, 4.10, 4.12): type, litigation hold, delay holds, quotas, forwarding,
//! address list.

use jiff::SignedDuration;
use model::RecipientKind;
use rusqlite::Transaction;

use super::super::envelope::Answer;
use super::super::error::Failure;
use super::super::find;
use super::super::load;
use super::super::params::{Bindings, Kind, Parameter};
use super::super::row::mailbox::MailboxRow;
use super::{Call, Done};
use crate::assume;
use crate::mailbox::{self, Applied, Event, Refusal, column};

/// Parameters that need the Legal Hold role (`exchange.md` 3.1).
pub(super) const LEGAL_HOLD: &[&str] = &[
    "LitigationHoldEnabled",
    "LitigationHoldDuration",
    "LitigationHoldOwner",
    "RemoveDelayHoldApplied",
    "RemoveDelayReleaseHoldApplied",
];

pub(super) const PARAMETERS: &[Parameter] = &[
    ("Identity", Kind::Text),
    (
        "Type",
        Kind::Word(
            &["Regular", "Room", "Equipment", "Shared"],
            "Microsoft.Exchange.Data.Directory.Recipient.ConvertibleMailboxSubType",
        ),
    ),
    ("LitigationHoldEnabled", Kind::Switch),
    // Kept as unlimited whatever is asked for: the schema holds no duration.
    ("LitigationHoldDuration", Kind::Any),
    ("LitigationHoldOwner", Kind::Text),
    ("RemoveDelayHoldApplied", Kind::Switch),
    ("RemoveDelayReleaseHoldApplied", Kind::Switch),
    ("IssueWarningQuota", Kind::Size),
    ("ProhibitSendQuota", Kind::Size),
    ("ProhibitSendReceiveQuota", Kind::Size),
    ("ForwardingSmtpAddress", Kind::Text),
    ("HiddenFromAddressListsEnabled", Kind::Switch),
];

pub(super) fn run(tx: &Transaction<'_>, call: &Call, bindings: &Bindings) -> Result<Done, Failure> {
    let identity = bindings
        .identity()
        .ok_or(Failure::IdentityMissing("Set-Mailbox"))?;
    load::forget_old(tx, call.view.now)?;
    let row = find::one(tx, &call.view.latest(), identity)?;
    let changed = change(tx, call, bindings, &row)?;
    if changed {
        hide(tx, call, &row)?;
    }
    let warnings = if changed {
        Vec::new()
    } else {
        vec![format!(
            "The command completed successfully but no settings of '{}' have been modified.",
            row.name()
        )]
    };
    Ok(Answer {
        warnings,
        ..Answer::default()
    }
    .into())
}

/// Hides the write from those who must not see it yet.
pub(super) fn hide(tx: &Transaction<'_>, call: &Call, before: &MailboxRow) -> Result<(), Failure> {
    let (seconds, anchor) = match call.delay {
        Some(seconds) => (i64::from(seconds), ""),
        None => (
            assume::ANCHOR_SECONDS.number(tx)?,
            call.view.anchor.as_str(),
        ),
    };
    if seconds > 0 {
        let until = call
            .view
            .now
            .checked_add(SignedDuration::from_secs(seconds))
            .map_err(crate::Error::from)?;
        load::hide(tx, before, anchor, until)?;
    }
    Ok(())
}

/// Carries out what was asked; says whether anything is different now.
fn change(
    tx: &Transaction<'_>,
    call: &Call,
    bindings: &Bindings,
    row: &MailboxRow,
) -> Result<bool, Failure> {
    let mut changed = false;
    for event in events(bindings, row) {
        match mailbox::apply(tx, row.n, &event, call.view.now)? {
            Applied::Done => changed = true,
            Applied::Refused(Refusal::AlreadyOfType) => {
                return Err(Failure::AlreadyOfType(
                    row.exchange_guid.clone(),
                    type_word(&row.kind),
                ));
            }
            Applied::Refused(Refusal::HoldNotLicensed) => {
                return Err(Failure::HoldNotLicensed(row.name().to_owned()));
            }
            Applied::NoMailbox => {
                let status = load::not_found_status(tx)?;
                return Err(Failure::NotFound {
                    identity: row.name().to_owned(),
                    status,
                });
            }
        }
    }
    changed |= quotas(tx, bindings, row)?;
    changed |= settings(tx, bindings, row)?;
    if changed {
        tx.prepare_cached("UPDATE account SET changed_at = ?2 WHERE n = ?1")?
            .execute((row.n, call.view.now.as_millisecond()))?;
    }
    Ok(changed)
}

/// What the parameters mean to the state machine, as far as it makes a difference.
fn events(bindings: &Bindings, row: &MailboxRow) -> Vec<Event> {
    let mut events = Vec::new();
    if let Some(&word) = bindings.words("Type").first() {
        events.push(Event::Convert(match word {
            "Shared" => RecipientKind::SharedMailbox,
            "Room" => RecipientKind::RoomMailbox,
            "Equipment" => RecipientKind::EquipmentMailbox,
            _ => RecipientKind::UserMailbox,
        }));
    }
    if let Some(on) = bindings
        .switch("LitigationHoldEnabled")
        .filter(|on| *on != row.litigation)
    {
        events.push(Event::LitigationHold(on));
    }
    if bindings.switch("RemoveDelayHoldApplied") == Some(true) && row.delay_hold {
        events.push(Event::RemoveDelayHold);
    }
    if bindings.switch("RemoveDelayReleaseHoldApplied") == Some(true) && row.delay_release {
        events.push(Event::RemoveDelayReleaseHold);
    }
    events
}

/// The word of `Type` for a kind of mailbox.
fn type_word(kind: &RecipientKind) -> &'static str {
    match kind {
        RecipientKind::SharedMailbox => "Shared",
        RecipientKind::RoomMailbox => "Room",
        RecipientKind::EquipmentMailbox => "Equipment",
        _ => "Regular",
    }
}

/// Quotas may be lowered, never raised above what the licence gives, and stand in their order
/// (`exchange.md` 4.1).
fn quotas(tx: &Transaction<'_>, bindings: &Bindings, row: &MailboxRow) -> Result<bool, Failure> {
    let warn = bindings.size("IssueWarningQuota").unwrap_or(row.quota_warn);
    let send = bindings.size("ProhibitSendQuota").unwrap_or(row.quota_send);
    let receive = bindings
        .size("ProhibitSendReceiveQuota")
        .unwrap_or(row.quota_receive);
    if (warn, send, receive) == (row.quota_warn, row.quota_send, row.quota_receive) {
        return Ok(false);
    }
    if warn > send || send > receive {
        return Err(Failure::Quota(
            "IssueWarningQuota must not be above ProhibitSendQuota, nor that above ProhibitSendReceiveQuota.".to_owned(),
        ));
    }
    if receive > row.quota_receive && mailbox::above_license(receive, &row.grant) {
        return Err(Failure::Quota(format!(
            "ProhibitSendReceiveQuota must not be above what the license of '{}' allows.",
            row.name()
        )));
    }
    tx.prepare_cached("UPDATE mailbox SET quota_warn = ?2, quota_send = ?3, quota_receive = ?4 WHERE account = ?1")?
        .execute((row.n, column(warn), column(send), column(receive)))?;
    Ok(true)
}

fn settings(tx: &Transaction<'_>, bindings: &Bindings, row: &MailboxRow) -> Result<bool, Failure> {
    let hidden = bindings
        .switch("HiddenFromAddressListsEnabled")
        .unwrap_or(row.hidden);
    let owner = bindings
        .text("LitigationHoldOwner")
        .unwrap_or(&row.litigation_owner);
    let forwarding = match bindings.text("ForwardingSmtpAddress") {
        None => row.forwarding_smtp.as_deref(),
        Some("") => None,
        Some(to) => Some(to.strip_prefix("smtp:").unwrap_or(to)),
    };
    let same = hidden == row.hidden
        && owner == row.litigation_owner
        && forwarding == row.forwarding_smtp.as_deref();
    if !same {
        tx.prepare_cached("UPDATE mailbox SET hidden = ?2, litigation_owner = ?3, forwarding_smtp = ?4 WHERE account = ?1")?
            .execute((row.n, hidden, owner, forwarding))?;
    }
    Ok(!same)
}
