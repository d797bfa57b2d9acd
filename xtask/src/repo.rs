//! Where things are in the repository, and how findings are reported.

use std::path::{Path, PathBuf};

use anyhow::bail;

/// The root of the repository that this program was built from.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The summary if nothing was found, else an error with one line per finding.
pub(crate) fn verdict(
    command: &str,
    summary: String,
    findings: &[String],
) -> anyhow::Result<String> {
    if findings.is_empty() {
        return Ok(summary);
    }
    let plural = if findings.len() == 1 {
        "finding"
    } else {
        "findings"
    };
    bail!(
        "{command}: {} {plural}\n  {}",
        findings.len(),
        findings.join("\n  ")
    )
}
