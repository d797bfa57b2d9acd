//! `@azure/msal-node`: Microsoft's JavaScript library for tokens.

use std::time::Duration;

use super::bench::Bench;
use super::checks::Checks;
use super::served::{Over, Serve};
use super::{Judge, tap};

pub(super) const JUDGE: Judge = Judge {
    name: "msal-node",
    about: "@azure/msal-node (npm): a secret, a code on another device, a browser, refreshing, and each refusal",
    run,
};

/// Polls for a device code every five seconds.
const LIMIT: Duration = Duration::from_mins(3);

fn run(bench: &Bench, checks: &mut Checks) -> anyhow::Result<()> {
    let programs = bench.npm("node")?;
    let tenant = bench.serve(&Serve {
        over: Over::Https,
        ..Serve::default()
    })?;
    tap::judge(
        tenant.program(programs.script("msal-node.mjs"), LIMIT),
        checks,
    )?;
    tenant.finish(checks);
    Ok(())
}
