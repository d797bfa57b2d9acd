//! What is so once a form was taken: read from the tenant and the store, never from the page that says it.

use std::time::Duration;

use engine::TenantSettings;
use http::StatusCode;
use jiff::Timestamp;
use model::{AccountId, SkuId, SnapshotId, SubscriptionId};
use serde_json::{Map, Value};

use crate::browser::{Answer, Browser};
use crate::house::House;

/// What is so once a form was taken.
#[derive(Debug)]
pub(crate) enum Proof {
    /// The account holds nothing directly.
    Unlicensed(AccountId),
    /// The same, and it cannot sign in.
    Blocked(AccountId),
    /// The account holds the product directly.
    Holds(AccountId, SkuId),
    /// The subscription has this total.
    Total(SubscriptionId, u64),
    /// A proposal for the account is there to be run; nothing has changed.
    ProposedFor(AccountId),
    /// Another review than this one is the last.
    ReviewedAgain(SnapshotId),
    /// The list was read later than this.
    ListedAfter(Timestamp),
    /// What is awaited was looked at later than this.
    LookedAfter(Timestamp),
    /// Nothing is awaited of the subscription.
    NotAwaited(SubscriptionId),
    /// The settings are so.
    Kept(fn(&TenantSettings) -> bool),
    /// The page tells of what was sent.
    Says(&'static str),
    /// Somebody of this name is signed in.
    SignedInAs(&'static str),
    /// Nobody is.
    SignedOut,
}

impl Proof {
    /// It is so, at the latest when what goes on behind the pages has had its time.
    pub(crate) async fn assert(
        &self,
        house: &House,
        browser: &mut Browser,
        answer: &Answer,
        case: &str,
    ) {
        let expected = match self {
            Self::Says(_) => StatusCode::OK,
            _ => StatusCode::SEE_OTHER,
        };
        assert_eq!(answer.status, expected, "{case}: {}", answer.text);
        for wait in 0..10 {
            if self.holds(house, browser, answer).await {
                return;
            }
            tokio::time::sleep(Duration::from_secs(1 << wait)).await;
        }
        panic!("{case}: {self:?} is not so");
    }

    async fn holds(&self, house: &House, browser: &mut Browser, answer: &Answer) -> bool {
        let (w, tenant) = (&house.world, house.world.conn.tenant());
        let (engine, by) = (w.engine(), &w.by);
        match self {
            Self::Unlicensed(account) => house.direct(*account).is_empty(),
            Self::Blocked(account) => {
                house.direct(*account).is_empty() && house.account(*account)["enabled"] == 0
            }
            Self::Holds(account, sku) => house.direct(*account).contains(&sku.to_string()),
            Self::Total(subscription, total) => house.total(*subscription) == *total,
            Self::ProposedFor(account) => {
                let page = browser.settled(answer.leads_to()).await;
                page.contains(&account.to_string()) && page.contains("/run\"")
            }
            Self::ReviewedAgain(before) => house.last_review().await != *before,
            Self::ListedAfter(at) => {
                let read = w.store().account_reading(tenant).await.unwrap();
                read.is_some_and(|reading| reading.finished_at >= *at)
            }
            Self::LookedAfter(at) => {
                let awaited = engine.watches(by, tenant).await.unwrap();
                !awaited.is_empty() && awaited.iter().all(|watch| watch.checked_at >= *at)
            }
            Self::NotAwaited(subscription) => {
                let awaited = engine.watches(by, tenant).await.unwrap();
                awaited.iter().all(|w| w.subscription != *subscription)
            }
            Self::Kept(kept) => kept(&engine.settings(by, tenant).await.unwrap()),
            Self::Says(text) => answer.text.contains(text),
            Self::SignedInAs(name) => {
                let help = browser.open("/t/sample/help").await;
                help.text.contains(&format!("<strong>{name}</strong>"))
            }
            Self::SignedOut => {
                let help = browser.open("/t/sample/help").await;
                help.leads_to().starts_with("/sign-in")
            }
        }
    }
}

impl House {
    /// The tenant itself, as rows by table.
    pub(crate) fn tables(&self) -> Map<String, Value> {
        self.world.tenant.export().unwrap().tables
    }

    /// The last review.
    pub(crate) async fn last_review(&self) -> SnapshotId {
        let store = self.world.store();
        let last = store.latest_snapshot(self.world.conn.tenant()).await;
        last.unwrap().unwrap().id
    }

    /// The row of an account in the tenant itself.
    pub(crate) fn account(&self, account: AccountId) -> Value {
        let tables = self.tables();
        let id = account.to_string();
        let mut rows = tables["account"].as_array().unwrap().iter();
        rows.find(|row| row["id"] == id.as_str()).unwrap().clone()
    }

    /// What an account holds directly in the tenant itself.
    pub(crate) fn direct(&self, account: AccountId) -> Vec<String> {
        let n = self.account(account)["n"].clone();
        let tables = self.tables();
        let rows = tables["license"].as_array().unwrap().iter();
        let own = rows.filter(|row| row["account"] == n && row["by_group"] == "");
        own.map(|row| row["sku"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The total of a subscription in the tenant itself.
    pub(crate) fn total(&self, subscription: SubscriptionId) -> u64 {
        let tables = self.tables();
        let id = subscription.to_string();
        let mut rows = tables["subscription"].as_array().unwrap().iter();
        let row = rows.find(|row| row["id"] == id.as_str()).unwrap();
        row["total"].as_u64().unwrap()
    }
}
