//! `serve` and `local-admin`: where it listens, how people come in, and how it ends.

#![expect(clippy::unwrap_used, reason = "what cannot be set up ends the test")]

#[expect(dead_code, reason = "each test file uses another part of it")]
mod support;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use bytes::Bytes;
use http::Request;
use m365::{HttpTransport, Transport as _};
use serde_json::Value;
use support::World;

const PASSWORD: &str = "a long and dull password";

/// The pages of a data folder, served.
struct Pages {
    child: Child,
    ready: Value,
}

impl Pages {
    fn of(world: &World, options: &[&str]) -> Self {
        let mut command = world.command(&["serve", "--ready-json", "--quiet"]);
        let mut child = command
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let ready = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line:?}"));
        Self { child, ready }
    }

    fn address(&self) -> &str {
        self.ready["address"].as_str().unwrap()
    }

    fn host(&self) -> &str {
        self.address().split_once("//").unwrap().1
    }

    /// One request over plain HTTP; the answer as it came.
    fn ask(&self, first: &str, headers: &str, body: &str) -> String {
        let host = self.host();
        let mut stream = TcpStream::connect(host).unwrap();
        let length = body.len();
        write!(
            stream,
            "{first} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The cookie that an answer sets.
fn cookie(answer: &str) -> String {
    let line = answer.lines().find_map(|l| l.strip_prefix("set-cookie: "));
    let line = line.unwrap_or_else(|| panic!("no cookie in {answer}"));
    format!("Cookie: {}\r\n", line.split(';').next().unwrap())
}

#[test]
fn the_link_that_is_printed_leads_into_the_admin_centre_once() {
    let world = World::new();
    let pages = Pages::of(&world, &["--listen", "127.0.0.1:0"]);
    let nobody = pages.ask("GET /t/demo", "Accept: text/html\r\n", "");
    assert!(nobody.starts_with("HTTP/1.1 303") && nobody.contains("location: /sign-in?to="));
    let link = pages.ready["signIn"].as_str().unwrap();
    let path = link.strip_prefix(pages.address()).unwrap();
    let came = pages.ask(&format!("GET {path}"), "", "");
    assert!(came.starts_with("HTTP/1.1 303"), "{came}");
    let home = pages.ask("GET /t/demo/help", &cookie(&came), "");
    assert!(home.starts_with("HTTP/1.1 200") && home.contains("<strong>adele</strong>"));
    let again = pages.ask(&format!("GET {path}"), "", "");
    assert!(again.starts_with("HTTP/1.1 410"), "{again}");

    // Entra ID is a way in here too: the embedded tenant's own.
    let begun = pages.ask("GET /sign-in/entra/demo", "", "");
    assert!(begun.contains("/oauth2/v2.0/authorize?"), "{begun}");
}

#[test]
fn the_local_administrator_is_set_signs_in_and_is_removed() {
    let world = World::new();
    let pages = Pages::of(&world, &["--listen", "127.0.0.1:0", "--sign-in", "local"]);
    assert_eq!(pages.ready["signIn"], Value::Null, "no link was asked for");
    let none = pages.ask("GET /sign-in", "", "");
    assert!(none.contains("No way to sign in"), "{none}");

    let short = world.run_with(&["local-admin", "set"], "short\n");
    assert_eq!(short.code, 2, "{}", short.told());
    let named = world.run_with(&["local-admin", "set", "someone@contoso.example"], PASSWORD);
    assert_eq!(named.code, 2, "{}", named.told());
    assert!(
        world
            .run(&["local-admin", "show"])
            .good()
            .contains("no local administrator")
    );
    let set = world
        .run_with(&["local-admin", "set"], &format!("{PASSWORD}\n"))
        .good();
    assert!(set.contains("local-admin") && !set.contains(PASSWORD));
    assert!(
        world
            .run(&["local-admin", "show"])
            .good()
            .contains("local-admin")
    );

    let form = |password: &str| {
        let password = password.replace(' ', "+");
        let own = format!("Origin: {}\r\n", pages.address());
        let fields = format!("name=local-admin&password={password}");
        pages.ask("POST /sign-in/local", &own, &fields)
    };
    assert!(form("wrong").starts_with("HTTP/1.1 401"));
    let came = form(PASSWORD);
    assert!(came.starts_with("HTTP/1.1 303"), "{came}");
    let cookie = cookie(&came);
    let open = || pages.ask("GET /t/demo/help", &cookie, "");
    assert!(open().starts_with("HTTP/1.1 200"));
    world.run(&["local-admin", "remove"]).good();
    assert!(
        open().starts_with("HTTP/1.1 401"),
        "its sessions end with it"
    );
    assert!(form(PASSWORD).starts_with("HTTP/1.1 401"));
}

#[test]
fn it_listens_beyond_this_machine_only_with_tls_or_behind_a_proxy() {
    let world = World::new();
    let missing = world.path("missing.pem");
    let missing = missing.to_str().unwrap();
    let text = world.file("text.pem", "no certificate");
    let text = text.to_str().unwrap();
    for (options, code, says) in [
        (&["--listen", "0.0.0.0:0"][..], 2, "--tls-cert"),
        (&["--listen", "[::]:0"], 2, "--behind-proxy"),
        (&["--tls-cert", text], 2, "--tls-key"),
        (
            &["--tls-cert", missing, "--tls-key", missing],
            10,
            "missing.pem",
        ),
        (&["--tls-cert", text, "--tls-key", text], 10, "certificate"),
        (
            &["--behind-proxy", "http://boxseat.contoso.com"],
            2,
            "https://",
        ),
        (
            &["--behind-proxy", "https://boxseat.contoso.com/admin"],
            2,
            "without a path",
        ),
        (
            &[
                "--behind-proxy",
                "https://boxseat.contoso.com",
                "--sign-in",
                "link",
            ],
            2,
            "link",
        ),
        (&["--trust-forwarded-for"], 2, "--behind-proxy"),
        (&["--sign-in", "anybody"], 2, "anybody"),
    ] {
        let mut all = vec!["serve", "--ready-json"];
        all.extend(options);
        let done = world.run(&all);
        assert_eq!(done.code, code, "{options:?}: {}", done.told());
        assert!(done.stderr.contains(says), "{options:?}: {}", done.stderr);
        assert!(done.stdout.is_empty(), "{options:?}");
    }
    let proxied = Pages::of(
        &world,
        &[
            "--listen",
            "127.0.0.1:0",
            "--behind-proxy",
            "https://boxseat.contoso.com",
        ],
    );
    assert_eq!(proxied.address(), "https://boxseat.contoso.com");
    assert_eq!(
        proxied.ready["signIn"],
        Value::Null,
        "a link is for this machine alone"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn over_tls_it_answers_to_the_names_in_its_certificate() {
    let world = World::new();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let certificate = world.file("cert.pem", &made.cert.pem());
    let open = world.file("open.pem", &made.signing_key.serialize_pem());
    let key = world.secret_file("key.pem", &made.signing_key.serialize_pem());
    let (certificate_path, open) = (certificate.to_str().unwrap(), open.to_str().unwrap());
    let refused = world.run(&["serve", "--tls-cert", certificate_path, "--tls-key", open]);
    assert_eq!(refused.code, 10, "{}", refused.told());
    assert!(
        refused.stderr.contains("read by everybody"),
        "{}",
        refused.stderr
    );

    let key = key.to_str().unwrap();
    let options = [
        "--listen",
        "127.0.0.1:0",
        "--tls-cert",
        certificate_path,
        "--tls-key",
        key,
    ];
    let pages = Pages::of(&world, &options);
    let port = pages.host().rsplit_once(':').unwrap().1.to_owned();
    let transport = HttpTransport::new(Some(&certificate)).unwrap();
    let ask = async |host: &str| {
        let request =
            Request::get(format!("https://localhost:{port}/sign-in")).header("host", host);
        transport
            .send(request.body(Bytes::new()).unwrap())
            .await
            .unwrap()
    };
    let page = ask(&format!("localhost:{port}")).await;
    assert_eq!(page.status(), 200);
    assert_eq!(
        page.headers()["strict-transport-security"],
        "max-age=31536000"
    );
    assert_eq!(ask("evil.example").await.status(), 421);
    assert_eq!(
        ask("127.0.0.1").await.status(),
        421,
        "the certificate does not name it"
    );
}

#[cfg(unix)]
#[test]
fn it_ends_in_good_order_when_it_is_told_to() {
    let world = World::new();
    let mut pages = Pages::of(&world, &["--listen", "127.0.0.1:0"]);
    let id = pages.child.id().to_string();
    let told = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(told.success());
    let ended = pages.child.wait().unwrap();
    assert_eq!(ended.code(), Some(0));
}
