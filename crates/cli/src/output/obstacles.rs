//! What cannot be done, as sentences.

use engine::Proposal;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::{Effect, Exclusion, Finding, MailboxName, ReasonCode};
use rules::Obstacle;
use words::{Locale, cli, error};

use super::tidy;

/// An obstacle as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// The account, where it is about one.
    pub(crate) account: Option<model::AccountId>,
    /// The sentence.
    pub(crate) text: String,
    /// What would clear it.
    pub(crate) remedies: Vec<String>,
    /// The codes of the reasons behind it.
    pub(crate) codes: Vec<ReasonCode>,
}

/// A mailbox as a person knows it.
pub(crate) fn mailbox(name: &MailboxName) -> String {
    format!(
        "{} ({})",
        tidy(&name.display_name),
        tidy(&name.primary_smtp_address)
    )
}

/// A mailbox that the settings leave alone.
pub(crate) fn excluded(whose: &str, exclusion: &Exclusion, l: &Locale) -> String {
    left_alone(whose, &exclusion.reason, exclusion.until, l)
}

fn left_alone(whose: &str, reason: &str, until: Option<Date>, l: &Locale) -> String {
    let until = until
        .and_then(|day| day.to_zoned(TimeZone::UTC).ok())
        .map(|day| day.timestamp());
    match until {
        Some(until) => cli::excluded_until(l, whose, until, reason),
        None => cli::excluded(l, whose, reason),
    }
}

/// The sentence of an obstacle.
pub(crate) fn told(obstacle: &Obstacle, proposal: &Proposal, l: &Locale) -> Told {
    let about = |account| {
        let known = proposal.records.iter().find(|r| r.facts.account == account);
        known.map_or_else(|| account.to_string(), |r| mailbox(&r.facts.name))
    };
    let plain = |account, text| Told {
        account,
        text,
        remedies: Vec::new(),
        codes: Vec::new(),
    };
    match obstacle {
        Obstacle::UnknownMailbox { account } => plain(
            Some(*account),
            error::unknown_mailbox(l, &account.to_string()),
        ),
        Obstacle::Excluded {
            account,
            name,
            reason,
            until,
        } => plain(
            Some(*account),
            left_alone(&mailbox(name), reason, *until, l),
        ),
        Obstacle::NotRemovable {
            account,
            name,
            ruling,
            findings,
            ..
        } => {
            let mut told = kept(&mailbox(name), findings, proposal, l);
            if findings.is_empty() {
                let verdict =
                    ruling.map_or_else(String::new, |ruling| words::license_verdict(ruling, l));
                told.text = cli::refused(l, &mailbox(name), &verdict);
            }
            Told {
                account: Some(*account),
                ..told
            }
        }
        Obstacle::FactMissing {
            account,
            name,
            finding,
        } => {
            let told = kept(&mailbox(name), std::slice::from_ref(finding), proposal, l);
            Told {
                account: Some(*account),
                ..told
            }
        }
        Obstacle::NotHeld { account, name, sku } => {
            let held = proposal
                .records
                .iter()
                .find(|r| r.facts.account == *account);
            let held: Vec<_> = held
                .and_then(|r| r.facts.licenses.value())
                .map(|licenses| {
                    licenses
                        .iter()
                        .map(|license| words::product(license.sku))
                        .collect()
                })
                .unwrap_or_default();
            let text = if held.is_empty() {
                error::holds_nothing(l, &mailbox(name))
            } else {
                error::not_held(
                    l,
                    &mailbox(name),
                    &words::list(&held, l),
                    &words::product(*sku),
                )
            };
            plain(Some(*account), text)
        }
        Obstacle::NothingToDo {
            account: Some(account),
        } if proposal.plan.purpose == model::Purpose::Restore => plain(
            Some(*account),
            error::nothing_to_put_back(l, &about(*account)),
        ),
        Obstacle::NothingToDo {
            account: Some(account),
        } => plain(Some(*account), error::holds_nothing(l, &about(*account))),
        Obstacle::NothingToDo { account: None } => plain(None, cli::nothing_to_remove(l)),
        Obstacle::CannotOverride { code, .. } => {
            plain(None, error::not_overridable(l, code.as_str()))
        }
        Obstacle::CannotAcknowledge { code, effect } => plain(
            None,
            error::not_acknowledgeable(l, code.as_str(), &words::effect(*effect, l)),
        ),
        Obstacle::OverrideWithoutReason { code } => {
            plain(None, error::override_needs_reason(l, code.as_str()))
        }
        Obstacle::NotRecorded { account } => {
            plain(Some(*account), error::not_recorded(l, &about(*account)))
        }
        Obstacle::ChangedSince { account, name, sku } => {
            let what = sku.map_or_else(
                || words::fact_name(model::FactName::SignIn, l),
                words::product,
            );
            plain(
                Some(*account),
                error::changed_since(l, &mailbox(name), &what),
            )
        }
        Obstacle::NoUsageLocation { account, name } => {
            plain(Some(*account), error::no_usage_location(l, &mailbox(name)))
        }
        Obstacle::BadUsageLocation { text } => plain(None, error::bad_usage_location(l, text)),
        Obstacle::UsageLocationUnknown { account, name } => plain(
            Some(*account),
            error::usage_location_unknown(l, &mailbox(name)),
        ),
        Obstacle::UsageLocationChanged { account, name, now } => {
            let now = now.as_deref().unwrap_or_default();
            let text = if now.is_empty() {
                error::usage_location_cleared(l, &mailbox(name))
            } else {
                error::usage_location_changed(l, &mailbox(name), now)
            };
            plain(Some(*account), text)
        }
        Obstacle::NoneAvailable {
            sku,
            needed,
            available,
        } => {
            let available = available.map_or_else(|| "?".to_owned(), |n| words::count(n, l));
            plain(
                None,
                error::none_available(l, *needed, &words::product(*sku), &available),
            )
        }
        // `rules` may grow an obstacle first.
        other => plain(None, error::unexpected(l, &format!("{other:?}"))),
    }
}

/// Why a licence is kept, and what a person could answer to it.
fn kept(account: &str, findings: &[Finding], proposal: &Proposal, l: &Locale) -> Told {
    let mut deciding: Vec<_> = findings
        .iter()
        .filter(|f| f.effect != Effect::Note)
        .collect();
    if deciding.is_empty() {
        deciding = findings.iter().collect();
    }
    let groups = &proposal.tenant.groups;
    let why: Vec<_> = deciding
        .iter()
        .map(|f| words::reason_among(&f.reason, groups, l))
        .collect();
    let why = why.join("; ");
    let mut remedies: Vec<String> = Vec::new();
    for remedy in deciding.iter().flat_map(|f| &f.remedies) {
        let said = words::remedy_among(remedy, groups, l);
        if !remedies.contains(&said) {
            remedies.push(said);
        }
    }
    let codes: Vec<_> = deciding.iter().map(|f| f.reason.code()).collect();
    let with = |effect| {
        deciding
            .iter()
            .filter(move |f| f.effect == effect)
            .map(|f| f.reason.code())
    };
    let never = |code: &ReasonCode| !rules::can_be_overridden(*code);

    // The strictest reason says what is left to a person: nothing, an override, or an acknowledgement.
    let text = if codes.iter().any(never) {
        cli::refused_never(l, account, &why)
    } else if with(Effect::Block)
        .chain(with(Effect::Unknown))
        .next()
        .is_some()
    {
        cli::refused(l, account, &why)
    } else if let Some(code) = with(Effect::Need).next() {
        cli::refused_override(l, account, code.as_str(), &why)
    } else if let Some(code) = with(Effect::Ack).next() {
        cli::refused_ack(l, account, code.as_str(), &why)
    } else {
        cli::refused(l, account, &why)
    };
    Told {
        account: None,
        text,
        remedies,
        codes,
    }
}
