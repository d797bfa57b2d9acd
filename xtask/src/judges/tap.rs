//! The Test Anything Protocol, as far as the programs in `judges/` speak it: `ok 1 - what`, `not ok 2 - what`, lines
//! beginning with `#` that say why, and the plan `1..N` as the last line, so that an early end does not look like
//! success. Nothing may be skipped.

use super::checks::Checks;
use super::program::{Program, Ran};

/// Runs a program that speaks it, and takes over its checks.
pub(super) fn judge(program: Program, checks: &mut Checks) -> anyhow::Result<()> {
    let ran = program.run()?;
    for Check { what, why } in read(&ran.stdout) {
        checks.check(&what, why.map_or(Ok(()), Err));
    }
    if let Some(fault) = fault(&ran) {
        checks.fail("ends as it should", &format!("{fault}\n{}", ran.tail()));
    }
    Ok(())
}

/// One check of a program; `why` it failed, if it did.
#[derive(Debug, PartialEq, Eq)]
struct Check {
    what: String,
    why: Option<String>,
}

fn read(told: &str) -> Vec<Check> {
    let mut checks: Vec<Check> = Vec::new();
    for line in told.lines() {
        if let Some(comment) = line.strip_prefix('#') {
            if let Some(Check { why: Some(why), .. }) = checks.last_mut() {
                why.push_str(comment.trim());
                why.push('\n');
            }
        } else if let Some((passed, what)) = check(line) {
            let skipped = what.to_ascii_lowercase().contains("# skip");
            let why = match (passed, skipped) {
                (true, false) => None,
                (true, true) => Some("a check may not be skipped\n".to_owned()),
                (false, _) => Some(String::new()),
            };
            checks.push(Check {
                what: what.to_owned(),
                why,
            });
        }
    }
    checks
}

/// `ok 1 - what`: whether it passed, and what.
fn check(line: &str) -> Option<(bool, &str)> {
    let (passed, rest) = match line.strip_prefix("not ok ") {
        Some(rest) => (false, rest),
        None => (true, line.strip_prefix("ok ")?),
    };
    let (number, what) = rest.split_once(" - ")?;
    number.parse::<usize>().ok()?;
    Some((passed, what))
}

/// What is wrong with the run as a whole.
fn fault(ran: &Ran) -> Option<String> {
    if ran.timed_out {
        return Some(format!(
            "it was still running after {} seconds",
            ran.limit.as_secs()
        ));
    }
    let told = read(&ran.stdout);
    let planned = ran.stdout.lines().rev().find_map(|line| {
        let count = line.trim().strip_prefix("1..")?;
        count.parse::<usize>().ok()
    });
    match planned {
        None => Some("it ended before its last check".to_owned()),
        Some(planned) if planned != told.len() => Some(format!(
            "it counts {planned} checks and told of {}",
            told.len()
        )),
        // A failed check may end in any code; success only in 0.
        Some(_) if !ran.ended_well && told.iter().all(|check| check.why.is_none()) => {
            Some("all its checks passed, and it ended with an error".to_owned())
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn ran(stdout: &str, ended_well: bool) -> Ran {
        Ran {
            stdout: stdout.to_owned(),
            stderr: String::new(),
            ended_well,
            timed_out: false,
            limit: Duration::from_secs(1),
        }
    }

    #[test]
    fn checks_are_read_with_their_reasons() {
        let told = "noise\nok 1 - pages\n# a remark\nnot ok 2 - filters\n# found 3\n# wanted 4\nok 3 - me # SKIP no me\n1..3\n";
        let checks = read(told);
        let whys: Vec<_> = checks.iter().map(|check| check.why.as_deref()).collect();
        assert_eq!(
            whys,
            [
                None,
                Some("found 3\nwanted 4\n"),
                Some("a check may not be skipped\n")
            ]
        );
        assert_eq!(checks[1].what, "filters");
    }

    #[test]
    fn an_early_end_is_no_success() {
        let faults = |told, well| fault(&ran(told, well)).is_some();
        assert!(!faults("ok 1 - a\n1..1\n", true));
        assert!(!faults("not ok 1 - a\n1..1\n", false));
        assert!(faults("ok 1 - a\n", true), "no plan");
        assert!(faults("ok 1 - a\n1..2\n", true), "one is missing");
        assert!(faults("ok 1 - a\n1..1\n", false), "ended with an error");
        assert!(faults("", true), "nothing");
        let slow = Ran {
            timed_out: true,
            ..ran("ok 1 - a\n1..1\n", false)
        };
        assert!(fault(&slow).is_some());
    }
}
