//! The embedded tenant as a server: how fast it is made, opened and asked, and how much memory it takes.
//!
//! The tenant is the program in another process. `--quick` for smaller ones. `--beside URL` asks another server, which
//! gives one canned answer, too.
#![expect(clippy::print_stderr, reason = "a benchmark says how far it is")]

mod common;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::http::Plain;
use common::program::Served;
use common::{Times, flag, grouped, head, memory_text, ms, option, row, say, seconds};
use http::Method;
use serde_json::{Value, json};

/// Callers at the same time.
const CALLERS: usize = 4;

#[tokio::main]
async fn main() {
    let quick = flag("--quick");
    let sizes: &[u32] = if quick {
        &[250, 10_000]
    } else {
        &[250, 100_000, 1_000_000]
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    head(&[
        "accounts",
        "made and ready after",
        "opened again and ready after",
        "memory idle",
        "memory after a list of all accounts",
    ]);
    for &users in sizes {
        life(&folder.path().join(users.to_string()), users).await;
    }
    let (users, long) = if quick {
        (10_000, Duration::from_secs(1))
    } else {
        (100_000, Duration::from_secs(5))
    };
    let served = Served::start(&folder.path().join(users.to_string()), users, &[]);
    rates(&served, users, long).await;
}

/// Makes a tenant, opens it again, and reads all of its accounts.
async fn life(data: &Path, users: u32) {
    eprintln!("a tenant of {users} accounts");
    let made = Served::start(data, users, &[]).ready_after;
    let served = Served::start(data, users, &[]);
    let idle = memory_text(served.id(), "VmRSS:");
    let plain = Plain::sign_in(&served.connect_file(None)).await;
    let mut next = Some("/v1.0/users?$top=999&$select=id,displayName,assignedLicenses".to_owned());
    while let Some(path) = next {
        let page = plain.graph(Method::GET, &path, None).await;
        let page: Value = serde_json::from_slice(&page).expect("JSON");
        let link = page["@odata.nextLink"].as_str();
        next = link.and_then(|link| Some(link[link.find("/v1.0/")?..].to_owned()));
    }
    row(&[
        &grouped(users.into()),
        &seconds(made),
        &seconds(served.ready_after),
        &idle,
        &memory_text(served.id(), "VmRSS:"),
    ]);
}

/// What is asked again and again; each caller has accounts of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ask {
    Page,
    User,
    Batch,
    Invoke,
    /// The last one: a mailbox goes with its licence.
    Assign,
}

impl Ask {
    const ALL: [Self; 5] = [
        Self::Page,
        Self::User,
        Self::Batch,
        Self::Invoke,
        Self::Assign,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Page => "a page of 100 users",
            Self::User => "one user",
            Self::Assign => "`assignLicense`",
            Self::Batch => "`$batch` of 20 users",
            Self::Invoke => "`InvokeCommand` of `Get-Mailbox`",
        }
    }
}

const SELECT: &str = "$select=id,displayName,userPrincipalName,accountEnabled,assignedLicenses";

/// An account with a product that an administrator gave it.
#[derive(Debug, Clone)]
struct Holder {
    id: String,
    sku: String,
}

async fn rates(served: &Served, users: u32, long: Duration) {
    let connect_file = served.connect_file(None);
    let plain = Arc::new(Plain::sign_in(&connect_file).await);
    let file: Value = serde_json::from_str(&connect_file).expect("JSON");
    let invoke = wire::exchange::invoke_path(file["tenantId"].as_str().expect("an id"));
    // What is measured is the tenant, not Microsoft's quotas.
    let off = json!({"assume.limits": "0"});
    plain.tenant(Method::PATCH, "/settings", Some(&off)).await;
    let holders = holders(&plain).await;
    head(&["asked", "answers a second", "p50 ms", "p99 ms"]);
    for ask in Ask::ALL {
        eprintln!("{}", ask.name());
        let callers = holders
            .chunks(holders.len() / CALLERS)
            .take(CALLERS)
            .map(|mine| {
                let (plain, mine, invoke) = (Arc::clone(&plain), mine.to_vec(), invoke.clone());
                tokio::spawn(async move { again(&plain, ask, &mine, &invoke, long).await })
            });
        tell(ask.name(), callers.collect(), long).await;
    }
    if let Some(url) = option("--beside") {
        eprintln!("beside");
        let callers = (0..CALLERS).map(|_| {
            let url = url.clone();
            tokio::spawn(async move { Plain::again_at(&url, long).await })
        });
        tell(
            "beside: `prism` with one canned page of users",
            callers.collect(),
            long,
        )
        .await;
    }
    say(format!(
        "{} accounts, {CALLERS} callers on loopback for {} each, without the services' quotas. The callers run on the \
         same machine and take their share of it.",
        grouped(users.into()),
        seconds(long),
    ));
}

async fn tell(name: &str, callers: Vec<tokio::task::JoinHandle<Times>>, long: Duration) {
    let mut all = Times::default();
    for caller in callers {
        all.extend(caller.await.expect("it does not panic"));
    }
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let rate = all.len() as f64 / long.as_secs_f64();
    row(&[
        &name,
        &format!("{rate:.0}"),
        &ms(all.percentile(50)),
        &ms(all.percentile(99)),
    ]);
}

/// Licensed accounts that hold one product, which no group gives.
async fn holders(plain: &Plain) -> Vec<Holder> {
    let path = "/v1.0/users?$top=999&$filter=assignedLicenses/$count%20ne%200&$count=true\
                &$select=id,licenseAssignmentStates";
    let page = plain.graph(Method::GET, path, None).await;
    let page: Value = serde_json::from_slice(&page).expect("JSON");
    let rows = page["value"].as_array().expect("a list");
    let holder = |row: &Value| {
        let states = row["licenseAssignmentStates"].as_array()?;
        // One alone: a second product may not go with it when it is put back.
        let [own] = states.as_slice() else {
            return None;
        };
        if !own["assignedByGroup"].is_null() {
            return None;
        }
        Some(Holder {
            id: row["id"].as_str()?.to_owned(),
            sku: own["skuId"].as_str()?.to_owned(),
        })
    };
    rows.iter().filter_map(holder).collect()
}

async fn again(plain: &Plain, ask: Ask, holders: &[Holder], invoke: &str, long: Duration) -> Times {
    let mut times = Times::default();
    let end = Instant::now() + long;
    for turn in 0.. {
        let holder = &holders[(turn / 2) % holders.len()];
        let start = Instant::now();
        if start >= end {
            break;
        }
        match ask {
            Ask::Page => {
                let path = format!("/v1.0/users?$top=100&{SELECT}");
                plain.graph(Method::GET, &path, None).await;
            }
            Ask::User => {
                let path = format!("/v1.0/users/{}?{SELECT}", holder.id);
                plain.graph(Method::GET, &path, None).await;
            }
            Ask::Assign => {
                // Off and on again.
                let body = if turn % 2 == 0 {
                    json!({"addLicenses": [], "removeLicenses": [holder.sku]})
                } else {
                    json!({"addLicenses": [{"skuId": holder.sku, "disabledPlans": []}], "removeLicenses": []})
                };
                let path = format!("/v1.0/users/{}/assignLicense", holder.id);
                plain.graph(Method::POST, &path, Some(&body)).await;
            }
            Ask::Batch => {
                let item = |(id, holder): (usize, &Holder)| json!({"id": id.to_string(), "method": "GET", "url": format!("/users/{}?{SELECT}", holder.id)});
                let items: Vec<_> = holders.iter().take(20).enumerate().map(item).collect();
                plain
                    .graph(
                        Method::POST,
                        "/v1.0/$batch",
                        Some(&json!({"requests": items})),
                    )
                    .await;
            }
            Ask::Invoke => {
                let command = json!({"CmdletInput": {
                    "CmdletName": "Get-Mailbox", "Parameters": {"Identity": holder.id}
                }});
                plain.exchange(invoke, &command).await;
            }
        }
        times.add(start.elapsed());
    }
    times
}
