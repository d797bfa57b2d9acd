//! What somebody else does in the tenant while a form is open.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use axum::body::Body;
use engine::TotalGoal;
use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use m365::{LicenseChange, WriteEnd};
use model::catalogue::catalogue;
use model::{AccountId, LicenseAdd, ServicePlanId, SignIn, SkuId};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use store::LedgerQuery;
use tower::ServiceExt as _;

use crate::house::House;
use crate::proof::Proof;

/// What somebody else does meanwhile, past Boxseat.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Meanwhile {
    /// Assigns another product.
    Assigns,
    /// Takes the product away.
    Unassigns,
    /// Assigns the product with a service plan switched off.
    Alters,
    /// Puts the account into a group that gives the product.
    Groups,
    /// Allows sign-in.
    Allows,
    /// Blocks it.
    Blocks,
    /// Puts the mailbox on litigation hold.
    Holds,
    /// Buys.
    Buys,
}

impl Meanwhile {
    pub(crate) async fn happen(self, house: &House, proof: &Proof) {
        let account = proof.account();
        match self {
            Meanwhile::Assigns => house.assign_another(account.unwrap()).await,
            Meanwhile::Unassigns => {
                let held = house.held(account.unwrap());
                let change = LicenseChange::remove(held);
                assert!(house.assign(account.unwrap(), change).await);
            }
            Meanwhile::Alters => house.alter(account.unwrap(), proof).await,
            Meanwhile::Groups => house.group(account.unwrap(), proof).await,
            Meanwhile::Allows => house.sign_in(account.unwrap(), SignIn::Allowed).await,
            Meanwhile::Blocks => house.sign_in(account.unwrap(), SignIn::Blocked).await,
            Meanwhile::Holds => house.hold(account.unwrap()),
            Meanwhile::Buys => house.buy(proof).await,
        }
        // What groups give comes late, and what was written is shown late.
        tokio::time::sleep(Duration::from_mins(10)).await;
        house.world.conn.subscribed_skus().await.unwrap();
    }
}

impl Proof {
    /// The account that the form is about.
    fn account(&self) -> Option<AccountId> {
        match self {
            Self::Unlicensed(account)
            | Self::Blocked(account)
            | Self::Holds(account, _)
            | Self::ProposedFor(account) => Some(*account),
            _ => None,
        }
    }
}

impl House {
    fn held(&self, account: AccountId) -> BTreeSet<SkuId> {
        let held = self.direct(account);
        held.iter().map(|sku| sku.parse().unwrap()).collect()
    }

    /// The product that the form is about: what the account holds, or shall hold.
    async fn product(&self, account: AccountId, proof: &Proof) -> SkuId {
        match proof {
            Proof::Holds(_, sku) => *sku,
            Proof::ProposedFor(_) => self.taken_from(account).await,
            _ => *self.held(account).first().unwrap(),
        }
    }

    /// The product that the last review found with an account.
    async fn taken_from(&self, account: AccountId) -> SkuId {
        let before = self.world.store().entries(LedgerQuery::default()).await;
        let before = before.unwrap().into_iter().filter_map(|e| e.body.before);
        let held = before.filter_map(|state| state.direct);
        let held = held.flat_map(BTreeMap::into_keys).next();
        held.unwrap_or_else(|| panic!("nothing was taken from {account}"))
    }

    /// Is it written?
    async fn assign(&self, account: AccountId, change: LicenseChange) -> bool {
        let ends = self.world.conn.assign(&[(account, change)]).await;
        matches!(ends[0].1, WriteEnd::Written(_))
    }

    async fn sign_in(&self, account: AccountId, to: SignIn) {
        self.world.conn.set_sign_in(&[(account, to)]).await;
    }

    /// The first other product that the account can be given.
    async fn assign_another(&self, account: AccountId) {
        let held = self.held(account);
        let w = &self.world;
        let owned = w.engine().products(&w.by, &w.conn).await.unwrap();
        for product in owned.products.value().unwrap() {
            let change = added(product.sku, None);
            if !held.contains(&product.sku) && self.assign(account, change).await {
                return;
            }
        }
        panic!("nothing can be assigned");
    }

    async fn alter(&self, account: AccountId, proof: &Proof) {
        let sku = self.product(account, proof).await;
        let plans = catalogue().product(sku).unwrap().plans;
        for plan in plans {
            if self.assign(account, added(sku, Some(*plan))).await {
                return;
            }
        }
        panic!("no service plan can be switched off");
    }

    /// Puts the account into a group that gives the product.
    async fn group(&self, account: AccountId, proof: &Proof) {
        let sku = self.product(account, proof).await;
        let tables = self.tables();
        let of = |table: &str, group: &Value| {
            let rows = tables[table].as_array().unwrap().iter();
            let rows = rows.filter(|row| row["grp"] == group["id"]);
            rows.cloned().collect::<Vec<_>>()
        };
        let groups = tables["grp"].as_array().unwrap().iter();
        let small = groups
            .filter(|group| group["rule"].is_null() && group["synced"].is_null())
            .min_by_key(|group| of("member", group).len())
            .unwrap();
        // And nothing else, with which it may not go together.
        let others = of("group_license", small).into_iter();
        let others: Vec<_> = others
            .map(|row| row["sku"].clone())
            .filter(|other| *other != sku.to_string())
            .collect();
        let group = format!("/v1.0/groups/{}", small["id"].as_str().unwrap());
        let gives = json!({
            "addLicenses": [{"skuId": sku, "disabledPlans": []}],
            "removeLicenses": others,
        });
        self.graph(&format!("{group}/assignLicense"), gives).await;
        let link = format!("https://graph.microsoft.com/v1.0/directoryObjects/{account}");
        self.graph(&format!("{group}/members/$ref"), json!({"@odata.id": link}))
            .await;
    }

    /// Puts the mailbox on hold.
    fn hold(&self, account: AccountId) {
        let n = self.account(account)["n"].clone();
        let mut image = self.world.tenant.export().unwrap();
        let mailboxes = image.tables["mailbox"].as_array_mut().unwrap();
        let mailbox = mailboxes.iter_mut().find(|row| row["account"] == n);
        mailbox.unwrap()["litigation"] = json!(1);
        self.world.tenant.import(&image).unwrap();
    }

    async fn buy(&self, proof: &Proof) {
        let Proof::Total(subscription, wanted) = proof else {
            panic!("{proof:?} is about no subscription");
        };
        let goal = TotalGoal {
            subscription: *subscription,
            from: wanted - 1,
            to: wanted + 4,
        };
        let w = &self.world;
        w.engine()
            .submit_total(&w.by, &w.conn, &goal)
            .await
            .unwrap();
    }

    /// Posts to Graph as another application does.
    async fn graph(&self, path: &str, body: Value) {
        let info = &self.world.info;
        let form = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "client_credentials")
            .append_pair("client_id", &info.client_id)
            .append_pair("client_secret", info.client_secret.expose_secret())
            .append_pair(
                "scope",
                &wire::oauth::default_scope(info.cloud.record().graph),
            )
            .finish();
        let token = wire::oauth::token_path(&info.tenant_id.to_string());
        let (_, token) = self
            .ask(&token, "", "application/x-www-form-urlencoded", form)
            .await;
        let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
        let (status, said) = self
            .ask(path, &bearer, "application/json", body.to_string())
            .await;
        assert!(status.is_success(), "{path}: {said}");
    }

    async fn ask(
        &self,
        path: &str,
        bearer: &str,
        r#type: &str,
        body: String,
    ) -> (StatusCode, Value) {
        let request = Request::post(path)
            .header("content-type", r#type)
            .header("authorization", bearer)
            .body(Body::from(body))
            .unwrap();
        let router = self.world.tenant.router();
        let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        (
            parts.status,
            serde_json::from_slice(&bytes).unwrap_or_default(),
        )
    }
}

fn added(sku: SkuId, without: Option<ServicePlanId>) -> LicenseChange {
    let add = LicenseAdd {
        sku,
        disabled_plans: without.into_iter().collect(),
    };
    LicenseChange {
        add: vec![add],
        remove: BTreeSet::new(),
    }
}
