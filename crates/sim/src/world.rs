//! A tenant, a connection to it, a store and an engine, all on virtual time.

use std::sync::Arc;

use engine::{Caller, Engine, Events, Tuning};
use jiff::Timestamp;
use m365::Connection;
use model::{CloudId, Entropy, Env};
use rules::Policy;
use store::Store;
use store_sqlite::SqliteStore;
use tempfile::TempDir;
use tenant::{Profile, Seed, Tenant};

use crate::{RouterTransport, SimClock};

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
}

/// The base address that a world pretends to have.
const BASE: &str = "http://127.0.0.1:1";

impl World {
    /// A world with a sample organisation of `users` accounts.
    pub fn new(profile: Profile, cloud: CloudId, users: u32, seed: u64) -> Self {
        let start: Timestamp = "2026-11-22T09:00:00Z".parse().expect("a valid time");
        let env = Env { clock: Arc::new(SimClock::starting(start)), entropy: Entropy::seeded(seed) };
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let seed = Seed { seed, users, cloud, profile };
        let tenant = Tenant::create(&folder.path().join("tenant.db"), &seed, env.clone())
            .expect("a tenant can be made in a fresh folder");
        let info = tenant
            .connect_info(&BASE.parse().expect("a valid URL"))
            .expect("a fresh tenant knows its connection");
        let transport = Arc::new(RouterTransport::new(tenant.router()));
        let conn = Connection::new(&info, transport, env.clone());
        let store = Arc::new(
            SqliteStore::open(&folder.path().join("data")).expect("a store can be made in a fresh folder"),
        );
        let (policy, by) = (Policy::current(), Caller::owner("sim", "sim"));
        Self { tenant, conn, env, policy, by, folder, store }
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
}
