//! The embedded tenant of the data folder: made or opened here, and served on loopback within this process.
//!
//! Whoever connects to it afterwards does so exactly as to a real tenant: over HTTP, with a secret.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::http::Request;
use model::{CloudId, Env};
use serde::Deserialize;
use tenant::{Profile, Seed, SignInHint, Tenant};
use tokio::net::TcpListener;
use tower::ServiceExt as _;
use url::Url;
use wire::ConnectInfo;
use wire::assumptions::Turn;

use crate::ending::Ending;
use crate::failure::Failure;

/// The file in the data folder that is the tenant.
const FILE: &str = "tenant.db";
/// A debug build is what the tests run: there every answer of Graph is compared with Microsoft's metadata.
const JUDGED: bool = cfg!(debug_assertions);
/// What was asked about the sample organisation; `None` is "nothing was said".
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    pub(crate) users: Option<u32>,
    pub(crate) seed: Option<u64>,
    pub(crate) cloud: Option<CloudId>,
    pub(crate) profile: Option<Profile>,
    /// Switches of assumptions to turn.
    pub(crate) assume: Vec<Turn>,
}

/// The switches that were typed.
pub(crate) fn turns(typed: &[String]) -> Result<Vec<Turn>, Failure> {
    let read = |text: &String| text.parse().map_err(Failure::Assume);
    typed.iter().map(read).collect()
}

impl Wanted {
    fn seed(&self) -> Seed {
        let Seed { seed, users, .. } = Seed::default();
        let profile = self.profile.unwrap_or_default();
        Seed {
            seed: self.seed.unwrap_or(seed),
            users: self.users.unwrap_or(users),
            cloud: self.cloud.unwrap_or_else(|| profile.default_cloud()),
            profile,
        }
    }

    /// Is the tenant that is there the one that was asked for?
    fn is(&self, found: &About) -> bool {
        self.users.is_none_or(|users| users == found.users)
            && self.seed.is_none_or(|seed| seed == found.seed)
            && self.cloud.is_none_or(|cloud| cloud == found.cloud)
            && self
                .profile
                .is_none_or(|profile| profile.as_str() == found.profile)
    }
}

/// What `/_tenant` says of the tenant.
#[derive(Debug, Deserialize)]
struct About {
    profile: String,
    cloud: CloudId,
    users: u32,
    seed: u64,
}

/// The embedded tenant of a data folder.
#[derive(Debug)]
pub(crate) struct Embedded {
    tenant: Tenant,
    path: PathBuf,
}

impl Embedded {
    /// Opens the tenant of the data folder, or makes it as it is wanted.
    pub(crate) async fn open_or_create(
        data: &Path,
        wanted: Wanted,
        env: Env,
    ) -> Result<Self, Failure> {
        let path = data.join(FILE);
        let file = path.clone();
        // Making one takes seconds when it is large, and blocks.
        let seed = wanted.seed();
        let opened = tokio::task::spawn_blocking(move || whole(&file, &seed, env));
        let opened = opened
            .await
            .map_err(|e| Failure::Unexpected(e.to_string()))?
            .map_err(|e| Failure::Embedded(path.clone(), Box::new(e)))?;
        let embedded = Self {
            tenant: if JUDGED { opened.judged() } else { opened },
            path,
        };
        let found = embedded.about().await?;
        if wanted.is(&found) {
            embedded
                .tenant
                .assume(&wanted.assume)
                .map_err(|e| Failure::Embedded(embedded.path.clone(), Box::new(e)))?;
            return Ok(embedded);
        }
        let found = format!(
            "{}, {}, {}, {}",
            found.profile, found.cloud, found.users, found.seed
        );
        Err(Failure::OtherOrganisation {
            path: embedded.path,
            found,
        })
    }

    /// What the tenant says of itself.
    async fn about(&self) -> Result<About, Failure> {
        let odd = |e: &dyn std::fmt::Display| Failure::Unexpected(format!("/_tenant: {e}"));
        let request = Request::get("/_tenant")
            .body(Body::empty())
            .map_err(|e| odd(&e))?;
        let answer = self
            .tenant
            .router()
            .oneshot(request)
            .await
            .map_err(|e| odd(&e))?;
        let body = axum::body::to_bytes(answer.into_body(), 64 * 1024)
            .await
            .map_err(|e| odd(&e))?;
        serde_json::from_slice(&body).map_err(|e| odd(&e))
    }

    /// The same, answering to the host names of its cloud too.
    #[must_use]
    pub(crate) fn impersonating(self) -> Self {
        Self {
            tenant: self.tenant.impersonating(),
            ..self
        }
    }

    /// Serves it at an address of this machine until the program ends; answers how to connect.
    pub(crate) async fn serve(
        self,
        listen: SocketAddr,
        ending: &Ending,
    ) -> Result<ConnectInfo, Failure> {
        let (listener, base) = bind("http", listen).await?;
        let info = self.connect_info(&base)?;
        ending.serve(|end| async move { self.tenant.serve(listener, end).await });
        Ok(info)
    }

    /// The same over TLS, with the throw-away authority of the data folder, which the answer names. The addresses are
    /// those of this machine even if other names are answered to: outside of a network of its own those are others.
    pub(crate) async fn serve_tls(
        self,
        listen: SocketAddr,
        data: &Path,
        ending: &Ending,
    ) -> Result<ConnectInfo, Failure> {
        let (listener, base) = bind("https", listen).await?;
        let (authority, config) = self
            .tenant
            .certificates(data)
            .map_err(|e| Failure::Embedded(data.to_owned(), Box::new(e)))?;
        let ca = std::path::absolute(authority.certificate())
            .map_err(|e| Failure::Data(data.to_owned(), e))?;
        let info = ConnectInfo {
            ca_file: Some(ca),
            ..self.connect_info(&base)?
        };
        ending.serve(|end| async move { self.tenant.serve_tls(listener, config, end).await });
        Ok(info)
    }

    fn connect_info(&self, base: &Url) -> Result<ConnectInfo, Failure> {
        self.tenant
            .connect_info(base)
            .map_err(|e| Failure::Embedded(self.path.clone(), Box::new(e)))
    }

    /// Who can sign in, and the id of the public client.
    pub(crate) fn people(&self) -> Result<(Vec<SignInHint>, String), Failure> {
        let failed = |e| Failure::Embedded(self.path.clone(), Box::new(e));
        let people = self.tenant.sign_in_hints().map_err(failed)?;
        Ok((people, self.tenant.public_client_id().map_err(failed)?))
    }
}

/// Opens the tenant in a file, or makes it there. Two that start at once make one; and it is made beside its place
/// and put there whole, so that a stop in the midst leaves nothing half made behind.
fn whole(file: &Path, seed: &Seed, env: Env) -> Result<Tenant, tenant::Error> {
    let alone = fs_err::File::create(file.with_extension("lock"))?;
    alone.lock()?; // let go when it is dropped, or by the system
    if !fs_err::exists(file)? {
        let beside = file.with_extension("new");
        for mark in ["", "-wal", "-shm"] {
            let mut left = beside.clone().into_os_string();
            left.push(mark);
            match fs_err::remove_file(PathBuf::from(left)) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e.into()),
                _ => {}
            }
        }
        // Closed at once, which brings what was written into the one file.
        drop(Tenant::create(&beside, seed, env.clone())?);
        fs_err::rename(&beside, file)?;
    }
    Tenant::open(file, env)
}

/// A listener at an address of this machine alone, and its base URL.
async fn bind(scheme: &str, listen: SocketAddr) -> Result<(TcpListener, Url), Failure> {
    if !listen.ip().is_loopback() {
        return Err(Failure::NotLoopback(listen.to_string()));
    }
    let unheard = |e| Failure::Listen(listen.to_string(), e);
    let listener = TcpListener::bind(listen).await.map_err(unheard)?;
    let address = listener.local_addr().map_err(unheard)?;
    let base = Url::parse(&format!("{scheme}://{address}/"))
        .map_err(|e| Failure::Unexpected(e.to_string()))?;
    Ok((listener, base))
}

/// Any free port of this machine.
pub(crate) const fn any_port() -> SocketAddr {
    SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0)
}
