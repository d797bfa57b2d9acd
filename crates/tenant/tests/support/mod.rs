//! Drives a tenant's router in-process, as a client would.
#![expect(dead_code, reason = "each test file uses its part")]
#![expect(
    clippy::unwrap_used,
    reason = "it is test code, which the lint knows by `#[test]` only"
)]

pub(crate) mod browser;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use model::{Entropy, Env, env::FixedClock};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt as _;

use boxseat_tenant::{Dropped, Seed, Tenant};

/// A tenant in a folder of its own, with a clock that stands still and a token of its application.
pub(crate) struct World {
    pub(crate) tenant: Tenant,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) router: Router,
    pub(crate) token: String,
    folder: TempDir,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    /// Was the connection dropped?
    pub(crate) dropped: bool,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// `error.code` and `error.message`.
    pub(crate) fn error(&self) -> (String, String) {
        let error = &self.json()["error"];
        let text = |key: &str| error[key].as_str().unwrap_or_default().to_owned();
        (text("code"), text("message"))
    }
}

pub(crate) const BASE: &str = "http://127.0.0.1:4711";
pub(crate) const START: &str = "2026-11-22T08:00:00Z";

impl World {
    /// The default organisation with 200 users, worldwide: trap mailboxes first, then a crowd.
    pub(crate) async fn new() -> Self {
        Self::with(&Seed {
            users: 200,
            ..Seed::default()
        })
        .await
    }

    pub(crate) async fn with(seed: &Seed) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(START.parse().unwrap()));
        let env = Env {
            clock: clock.clone(),
            entropy: Entropy::seeded(7),
        };
        let tenant = Tenant::create(&folder.path().join("tenant.db"), seed, env)
            .unwrap()
            .judged();
        let mut world = Self {
            router: tenant.router(),
            tenant,
            clock,
            token: String::new(),
            folder,
        };
        let scope = format!("{}/.default", seed.cloud.record().graph);
        world.token = world.token_for(&scope).await;
        world
    }

    /// A token for a scope.
    pub(crate) async fn token_for(&self, scope: &str) -> String {
        let answer = self.ask_token(&[("scope", scope)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        answer.json()["access_token"].as_str().unwrap().to_owned()
    }

    /// Asks for a token with the application's own form; `change` overrides fields, an empty value leaves one out.
    pub(crate) async fn ask_token(&self, change: &[(&str, &str)]) -> Answer {
        let info = self.tenant.connect_info(&BASE.parse().unwrap()).unwrap();
        let mut fields = vec![
            ("grant_type", "client_credentials".to_owned()),
            ("client_id", info.client_id.clone()),
            (
                "client_secret",
                info.client_secret.expose_secret().to_owned(),
            ),
            ("scope", "https://graph.microsoft.com/.default".to_owned()),
        ];
        for (name, value) in change {
            fields.retain(|(known, _)| known != name);
            if !value.is_empty() {
                fields.push((name, (*value).to_owned()));
            }
        }
        let form = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(format!("{BASE}/{}/oauth2/v2.0/token", self.tenant.id()))
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form)).unwrap()).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let dropped = response.extensions().get::<Dropped>().is_some();
        let (parts, body) = response.into_parts();
        let text = match body.collect().await {
            Ok(body) => String::from_utf8_lossy(&body.to_bytes()).into_owned(),
            Err(_) => String::new(),
        };
        Answer {
            status: parts.status,
            headers: parts.headers,
            text,
            dropped,
        }
    }

    pub(crate) async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{BASE}{path}")
        };
        let mut request = Request::builder()
            .method(method)
            .uri(url)
            .header("authorization", format!("Bearer {}", self.token));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Some(json) => {
                request = request.header("content-type", "application/json");
                Body::from(json.to_string())
            }
            None => Body::empty(),
        };
        self.send(request.body(body).unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None, &[]).await
    }

    /// With `ConsistencyLevel: eventual`.
    pub(crate) async fn get_eventual(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None, &[("ConsistencyLevel", "eventual")])
            .await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, Some(body), &[]).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PATCH, path, Some(body), &[]).await
    }

    /// Adds a fault through `/_tenant`.
    pub(crate) async fn fault(&self, fault: Value) {
        let answer = self.post("/_tenant/faults", fault).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
    }

    /// How often each fault fired, in the order in which they were added.
    pub(crate) async fn fired(&self) -> Vec<i64> {
        let faults = self.get("/_tenant/faults").await.json();
        faults
            .as_array()
            .unwrap()
            .iter()
            .map(|fault| fault["fired"].as_i64().unwrap())
            .collect()
    }

    pub(crate) async fn advance(&self, seconds: i64) -> Value {
        self.post("/_tenant/clock/advance", json!({"seconds": seconds}))
            .await
            .json()
    }

    /// Leaves no licence of a product available.
    pub(crate) fn sell_out(&self, sku: &str) {
        let file = rusqlite::Connection::open(self.folder.path().join("tenant.db")).unwrap();
        file.execute(
            "UPDATE sku SET enabled = consumed, warning = 0 WHERE sku = ?1",
            [sku],
        )
        .unwrap();
    }

    /// Uses up a quota.
    pub(crate) fn empty_bucket(&self, like: &str) {
        let file = rusqlite::Connection::open(self.folder.path().join("tenant.db")).unwrap();
        file.execute("UPDATE bucket SET tokens = 0 WHERE name LIKE ?1", [like])
            .unwrap();
    }

    /// The same file, as another process would open it.
    pub(crate) fn open_again(&self) -> Tenant {
        let env = Env {
            clock: self.clock.clone(),
            entropy: Entropy::seeded(8),
        };
        Tenant::open(&self.folder.path().join("tenant.db"), env)
            .unwrap()
            .judged()
    }

    /// Gives the application more app roles; a new token holds them.
    pub(crate) fn grant(&self, roles: &[&str]) {
        let file = rusqlite::Connection::open(self.folder.path().join("tenant.db")).unwrap();
        for role in roles {
            file.execute(
                "UPDATE app SET graph_roles = json_insert(graph_roles, '$[#]', ?1)",
                [role],
            )
            .unwrap();
        }
    }

    /// The same world with a new token for Graph.
    pub(crate) async fn renewed(mut self) -> Self {
        self.token = self
            .token_for(&format!("{}/.default", self.tenant.cloud().record().graph))
            .await;
        self
    }

    /// Takes every app role from the application, as an administrator would.
    pub(crate) fn strip_roles(&self) {
        let file = rusqlite::Connection::open(self.folder.path().join("tenant.db")).unwrap();
        file.execute(
            "UPDATE app SET graph_roles = '[]', exchange_roles = '[]'",
            [],
        )
        .unwrap();
    }

    /// Every row of a collection, page by page.
    pub(crate) async fn all(&self, path: &str) -> Vec<Value> {
        let mut rows = Vec::new();
        let mut next = Some(path.to_owned());
        while let Some(path) = next {
            let answer = self.get_eventual(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
            let page = answer.json();
            rows.extend(page["value"].as_array().unwrap().iter().cloned());
            next = page["@odata.nextLink"].as_str().map(str::to_owned);
        }
        rows
    }

    /// The first user that passes a test, with licences.
    pub(crate) async fn user(&self, passes: impl Fn(&Value) -> bool) -> Value {
        let select = "id,displayName,userPrincipalName,mail,accountEnabled,usageLocation,onPremisesSyncEnabled,assignedLicenses,licenseAssignmentStates";
        let users = self
            .all(&format!("/v1.0/users?$select={select}&$top=999"))
            .await;
        users
            .into_iter()
            .find(|user| passes(user))
            .expect("the sample organisation has such a user")
    }
}
