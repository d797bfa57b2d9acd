//! `@microsoft/microsoft-graph-client`: Microsoft's JavaScript library for Graph.

use std::time::Duration;

use super::bench::Bench;
use super::checks::Checks;
use super::served::Serve;
use super::{Judge, tap};

pub(super) const JUDGE: Judge = Judge {
    name: "graph-client",
    about: "@microsoft/microsoft-graph-client: pages, filters, licences, refusals, $batch",
    run,
};

/// A few seconds on a fast machine.
const LIMIT: Duration = Duration::from_mins(3);

fn run(bench: &Bench, checks: &mut Checks) -> anyhow::Result<()> {
    let node = bench.npm("node")?;
    let tenant = bench.serve(&Serve::default())?;
    tap::judge(
        tenant.program(node.script("graph-client.mjs"), LIMIT),
        checks,
    )?;
    tenant.finish(checks);
    Ok(())
}
