//! What came of a run, for one account: as the ledger says, and as the account was read afterwards.

use std::collections::{BTreeMap, BTreeSet};

use model::{Action, Entry, EntryKind, Plan, SkuId, StepState, TenantFacts};
use words::{Locale, billing, panel};

use super::row::shown_name;
use crate::address::Links;

/// What came of a run on an account.
#[derive(Debug)]
pub(crate) struct OutcomeView {
    /// The tone of the message.
    pub(crate) key: &'static str,
    /// How the account is now.
    pub(crate) now: String,
    /// What did not go as wanted: what was to be done, the state in a word, and why.
    pub(crate) otherwise: Vec<(String, String, String)>,
    /// Licences that became available, and the ways on.
    pub(crate) freed: Vec<Freed>,
}

/// A product of which a licence became available.
#[derive(Debug)]
pub(crate) struct Freed {
    pub(crate) available: String,
    pub(crate) still_paying: String,
    /// Address of the page that passes it on.
    pub(crate) pass_on: String,
    /// Address and words of the way to return it.
    pub(crate) lower: (String, String),
}

/// `None` while the run has written nothing about the account.
pub(crate) fn outcome(
    plan: &Plan,
    entries: &[Entry],
    read: &engine::Panel,
    links: &Links,
    l: &Locale,
) -> Option<OutcomeView> {
    let account = read.account.id;
    let mut newest: BTreeMap<_, (StepState, Option<_>)> = BTreeMap::new();
    for entry in entries.iter().filter(|e| e.body.account == Some(account)) {
        if let (Some(no), EntryKind::Step { state, why }) = (entry.body.step, &entry.body.kind) {
            newest.insert(no, (*state, why.clone()));
        }
    }
    if newest.is_empty() {
        return None;
    }
    let (mut otherwise, mut taken) = (Vec::new(), BTreeSet::new());
    let mut key = "done";
    for step in plan.steps.iter().filter(|s| s.account == account) {
        let Some((state, why)) = newest.get(&step.no) else {
            continue;
        };
        if *state == StepState::Done {
            if let Action::ChangeLicenses { remove, .. } = &step.action {
                taken.extend(remove.iter().copied());
            }
            continue;
        }
        key = state.as_str();
        let about = why.as_ref().map_or_else(
            || words::step_state_about(*state, l),
            |why| words::refusal(why, l),
        );
        otherwise.push((
            words::action(&step.action, l),
            words::step_state(*state, l),
            about,
        ));
    }
    Some(OutcomeView {
        key,
        now: holds_now(read, l),
        otherwise,
        freed: taken
            .into_iter()
            .filter(|sku| !still_held(read, *sku))
            .map(|sku| freed(sku, account, &read.tenant, links, l))
            .collect(),
    })
}

/// How the account is now, in one sentence.
fn holds_now(read: &engine::Panel, l: &Locale) -> String {
    let name = shown_name(&read.record.facts.name);
    match read.record.facts.licenses.ok() {
        Ok(held) if held.value.is_empty() => panel::is_unlicensed(l, &name),
        Ok(held) => {
            let products: Vec<_> = held.value.iter().map(|h| words::product(h.sku)).collect();
            panel::still_holds(l, &name, &words::list(&products, l))
        }
        Err(gap) => panel::licenses_gap(l, &words::gap(gap, l)),
    }
}

fn still_held(read: &engine::Panel, sku: SkuId) -> bool {
    let held = read.record.facts.licenses.value();
    held.is_some_and(|held| held.iter().any(|license| license.sku == sku))
}

fn freed(
    sku: SkuId,
    from: model::AccountId,
    tenant: &TenantFacts,
    links: &Links,
    l: &Locale,
) -> Freed {
    let product = words::product(sku);
    let subscriptions = tenant.subscriptions.value();
    let of_sku: Vec<_> = subscriptions
        .into_iter()
        .flatten()
        .filter(|s| s.sku == sku)
        .collect();
    // With several subscriptions a person chooses which.
    let (path, total) = match of_sku.as_slice() {
        [one] => (format!("/products/{}", one.id), one.total.saturating_sub(1)),
        _ => ("/products".to_owned(), 0),
    };
    let wanted = if total > 0 {
        total.to_string()
    } else {
        String::new()
    };
    Freed {
        available: billing::available(l, 1, &product),
        still_paying: billing::still_paying(l, 1),
        pass_on: links.to(
            "/users/pass-on",
            &[("product", &sku.to_string()), ("from", &from.to_string())],
        ),
        lower: (
            links.to(&path, &[("total", &wanted)]),
            panel::return_to(l, total),
        ),
    }
}
