//! An embedded tenant for one judge: a process of its own, with a data folder of its own.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::Value;
use tempfile::TempDir;

use super::bench::Bench;
use super::checks::Checks;
use super::install;
use super::program::Program;

/// How a tenant is to be.
#[derive(Debug, Clone)]
pub(super) struct Serve {
    /// Accounts.
    pub(super) users: u32,
    /// The sample organisation, as `--profile` names it.
    pub(super) profile: &'static str,
    /// How it is reached.
    pub(super) over: Over,
}

/// How a tenant is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// `http://127.0.0.1:…`
    Http,
    /// `https://127.0.0.1:…`, with a certificate from a throw-away authority.
    Https,
    /// `https://graph.microsoft.com`, `https://login.microsoftonline.com` and so on, in a network and with a hosts
    /// file of their own: for clients in which the names are fixed. There is no way out of that network, so nothing
    /// can reach Microsoft. It needs no root, but user namespaces.
    RealNames,
}

impl Default for Serve {
    fn default() -> Self {
        Self {
            users: 250,
            profile: "contoso",
            over: Over::Https,
        }
    }
}

/// A tenant that answers, until it is dropped.
#[derive(Debug)]
pub(super) struct Served {
    process: Child,
    folder: TempDir,
    over: Over,
    /// The connect file: addresses, ids, the secret.
    connect: Value,
}

/// What has to happen in a new network before the tenant is served there: its loopback comes up, and the names of
/// Microsoft's hosts lead to it. Arguments: the hosts file, then the command line.
const INSIDE: &str = r#"ip link set lo up && mount --bind "$1" /etc/hosts && shift && exec "$@""#;
/// The hosts of the worldwide cloud.
const HOSTS: &str = "127.0.0.1 localhost graph.microsoft.com login.microsoftonline.com outlook.office365.com reports.office.com\n";

impl Served {
    pub(super) fn start(bench: &Bench, serve: &Serve) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let log = fs_err::File::create(folder.path().join(LOG))?;
        let mut command = if serve.over == Over::RealNames {
            namespace(folder.path(), &bench.boxseat)?
        } else {
            Command::new(&bench.boxseat)
        };
        command
            .args(["tenant", "serve", "--ready-json"])
            .args(["--profile", serve.profile])
            .args(["--users", &serve.users.to_string()])
            .arg("--data")
            .arg(folder.path().join("data"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log.into_parts().0);
        match serve.over {
            Over::Http => {}
            Over::Https => {
                command.arg("--tls");
            }
            Over::RealNames => {
                command.args(["--tls", "--impersonate-hosts", "--listen", "127.0.0.1:443"]);
            }
        }
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("BOXSEAT_") {
                command.env_remove(name);
            }
        }
        let process = command.spawn().context("the tenant did not start")?;
        let mut served = Self {
            process,
            folder,
            over: serve.over,
            connect: Value::Null,
        };
        served.connect = served.ready().with_context(|| match serve.over {
            Over::RealNames => {
                "a network of its own needs user namespaces; see that `unshare --net --map-root-user true` works"
            }
            Over::Http | Over::Https => "the tenant is needed",
        })?;
        // Where `/_tenant` is, which answers to no other name than that of this machine.
        served.connect["admin"] = served.connect["graph"].clone();
        if serve.over == Over::RealNames {
            // What a client must use that knows the names by heart.
            for (member, host) in [
                ("authority", "https://login.microsoftonline.com"),
                ("graph", "https://graph.microsoft.com"),
                ("exchange", "https://outlook.office365.com"),
            ] {
                served.connect[member] = host.into();
            }
        }
        fs_err::write(served.people_file(), served.people(bench)?)?;
        // Made in a folder that its owner alone can enter.
        fs_err::write(served.connect_file(), served.connect.to_string())?;
        Ok(served)
    }

    /// The one line that it prints once it answers.
    fn ready(&mut self) -> anyhow::Result<Value> {
        let stdout = self.process.stdout.take().context("it has no output")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        match serde_json::from_str(&line) {
            Ok(connect) => Ok(connect),
            Err(_) => bail!("the tenant did not come up: {line}{}", self.log()),
        }
    }

    /// A member of the connect file, such as `graph` or `tenantId`.
    #[expect(dead_code, reason = "judges that need no program ask for it")]
    pub(super) fn connect(&self, member: &str) -> &str {
        self.connect[member].as_str().unwrap_or_default()
    }

    /// Who can sign in, and the id of the public client: `boxseat tenant people -o json`.
    fn people(&self, bench: &Bench) -> anyhow::Result<String> {
        Program::new(&bench.boxseat, SOON)
            .args(["tenant", "people", "-o", "json", "--data"])
            .arg(self.folder.path().join("data"))
            .good()
    }

    /// Where that is kept.
    fn people_file(&self) -> PathBuf {
        self.folder.path().join("people.json")
    }

    /// Where the connect file is.
    pub(super) fn connect_file(&self) -> PathBuf {
        self.folder.path().join("connect.json")
    }

    /// A folder that lives as long as the tenant.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A program that finds the connect file in `$JUDGE_CONNECT`, trusts nobody but this tenant, and has a home of
    /// its own.
    pub(super) fn program(&self, command_line: Vec<PathBuf>, limit: Duration) -> Program {
        let mut words = self.entrance();
        words.extend(command_line.into_iter().map(PathBuf::into_os_string));
        let mut words = words.into_iter();
        let program = Program::new(words.next().unwrap_or_default(), limit);
        program
            .args(words)
            .trusting(self.connect["caFile"].as_str().map(Path::new))
            .env("JUDGE_CONNECT", self.connect_file())
            .env("JUDGE_PEOPLE", self.people_file())
            .env("HOME", self.folder())
            .dir(self.folder())
    }

    /// What leads into the network of the tenant.
    fn entrance(&self) -> Vec<OsString> {
        if self.over != Over::RealNames {
            return Vec::new();
        }
        let target = self.process.id().to_string();
        [
            "nsenter",
            "--preserve-credentials",
            "--user",
            "--mount",
            "--net",
            "--target",
            &target,
        ]
        .map(OsString::from)
        .into()
    }

    /// The last check: it still runs, and no answer of it was one that Microsoft could not have given.
    pub(super) fn finish(mut self, checks: &mut Checks) {
        let log = self.log();
        let found = match self.process.try_wait() {
            _ if log.contains("panicked at") => Err(log),
            Ok(None) => Ok(()),
            Ok(Some(status)) => Err(format!("it ended by itself ({status})\n{log}")),
            Err(error) => Err(error.to_string()),
        };
        checks.check(
            "all answers were ones that Microsoft's metadata knows",
            found,
        );
    }

    fn log(&self) -> String {
        fs_err::read_to_string(self.folder.path().join(LOG)).unwrap_or_default()
    }
}

/// A command line that runs in a network and with a hosts file of its own, without being root outside of it.
fn namespace(folder: &Path, boxseat: &Path) -> anyhow::Result<Command> {
    install::debian("ip", "iproute2")?;
    install::debian("unshare", "util-linux")?;
    let hosts = folder.join("hosts");
    fs_err::write(&hosts, HOSTS)?;
    let mut command = Command::new("unshare");
    command
        .args([
            "--mount",
            "--net",
            "--map-root-user",
            "sh",
            "-c",
            INSIDE,
            "sh",
        ])
        .arg(hosts)
        .arg(boxseat);
    Ok(command)
}

/// What the tenant says on standard error.
const LOG: &str = "tenant.log";
/// Asking the program something.
const SOON: Duration = Duration::from_mins(1);

impl Drop for Served {
    fn drop(&mut self) {
        // One that ended already is no matter, and the next one has a folder of its own.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
