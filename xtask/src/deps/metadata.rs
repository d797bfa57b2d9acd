//! What `cargo metadata` knows, as far as it is needed here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, ensure};
use serde::Deserialize;

/// The packages of the lock file and how they hang together.
#[derive(Debug, Deserialize)]
pub(crate) struct Metadata {
    pub(crate) packages: Vec<Package>,
    pub(crate) workspace_members: BTreeSet<String>,
    resolve: Resolve,
    /// Whether crates that only other systems need are among the packages.
    #[serde(skip)]
    pub(crate) all_systems: bool,
}

/// One version of one crate.
#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    id: String,
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) license: Option<String>,
    source: Option<String>,
    pub(crate) manifest_path: PathBuf,
    pub(crate) dependencies: Vec<Dependency>,
    features: BTreeMap<String, Vec<String>>,
}

/// A dependency as a manifest states it.
#[derive(Debug, Deserialize)]
pub(crate) struct Dependency {
    name: String,
    rename: Option<String>,
    kind: Option<String>,
    optional: bool,
    path: Option<PathBuf>,
}

#[derive(Debug, Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    id: String,
    deps: Vec<NodeDependency>,
    features: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct NodeDependency {
    pkg: String,
}

/// A room as its manifest has it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Room {
    /// Rooms that its code knows.
    pub(crate) knows: BTreeSet<String>,
    /// Rooms that only its tests know.
    pub(crate) tests_know: BTreeSet<String>,
}

impl Package {
    pub(crate) fn is_third_party(&self) -> bool {
        self.source.is_some()
    }

    /// The name of the folder that the manifest is in.
    pub(crate) fn folder(&self) -> String {
        folder_name(self.manifest_path.parent())
    }

    /// The dependencies that these active features switch on, and those that are always on. Nobody runs the
    /// tests of a crate from elsewhere, so what only they need is not counted.
    fn active_dependencies(&self, features: &[String]) -> BTreeSet<&str> {
        let mut switched_on = BTreeSet::new();
        for item in features
            .iter()
            .filter_map(|feature| self.features.get(feature))
            .flatten()
        {
            if let Some(dependency) = item.strip_prefix("dep:") {
                switched_on.insert(dependency);
            } else if let Some((dependency, _)) = item.split_once('/') {
                // `name?/feature` speaks of a dependency that something else must switch on.
                if !dependency.ends_with('?') {
                    switched_on.insert(dependency);
                }
            }
        }
        self.dependencies
            .iter()
            .filter(|dependency| !dependency.optional || switched_on.contains(dependency.key()))
            .filter(|dependency| !dependency.is_for_tests() || !self.is_third_party())
            .map(|dependency| dependency.name.as_str())
            .collect()
    }
}

impl Dependency {
    /// The name it has in the manifest.
    pub(crate) fn key(&self) -> &str {
        self.rename.as_deref().unwrap_or(&self.name)
    }

    pub(crate) fn is_for_tests(&self) -> bool {
        self.kind.as_deref() == Some("dev")
    }
}

impl Metadata {
    /// Asks cargo, without the network.
    pub(crate) fn read(root: &Path) -> anyhow::Result<Self> {
        let everything = cargo_metadata(root, &[])?;
        let all_systems = everything.status.success();
        let output = if all_systems {
            everything
        } else {
            cargo_metadata(root, &["--filter-platform", &this_system(root)?])?
        };
        ensure!(
            output.status.success(),
            "`cargo metadata` failed:\n{}",
            String::from_utf8_lossy(&output.stderr).trim_end(),
        );
        let metadata: Self = serde_json::from_slice(&output.stdout)
            .context("`cargo metadata` answers otherwise now")?;
        Ok(Self {
            all_systems,
            ..metadata
        })
    }

    /// The packages that can end up in a build or a test. The lock file holds more: what an optional
    /// dependency would need that no feature switches on.
    pub(crate) fn used(&self) -> Vec<&Package> {
        let packages: BTreeMap<_, _> = self
            .packages
            .iter()
            .map(|package| (package.id.as_str(), package))
            .collect();
        let nodes: BTreeMap<_, _> = self
            .resolve
            .nodes
            .iter()
            .map(|node| (node.id.as_str(), node))
            .collect();
        let mut open: Vec<&str> = self.workspace_members.iter().map(String::as_str).collect();
        let mut seen: BTreeMap<&str, &Package> = BTreeMap::new();
        while let Some(id) = open.pop() {
            let (Some(&package), Some(node)) = (packages.get(id), nodes.get(id)) else {
                continue;
            };
            if seen.insert(id, package).is_some() {
                continue;
            }
            let active = package.active_dependencies(&node.features);
            open.extend(
                node.deps
                    .iter()
                    .map(|dependency| dependency.pkg.as_str())
                    .filter(|id| {
                        packages
                            .get(id)
                            .is_some_and(|package| active.contains(package.name.as_str()))
                    }),
            );
        }
        seen.into_values().collect()
    }

    /// The packages of this workspace.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages
            .iter()
            .filter(|package| self.workspace_members.contains(&package.id))
    }

    /// The rooms, by the names of their folders.
    pub(crate) fn rooms(&self) -> BTreeMap<String, Room> {
        self.members()
            .map(|package| {
                let mut room = Room::default();
                for dependency in &package.dependencies {
                    let Some(path) = &dependency.path else {
                        continue;
                    };
                    let known = if dependency.is_for_tests() {
                        &mut room.tests_know
                    } else {
                        &mut room.knows
                    };
                    known.insert(folder_name(Some(path)));
                }
                (package.folder(), room)
            })
            .collect()
    }
}

fn folder_name(path: Option<&Path>) -> String {
    path.and_then(Path::file_name)
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn cargo_metadata(root: &Path, more: &[&str]) -> anyhow::Result<Output> {
    let fixed = ["metadata", "--format-version", "1", "--offline", "--locked"];
    cargo(root, &[&fixed, more].concat())
}

/// The name that cargo has for the system it runs on.
fn this_system(root: &Path) -> anyhow::Result<String> {
    let output = cargo(root, &["-vV"])?;
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("`cargo -vV` names no host")?.to_owned())
}

fn cargo(root: &Path, arguments: &[&str]) -> anyhow::Result<Output> {
    // Set by the cargo that started this program, so that both are the same one.
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root);
    command.output().context("cannot start cargo")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_optional_dependency_counts_only_when_switched_on() {
        let package: Package = serde_json::from_str(
            r#"{
                "id": "p", "name": "p", "version": "1.0.0", "license": null, "source": "elsewhere",
                "manifest_path": "crates/p/Cargo.toml",
                "dependencies": [
                    {"name": "always", "rename": null, "kind": null, "optional": false, "path": null},
                    {"name": "real-name", "rename": "asked", "kind": null, "optional": true, "path": null},
                    {"name": "with-feature", "rename": null, "kind": null, "optional": true, "path": null},
                    {"name": "weak", "rename": null, "kind": null, "optional": true, "path": null},
                    {"name": "tests", "rename": null, "kind": "dev", "optional": false, "path": null},
                    {"name": "never", "rename": null, "kind": null, "optional": true, "path": null}
                ],
                "features": {
                    "on": ["dep:asked", "with-feature/x", "weak?/x"],
                    "off": ["dep:never"]
                }
            }"#,
        )
        .unwrap();
        let active = package.active_dependencies(&["on".to_owned()]);
        assert_eq!(
            active,
            BTreeSet::from(["always", "real-name", "with-feature"])
        );
        assert_eq!(package.folder(), "p");
    }
}
