//! `cargo xtask deps`: who depends on whom, and on what.
//!
//! - **rooms**: the table in ARCHITECTURE.md is exactly what the manifests say;
//! - **manifests**: every dependency stands once, in the root `Cargo.toml`, some room inherits it, and the code
//!   of each room names what its manifest names;
//! - **licences**, **bans**, **duplicates** of everything that can end up in a build.
//!
//! It asks nothing of the network. Where crates for other systems were never downloaded (`cargo fetch`
//! does that) only this system's are looked at, and the summary says so.

mod crates;
mod licence;
mod manifests;
mod metadata;
mod rooms;

use fs_err as fs;

use crate::repo;
use metadata::Metadata;

/// Arguments of `cargo xtask deps`: none.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// Runs every check and tells all findings at once.
pub(crate) fn run(_: &Args) -> anyhow::Result<String> {
    let root = repo::root();
    let metadata = Metadata::read(&root)?;
    let used = metadata.used();
    let exceptions = crates::Exceptions::read(&fs::read_to_string(root.join("xtask/deps.toml"))?)?;

    let mut findings = Vec::new();
    let table = rooms::read(&fs::read_to_string(root.join("ARCHITECTURE.md"))?)?;
    findings.extend(rooms::check(&table, &metadata.rooms()));
    findings.extend(manifests::check(&root, &metadata, &exceptions)?);
    findings.extend(crates::licences(&used));
    findings.extend(crates::bans(&used));
    findings.extend(crates::duplicates(&used, &exceptions, metadata.all_systems));

    let third_party = used
        .iter()
        .filter(|package| package.is_third_party())
        .count();
    let summary = format!(
        "deps: {} rooms, {third_party} crates from elsewhere{}, {} of them in more than one version",
        table.len(),
        if metadata.all_systems {
            ""
        } else {
            " (of this system only)"
        },
        crates::in_several_versions(&used).len(),
    );
    repo::verdict("deps", summary, &findings)
}
