//! A world in which one switch is turned, beside the truth about it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use boxseat_sim::{Template, World};
use engine::Scope;
use model::{AccountId, SkuId};
use serde_json::json;
use tenant::Profile;
use tokio::sync::{Mutex, OnceCell};
use wire::assumptions::{self, Assumption, Turn, Way};

/// Accounts and the products of theirs that can go.
pub(crate) type Removable = BTreeSet<(AccountId, SkuId)>;

/// An organisation that is copied for every way.
pub(crate) struct Organisation {
    template: Template,
    truth: OnceCell<Removable>,
}

/// Enough for every trap mailbox and a few others.
const USERS: u32 = 120;

static ORGANISATIONS: LazyLock<Mutex<BTreeMap<Profile, &'static Organisation>>> =
    LazyLock::new(Mutex::default);

async fn organisation(profile: Profile) -> &'static Organisation {
    let mut all = ORGANISATIONS.lock().await;
    all.entry(profile).or_insert_with(|| {
        Box::leak(Box::new(Organisation {
            template: Template::new(profile, USERS),
            truth: OnceCell::new(),
        }))
    })
}

impl Organisation {
    /// What can go when everything is as assumed.
    async fn truth(&self) -> &Removable {
        let read = || async {
            let w = self.template.world(1);
            let review = w
                .engine()
                .review(&w.by, &w.conn, &Scope::shared(), &w.policy, &World::quiet())
                .await;
            removable(&review.expect("a review without switches").records)
        };
        self.truth.get_or_init(read).await
    }
}

/// What records say can go.
pub(crate) fn removable(records: &[store::Record]) -> Removable {
    removable_of(records)
}

/// The same of some of them.
pub(crate) fn removable_of<'r>(records: impl IntoIterator<Item = &'r store::Record>) -> Removable {
    records
        .into_iter()
        .flat_map(|r| {
            r.assessment
                .removable_skus()
                .map(|sku| (r.facts.account, sku))
        })
        .collect()
}

/// A world with one switch turned.
pub(crate) struct Turned {
    pub(crate) w: World,
    pub(crate) entry: &'static Assumption,
    /// The value to which it is turned.
    pub(crate) way: &'static str,
    pub(crate) truth: Removable,
}

impl Turned {
    pub(crate) async fn new(entry: &'static Assumption, way: &Way, profile: Profile) -> Self {
        let organisation = organisation(profile).await;
        let truth = organisation.truth().await.clone();
        let w = organisation.template.world(u64::from(entry.number));
        let mut turns: Vec<Turn> = also(entry.name)
            .iter()
            .map(|text| text.parse().unwrap())
            .collect();
        turns.push(Turn {
            assumption: assumptions::named(entry.name),
            value: way.value,
        });
        w.tenant.assume(&turns).unwrap();
        for fault in faults(entry.name) {
            w.fault(fault).await;
        }
        Self {
            w,
            entry,
            way: way.value,
            truth,
        }
    }

    /// How often the switch was used in an answer.
    pub(crate) async fn uses(&self) -> u64 {
        let settings = self.w.admin("GET", "/settings", None).await;
        settings[self.entry.key()]["used"].as_u64().unwrap()
    }
}

/// What else must be turned for a switch to show: small pages for links, dead links for the list by alias.
fn also(name: &str) -> &'static [&'static str] {
    match name {
        "next-link" | "next-link-life" | "licensed-list" => &["users-page=20"],
        "broken-links" | "mailbox-link-select" | "mailbox-link-form" => &["mailbox-page=25"],
        "empty-texts" => &["select-honoured=ignored"],
        "alias-order" => &["mailbox-page=25", "broken-links=dead"],
        _ => &[],
    }
}

/// Faults that bring about what a switch is about.
fn faults(name: &str) -> Vec<serde_json::Value> {
    let on = |operation: &str, effect: serde_json::Value, times: u32| json!({"matcher": {"operation": operation}, "effect": effect, "times": times});
    let throttle = json!({"kind": "throttle", "retryAfter": "7"});
    let conflict = json!({"kind": "conflict"});
    match name {
        "retry-after" | "batch-headers" => vec![
            on("users.list", throttle.clone(), 1),
            on("users.get", throttle.clone(), 2),
            on("users.assignLicense", throttle, 3),
        ],
        "conflict-retry-after" => vec![on("users.assignLicense", conflict, 2)],
        "refusal-texts" => vec![on(
            "users.assignLicense",
            json!({"kind": "status", "status": 400}),
            2,
        )],
        "error-envelope" | "error-words" => vec![
            on("users.list", json!({"kind": "status", "status": 503}), 1),
            on(
                "subscribedSkus",
                json!({"kind": "status", "status": 500}),
                1,
            ),
            on("users.get", json!({"kind": "status", "status": 400}), 2),
            on("users.assignLicense", conflict, 1),
        ],
        "not-found" => vec![on("users.get", json!({"kind": "status", "status": 404}), 2)],
        _ => Vec::new(),
    }
}
