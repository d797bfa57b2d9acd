//! What stands against a change, as sentences of a page.

use engine::{Change, Conflict, Difference, Obstacle};
use jiff::tz::TimeZone;
use model::{Effect, Finding, MailboxName, Remedy, SignIn, TenantFacts};
use words::{Locale, panel};

use super::row::shown_name;

/// An obstacle as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) text: String,
    /// What would clear it.
    pub(crate) remedies: Vec<String>,
}

impl Told {
    fn plain(text: String) -> Self {
        let remedies = Vec::new();
        Self { text, remedies }
    }
}

/// The sentence of an obstacle, with what would clear it.
pub(crate) fn told(obstacle: &Obstacle, tenant: &TenantFacts, l: &Locale) -> Told {
    let name = |name: &MailboxName| shown_name(name);
    match obstacle {
        Obstacle::NotRemovable {
            ruling, findings, ..
        } if findings.is_empty() => Told::plain(panel::kept_bare(
            l,
            &ruling.map_or_else(String::new, |ruling| words::license_verdict(ruling, l)),
        )),
        Obstacle::NotRemovable { findings, .. } => kept(findings, tenant, l),
        Obstacle::FactMissing { finding, .. } => kept(std::slice::from_ref(&**finding), tenant, l),
        Obstacle::Excluded { reason, until, .. } => {
            let until = until.and_then(|day| day.to_zoned(TimeZone::UTC).ok());
            Told::plain(match until {
                Some(until) => panel::excluded_until(l, until.timestamp(), reason),
                None => panel::excluded(l, reason),
            })
        }
        Obstacle::NotHeld { sku, .. } => Told::plain(panel::not_held(l, &words::product(*sku))),
        Obstacle::NothingToDo { .. } => Told::plain(panel::nothing(l)),
        Obstacle::CannotOverride { code, .. } => {
            Told::plain(panel::not_overridable(l, &words::reason_title(*code, l)))
        }
        Obstacle::CannotAcknowledge { code, effect } => Told::plain(panel::not_acknowledgeable(
            l,
            &words::reason_title(*code, l),
            &words::effect(*effect, l),
        )),
        Obstacle::OverrideWithoutReason { code } => {
            Told::plain(panel::override_reason(l, &words::reason_title(*code, l)))
        }
        Obstacle::NoUsageLocation { name: of, .. } => Told::plain(panel::no_location(l, &name(of))),
        Obstacle::BadUsageLocation { text } => Told::plain(panel::bad_location(l, text)),
        Obstacle::UsageLocationUnknown { name: of, .. } => {
            Told::plain(panel::location_unknown(l, &name(of)))
        }
        Obstacle::UsageLocationChanged { name: of, .. } => {
            Told::plain(panel::location_changed(l, &name(of)))
        }
        Obstacle::NoneAvailable {
            sku,
            needed,
            available,
        } => {
            let product = words::product(*sku);
            Told::plain(match available {
                Some(some) if *some > 0 => {
                    panel::not_enough(l, &words::count(*some, l), *needed, &product)
                }
                _ => panel::none_available(l, &product),
            })
        }
        Obstacle::NotRecorded { account } => {
            Told::plain(panel::not_recorded(l, &account.to_string()))
        }
        Obstacle::ChangedSince { name: of, sku, .. } => {
            let what = sku.map_or_else(
                || words::fact_name(model::FactName::SignIn, l),
                words::product,
            );
            Told::plain(panel::changed_since(l, &name(of), &what))
        }
        Obstacle::UnknownMailbox { account } => {
            Told::plain(words::web::no_mailbox_about(l, &account.to_string()))
        }
        // `rules` may grow an obstacle first.
        other => Told::plain(panel::obstacle(l, &format!("{other:?}"))),
    }
}

/// Why a licence is kept.
fn kept(findings: &[Finding], tenant: &TenantFacts, l: &Locale) -> Told {
    let deciding: Vec<_> = findings
        .iter()
        .filter(|f| f.effect != Effect::Note)
        .collect();
    let deciding = if deciding.is_empty() {
        findings.iter().collect()
    } else {
        deciding
    };
    let why: Vec<_> = deciding
        .iter()
        .map(|f| words::reason_among(&f.reason, &tenant.groups, l))
        .collect();
    Told {
        text: panel::kept(l, &why.join("; ")),
        remedies: remedies(deciding, tenant, l),
    }
}

/// What would clear findings, each way once. Those that the page itself offers are left out.
pub(crate) fn remedies<'f>(
    findings: impl IntoIterator<Item = &'f Finding>,
    tenant: &TenantFacts,
    l: &Locale,
) -> Vec<String> {
    let mut remedies: Vec<String> = Vec::new();
    let stand = findings.into_iter().filter(|f| f.effect != Effect::Note);
    for remedy in stand.flat_map(|f| &f.remedies) {
        let offered = matches!(remedy, Remedy::Acknowledge { .. } | Remedy::BlockSignIn);
        let said = words::remedy_among(remedy, &tenant.groups, l);
        if !offered && !remedies.contains(&said) {
            remedies.push(said);
        }
    }
    remedies
}

/// What changed since a page was shown.
pub(crate) fn differences(difference: &Difference, l: &Locale) -> Vec<String> {
    let told = |change: &Change| match change {
        Change::Assigned { now } => panel::now_assigned(l, &words::product(now.sku)),
        Change::Unassigned { was } => panel::now_unassigned(l, &words::product(was.sku)),
        Change::Altered { now, .. } => panel::now_altered(l, &words::product(now.sku)),
        Change::LicensesKnown { now: true } => panel::now_known(l),
        Change::LicensesKnown { now: false } => panel::now_unknown(l),
        Change::SignIn {
            now: Some(SignIn::Blocked),
            ..
        } => panel::now_blocked(l),
        Change::SignIn {
            now: Some(SignIn::Allowed),
            ..
        } => panel::now_allowed(l),
        Change::SignIn { now: None, .. } => panel::now_sign_in_unknown(l),
        // The engine may grow a change first.
        other => panel::obstacle(l, &format!("{other:?}")),
    };
    difference.changes.iter().map(told).collect()
}

/// Services that come beside others of which an account can have one: said, each pair once.
pub(crate) fn conflicts(conflicts: &[Conflict], l: &Locale) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for conflict in conflicts {
        let (one, other) = (
            words::product(conflict.with),
            words::product(conflict.comes),
        );
        let said = panel::conflict(l, &one, &other);
        if !told.contains(&said) {
            told.push(said);
        }
    }
    told
}
