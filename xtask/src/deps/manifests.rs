//! The manifests: every dependency stands once in the root, is inherited, and is named by code.

use std::collections::BTreeSet;
use std::path::Path;

use fs_err as fs;
use toml::Table;

use super::crates::Exceptions;
use super::metadata::Metadata;

/// Leftovers and strays.
pub(crate) fn check(
    root: &Path,
    metadata: &Metadata,
    exceptions: &Exceptions,
) -> anyhow::Result<Vec<String>> {
    let workspace: Table = toml::from_str(&fs::read_to_string(root.join("Cargo.toml"))?)?;
    let mut unclaimed: BTreeSet<String> = workspace
        .get("workspace")
        .and_then(|workspace| workspace.get("dependencies")?.as_table())
        .into_iter()
        .flat_map(Table::keys)
        .cloned()
        .collect();
    let mut excused: BTreeSet<&str> = exceptions.unnamed.keys().map(String::as_str).collect();
    let mut findings = Vec::new();
    for member in metadata.members() {
        let room = member.folder();
        let manifest: Table = toml::from_str(&fs::read_to_string(&member.manifest_path)?)?;
        for (key, inherits) in dependencies(&manifest) {
            unclaimed.remove(&key);
            if !inherits {
                findings.push(format!(
                    "manifests: `{room}` writes out `{key}` instead of `{key}.workspace = true`"
                ));
            }
        }
        let folder = member.manifest_path.parent().unwrap_or(root);
        let code = identifiers(&[
            &folder.join("src"),
            &folder.join("build.rs"),
            &folder.join("build"),
        ])?;
        let tests = identifiers(&[
            &folder.join("tests"),
            &folder.join("benches"),
            &folder.join("examples"),
        ])?;
        let (mut unnamed, mut for_tests) = (Vec::new(), Vec::new());
        for dependency in &member.dependencies {
            let key = dependency.key();
            let name = key.replace('-', "_");
            if code.contains(&name) || (dependency.is_for_tests() && tests.contains(&name)) {
                continue;
            }
            if exceptions.unnamed.contains_key(key) {
                excused.remove(key);
            } else if tests.contains(&name) {
                for_tests.push(key);
            } else {
                unnamed.push(key);
            }
        }
        if !unnamed.is_empty() {
            let unnamed = unnamed.join(", ");
            findings.push(format!("manifests: no code of `{room}` names {unnamed}"));
        }
        if !for_tests.is_empty() {
            let for_tests = for_tests.join(", ");
            findings.push(format!(
                "manifests: only tests of `{room}` name {for_tests}: dev-dependencies"
            ));
        }
    }
    findings.extend(
        unclaimed
            .iter()
            .map(|key| format!("manifests: `{key}` in the root Cargo.toml is used by no room")),
    );
    findings.extend(
        excused.iter().map(|key| {
            format!("manifests: xtask/deps.toml excuses `{key}`, which needs no excuse")
        }),
    );
    Ok(findings)
}

/// The keys of every dependency table of a manifest, and whether the workspace's entry is inherited.
fn dependencies(manifest: &Table) -> Vec<(String, bool)> {
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let tables = targets
        .into_iter()
        .flat_map(Table::values)
        .filter_map(toml::Value::as_table)
        .chain([manifest]);
    tables
        .flat_map(|table| {
            ["dependencies", "dev-dependencies", "build-dependencies"].map(|kind| table.get(kind))
        })
        .filter_map(|table| table?.as_table())
        .flatten()
        .map(|(key, value)| {
            let inherits = value.get("workspace").and_then(toml::Value::as_bool);
            (key.clone(), inherits == Some(true))
        })
        .collect()
}

/// Every word of the Rust files in these places, of those that exist.
fn identifiers(places: &[&Path]) -> anyhow::Result<BTreeSet<String>> {
    let mut words = BTreeSet::new();
    let mut open: Vec<_> = places.iter().map(|place| place.to_path_buf()).collect();
    while let Some(place) = open.pop() {
        if place.is_dir() {
            for entry in fs::read_dir(&place)? {
                open.push(entry?.path());
            }
        } else if place.extension().is_some_and(|extension| extension == "rs") && place.is_file() {
            words.extend(words_of_code(&fs::read_to_string(&place)?));
        }
    }
    Ok(words)
}

/// The words of lines that are not comments.
fn words_of_code(text: &str) -> impl Iterator<Item = String> + '_ {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_of_every_kind_are_seen() {
        let manifest = "[dependencies]\na.workspace = true\nb = '1'\n\
                        [dev-dependencies]\nc = { workspace = true, features = ['x'] }\n\
                        [target.'cfg(unix)'.dependencies]\nd = { version = '1' }\n";
        let mut found = dependencies(&toml::from_str(manifest).unwrap());
        found.sort();
        let expected = [("a", true), ("b", false), ("c", true), ("d", false)];
        assert_eq!(
            found,
            expected.map(|(key, inherits)| (key.to_owned(), inherits))
        );
    }

    #[test]
    fn words_in_comments_do_not_count() {
        let words: BTreeSet<_> =
            words_of_code("//! serde is good\nuse fs_err::File; // tokio\n").collect();
        assert!(words.contains("fs_err") && !words.contains("serde"));
    }
}
