//! Where judges sit: the program under judgement, and the folder that their own things are installed in.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::install::{self, Node, Python};
use super::served::{Serve, Served};
use crate::repo;

/// What all judges share.
#[derive(Debug)]
pub(super) struct Bench {
    /// The program `boxseat`.
    pub(super) boxseat: PathBuf,
    /// Programs and pins of the judges in the repository.
    pub(super) programs: PathBuf,
    /// What was installed for them: `target/judges`.
    installed: PathBuf,
}

/// A line of what Cargo says of its work.
#[derive(Debug, Deserialize)]
struct Message {
    target: Option<Target>,
    profile: Option<Profile>,
    executable: Option<PathBuf>,
}

#[derive(Debug, Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Profile {
    test: bool,
}

impl Bench {
    /// Builds the program once, in the same way as `cargo test --workspace` does: where that has run, nothing is
    /// compiled a second time. A debug build compares each answer of its tenant with Microsoft's metadata.
    pub(super) fn new() -> anyhow::Result<Self> {
        Self::around(built()?)
    }

    /// Around a program that is there already: `<target>/<profile>/boxseat`.
    pub(super) fn around(boxseat: PathBuf) -> anyhow::Result<Self> {
        let boxseat = fs_err::canonicalize(boxseat)?;
        let target = boxseat
            .ancestors()
            .nth(2)
            .context("judges: no target folder")?;
        Ok(Self {
            installed: target.join("judges"),
            programs: repo::root().join("judges"),
            boxseat,
        })
    }

    /// Python with the packages of `judges/<folder>/requirements.txt`.
    pub(super) fn venv(&self, folder: &str) -> anyhow::Result<Python> {
        install::venv(&self.programs.join(folder), &self.installed.join(folder))
    }

    /// Node with the packages of `judges/<folder>/package.json`.
    pub(super) fn npm(&self, folder: &str) -> anyhow::Result<Node> {
        install::npm(&self.programs.join(folder), &self.installed.join(folder))
    }

    /// Keeps what a browser showed when something went wrong (PNG); where.
    pub(super) fn keep_picture(&self, name: &str, png: &[u8]) -> anyhow::Result<PathBuf> {
        let file = self.installed.join(format!("{name}.png"));
        fs_err::create_dir_all(&self.installed)?;
        fs_err::write(&file, png)?;
        Ok(file)
    }

    /// An embedded tenant of its own, until it is dropped.
    pub(super) fn serve(&self, serve: &Serve) -> anyhow::Result<Served> {
        Served::start(self, serve)
    }
}

/// The path of the program, built.
fn built() -> anyhow::Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["test", "--workspace", "--no-run", "--locked", "--quiet"])
        .arg("--message-format=json-render-diagnostics")
        .current_dir(repo::root())
        .stderr(Stdio::inherit())
        .output()
        .context("judges: cargo did not start")?;
    ensure!(
        built.status.success(),
        "judges: the workspace does not build; see above"
    );
    let told = String::from_utf8(built.stdout).context("judges: what cargo says")?;
    program(&told).context("judges: cargo built no program `boxseat`")
}

fn program(told: &str) -> Option<PathBuf> {
    told.lines().find_map(|line| {
        let message: Message = serde_json::from_str(line).ok()?;
        let target = message.target?;
        let is_it = target.name == "boxseat"
            && target.kind.iter().any(|kind| kind == "bin")
            && !message.profile?.test;
        message.executable.filter(|_| is_it)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_the_binary_and_not_one_of_its_tests() {
        let told = r#"{"reason":"compiler-artifact","target":{"name":"demo","kind":["test"]},"profile":{"test":true},"executable":"/t/debug/deps/demo-1"}
{"reason":"compiler-artifact","target":{"name":"boxseat","kind":["bin"]},"profile":{"test":true},"executable":"/t/debug/deps/boxseat-1"}
{"reason":"compiler-artifact","target":{"name":"boxseat","kind":["bin"]},"profile":{"test":false},"executable":null}
no json
{"reason":"compiler-artifact","target":{"name":"boxseat","kind":["bin"]},"profile":{"test":false},"executable":"/t/debug/boxseat"}
{"reason":"build-finished","success":true}"#;
        assert_eq!(program(told), Some(PathBuf::from("/t/debug/boxseat")));
        assert_eq!(program(""), None);
    }
}
