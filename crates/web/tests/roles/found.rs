//! What the tables need of the organisation, as it is when a row is tried.

use std::sync::Arc;

use engine::{Answers, Product, ProductSubscription, RemovalGoal, Seller, Targets, TotalGoal};
use model::{AccountId, PlanDigest, RunId, SkuId};
use sim::{Crash, World};
use store::{AccountFilter, AccountQuery, AccountRow, Record, RecordQuery};

use crate::house::House;

impl House {
    /// The rows of the list that a filter shows.
    pub(crate) async fn rows(&self, filter: AccountFilter) -> Vec<AccountRow> {
        let query = AccountQuery {
            filter,
            limit: 10_000,
            ..AccountQuery::default()
        };
        let w = &self.world;
        let list = w.engine().accounts(&w.by, w.conn.tenant(), query).await;
        list.unwrap().page.rows
    }

    /// The last review's records.
    async fn records(&self) -> Vec<Record> {
        let (store, last) = (self.world.store(), self.last_review().await);
        store.records(last, RecordQuery::default()).await.unwrap()
    }

    /// The first mailbox of which this is so, and the one licence that it holds, directly.
    async fn first(&self, is: impl Fn(&Record) -> bool) -> (AccountId, SkuId) {
        let records = self.records().await;
        let mut found = records.iter().filter_map(|record| {
            let [license] = record.facts.licenses.value()?.as_slice() else {
                return None;
            };
            let own = license.direct_source().is_some() && license.sources.len() == 1;
            (own && is(record)).then_some((record.facts.account, license.sku))
        });
        found.next().expect("the sample organisation has enough")
    }

    /// A mailbox whose only licence can go.
    pub(crate) async fn removable(&self) -> (AccountId, SkuId) {
        self.first(|r| r.assessment.verdict == model::Verdict::Removable)
            .await
    }

    /// A mailbox whose only licence can go once sign-in is blocked.
    pub(crate) async fn removable_once_blocked(&self) -> (AccountId, SkuId) {
        let later = |r: &Record| {
            r.assessment.verdict != model::Verdict::Removable && r.assessment.removable_once_blocked
        };
        self.first(later).await
    }

    /// A mailbox whose licence was taken, with the plan that took it.
    pub(crate) async fn removed(&self) -> (AccountId, SkuId, PlanDigest) {
        let (account, sku) = self.removable().await;
        let w = &self.world;
        let quiet = World::quiet();
        let proposal = w
            .engine()
            .propose_removal(&w.by, &w.conn, &removal(account), &w.policy, &quiet)
            .await
            .unwrap();
        let ran = w
            .engine()
            .run(&w.by, &w.conn, &proposal.plan, &w.policy, &quiet)
            .await;
        ran.unwrap();
        (account, sku, proposal.plan.digest())
    }

    /// A run whose process died before its first step.
    pub(crate) async fn interrupted(&self) -> (AccountId, SkuId, RunId) {
        let (account, sku) = self.removable().await;
        let w = &self.world;
        let crash = Arc::new(Crash::at("run_started", 1));
        let engine = w.engine().with_probe(Arc::clone(&crash) as _);
        let quiet = World::quiet();
        let work = async {
            let goal = removal(account);
            let proposal = engine
                .propose_removal(&w.by, &w.conn, &goal, &w.policy, &quiet)
                .await
                .unwrap();
            engine
                .apply(&w.by, &w.conn, &proposal.plan, &w.policy, &quiet)
                .await
        };
        crash.run(work).await.unwrap_err();
        let open = w.store().open_runs(w.conn.tenant()).await.unwrap();
        (account, sku, open[0].0)
    }

    /// The first subscription that is as wanted, with its product.
    pub(crate) async fn subscription(
        &self,
        is: impl Fn(&Product, &ProductSubscription) -> bool,
    ) -> ProductSubscription {
        let w = &self.world;
        let read = w.engine().products(&w.by, &w.conn).await.unwrap();
        let all = read.products.value().unwrap();
        let mut found = all
            .iter()
            .flat_map(|p| p.subscriptions.iter().map(move |s| (p, s)));
        let (_, found) = found.find(|(p, s)| is(p, s)).unwrap();
        found.clone()
    }

    /// A subscription whose seller was asked for another number, which is awaited.
    pub(crate) async fn awaited(&self) -> ProductSubscription {
        let sold = |_: &Product, s: &ProductSubscription| {
            matches!(s.sold_by, Seller::Partner { .. }) && s.minimum < s.total
        };
        let subscription = self.subscription(sold).await;
        let from = subscription.total.unwrap();
        let goal = TotalGoal {
            subscription: subscription.id,
            from,
            to: from + 1,
        };
        let w = &self.world;
        w.engine().watch_total(&w.by, &w.conn, &goal).await.unwrap();
        subscription
    }

    /// Somebody who holds nothing and has a usage location.
    pub(crate) async fn unlicensed(&self) -> AccountId {
        let rows = self.rows(AccountFilter::Unlicensed).await;
        let located = |row: &&AccountRow| {
            let location = row.account.usage_location.as_deref();
            location.is_some_and(|l| !l.is_empty()) && row.account.sign_in.is_some()
        };
        rows.iter().find(located).unwrap().account.id
    }
}

/// Whatever can go from one mailbox.
fn removal(account: AccountId) -> RemovalGoal {
    RemovalGoal {
        targets: Targets::Named(vec![account.to_string()]),
        license: None,
        block_sign_in: false,
        answers: Answers::none(),
        exclusions: Vec::new(),
    }
}
