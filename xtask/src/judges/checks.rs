//! The count of what passed and what failed, said as it happens.

use crate::say;

/// The checks of one judge.
#[derive(Debug, Default)]
pub(super) struct Checks {
    pub(super) passed: usize,
    pub(super) failed: usize,
}

impl Checks {
    /// One that passed.
    pub(super) fn pass(&mut self, what: &str) {
        self.passed += 1;
        say(&format!("  ok      {what}"));
    }

    /// One that failed, and why.
    pub(super) fn fail(&mut self, what: &str, why: &str) {
        self.failed += 1;
        say(&format!("  FAILED  {what}"));
        for line in why.lines() {
            say(&format!("          {line}"));
        }
    }

    /// One or the other.
    pub(super) fn check(&mut self, what: &str, found: Result<(), String>) {
        match found {
            Ok(()) => self.pass(what),
            Err(why) => self.fail(what, &why),
        }
    }
}
