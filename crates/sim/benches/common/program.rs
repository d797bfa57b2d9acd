//! The program itself, as another process: a tenant that is served to whoever measures.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use wire::ConnectInfo;

/// A running `boxseat serve` of a data folder with an embedded tenant; it ends with this value.
#[derive(Debug)]
pub(crate) struct Pages {
    process: Child,
    /// Where the pages are.
    pub(crate) address: String,
    /// The link that signs in once.
    pub(crate) sign_in: String,
}

impl Pages {
    /// Serves the pages of a data folder.
    pub(crate) fn start(data: &Path) -> Self {
        let mut command = Command::new(program());
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--ready-json"])
            .arg("--data")
            .arg(data);
        let (process, line) = first_line(&mut command);
        let ready: Value = serde_json::from_str(&line).expect("JSON");
        let text = |name: &str| ready[name].as_str().expect("a text").to_owned();
        Self {
            process,
            address: text("address"),
            sign_in: text("signIn"),
        }
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// A running `boxseat tenant serve`; it ends with this value.
#[derive(Debug)]
pub(crate) struct Served {
    process: Child,
    /// What it printed: the connect file.
    line: String,
    /// From its start to the line that says that it answers.
    pub(crate) ready_after: Duration,
}

impl Served {
    /// Serves the tenant of a data folder, which is made with so many accounts if it is not there.
    pub(crate) fn start(data: &Path, users: u32, more: &[&str]) -> Self {
        let start = Instant::now();
        let mut command = Command::new(program());
        command
            .args(["tenant", "serve", "--ready-json", "--profile", "crowd"])
            .args(["--users", &users.to_string()])
            .arg("--data")
            .arg(data)
            .args(more);
        let (process, line) = first_line(&mut command);
        Self {
            process,
            line,
            ready_after: start.elapsed(),
        }
    }

    /// How it is reached, as a connect file; through a relay if there is one.
    pub(crate) fn connect_file(&self, relay: Option<SocketAddr>) -> String {
        match relay {
            None => self.line.clone(),
            Some(relay) => {
                let own = self.address().to_string();
                self.line.replace(&own, &relay.to_string())
            }
        }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        let info = ConnectInfo::parse(&self.line, "its first line").expect("a connect file");
        let port = info.graph.port().expect("it has a port of its own");
        SocketAddr::from(([127, 0, 0, 1], port))
    }

    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// Starts a program that says in one line when it is ready, and goes on.
fn first_line(command: &mut Command) -> (Child, String) {
    let mut process = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    let output = process.stdout.take().expect("it is piped");
    BufReader::new(output)
        .read_line(&mut line)
        .expect("the program says that it is ready");
    assert!(!line.is_empty(), "the program ended at once");
    (process, line)
}

fn end(process: &mut Child) {
    // It may have ended already.
    let _ = process.kill();
    let _ = process.wait();
}

/// The program of the same build: beside the folder of the benchmark.
pub(crate) fn program() -> PathBuf {
    let own = std::env::current_exe().expect("a process knows its file");
    let built = own.parent().and_then(Path::parent).expect("target/release");
    let program = built.join(format!("boxseat{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.exists(),
        "build the program first: cargo build --release --package boxseat"
    );
    program
}
