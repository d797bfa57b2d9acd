//! What stands beside ours in the tables: installed as for the judges, pinned in `judges/`.

use std::io::Write as _;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tempfile::TempDir;

use super::Built;
use crate::{judges, repo};

/// Until a server answers; node has much to read at first.
const PATIENCE: Duration = Duration::from_mins(2);
const BETWEEN: Duration = Duration::from_millis(100);

/// The command line of the job through `msgraph-sdk`.
pub(super) fn sdk(built: &Built) -> anyhow::Result<Vec<String>> {
    let python = judges::python(&built.target)?;
    let script = repo::root().join("judges/bench/with_msgraph.py");
    Ok([python, script]
        .map(|path| path.display().to_string())
        .into())
}

/// A server of mock answers, until it is dropped.
#[derive(Debug)]
pub(super) struct Prism {
    process: Child,
    address: SocketAddr,
    /// Holds what it answers with.
    _folder: TempDir,
}

/// Its one answer: a page of so many users.
const USERS: usize = 100;

/// Serves one canned page of users.
pub(super) fn prism(built: &Built) -> anyhow::Result<Prism> {
    let prism = judges::prism(&built.target)?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("users.json");
    fs_err::write(&file, description().to_string())?;
    let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
    let (program, arguments) = prism.split_first().context("no command line of prism")?;
    let process = Command::new(program)
        .args(arguments)
        .args(["mock", "--host", "127.0.0.1", "--verboseLevel", "fatal"])
        .args(["--port", &address.port().to_string()])
        .arg(&file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("prism did not start")?;
    let started = Prism {
        process,
        address,
        _folder: folder,
    };
    let end = Instant::now() + PATIENCE;
    while !answers(address) {
        if Instant::now() > end {
            bail!("prism does not answer at {address}");
        }
        wait();
    }
    Ok(started)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a chore without a runtime, which waits for a process of others"
)]
fn wait() {
    std::thread::sleep(BETWEEN);
}

fn answers(address: SocketAddr) -> bool {
    TcpStream::connect(address).is_ok_and(|mut stream| stream.write_all(b"").is_ok())
}

impl Prism {
    /// Where its page is.
    pub(super) fn page(&self) -> String {
        format!("http://{}/users", self.address)
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An OpenAPI document with one example.
fn description() -> serde_json::Value {
    let user = |n: usize| {
        serde_json::json!({
            "id": format!("00000000-0000-0000-0000-{n:012}"),
            "displayName": format!("Contoso {n}"),
            "userPrincipalName": format!("user{n}@contoso.com"),
            "accountEnabled": true,
            "assignedLicenses": [],
        })
    };
    let page = serde_json::json!({"value": (0..USERS).map(user).collect::<Vec<_>>()});
    serde_json::json!({
        "openapi": "3.0.3",
        "info": {"title": "A page of users", "version": "1"},
        "paths": {"/users": {"get": {"responses": {"200": {
            "description": "A page",
            "content": {"application/json": {"example": page}},
        }}}}},
    })
}
