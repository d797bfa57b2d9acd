//! The tenant as a value: made, opened, served.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use jiff::{SignedDuration, Timestamp};
use model::{CloudId, Env, TenantId};
use rusqlite::{Connection, Transaction};
use sha2::{Digest as _, Sha256};
use url::Url;
use uuid::Uuid;
use wire::ConnectInfo;
use wire::assumptions::Turn;

use crate::db::Db;
use crate::error::{Error, Result};
use crate::oauth::apps;
use crate::oauth::keys::SigningKey;
use crate::seed::{self, Seed};
use crate::{assume, clock, gate, image, meta};

/// The app roles that the tenant's own application holds: what Boxseat asks an administrator for
/// (`graph.md` 3.4).
const GRAPH_ROLES: &[&str] = &[
    "AuditLog.Read.All",
    "Group.Read.All",
    "GroupMember.ReadWrite.All",
    "LicenseAssignment.Read.All",
    "LicenseAssignment.ReadWrite.All",
    "Organization.Read.All",
    "Reports.Read.All",
    "ReportSettings.Read.All",
    "User.EnableDisableAccount.All",
    "User.Read.All",
    "User.ReadWrite.All",
    wire::billing::ROLE,
];
/// Where the application may send people after sign-in; on loopback the port is free. More can be registered
/// by `POST /_tenant/redirect-uris`.
const REDIRECT_URIS: &[&str] = &[
    "http://127.0.0.1/auth/callback",
    "http://127.0.0.1/signed-out",
    "http://localhost/auth/callback",
    "http://localhost/signed-out",
];
/// `exchange.md` 3.1.
const EXCHANGE_ROLES: &[&str] = &["Exchange.ManageAsApp"];
/// Exchange Administrator (`exchange.md` 3.1): the second of the two grants.
const DIRECTORY_ROLES: &[&str] = &["29232cdf-9323-42fd-ade2-1d097af3e4de"];

/// An embedded tenant. Cheap to clone: clones share the database connection.
#[derive(Debug, Clone)]
pub struct Tenant {
    pub(crate) db: Db,
    pub(crate) env: Env,
    /// What never changes after the tenant was made, so that not every request reads it.
    pub(crate) fixed: Arc<Fixed>,
    /// Is every answer of Graph judged before it leaves?
    pub(crate) judged: bool,
    /// Does it answer to the host names of Microsoft's services?
    pub(crate) impersonates: bool,
}

/// What never changes after the tenant was made.
#[derive(Debug)]
pub(crate) struct Fixed {
    pub(crate) id: TenantId,
    pub(crate) cloud: CloudId,
    pub(crate) key: SigningKey,
}

impl Tenant {
    /// Makes a tenant in a new file and fills it. The file holds a secret and is readable by its owner alone.
    pub fn create(path: &Path, seed: &Seed, env: Env) -> Result<Self> {
        let db = Db::create(path)?;
        let made = Self::fill(db, seed, env);
        if made.is_err() {
            // A half-made tenant would be found by the next run and refused there. What cannot be removed
            // either is named by that run.
            for end in ["", "-wal", "-shm"] {
                let mut file = path.as_os_str().to_owned();
                file.push(end);
                let _ = fs_err::remove_file(std::path::PathBuf::from(file));
            }
        }
        made
    }

    fn fill(db: Db, seed: &Seed, env: Env) -> Result<Self> {
        let now = env.now();
        let key = SigningKey::generate()?;
        db.write_now(|tx| {
            meta::set(tx, meta::SIGNING_KEY, &key.to_text()?)?;
            meta::set(tx, meta::CLIENT_ID, &env.entropy.uuid().to_string())?;
            meta::set(tx, meta::CLIENT_SECRET, &secret(&env))?;
            meta::set(tx, meta::TENANT_ID, &env.entropy.uuid().to_string())?;
            meta::set(tx, meta::CLOUD, seed.cloud.as_str())?;
            populate(tx, seed, now)
        })?;
        Self::load(db, env)
    }

    /// Opens a tenant that [`Self::create`] made.
    pub fn open(path: &Path, env: Env) -> Result<Self> {
        Self::load(Db::open(path)?, env)
    }

    fn load(db: Db, env: Env) -> Result<Self> {
        let fixed = db.read_now(|c| {
            Ok(Fixed {
                id: meta::parse(c, meta::TENANT_ID)?,
                cloud: meta::parse(c, meta::CLOUD)?,
                key: SigningKey::from_text(&meta::need(c, meta::SIGNING_KEY)?)?,
            })
        })?;
        Ok(Self {
            db,
            env,
            fixed: Arc::new(fixed),
            judged: false,
            impersonates: false,
        })
    }

    /// The same tenant for tests and debugging: every answer of Graph, and every one inside of a `$batch`, is
    /// compared with Microsoft's own metadata ([`wire::shapes`]). One that Microsoft could not have given ends the
    /// test: the request panics, and so does [`Self::serve`].
    #[must_use]
    pub fn judged(self) -> Self {
        Self {
            judged: true,
            ..self
        }
    }

    /// The same tenant, answering to the host names of its cloud too ([`crate::hosts`]): for clients in which those
    /// are fixed, on a network of their own. Otherwise a request for one of them is refused with 421.
    #[must_use]
    pub fn impersonating(self) -> Self {
        Self {
            impersonates: true,
            ..self
        }
    }

    /// The whole tenant as a service: authority, Graph, Exchange and `/_tenant` under one base.
    pub fn router(&self) -> Router {
        gate::router(Arc::new(self.clone()))
    }

    /// How a client reaches it below `base`, its secret included.
    pub fn connect_info(&self, base: &Url) -> Result<ConnectInfo> {
        let mut base = base.clone();
        base.set_path("/");
        self.db.read_now(|c| {
            Ok(ConnectInfo {
                authority: base.clone(),
                graph: base.clone(),
                exchange: base.clone(),
                tenant_id: self.fixed.id,
                client_id: meta::need(c, meta::CLIENT_ID)?,
                client_secret: meta::need(c, meta::CLIENT_SECRET)?.into(),
                cloud: self.fixed.cloud,
                ca_file: None,
                write: None,
            })
        })
    }

    /// The id of the public client: device code flow, or `http://localhost` with PKCE. Blocks on the database.
    pub fn public_client_id(&self) -> Result<String> {
        let client_id: Uuid = self.db.read_now(|c| meta::parse(c, meta::CLIENT_ID))?;
        Ok(public_client(&client_id))
    }

    /// Registers another redirect URI of the application. Blocks on the database.
    pub fn add_redirect_uri(&self, uri: &Url) -> Result<()> {
        apps::check_redirect_uri(uri.as_str()).map_err(Error::RedirectUri)?;
        self.db.write_now(|tx| {
            apps::add_redirect_uri(tx, &meta::need(tx, meta::CLIENT_ID)?, uri.as_str())
        })
    }

    /// Turns switches of [`wire::assumptions`], or turns them back; every process on the same file sees it from its
    /// next request on. Blocks on the database.
    pub fn assume(&self, turns: &[Turn]) -> Result<()> {
        self.db.write_now(|tx| assume::turn(tx, turns))
    }

    /// The tenant's id.
    pub fn id(&self) -> TenantId {
        self.fixed.id
    }

    /// The tenant's cloud.
    pub fn cloud(&self) -> CloudId {
        self.fixed.cloud
    }

    /// The tenant's time: the machine's, moved by [`meta::CLOCK_OFFSET`].
    pub fn now(&self) -> Result<Timestamp> {
        self.db.read_now(|c| self.now_in(c))
    }

    /// The same inside a transaction.
    pub(crate) fn now_in(&self, c: &Connection) -> Result<Timestamp> {
        Ok(self
            .env
            .now()
            .checked_add(SignedDuration::from_millis(clock::offset(c)?))?)
    }

    /// Back to how it was seeded. Its identity stays: id, cloud, key and credentials.
    pub(crate) fn reset_in(&self, tx: &Transaction<'_>) -> Result<()> {
        let seed = Seed {
            seed: meta::parse(tx, meta::SEED)?,
            users: meta::parse(tx, meta::USERS)?,
            cloud: self.fixed.cloud,
            profile: meta::parse(tx, meta::PROFILE)?,
        };
        let seeded_at = meta::time(meta::parse(tx, meta::SEEDED_AT)?)?;
        // Rows of one table may name rows of another that goes later.
        tx.pragma_update(None, "defer_foreign_keys", "ON")?;
        for (table, _) in image::tables_of(tx)? {
            image::clear(tx, &table)?;
        }
        populate(tx, &seed, seeded_at)
    }
}

/// Writes the application and everything that the seed makes.
fn populate(tx: &Transaction<'_>, seed: &Seed, now: Timestamp) -> Result<()> {
    meta::set(tx, meta::PROFILE, &seed.profile.to_string())?;
    meta::set(tx, meta::SEED, &seed.seed.to_string())?;
    meta::set(tx, meta::USERS, &seed.users.to_string())?;
    meta::set(tx, meta::SEEDED_AT, &now.as_millisecond().to_string())?;
    let client_id = meta::need(tx, meta::CLIENT_ID)?;
    let secret = meta::need(tx, meta::CLIENT_SECRET)?;
    let namespace = Uuid::parse_str(&client_id).map_err(|e| Error::corrupt(meta::CLIENT_ID, e))?;
    let list = |roles: &[&str]| serde_json::json!(roles).to_string();
    tx.execute(
        "INSERT INTO app (client_id, object_id, display_name, secret_sha256, graph_roles, exchange_roles, directory_roles)
         VALUES (?1, ?2, 'Boxseat', ?3, ?4, ?5, ?6)",
        (
            &client_id,
            Uuid::new_v5(&namespace, b"service principal").to_string(),
            hex::encode(Sha256::digest(secret.as_bytes())),
            list(GRAPH_ROLES),
            list(EXCHANGE_ROLES),
            list(DIRECTORY_ROLES),
        ),
    )?;
    for uri in REDIRECT_URIS {
        apps::add_redirect_uri(tx, &client_id, uri)?;
    }
    // A public client for programs on a command line, as people register one for such tools.
    let public = public_client(&namespace);
    tx.execute(
        "INSERT INTO app (client_id, object_id, display_name, secret_sha256) VALUES (?1, ?2, 'Command line', '')",
        (&public, Uuid::new_v5(&namespace, b"public service principal").to_string()),
    )?;
    apps::add_redirect_uri(tx, &public, "http://localhost")?;
    seed::fill(tx, seed, now)
}

/// The id of the public client follows from that of the application.
fn public_client(namespace: &Uuid) -> String {
    Uuid::new_v5(namespace, b"public client").to_string()
}

/// A secret of 40 characters, as the admin center makes them.
fn secret(env: &Env) -> String {
    let mut bytes = [0; 30];
    env.entropy.fill(&mut bytes);
    base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, bytes)
}
