//! `O365`: a Python library for Microsoft 365, with Microsoft's host names in its code.

use std::time::Duration;

use super::bench::Bench;
use super::checks::Checks;
use super::served::{Over, Serve};
use super::{Judge, tap};

pub(super) const JUDGE: Judge = Judge {
    name: "o365",
    about: "O365 (PyPI): sign-in, pages, filters, licences and refusals at Microsoft's host names",
    run,
};

/// A few seconds on a fast machine.
const LIMIT: Duration = Duration::from_mins(3);

fn run(bench: &Bench, checks: &mut Checks) -> anyhow::Result<()> {
    let programs = bench.venv("python")?;
    let tenant = bench.serve(&Serve {
        over: Over::RealNames,
        ..Serve::default()
    })?;
    tap::judge(
        tenant.program(programs.script("with_o365.py"), LIMIT),
        checks,
    )?;
    tenant.finish(checks);
    Ok(())
}
