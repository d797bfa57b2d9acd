//! A program of others with a time limit, run to its end.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context, bail};

/// What `timeout` answers when the time was over; 137: it had to kill.
const OUT_OF_TIME: [i32; 2] = [124, 137];
/// Between asking a program to end and ending it.
const GRACE: &str = "--kill-after=10";
/// Variables by which a machine tells programs whom to trust.
pub(super) const TRUST: &[&str] = &[
    "SSL_CERT_FILE",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
];
/// Variables that would send a program elsewhere, or let it trust others besides.
const ASTRAY: &[&str] = &[
    "SSL_CERT_DIR",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
];

/// A command line, not yet run.
#[derive(Debug)]
pub(super) struct Program {
    command: Command,
    limit: Duration,
}

/// What a program did.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) stdout: String,
    pub(super) stderr: String,
    pub(super) ended_well: bool,
    pub(super) timed_out: bool,
    pub(super) limit: Duration,
}

impl Program {
    /// A program by its path or name. `timeout` ends it, and all that it started, when the time is over.
    pub(super) fn new(program: impl AsRef<OsStr>, limit: Duration) -> Self {
        let mut command = Command::new("timeout");
        command
            .args([GRACE, &limit.as_secs().to_string()])
            .arg(program)
            .stdin(Stdio::null());
        Self { command, limit }
    }

    pub(super) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    pub(super) fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.command.args(args);
        self
    }

    pub(super) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(super) fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Only what is on this machine: no proxy, and no trust in anybody but this authority.
    pub(super) fn trusting(mut self, ca: Option<&Path>) -> Self {
        for name in ASTRAY {
            self.command.env_remove(name);
        }
        for name in TRUST {
            match ca {
                Some(ca) => self.command.env(name, ca),
                None => self.command.env_remove(name),
            };
        }
        self
    }

    /// Runs it to its end, whatever that is.
    pub(super) fn run(mut self) -> anyhow::Result<Ran> {
        let output = self.command.output().with_context(|| {
            format!(
                "{:?} did not start; `timeout` is in Debian's coreutils",
                self.command
            )
        })?;
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let code = output.status.code();
        Ok(Ran {
            stdout: text(output.stdout),
            stderr: text(output.stderr),
            ended_well: ExitStatus::success(&output.status),
            timed_out: code.is_some_and(|code| OUT_OF_TIME.contains(&code)),
            limit: self.limit,
        })
    }

    /// Runs it; its standard output if it ended well.
    pub(super) fn good(self) -> anyhow::Result<String> {
        let shown = format!("{:?}", self.command);
        let ran = self.run()?;
        if ran.ended_well {
            return Ok(ran.stdout);
        }
        let how = if ran.timed_out {
            format!("was still running after {} seconds", ran.limit.as_secs())
        } else {
            "ended with an error".to_owned()
        };
        bail!("{shown} {how}\n{}", ran.tail())
    }
}

impl Ran {
    /// The last lines that it printed.
    pub(super) fn tail(&self) -> String {
        let lines: Vec<&str> = self.stdout.lines().chain(self.stderr.lines()).collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_mins(1);

    fn shell(script: &str, limit: Duration) -> Program {
        Program::new("sh", limit).args(["-c", script])
    }

    #[test]
    fn what_a_program_says_and_how_it_ends_are_told_apart() {
        let ran = shell("echo out; echo err >&2; exit 3", SOON).run().unwrap();
        assert_eq!(
            (ran.stdout.as_str(), ran.stderr.as_str()),
            ("out\n", "err\n")
        );
        assert!(!ran.ended_well && !ran.timed_out);
        assert_eq!(shell("echo fine", SOON).good().unwrap(), "fine\n");
        let error = shell("echo why; false", SOON).good().unwrap_err();
        assert!(
            error.to_string().contains("ended with an error\nwhy"),
            "{error}"
        );
    }

    #[test]
    fn one_that_does_not_end_is_ended() {
        let ran = shell("echo begun; sleep 600", Duration::from_secs(1))
            .run()
            .unwrap();
        assert!(ran.timed_out && !ran.ended_well);
        assert_eq!(ran.stdout, "begun\n");
    }

    #[test]
    fn only_the_authority_of_the_tenant_is_trusted() {
        let script =
            "echo $SSL_CERT_FILE$REQUESTS_CA_BUNDLE$NODE_EXTRA_CA_CERTS$SSL_CERT_DIR$HTTPS_PROXY";
        let program = shell(script, SOON)
            .env("SSL_CERT_DIR", "/d")
            .env("HTTPS_PROXY", "http://p")
            .env("SSL_CERT_FILE", "/c");
        assert_eq!(
            program.trusting(Some(Path::new("/ca"))).good().unwrap(),
            "/ca/ca/ca\n"
        );
        let program = shell(script, SOON).env("SSL_CERT_FILE", "/c");
        assert_eq!(program.trusting(None).good().unwrap(), "\n");
    }
}
