//! The reasons, one to a file: when each holds, what it does, and what would clear it.

use model::{Effect, FactName, Finding, GroupId, Reason, ReasonCode, Remedy};

use crate::held::Held;
use crate::policy::Policy;
use crate::view::View;

pub(crate) mod archive;
pub(crate) mod defender;
pub(crate) mod defender_in_suite;
pub(crate) mod delay_hold;
pub(crate) mod device_account;
pub(crate) mod dir_synced;
pub(crate) mod fact_missing;
pub(crate) mod group_inherited;
pub(crate) mod hold_entry;
pub(crate) mod in_place_hold;
pub(crate) mod kiosk_quota;
pub(crate) mod label_hold;
pub(crate) mod litigation_hold;
pub(crate) mod multi_geo;
pub(crate) mod near_50_gb;
pub(crate) mod never_used;
pub(crate) mod not_exchange;
pub(crate) mod not_shared;
pub(crate) mod onedrive_content;
pub(crate) mod org_retention;
pub(crate) mod over_50_gb;
pub(crate) mod pre_2018_quota;
pub(crate) mod retention_policy;
pub(crate) mod sign_in_open;
pub(crate) mod sign_in_used;
pub(crate) mod size_limit;
pub(crate) mod smtp_auth;

/// A line of `docs/rules.md`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) code: ReasonCode,
    /// When it holds.
    pub(crate) holds: &'static str,
    /// What it does under a policy, in the words of the table.
    pub(crate) effect: fn(&Policy) -> &'static str,
    /// Who says so.
    pub(crate) source: &'static str,
}

/// All reasons, in the order of their codes.
pub(crate) const ROWS: [Row; 26] = [
    over_50_gb::ROW,
    size_limit::ROW,
    near_50_gb::ROW,
    archive::ROW,
    litigation_hold::ROW,
    in_place_hold::ROW,
    retention_policy::ROW,
    label_hold::ROW,
    org_retention::ROW,
    delay_hold::ROW,
    defender::ROW,
    defender_in_suite::ROW,
    sign_in_used::ROW,
    sign_in_open::ROW,
    smtp_auth::ROW,
    dir_synced::ROW,
    multi_geo::ROW,
    pre_2018_quota::ROW,
    onedrive_content::ROW,
    group_inherited::ROW,
    not_shared::ROW,
    not_exchange::ROW,
    device_account::ROW,
    kiosk_quota::ROW,
    never_used::ROW,
    fact_missing::ROW,
];

/// What a condition says of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ruling {
    /// It holds.
    Holds(Finding),
    /// It does not.
    Clear,
    /// It cannot be said without these facts.
    Unknown(Vec<FactName>),
}

impl Ruling {
    fn holds_if(holds: bool, finding: impl FnOnce() -> Finding) -> Self {
        if holds {
            Self::Holds(finding())
        } else {
            Self::Clear
        }
    }

    fn unknown(fact: FactName) -> Self {
        Self::Unknown(vec![fact])
    }
}

/// Said of the mailbox, and changing nothing: these are never asked for.
pub(crate) fn notes(v: &View<'_>) -> Vec<Finding> {
    let of_mailbox = [
        near_50_gb::check(v),
        sign_in_open::check(v),
        smtp_auth::check(v),
        pre_2018_quota::check(v),
        never_used::check(v),
    ];
    let mut notes: Vec<_> = of_mailbox.into_iter().flatten().collect();
    notes.extend(v.held.iter().filter_map(|h| kiosk_quota::check(v, h)));
    notes
}

/// Said of one product, whatever becomes of it.
pub(crate) fn of_product(v: &View<'_>, held: &Held) -> Vec<Finding> {
    let checks = [
        group_inherited::check(held),
        device_account::check(held),
        defender::check(held),
        defender_in_suite::check(v, held),
        not_exchange::check(v, held),
    ];
    checks.into_iter().flatten().collect()
}

fn finding(reason: Reason, effect: Effect, remedies: Vec<Remedy>, facts: &[FactName]) -> Finding {
    Finding {
        reason,
        effect,
        remedies,
        facts: facts.to_vec(),
    }
}

fn leave(groups: &[GroupId]) -> Vec<Remedy> {
    groups
        .iter()
        .map(|&group| Remedy::LeaveGroup { group })
        .collect()
}
