//! The real binary, a folder of its own, and the embedded tenant as a server that can be asked and disturbed.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// What a command did.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Done {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        }
    }

    /// Standard output of a command that ended well.
    pub(crate) fn good(self) -> String {
        assert_eq!(self.code, 0, "{}\n{}", self.stdout, self.stderr);
        self.stdout
    }

    /// All that was said, for snapshots.
    pub(crate) fn told(&self) -> String {
        format!(
            "exit: {}\n--- stdout\n{}--- stderr\n{}",
            self.code, self.stdout, self.stderr
        )
    }
}

/// A folder for one test, with a data folder in it.
pub(crate) struct World {
    folder: tempfile::TempDir,
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file with this text.
    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs_err::write(&path, text).unwrap();
        path
    }

    /// A file that its owner alone can read.
    pub(crate) fn secret_file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.file(name, text);
        set_mode(&path, 0o600);
        path
    }

    /// The command, in an environment that says nothing.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_boxseat"));
        // As from a PATH, so that what it tells to type is the same everywhere.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::arg0(&mut command, "boxseat");
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("BOXSEAT_") {
                command.env_remove(name);
            }
        }
        for name in [
            "LANGUAGE",
            "LC_ALL",
            "LC_MESSAGES",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "ALL_PROXY",
            "http_proxy",
            "COLUMNS",
        ] {
            command.env_remove(name);
        }
        command
            .env("LANG", "C.UTF-8")
            .env("USER", "adele")
            .env("HOME", self.folder.path())
            .env("BOXSEAT_DATA", self.path("data"))
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .args(args);
        command
    }

    /// Runs the command to its end.
    pub(crate) fn run(&self, args: &[&str]) -> Done {
        Done::of(self.command(args).output().unwrap())
    }

    /// The same with text on standard input.
    pub(crate) fn run_with(&self, args: &[&str], input: &str) -> Done {
        let mut command = self.command(args);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        Done::of(child.wait_with_output().unwrap())
    }

    /// JSON that a command prints.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.run(args).good()).unwrap()
    }

    /// Serves an embedded tenant with these options, in a data folder of its own.
    pub(crate) fn serve(&self, options: &[&str]) -> Server {
        let mut command = self.command(&["tenant", "serve", "--ready-json", "--quiet"]);
        let mut child = command
            .env("BOXSEAT_DATA", self.path("served"))
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let info: Value = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line:?}"));
        let connect = self.secret_file("connect.json", &line);
        Server {
            child,
            info,
            connect,
        }
    }
}

pub(crate) fn set_mode(path: &Path, mode: u32) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs_err::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = (path, mode);
}

/// A served tenant. It ends with the value.
pub(crate) struct Server {
    child: Child,
    /// The line of `--ready-json`.
    pub(crate) info: Value,
    /// The same as a connect file.
    pub(crate) connect: PathBuf,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    pub(crate) fn connect(&self) -> &str {
        self.connect.to_str().unwrap()
    }

    /// The process, to be told something.
    pub(crate) fn child(&self) -> &Child {
        &self.child
    }

    /// How it ended, once it has.
    pub(crate) fn ended(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }

    /// Host and port.
    pub(crate) fn host(&self) -> &str {
        let base = self.info["graph"].as_str().unwrap();
        base.trim_start_matches("http://").trim_end_matches('/')
    }

    /// One request; the head and the body of the answer. `headers` are whole lines.
    pub(crate) fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &str,
        body: &str,
    ) -> (String, String) {
        let host = self.host();
        let mut stream = TcpStream::connect(host).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        (head.to_owned(), body.to_owned())
    }

    /// A token of the tenant's application, for a resource.
    pub(crate) fn token_for(&self, resource: &str) -> String {
        let said = |name: &str| self.info[name].as_str().unwrap();
        let form = format!(
            "grant_type=client_credentials&client_id={}&client_secret={}&scope={resource}/.default",
            said("clientId"),
            said("clientSecret"),
        );
        let path = format!("/{}/oauth2/v2.0/token", said("tenantId"));
        let kind = "content-type: application/x-www-form-urlencoded\r\n";
        let (head, body) = self.ask("POST", &path, kind, &form);
        let body: Value = serde_json::from_str(&body).unwrap_or_else(|e| panic!("{e}: {head}"));
        body["access_token"].as_str().unwrap().to_owned()
    }

    /// The same for Graph.
    pub(crate) fn token(&self) -> String {
        self.token_for("https://graph.microsoft.com")
    }

    /// A call below `/_tenant`.
    pub(crate) fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let body = body.map(Value::to_string).unwrap_or_default();
        let (path, kind) = (
            format!("/_tenant{path}"),
            "content-type: application/json\r\n",
        );
        let (head, body) = self.ask(method, &path, kind, &body);
        assert!(
            head.starts_with("HTTP/1.1 20"),
            "{method} {path}: {head}\n{body}"
        );
        if body.is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&body).unwrap()
        }
    }

    /// Lets requests fail.
    pub(crate) fn fault(&self, fault: &Value) {
        self.call("POST", "/faults", Some(fault));
    }

    /// How often faults have fired.
    pub(crate) fn fired(&self) -> u64 {
        let faults = self.call("GET", "/faults", None);
        faults
            .as_array()
            .unwrap()
            .iter()
            .map(|f| f["fired"].as_u64().unwrap())
            .sum()
    }

    /// Everything a client could have changed: the rows of the tenant without what reading moves.
    pub(crate) fn state(&self) -> Value {
        let mut image = self.call("GET", "/export", None);
        let tables = image["tables"].as_object_mut().unwrap();
        for moves in ["bucket", "download", "fault", "request_count"] {
            tables.remove(moves);
        }
        image["tables"].take()
    }
}

/// Snapshots without what differs from run to run.
pub(crate) fn steady() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter(r"\b[0-9a-f]{64}\b", "[digest]");
    settings.add_filter(
        r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b",
        "[id]",
    );
    settings.add_filter(r"127\.0\.0\.1:\d+", "127.0.0.1:[port]");
    settings.add_filter(r"\d{1,2} [A-Z][a-z]+ 20\d\d, \d\d:\d\d UTC", "[time]");
    settings.add_filter(r"\d{1,2} [A-Z][a-z]+ 20\d\d\b", "[day]");
    settings.add_filter(r"20\d\d-\d\d-\d\dT[0-9:.]+Z", "[time]");
    settings.add_filter(r"/[^ \n]*/\.tmp[A-Za-z0-9]+", "[folder]");
    settings.add_filter(r"\b\d+ seconds?\b", "[seconds]");
    settings
}
