//! Steps of plans, what became of them, and why.

use model::ledger::Refusal;
use model::{Action, LicenseAdd, Purpose, SignIn, StepState};

use crate::facts::source;
use crate::list::{commas, list};
use crate::locale::Locale;
use crate::msg::{refusal as why, step};
use crate::verdicts::{product, reason_title};

/// Where a step stands, in a word: `Done`.
pub fn step_state(state: StepState, locale: &Locale) -> String {
    match state {
        StepState::Intended => step::intended(locale),
        StepState::Done => step::done(locale),
        StepState::Refused => step::refused(locale),
        StepState::NotApplied => step::not_applied(locale),
        StepState::Unconfirmed => step::unconfirmed(locale),
        StepState::Drifted => step::drifted(locale),
    }
}

/// What that means for the account, as a sentence.
pub fn step_state_about(state: StepState, locale: &Locale) -> String {
    match state {
        StepState::Intended => step::about_intended(locale),
        StepState::Done => step::about_done(locale),
        StepState::Refused => step::about_refused(locale),
        StepState::NotApplied => step::about_not_applied(locale),
        StepState::Unconfirmed => step::about_unconfirmed(locale),
        StepState::Drifted => step::about_drifted(locale),
    }
}

/// Why a step was refused, not applied or left alone.
pub fn refusal(refusal: &Refusal, locale: &Locale) -> String {
    match refusal {
        Refusal::Verdict { because } if because.is_empty() => why::verdict_unsaid(locale),
        Refusal::Verdict { because } => {
            let titles: Vec<_> = because
                .iter()
                .map(|code| reason_title(*code, locale))
                .collect();
            why::verdict(locale, &commas(&titles, locale))
        }
        Refusal::Unread { source: read, code } => why::unread(locale, code, &source(*read, locale)),
        Refusal::Changed => why::changed(locale),
        Refusal::Excluded { reason } => why::excluded(locale, reason),
        Refusal::Service { code, message } => why::service(locale, code, message),
        Refusal::NotPermitted { permission } => why::not_permitted(locale, permission),
        Refusal::EarlierStep { step } => why::earlier_step(locale, u64::from(step.0)),
        Refusal::Passing { code } => why::passing(locale, code),
        Refusal::Stopped => why::stopped(locale),
        // `model` may grow a refusal first; that nothing was carried out is true all the same.
        _ => why::other(locale),
    }
}

/// What a step does: `Remove Office 365 E3`, `Replace … by …`, `Block sign-in`.
pub fn action(action: &Action, locale: &Locale) -> String {
    match action {
        Action::ChangeLicenses { add, remove } => {
            let added: Vec<_> = add
                .iter()
                .map(|license| assigned(license, locale))
                .collect();
            let removed: Vec<_> = remove.iter().map(|sku| product(*sku)).collect();
            match (added.is_empty(), removed.is_empty()) {
                (true, true) => step::nothing(locale),
                (true, false) => step::remove(locale, &list(&removed, locale)),
                (false, true) => step::assign(locale, &list(&added, locale)),
                (false, false) => {
                    step::replace(locale, &list(&removed, locale), &list(&added, locale))
                }
            }
        }
        Action::SetSignIn {
            to: SignIn::Blocked,
        } => step::block_sign_in(locale),
        Action::SetSignIn {
            to: SignIn::Allowed,
        } => step::allow_sign_in(locale),
        Action::SetUsageLocation { to } if to.is_empty() => step::clear_usage_location(locale),
        Action::SetUsageLocation { to } => step::set_usage_location(locale, to),
        _ => step::other(locale),
    }
}

/// Why a plan was made: `Remove licences`.
pub fn purpose(purpose: Purpose, locale: &Locale) -> String {
    match purpose {
        Purpose::RemoveLicenses => step::purpose_remove(locale),
        Purpose::Restore => step::purpose_restore(locale),
        Purpose::AssignLicenses => step::purpose_assign(locale),
        Purpose::ChangeTotal => step::purpose_total(locale),
        _ => step::other(locale),
    }
}

fn assigned(license: &LicenseAdd, locale: &Locale) -> String {
    let name = product(license.sku);
    match license.disabled_plans.len() {
        0 => name,
        off => step::product_partly(locale, off as u64, &name),
    }
}
