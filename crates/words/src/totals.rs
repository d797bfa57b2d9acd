//! The number of licences of a subscription.

use model::{SkuId, TotalObstacle, TotalState};

use crate::facts::gap;
use crate::locale::Locale;
use crate::msg::billing as say;
use crate::verdicts::product;

/// What a new number does: `Change Office 365 E3 from 110 to 105 licences in all`.
pub fn total_change(sku: SkuId, from: u64, to: u64, locale: &Locale) -> String {
    say::change(locale, to, &product(sku), from)
}

/// Why a subscription cannot have this number, that nothing was changed, and what to do.
pub fn total_obstacle(obstacle: &TotalObstacle, locale: &Locale) -> String {
    match obstacle {
        TotalObstacle::UnknownSubscription => say::obstacle_unknown(locale),
        TotalObstacle::Unread { gap: why } => say::obstacle_unread(locale, &gap(why, locale)),
        TotalObstacle::Unchanged { total } => say::obstacle_unchanged(locale, *total),
        TotalObstacle::OutOfRange => say::obstacle_range(locale),
        TotalObstacle::BelowAssigned { assigned, minimum } => {
            say::obstacle_assigned(locale, *minimum, *assigned)
        }
        TotalObstacle::NotActive { status } => say::obstacle_inactive(locale, status),
        TotalObstacle::Trial => say::obstacle_trial(locale),
        TotalObstacle::PartnerOwned { name: Some(name) } => {
            say::obstacle_partner_named(locale, name)
        }
        TotalObstacle::PartnerOwned { name: None } => say::obstacle_partner(locale),
        TotalObstacle::RepresentativeOwned => say::obstacle_representative(locale),
        TotalObstacle::PrepaidKey => say::obstacle_prepaid(locale),
        TotalObstacle::CreditCheckPending => say::obstacle_credit(locale),
        TotalObstacle::RecurringBillingOff => say::obstacle_recurring(locale),
        TotalObstacle::NoRenewal => say::obstacle_renewal(locale),
        TotalObstacle::Service { code, message } => say::obstacle_service(locale, code, message),
        // `model` may grow an obstacle first; that nothing was changed is true all the same.
        other => say::obstacle_service(locale, "", &format!("{other:?}")),
    }
}

/// What became of a new number, in a word: `Done`, `From 1 January 2027 on`. A refusal has its reason in
/// [`total_obstacle`].
pub fn total_state(state: &TotalState, locale: &Locale) -> String {
    match state {
        TotalState::Instructed => say::state_instructed(locale),
        TotalState::Intended => say::state_intended(locale),
        TotalState::Done => say::state_done(locale),
        TotalState::Scheduled { from_then } => say::state_scheduled(locale, *from_then),
        TotalState::Refused { .. } => say::state_refused(locale),
        _ => say::state_unconfirmed(locale),
    }
}
