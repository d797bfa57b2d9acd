//! What is written to accounts: licences, sign-in, usage location.

use std::collections::BTreeSet;

use model::{AccountId, LicenseAdd, SignIn, SkuId};
use serde_json::{Value, json};
use wire::graph::refusal;

use crate::batch::Item;
use crate::connection::Connection;
use crate::error::{RefusalKind, WriteEnd};
use crate::operation;

/// One `assignLicense` call: adds and removes together, so that there is no gap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LicenseChange {
    /// To assign, with the plans to leave off; a product that is held already gets these plans.
    pub add: Vec<LicenseAdd>,
    /// To take away.
    pub remove: BTreeSet<SkuId>,
}

impl LicenseChange {
    /// Takes products away.
    pub fn remove(skus: impl IntoIterator<Item = SkuId>) -> Self {
        Self {
            add: Vec::new(),
            remove: skus.into_iter().collect(),
        }
    }

    /// Both members are always there, empty when unused (`graph.md` 3.1).
    pub(crate) fn body(&self) -> Value {
        let add: Vec<Value> = self
            .add
            .iter()
            .map(|a| json!({"skuId": a.sku, "disabledPlans": a.disabled_plans}))
            .collect();
        json!({"addLicenses": add, "removeLicenses": self.remove})
    }
}

impl Connection {
    /// Changes licences: batches of 20, one batch and one write per account in flight. The new state is never in
    /// the answer (`graph.md` 3.1): read the accounts afterwards.
    pub async fn assign(
        &self,
        changes: &[(AccountId, LicenseChange)],
    ) -> Vec<(AccountId, WriteEnd)> {
        let item = |(id, change): &(AccountId, LicenseChange)| {
            let url = format!("/users/{id}/assignLicense");
            (
                *id,
                Item::new(&operation::ASSIGN, "POST", url, id.to_string()).body(change.body()),
            )
        };
        let ends = self.0.write_batch(changes.iter().map(item).collect()).await;
        changes.iter().map(|(id, _)| *id).zip(ends).collect()
    }

    /// Allows or blocks sign-in, in the same way.
    pub async fn set_sign_in(&self, changes: &[(AccountId, SignIn)]) -> Vec<(AccountId, WriteEnd)> {
        let item = |(id, to): &(AccountId, SignIn)| {
            let body = json!({"accountEnabled": *to == SignIn::Allowed});
            let item = Item::new(
                &operation::SET_SIGN_IN,
                "PATCH",
                format!("/users/{id}"),
                id.to_string(),
            );
            (*id, item.body(body))
        };
        let ends = self.0.write_batch(changes.iter().map(item).collect()).await;
        changes.iter().map(|(id, _)| *id).zip(ends).collect()
    }

    /// Sets the usage location: a country's two letters, or empty for none, in the same way. None is sent as null.
    /// Assumed: null takes it away, as it does other texts of an account. Where Graph refuses that, the account says so.
    pub async fn set_usage_location(
        &self,
        changes: &[(AccountId, String)],
    ) -> Vec<(AccountId, WriteEnd)> {
        let item = |(id, to): &(AccountId, String)| {
            let body = json!({"usageLocation": (!to.is_empty()).then_some(to)});
            let item = Item::new(
                &operation::SET_USAGE_LOCATION,
                "PATCH",
                format!("/users/{id}"),
                id.to_string(),
            );
            (*id, item.body(body))
        };
        let ends = self.0.write_batch(changes.iter().map(item).collect()).await;
        changes.iter().map(|(id, _)| *id).zip(ends).collect()
    }
}

/// What a refusal comes to. The texts are all that tells licence refusals apart, so they are matched loosely.
pub(crate) fn refusal_kind(status: u16, message: &str) -> RefusalKind {
    match status {
        401 | 403 => return RefusalKind::Denied,
        404 => return RefusalKind::NotFound,
        409 => return RefusalKind::Concurrency,
        429 => return RefusalKind::Throttled,
        _ => {}
    }
    let message = message.to_ascii_lowercase();
    let known = [
        (refusal::NO_LICENSES, RefusalKind::NoLicenses),
        (refusal::USAGE_LOCATION, RefusalKind::UsageLocation),
        (refusal::NOT_ASSIGNED, RefusalKind::NotAssigned),
        (refusal::INHERITED, RefusalKind::Inherited),
        (refusal::EXCLUSIVE, RefusalKind::Exclusive),
        (refusal::DEPENDS, RefusalKind::Depends),
        (refusal::UNKNOWN_SKU, RefusalKind::UnknownSku),
    ];
    let told = known.iter().find(|(text, _)| {
        message.contains(text.trim_end_matches('.').to_ascii_lowercase().as_str())
    });
    told.map_or(RefusalKind::Unknown, |(_, kind)| *kind)
}
