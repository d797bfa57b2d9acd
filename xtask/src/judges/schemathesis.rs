//! `schemathesis`: thousands of requests made up from the OpenAPI slice, against the tenant.

use std::time::Duration;

use super::bench::Bench;
use super::checks::Checks;
use super::served::Serve;
use super::{Judge, tap};
use crate::openapi;

pub(super) const JUDGE: Judge = Judge {
    name: "schemathesis",
    about: "schemathesis (PyPI): made-up requests from the OpenAPI slice; no 5xx, no answer beside its shape",
    run,
};

/// Some thousand requests and their evaluation.
const LIMIT: Duration = Duration::from_mins(8);

fn run(bench: &Bench, checks: &mut Checks) -> anyhow::Result<()> {
    let python = bench.venv("python")?;
    let tenant = bench.serve(&Serve::default())?;
    let slice = openapi::written(tenant.folder())?;
    let mut command = python.script("attack.py");
    command.push(slice);
    command.extend(python.tool("schemathesis"));
    tap::judge(tenant.program(command, LIMIT), checks)?;
    tenant.finish(checks);
    Ok(())
}
