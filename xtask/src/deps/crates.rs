//! Crates from elsewhere: their licences, those that we do not want, and those that come in several versions.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use serde::Deserialize;

use super::licence;
use super::metadata::Package;

const BANNED: &[(&str, &str)] = &[
    ("chrono", "time is jiff's, so that there is one calendar"),
    ("native-tls", "TLS is rustls, the same on every system"),
    (
        "openssl",
        "TLS is rustls, and nothing has to be installed to build",
    ),
    (
        "openssl-sys",
        "TLS is rustls, and nothing has to be installed to build",
    ),
    (
        "ring",
        "cryptography is aws-lc-rs's; one such library is enough",
    ),
];

/// `xtask/deps.toml`: what is known and put up with, each with its reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Exceptions {
    /// Crates in several versions.
    duplicates: BTreeMap<String, Duplicate>,
    /// Dependencies that a manifest needs although no code names them.
    #[serde(default)]
    pub(crate) unnamed: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Duplicate {
    /// Compatible lines such as `0.10` or `2`, not exact versions.
    versions: BTreeSet<String>,
    /// Why it cannot be helped; for readers only.
    #[serde(rename = "reason")]
    _reason: String,
}

impl Exceptions {
    pub(crate) fn read(text: &str) -> anyhow::Result<Self> {
        toml::from_str(text).context("xtask/deps.toml")
    }
}

/// Crates whose licence we do not accept, or cannot read.
pub(crate) fn licences(used: &[&Package]) -> Vec<String> {
    let third_party = used.iter().filter(|package| package.is_third_party());
    third_party
        .filter_map(|package| {
            let Package {
                name,
                version,
                license,
                ..
            } = package;
            let Some(expression) = license else {
                return Some(format!("licences: {name} {version} names no licence"));
            };
            match licence::is_accepted(expression) {
                Ok(true) => None,
                Ok(false) => Some(format!(
                    "licences: {name} {version} is under {expression}, which we do not accept"
                )),
                Err(error) => Some(format!(
                    "licences: {name} {version} is under `{expression}`: {error}"
                )),
            }
        })
        .collect()
}

/// Crates that must not be there at all.
pub(crate) fn bans(used: &[&Package]) -> Vec<String> {
    let mut findings = Vec::new();
    for (name, reason) in BANNED {
        for package in used.iter().filter(|package| package.name == *name) {
            findings.push(format!(
                "bans: {name} {} is in the build: {reason}",
                package.version
            ));
        }
    }
    findings
}

/// Crates that are used in more than one version, with their compatible lines.
pub(crate) fn in_several_versions(used: &[&Package]) -> BTreeMap<String, BTreeSet<String>> {
    let mut lines: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in used.iter().filter(|package| package.is_third_party()) {
        lines
            .entry(package.name.clone())
            .or_default()
            .insert(compatible_line(&package.version));
    }
    lines.retain(|_, lines| lines.len() > 1);
    lines
}

/// Duplicates that nobody gave a reason for, and reasons for duplicates that are gone.
pub(crate) fn duplicates(
    used: &[&Package],
    exceptions: &Exceptions,
    all_systems: bool,
) -> Vec<String> {
    let found = in_several_versions(used);
    let mut findings = Vec::new();
    for (name, versions) in &found {
        let known = exceptions
            .duplicates
            .get(name)
            .map(|known| known.versions.clone())
            .unwrap_or_default();
        if !versions.is_subset(&known) {
            findings.push(format!(
                "duplicates: {name} is used as {}; use one version, or give the reason in xtask/deps.toml",
                versions.iter().map(String::as_str).collect::<Vec<_>>().join(", "),
            ));
        }
    }
    if all_systems {
        for (name, known) in &exceptions.duplicates {
            if found
                .get(name)
                .is_none_or(|versions| !known.versions.is_subset(versions))
            {
                findings.push(format!(
                    "duplicates: xtask/deps.toml lists versions of {name} that are gone"
                ));
            }
        }
    }
    findings
}

/// The part of a version that must not change for cargo to take one for the other: `1`, `0.10`, `0.0.3`.
fn compatible_line(version: &str) -> String {
    let numbers: Vec<_> = version.split(['.', '-', '+']).take(3).collect();
    let leading_zeros = numbers.iter().take_while(|number| **number == "0").count();
    numbers[..numbers.len().min(leading_zeros + 1)].join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: &str, license: Option<&str>) -> Package {
        serde_json::from_value(serde_json::json!({
            "id": format!("{name}@{version}"), "name": name, "version": version, "license": license,
            "source": "elsewhere", "manifest_path": "Cargo.toml", "dependencies": [], "features": {},
        }))
        .unwrap()
    }

    fn exceptions(text: &str) -> Exceptions {
        Exceptions::read(text).unwrap()
    }

    #[test]
    fn compatible_lines_are_cargos() {
        for (version, line) in [
            ("1.2.3", "1"),
            ("0.10.9", "0.10"),
            ("0.0.3", "0.0.3"),
            ("0.25.18+spec-1.1.0", "0.25"),
        ] {
            assert_eq!(compatible_line(version), line);
        }
    }

    #[test]
    fn licences_and_bans_are_found() {
        let packages = [
            package("good", "1.0.0", Some("MIT")),
            package("bad", "1.0.0", Some("GPL-3.0-only")),
            package("ring", "0.17.0", None),
        ];
        let used: Vec<_> = packages.iter().collect();
        assert_eq!(licences(&used).len(), 2);
        assert_eq!(bans(&used).len(), 1);
    }

    #[test]
    fn a_duplicate_needs_a_reason_and_a_reason_a_duplicate() {
        let packages = [
            package("a", "1.0.0", None),
            package("a", "2.1.0", None),
            package("b", "1.0.0", None),
        ];
        let used: Vec<_> = packages.iter().collect();
        let known = exceptions("[duplicates.a]\nversions = ['1', '2']\nreason = 'r'");
        let other = exceptions("[duplicates.a]\nversions = ['1', '3']\nreason = 'r'");
        let gone = exceptions(
            "[duplicates.a]\nversions = ['1', '2']\nreason = 'r'\n[duplicates.b]\nversions = ['1']\nreason = 'r'",
        );
        assert_eq!(duplicates(&used, &known, true), Vec::<String>::new());
        assert_eq!(
            duplicates(&used, &exceptions("[duplicates]"), true).len(),
            1
        );
        assert_eq!(duplicates(&used, &other, true).len(), 2);
        assert_eq!(duplicates(&used, &gone, true).len(), 1);
        assert_eq!(duplicates(&used, &gone, false), Vec::<String>::new());
        assert!(Exceptions::read("[duplicates.a]\nversions = ['1', '2']").is_err());
    }
}
