//! A tenant, a connection to it, a store and an engine, all on virtual time.

use std::sync::Arc;

use axum::body::Body;
use engine::{Caller, Engine, Events, Tuning};
use http_body_util::BodyExt as _;
use jiff::Timestamp;
use m365::Connection;
use model::{Entropy, Env};
use rules::Policy;
use serde_json::{Map, Value};
use store::Store;
use store_sqlite::{Durability, SqliteStore};
use tempfile::TempDir;
use tenant::{Profile, Seed, Tenant};
use tower::ServiceExt as _;

use crate::{RouterTransport, SimClock};

/// A tenant that was made once and is copied for every world: making its signing key takes longer than a run.
#[derive(Debug)]
pub struct Template {
    folder: TempDir,
}

impl Template {
    /// A sample organisation of `users` accounts.
    pub fn new(profile: Profile, users: u32) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let seed = Seed {
            seed: 1,
            users,
            cloud: profile.default_cloud(),
            profile,
        };
        // Dropped at once, so that the file is whole when it is copied.
        drop(
            Tenant::create(&folder.path().join(TENANT), &seed, env(0))
                .expect("a tenant can be made here"),
        );
        Self { folder }
    }

    /// A world of its own on a copy. `chance` seeds everything that is left to chance.
    pub fn world(&self, chance: u64) -> World {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        fs_err::copy(self.folder.path().join(TENANT), folder.path().join(TENANT))
            .expect("a file can be copied between temporary folders");
        World::on(folder, env(chance))
    }
}

/// Everything together. The folder goes with it.
#[derive(Debug)]
pub struct World {
    /// The tenant.
    pub tenant: Tenant,
    /// The client's connection.
    pub conn: Connection,
    /// Everybody's time and chance.
    pub env: Env,
    /// The policy in force.
    pub policy: Policy,
    /// Who acts.
    pub by: Caller,
    /// Where store and tenant are kept.
    pub folder: TempDir,
    store: Arc<dyn Store>,
    router: axum::Router,
    /// How the tenant is reached.
    pub info: wire::ConnectInfo,
}

/// The base address that a world pretends to have.
const BASE: &str = "http://127.0.0.1:1";
const TENANT: &str = "tenant.db";

/// Virtual time from a Sunday morning on, and seeded chance.
fn env(chance: u64) -> Env {
    let start: Timestamp = "2026-11-22T09:00:00Z".parse().expect("a valid time");
    Env {
        clock: Arc::new(SimClock::starting(start)),
        entropy: Entropy::seeded(chance),
    }
}

impl World {
    /// A world with a sample organisation of `users` accounts, made afresh.
    pub fn new(profile: Profile, users: u32) -> Self {
        Template::new(profile, users).world(1)
    }

    fn on(folder: TempDir, env: Env) -> Self {
        let tenant = Tenant::open(&folder.path().join(TENANT), env.clone())
            .expect("the file is a tenant")
            .judged();
        let base = BASE.parse().expect("a valid URL");
        let info = tenant
            .connect_info(&base)
            .expect("a fresh tenant knows its connection");
        let router = tenant.router();
        let transport = Arc::new(RouterTransport::new(router.clone()));
        let conn = Connection::new(&info, transport, env.clone());
        let store = SqliteStore::open_with(&folder.path().join("data"), Durability::Process)
            .expect("a store can be made in a fresh folder");
        let (policy, by) = (Policy::current(), Caller::owner("sim", "sim"));
        Self {
            tenant,
            conn,
            env,
            policy,
            by,
            folder,
            store: Arc::new(store),
            router,
            info,
        }
    }

    /// The same tenant through a new process: nothing that was in memory is left.
    #[must_use]
    pub fn restarted(self) -> Self {
        Self::on(self.folder, self.env)
    }

    /// An engine over the store.
    pub fn engine(&self) -> Engine {
        Engine::new(Arc::clone(&self.store), self.env.clone())
    }

    /// An engine with other waiting times.
    pub fn engine_with(&self, tuning: Tuning) -> Engine {
        self.engine().with_tuning(tuning)
    }

    /// The store.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// Nobody listens.
    pub fn quiet() -> Events {
        Events::none()
    }

    /// A call of `/_tenant`; panics when it is refused, for a test must not go on then.
    pub async fn admin(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let request = http::Request::builder()
            .method(method)
            .uri(format!("/_tenant{path}"))
            .header("content-type", "application/json")
            .body(Body::from(body.map(|b| b.to_string()).unwrap_or_default()))
            .expect("a valid request");
        let answer = match self.router.clone().oneshot(request).await {
            Ok(answer) => answer,
            Err(never) => match never {},
        };
        let status = answer.status();
        let bytes = answer
            .into_body()
            .collect()
            .await
            .expect("the body is in memory")
            .to_bytes();
        assert!(
            status.is_success(),
            "{method} /_tenant{path}: {status} {}",
            String::from_utf8_lossy(&bytes)
        );
        if bytes.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&bytes).expect("JSON")
        }
    }

    /// Asks for faults; answers nothing that a test needs.
    pub async fn fault(&self, fault: Value) {
        self.admin("POST", "/faults", Some(fault)).await;
    }

    /// How often each fault fired, in the order in which they were asked for.
    pub async fn fired(&self) -> Vec<u64> {
        let faults = self.admin("GET", "/faults", None).await;
        let fired = |f: &Value| f["fired"].as_u64().expect("a count");
        faults
            .as_array()
            .expect("a list")
            .iter()
            .map(fired)
            .collect()
    }

    /// The tenant as rows by table.
    pub async fn tables(&self) -> Map<String, Value> {
        let image = self.admin("GET", "/export", None).await;
        image["tables"].as_object().expect("tables").clone()
    }
}
