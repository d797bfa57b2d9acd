//! A tenant, a client of its Exchange side, and a look into its file.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use boxseat_tenant::{Profile, Seed, Tenant};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use jiff::SignedDuration;
use model::{Clock as _, Entropy, Env, env::FixedClock};
use rusqlite::Connection;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt as _;

pub(crate) const BASE: &str = "http://127.0.0.1:4711";
pub(crate) const EXCHANGE: &str = "https://outlook.office365.com/.default";
pub(crate) const ANCHOR: &str = "APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@contoso";

pub(crate) struct World {
    pub(crate) tenant: Tenant,
    pub(crate) clock: Arc<FixedClock>,
    /// The tenant's file, opened a second time: any process may.
    pub(crate) file: Connection,
    router: Router,
    token: String,
    _folder: TempDir,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    /// The rows of a good answer.
    pub(crate) fn rows(&self) -> Vec<Value> {
        assert_eq!(
            self.status,
            StatusCode::OK,
            "{}",
            String::from_utf8_lossy(&self.bytes)
        );
        self.json()["value"].as_array().unwrap().clone()
    }

    /// The only row.
    pub(crate) fn row(&self) -> Value {
        let mut rows = self.rows();
        assert_eq!(rows.len(), 1);
        rows.remove(0)
    }

    pub(crate) fn warnings(&self) -> Vec<String> {
        serde_json::from_value(self.json()["@adminapi.warnings"].clone()).unwrap()
    }

    /// The sentence of an error, read as a client reads it.
    pub(crate) fn error(&self) -> String {
        assert!(!self.status.is_success(), "{self:?}");
        wire::exchange::ErrorText::of(&self.json()).unwrap().text
    }

    pub(crate) fn next_link(&self) -> Option<String> {
        self.json()["@odata.nextLink"].as_str().map(str::to_owned)
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .unwrap_or_else(|| panic!("{name} is missing"))
            .to_str()
            .unwrap()
    }
}

impl World {
    /// The default organisation.
    pub(crate) async fn new() -> Self {
        Self::with(Seed {
            users: 80,
            ..Seed::default()
        })
        .await
    }

    /// A crowd of so many.
    pub(crate) async fn crowd(users: u32) -> Self {
        Self::with(Seed {
            users,
            ..Seed::of(Profile::Crowd)
        })
        .await
    }

    pub(crate) async fn with(seed: Seed) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tenant.db");
        let clock = Arc::new(FixedClock::at("2026-11-22T08:00:00Z".parse().unwrap()));
        let env = Env {
            clock: clock.clone(),
            entropy: Entropy::seeded(7),
        };
        let tenant = Tenant::create(&path, &seed, env).unwrap().judged();
        let file = Connection::open(&path).unwrap();
        let mut world = Self {
            router: tenant.router(),
            tenant,
            clock,
            file,
            token: String::new(),
            _folder: folder,
        };
        world.token = world
            .token_for(&format!("{}/.default", seed.cloud.record().exchange))
            .await;
        world
    }

    pub(crate) async fn token_for(&self, scope: &str) -> String {
        let info = self.tenant.connect_info(&BASE.parse().unwrap()).unwrap();
        let form = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "client_credentials")
            .append_pair("client_id", &info.client_id)
            .append_pair("client_secret", info.client_secret.expose_secret())
            .append_pair("scope", scope)
            .finish();
        let request = Request::post(format!("{BASE}/{}/oauth2/v2.0/token", self.tenant.id()))
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = self.send(request.body(Body::from(form)).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        answer.json()["access_token"].as_str().unwrap().to_owned()
    }

    /// Another grant for the application, and a token that holds it.
    pub(crate) async fn grant(&mut self, app_roles: &Value, directory_roles: &Value) {
        let change = "UPDATE app SET exchange_roles = ?1, directory_roles = ?2";
        self.file
            .execute(change, (app_roles.to_string(), directory_roles.to_string()))
            .unwrap();
        self.token = self.token_for(EXCHANGE).await;
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self
            .router
            .clone()
            .oneshot(request)
            .await
            .unwrap()
            .into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes: body.collect().await.unwrap().to_bytes().into(),
        }
    }

    pub(crate) async fn post(&self, url: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(url)
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    pub(crate) fn url(&self) -> String {
        format!(
            "{BASE}{}",
            wire::exchange::invoke_path(&self.tenant.id().to_string())
        )
    }

    /// One cmdlet; `options` is the query and may be empty.
    pub(crate) async fn run_with(
        &self,
        cmdlet: &str,
        parameters: Value,
        options: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut all = vec![("x-anchormailbox", ANCHOR)];
        all.retain(|(name, _)| headers.iter().all(|(given, _)| given != name));
        all.extend(headers);
        self.post(
            &format!("{}{options}", self.url()),
            &command(cmdlet, parameters),
            &all,
        )
        .await
    }

    pub(crate) async fn run(&self, cmdlet: &str, parameters: Value) -> Answer {
        self.run_with(cmdlet, parameters, "", &[]).await
    }

    /// The row of a mailbox.
    pub(crate) async fn mailbox(&self, identity: &str) -> Value {
        self.run("Get-Mailbox", json!({ "Identity": identity }))
            .await
            .row()
    }

    pub(crate) fn set(&self, switch: &str, value: &str) {
        let set = "INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)";
        self.file.execute(set, (switch, value)).unwrap();
    }

    /// Object ids of the accounts with a mailbox that fit a condition over `mailbox m` and `account a`.
    pub(crate) fn ids(&self, condition: &str) -> Vec<String> {
        let sql = format!(
            "SELECT a.id FROM mailbox m JOIN account a ON a.n = m.account
             WHERE a.deleted_at IS NULL AND m.disconnected_at IS NULL AND {condition} ORDER BY a.n"
        );
        let mut statement = self.file.prepare(&sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    }

    /// The first of them.
    pub(crate) fn id(&self, condition: &str) -> String {
        self.ids(condition)
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("no mailbox with {condition}"))
    }

    pub(crate) fn advance(&self, by: SignedDuration) {
        self.clock.set(self.clock.now() + by);
    }
}

pub(crate) fn command(cmdlet: &str, parameters: Value) -> Value {
    json!({ "CmdletInput": { "CmdletName": cmdlet, "Parameters": parameters } })
}
