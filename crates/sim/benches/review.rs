//! A review of a large organisation that is far away, and beside it what the common scripts do.
//!
//! The tenant is the program in another process; a relay adds 50 ms to every request. `--users N` for another size.
#![expect(clippy::print_stderr, reason = "a benchmark says how far it is")]

mod common;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::http::Plain;
use common::program::Served;
use common::{far, grouped, head, memory_text, mib, option, row, say, seconds};
use engine::{Caller, Engine, Events, Scope};
use http::Method;
use m365::{Connection, HttpTransport, UserFilter};
use model::{Env, SignIn};
use rules::Policy;
use serde_json::{Value, json};
use store::{Record, Store};
use store_sqlite::SqliteStore;
use wire::ConnectInfo;

/// What every request waits on its way.
const DELAY: Duration = Duration::from_millis(50);

/// So many mailboxes are asked one by one, and multiplied up.
const SAMPLE: usize = 200;

/// The requests that hold others.
const BATCHES: [&str; 2] = ["$batch", "Exchange $batch"];

/// So many pages of accounts are read through the SDK, and multiplied up: the whole list takes it a quarter of an hour.
const SDK_PAGES: u64 = 100;

/// What a review took.
struct Took {
    requests: u64,
    /// With each item of a batch as one, in place of its batch.
    single: u64,
    time: Duration,
    memory: String,
}

#[tokio::main]
async fn main() {
    let users = option("--users").map_or(100_000, |n| n.parse().expect("a number"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    head(&[
        "way",
        "requests",
        "with each item of a batch as one",
        "time",
        "peak memory",
    ]);
    let mut mailboxes = 0;
    let mut scripts = None;
    let mut totals = Vec::new();
    for (cloud, reports) in [
        ("worldwide", "with a usage report"),
        ("gcc-high", "without one"),
    ] {
        let data = folder.path().join(cloud);
        eprintln!("a tenant of {users} accounts ({cloud})");
        let served = Served::start(&data, users, &["--cloud", cloud]);
        let relay = far::before(served.address(), DELAY).await;
        let connect_file = served.connect_file(Some(relay));
        let (took, records) = review(&connect_file, &folder.path().join("store").join(cloud)).await;
        row(&[
            &format!("Boxseat, {reports}"),
            &grouped(took.requests),
            &grouped(took.single),
            &seconds(took.time),
            &took.memory,
        ]);
        mailboxes = records.len();
        totals.push((took.requests, took.single));
        if scripts.is_none() {
            let sample = sample(&records);
            scripts = Some(one_by_one(&connect_file, &sample).await);
            if let Some(command) = sdk_command() {
                drop(served);
                through_sdk(&data, users, &command, &sample, mailboxes).await;
            }
        }
    }
    let Some((calls, time)) = scripts else { return };
    let up = |n: u64| n * mailboxes as u64 / SAMPLE as u64;
    // The list of mailboxes comes by pages of 1,000 either way.
    let all = up(calls) + mailboxes.div_ceil(1_000) as u64;
    row(&[
        &"the common scripts (multiplied up)",
        &grouped(all),
        &grouped(all),
        &seconds(Duration::from_millis(up(millis(time)))),
        &"",
    ]);
    let fewer = times_fewer(totals.iter().map(|&(requests, _)| all / requests));
    let single = times_fewer(totals.iter().map(|&(_, single)| all / single));
    say(format!(
        "{} accounts, {} shared mailboxes; {} ms are added to every request. The common scripts ask Exchange for the \
         size of each mailbox, once more for its archive where it has one, and Graph for its licences, one after \
         another (2–3 calls a mailbox): that was done for {SAMPLE} mailboxes ({calls} calls, {}) and multiplied up. \
         They take {fewer} times the requests, with and without a \
         usage report; {single} times if each item of a batch counts as a request of its own. Without a report that \
         cannot be much more: the size of each licensed mailbox is one command of Exchange, whoever asks. The SDK's \
         samples read all users by pages of 100 and the licences of each mailbox: {SDK_PAGES} pages and {SAMPLE} \
         mailboxes were measured. Sizes, holds and archives are not Graph's, so they are not in its row.",
        grouped(users.into()),
        grouped(mailboxes as u64),
        DELAY.as_millis(),
        seconds(time),
    ));
}

fn times_fewer(factors: impl Iterator<Item = u64>) -> String {
    let factors: Vec<_> = factors.map(|factor| factor.to_string()).collect();
    factors.join(" and ")
}

/// `--sdk PYTHON PROGRAM`, the last words on the command line.
fn sdk_command() -> Option<Vec<String>> {
    let words: Vec<String> = std::env::args()
        .skip_while(|a| a != "--sdk")
        .skip(1)
        .collect();
    (!words.is_empty()).then_some(words)
}

/// The job as the samples of an SDK do it: a page of 100 users after the other, then the mailboxes one by one. It
/// wants TLS.
async fn through_sdk(
    data: &Path,
    users: u32,
    command: &[String],
    sample: &[Mailbox],
    mailboxes: usize,
) {
    let served = Served::start(data, users, &["--tls"]);
    let relay = far::before(served.address(), DELAY).await;
    let connect = tempfile::NamedTempFile::new().expect("a temporary file");
    let connect_file = served.connect_file(Some(relay));
    fs_err::write(connect.path(), &connect_file).expect("a file can be written");
    let ids = tempfile::NamedTempFile::new().expect("a temporary file");
    let lines: Vec<&str> = sample.iter().map(|m| m.account.as_str()).collect();
    fs_err::write(ids.path(), lines.join("\n")).expect("a file can be written");
    let file: Value = serde_json::from_str(&connect_file).expect("JSON");
    let authority = file["caFile"]
        .as_str()
        .expect("it is served over TLS")
        .to_owned();
    let (program, arguments) = command.split_first().expect("it is not empty");
    let mut python = std::process::Command::new(program);
    python
        .args(arguments)
        .args([connect.path(), ids.path()])
        .arg(SDK_PAGES.to_string())
        .env("SSL_CERT_FILE", &authority)
        .env("REQUESTS_CA_BUNDLE", &authority)
        .stderr(std::process::Stdio::inherit());
    let output = tokio::task::spawn_blocking(move || python.output())
        .await
        .expect("it does not panic");
    let output = output.expect("python starts");
    assert!(output.status.success(), "{command:?} did not end well");
    let told: Value = serde_json::from_slice(&output.stdout).expect("a line of JSON");
    let number = |name: &str| told[name].as_u64().expect("a number");
    let up = number("mailboxMillis") * mailboxes as u64 / sample.len() as u64;
    let pages = (number("pages") * u64::from(users)).div_ceil(number("users"));
    let list = number("listMillis") * pages / number("pages");
    let requests = grouped(pages + mailboxes as u64);
    row(&[
        &"msgraph-sdk as in its samples (multiplied up)",
        &requests,
        &requests,
        &seconds(Duration::from_millis(list + up)),
        &mib(number("peakBytes")),
    ]);
}

fn millis(time: Duration) -> u64 {
    time.as_millis().try_into().unwrap_or(u64::MAX)
}

/// Reviews the tenant into a store on disk.
async fn review(connect_file: &str, store: &Path) -> (Took, Vec<Record>) {
    let info = ConnectInfo::parse(connect_file, "a tenant").expect("a connect file");
    let transport = Arc::new(HttpTransport::new(None).expect("a transport"));
    let conn = Connection::new(&info, transport, Env::system());
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open(store).expect("a store"));
    let engine = Engine::new(store, Env::system());
    let by = Caller::owner("bench", "bench");
    let start = Instant::now();
    common::forget_peak();
    let review = engine
        .review(
            &by,
            &conn,
            &Scope::shared(),
            &Policy::current(),
            &Events::none(),
        )
        .await
        .expect("a review without faults");
    let time = start.elapsed();
    let meter = conn.meter();
    let batches: u64 = BATCHES.iter().filter_map(|b| meter.requests.get(*b)).sum();
    let took = Took {
        requests: meter.total(),
        single: meter.total() - batches + meter.items.values().sum::<u64>(),
        time,
        memory: memory_text(std::process::id(), "VmHWM:"),
    };
    eprintln!("{:?} {:?}", meter.requests, meter.items);
    let licensed = conn.count_users(&UserFilter::Licensed).await;
    check(licensed.expect("a count"), &review.records);
    (took, review.records)
}

/// The organisation is the one that was asked for: of 1,000 accounts 880 licensed, 100 shared mailboxes, of which 20
/// licensed, of which 3 with sign-in allowed.
fn check(licensed: u64, records: &[Record]) {
    let held = |r: &&Record| {
        r.facts
            .licenses
            .value()
            .is_some_and(|held| !held.is_empty())
    };
    let open = |r: &&Record| r.facts.sign_in.value() == Some(&SignIn::Allowed);
    let shared = records.len() as u64;
    let of_those = records.iter().filter(held).count() as u64;
    let with_sign_in = records.iter().filter(held).filter(open).count() as u64;
    let expected = (shared / 100 * 880, shared, shared / 5, shared * 3 / 100);
    assert_eq!((licensed, shared, of_those, with_sign_in), expected);
}

fn sample(records: &[Record]) -> Vec<Mailbox> {
    let every = (records.len() / SAMPLE).max(1);
    let chosen = records.iter().step_by(every).take(SAMPLE);
    chosen
        .map(|r| Mailbox {
            account: r.facts.account.to_string(),
            archive: r
                .facts
                .archive
                .value()
                .is_some_and(model::mailbox::Archive::exists),
        })
        .collect()
}

/// A mailbox as a script has it from its list.
struct Mailbox {
    account: String,
    archive: bool,
}

/// Asks for each mailbox what the common scripts ask, one call after another.
async fn one_by_one(connect_file: &str, sample: &[Mailbox]) -> (u64, Duration) {
    let plain = Plain::sign_in(connect_file).await;
    let file: Value = serde_json::from_str(connect_file).expect("JSON");
    let invoke = wire::exchange::invoke_path(file["tenantId"].as_str().expect("an id"));
    let start = Instant::now();
    let mut calls = 0;
    for mailbox in sample {
        let mut parameters = json!({"Identity": mailbox.account});
        for archive in [false, true] {
            if archive && !mailbox.archive {
                continue;
            }
            if archive {
                parameters["Archive"] = true.into();
            }
            let command = json!({"CmdletInput": {
                "CmdletName": "Get-MailboxStatistics", "Parameters": parameters
            }});
            plain.exchange(&invoke, &command).await;
            calls += 1;
        }
        let details = format!("/v1.0/users/{}/licenseDetails", mailbox.account);
        plain.graph(Method::GET, &details, None).await;
        calls += 1;
    }
    (calls, start.elapsed())
}
