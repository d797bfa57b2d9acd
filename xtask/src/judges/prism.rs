//! `@stoplight/prism-cli`: what our client asks is validated by a server that is not ours.

use std::time::Duration;

use super::bench::Bench;
use super::checks::Checks;
use super::served::{Over, Serve};
use super::{Judge, tap};
use crate::openapi;

pub(super) const JUDGE: Judge = Judge {
    name: "prism",
    about: "@stoplight/prism-cli (npm): every request of a whole job of our client, by the OpenAPI slice",
    run,
};

/// A review, some removals, and each of their requests once more.
const LIMIT: Duration = Duration::from_mins(5);

fn run(bench: &Bench, checks: &mut Checks) -> anyhow::Result<()> {
    let python = bench.venv("python")?;
    let node = bench.npm("node")?;
    let tenant = bench.serve(&Serve {
        over: Over::Http,
        ..Serve::default()
    })?;
    let slice = openapi::written(tenant.folder())?;
    let mut command = python.script("replay.py");
    command.push(slice);
    command.extend(node.tool("prism"));
    command.push(bench.boxseat.clone());
    tap::judge(tenant.program(command, LIMIT), checks)?;
    tenant.finish(checks);
    Ok(())
}
