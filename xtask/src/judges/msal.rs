//! `msal`: Microsoft's Python library for tokens.

use std::time::Duration;

use super::bench::Bench;
use super::checks::Checks;
use super::served::Serve;
use super::{Judge, tap};

pub(super) const JUDGE: Judge = Judge {
    name: "msal",
    about: "msal (PyPI): a secret, a code on another device, a browser, refreshing, and each refusal",
    run,
};

/// Polls for a device code every five seconds.
const LIMIT: Duration = Duration::from_mins(3);

fn run(bench: &Bench, checks: &mut Checks) -> anyhow::Result<()> {
    let python = bench.venv("python")?;
    let tenant = bench.serve(&Serve::default())?;
    tap::judge(tenant.program(python.script("with_msal.py"), LIMIT), checks)?;
    tenant.finish(checks);
    Ok(())
}
