//! Answers of the service that are not what they were: what cannot be read decides nothing.

#![expect(clippy::unwrap_used, reason = "what cannot be set up ends the test")]

#[expect(dead_code, reason = "each test file uses another part of it")]
mod support;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;
use support::{Server, World};

/// Something between client and tenant that writes one text over another of the same length, so that no length in
/// the answer changes.
struct Between {
    connect: std::path::PathBuf,
    changed: Arc<AtomicUsize>,
}

impl Between {
    fn new(world: &World, server: &Server, from: &'static str, to: &'static str) -> Self {
        assert_eq!(from.len(), to.len());
        let base = server.info["graph"].as_str().unwrap().to_owned();
        let upstream = base
            .trim_start_matches("http://")
            .trim_end_matches('/')
            .to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let here = listener.local_addr().unwrap().to_string();
        let text = server.info.to_string().replace(&upstream, &here);
        let connect = world.secret_file("between.json", &text);
        let changed = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&changed);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (upstream, count) = (upstream.clone(), Arc::clone(&count));
                std::thread::spawn(move || pass(&client, &upstream, from, to, &count));
            }
        });
        Self { connect, changed }
    }

    fn connect(&self) -> &str {
        self.connect.to_str().unwrap()
    }
}

/// One request and its answer; then the connection ends, and the client opens another.
fn pass(client: &TcpStream, upstream: &str, from: &str, to: &str, changed: &AtomicUsize) {
    let mut reader = BufReader::new(client);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let lower = line.to_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
        // The answer is to come as it is, and at once whole.
        if !lower.starts_with("accept-encoding:") && !lower.starts_with("connection:") {
            head += &line;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let mut service = TcpStream::connect(upstream).unwrap();
    write!(service, "{head}connection: close\r\n\r\n").unwrap();
    service.write_all(&body).unwrap();
    let mut answer = Vec::new();
    service.read_to_end(&mut answer).unwrap();
    let text = String::from_utf8(answer).unwrap();
    changed.fetch_add(text.matches(from).count(), Ordering::Relaxed);
    let _ = (&*client).write_all(text.replace(from, to).as_bytes());
    let _ = client.shutdown(Shutdown::Write);
}

fn verdicts(world: &World, connect: &str) -> Vec<(String, String)> {
    let items = world.json(&["review", "-o", "json", "--connect", connect]);
    let told = |item: &Value, member: &str| item[member].as_str().unwrap().to_owned();
    items
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (told(&item["mailbox"], "id"), told(item, "verdict")))
        .collect()
}

#[test]
fn a_report_without_its_column_of_sizes_gives_way_to_exchange() {
    let world = World::new();
    let server = world.serve(&[]);
    let usual = verdicts(&world, server.connect());
    let (from, to) = (
        "Item Count,Storage Used (Byte)",
        "Item Count,Storage Held (Byte)",
    );
    let between = Between::new(&world, &server, from, to);
    let odd = verdicts(&world, between.connect());
    assert!(
        between.changed.load(Ordering::Relaxed) > 0,
        "no report was read"
    );
    let other: Vec<_> = usual.iter().zip(&odd).filter(|(a, b)| a != b).collect();
    // The one that has grown since the report was made: Exchange knows more.
    let [((_, usual), (_, odd))] = other[..] else {
        panic!("{other:?}")
    };
    assert_eq!((usual.as_str(), odd.as_str()), ("removable", "required"));
}

#[test]
fn a_report_that_nothing_stands_in_for_makes_nothing_removable() {
    let world = World::new();
    let server = world.serve(&[]);
    let usual = verdicts(&world, server.connect());
    // The same column of the OneDrive report.
    let (from, to) = (
        "File Count,Storage Used (Byte)",
        "File Count,Storage Held (Byte)",
    );
    let between = Between::new(&world, &server, from, to);
    let odd = verdicts(&world, between.connect());
    assert!(
        between.changed.load(Ordering::Relaxed) > 0,
        "no report was read"
    );
    let unknown = |of: &[(String, String)]| of.iter().filter(|(_, v)| v == "unknown").count();
    assert!(unknown(&odd) > unknown(&usual));
    for (usual, odd) in usual.iter().zip(&odd) {
        assert!(
            odd.1 != "removable" || usual.1 == "removable",
            "{usual:?} {odd:?}"
        );
    }
}

#[test]
fn a_size_that_cannot_be_understood_makes_unknown_and_never_removable() {
    let world = World::new();
    let server = world.serve(&[]);
    let before = server.state();
    let between = Between::new(&world, &server, " bytes)", " octet)");
    let mailbox = ["--mailbox", "sales@contoso.com", "--connect"];
    let usual =
        world.json(&[&["review", "-o", "json"], &mailbox[..], &[server.connect()]].concat());
    assert_eq!(usual[0]["verdict"], "removable");
    let odd = world.json(
        &[
            &["review", "-o", "json"],
            &mailbox[..],
            &[between.connect()],
        ]
        .concat(),
    );
    assert!(
        between.changed.load(Ordering::Relaxed) > 0,
        "no size was read"
    );
    assert_eq!(odd[0]["verdict"], "unknown", "{odd}");
    assert_eq!(odd[0]["reasons"][0]["code"], "fact_missing", "{odd}");

    let remove = [
        "remove-license",
        "sales@contoso.com",
        "--yes",
        "--connect",
        between.connect(),
    ];
    let done = world.run(&remove);
    assert_eq!(done.code, 3, "{}", done.told());
    assert!(
        done.stdout.contains("cannot be understood"),
        "{}",
        done.stdout
    );
    assert!(server.state() == before, "nothing was changed");
}
