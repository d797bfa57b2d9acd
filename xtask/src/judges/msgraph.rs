//! `msgraph-sdk` and `azure-identity`: Microsoft's Python library for Graph, whose models are made from the metadata.

use std::time::Duration;

use super::bench::Bench;
use super::checks::Checks;
use super::served::Serve;
use super::{Judge, tap};

pub(super) const JUDGE: Judge = Judge {
    name: "msgraph-sdk",
    about: "msgraph-sdk + azure-identity (PyPI): typed reads, pages, licences, each refusal typed, $batch, me",
    run,
};

/// Loading its models alone takes 20 seconds on a slow machine.
const LIMIT: Duration = Duration::from_mins(5);

fn run(bench: &Bench, checks: &mut Checks) -> anyhow::Result<()> {
    let python = bench.venv("python")?;
    let tenant = bench.serve(&Serve::default())?;
    tap::judge(
        tenant.program(python.script("with_msgraph.py"), LIMIT),
        checks,
    )?;
    tenant.finish(checks);
    Ok(())
}
