//! CLI for Microsoft 365, of the PnP community, with Microsoft's host names in its code.

use std::time::Duration;

use super::bench::Bench;
use super::checks::Checks;
use super::served::{Over, Serve};
use super::{Judge, tap};

pub(super) const JUDGE: Judge = Judge {
    name: "cli-microsoft365",
    about: "@pnp/cli-microsoft365 (npm): sign-in, accounts, licences and refusals at Microsoft's host names",
    run,
};

/// Some twenty commands, each a program of its own that takes seconds to load.
const LIMIT: Duration = Duration::from_mins(8);

fn run(bench: &Bench, checks: &mut Checks) -> anyhow::Result<()> {
    let programs = bench.npm("node")?;
    let tenant = bench.serve(&Serve {
        over: Over::RealNames,
        ..Serve::default()
    })?;
    tap::judge(tenant.program(programs.script("pnp.mjs"), LIMIT), checks)?;
    tenant.finish(checks);
    Ok(())
}
