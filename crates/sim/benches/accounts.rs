//! Active users of a large organisation: how long the list takes to be read, and how long the store takes for a page.
//!
//! `--users N` for another size; `--keep FOLDER` keeps tenant and list there, in a data folder as the program has it, and
//! measures pages alone when they are there already.
#![expect(clippy::print_stderr, reason = "a benchmark says how far it is")]

mod common;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use boxseat_sim::RouterTransport;
use common::{Times, grouped, head, ms, option, row, say, seconds};
use engine::{Caller, Engine, Events, Scope};
use m365::Connection;
use model::{AccountId, Env, TenantId, Verdict};
use rules::Policy;
use store::{
    AccountFilter, AccountQuery, AccountSort, Accounts as _, Direction, Inventory as _,
    Ledger as _, LedgerQuery, Settings as _, Store,
};
use store_sqlite::SqliteStore;
use tenant::{Profile, Seed, Tenant};

/// How often each question is asked. A list is asked page after page.
const ROUNDS: usize = 40;

/// Rows of a page.
const PAGE: usize = 50;

const ORDERS: [(AccountSort, Direction); 4] = [
    (AccountSort::Name, Direction::Ascending),
    (AccountSort::Name, Direction::Descending),
    (AccountSort::Upn, Direction::Ascending),
    (AccountSort::Upn, Direction::Descending),
];

/// From all rows down to some thousand.
const COMMON: [&str; 9] = [
    "contoso",
    "@contoso.com",
    "com",
    "finance",
    "zwolle",
    "van der",
    "anna",
    "ann",
    "bakker",
];

/// Some, or none.
const RARE: [&str; 7] = [
    "anna bakker",
    "anna bakker 4",
    "sales amst",
    "123",
    "emil",
    "zzzz",
    "priya nguyễn",
];

/// The beginning of a name.
const SHORT: [&str; 4] = ["a", "an", "s", "zo"];

#[tokio::main]
async fn main() {
    let users = option("--users").map_or(1_000_000, |n| n.parse().expect("a number"));
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let kept = option("--keep");
    let folder = kept.as_ref().map_or(temporary.path(), Path::new);
    fs_err::create_dir_all(folder).expect("a folder can be made");
    let store = Arc::new(SqliteStore::open(folder).expect("a store"));
    let tenant = organisation(folder, users);
    if store
        .account_reading(tenant.id())
        .await
        .expect("the store")
        .is_none()
    {
        read(&tenant, &store).await;
    }
    pages(&store, tenant.id()).await;
}

fn organisation(folder: &Path, users: u32) -> Tenant {
    let file = folder.join("tenant.db");
    if file.exists() {
        return Tenant::open(&file, Env::system()).expect("the file is a tenant");
    }
    eprintln!("a tenant of {users} accounts");
    let seed = Seed {
        users,
        ..Seed::of(Profile::Crowd)
    };
    Tenant::create(&file, &seed, Env::system()).expect("a tenant can be made")
}

/// Reads the directory twice while somebody else writes, then reviews.
async fn read(tenant: &Tenant, store: &Arc<SqliteStore>) {
    let base = "http://127.0.0.1:1".parse().expect("a URL");
    let info = tenant.connect_info(&base).expect("it was just opened");
    let transport = Arc::new(RouterTransport::new(tenant.router()));
    let conn = Connection::new(&info, transport, Env::system());
    let engine = Engine::new(Arc::clone(store) as Arc<dyn Store>, Env::system());
    let (by, quiet) = (Caller::owner("bench", "bench"), Events::none());
    head(&[
        "reading",
        "time",
        "requests",
        "another writer waits, p50 ms",
        "p99 ms",
        "at most ms",
    ]);
    for what in [
        "the first: it makes the list",
        "a later one: nothing changed",
    ] {
        eprintln!("reading, {what}");
        let other = other_writer(store);
        let start = Instant::now();
        let reading = engine
            .refresh_accounts(&by, &conn, &quiet)
            .await
            .expect("a reading");
        let time = start.elapsed();
        let waits = other.stop().await;
        row(&[
            &what,
            &seconds(time),
            &grouped(reading.requests),
            &ms(waits.percentile(50)),
            &ms(waits.percentile(99)),
            &ms(waits.longest()),
        ]);
    }
    eprintln!("a review");
    let start = Instant::now();
    let (scope, policy) = (Scope::shared(), Policy::current());
    let review = engine.review(&by, &conn, &scope, &policy, &quiet);
    let review = review.await.expect("a review");
    say(format!(
        "Tenant, client and store run in one process, without a network. The other writer sets a value every 50 ms. \
         A review of the {} shared mailboxes took {}.",
        grouped(review.records.len() as u64),
        seconds(start.elapsed()),
    ));
}

/// Somebody who writes a little all the time.
struct Other {
    stop: Arc<AtomicBool>,
    task: tokio::task::JoinHandle<Times>,
}

fn other_writer(store: &Arc<SqliteStore>) -> Other {
    let (store, stop) = (Arc::clone(store), Arc::new(AtomicBool::new(false)));
    let stopped = Arc::clone(&stop);
    let task = tokio::spawn(async move {
        let mut waits = Times::default();
        while !stopped.load(Ordering::Relaxed) {
            let start = Instant::now();
            store
                .set_setting("bench", Some(1.into()))
                .await
                .expect("a write");
            waits.add(start.elapsed());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        waits
    });
    Other { stop, task }
}

impl Other {
    async fn stop(self) -> Times {
        self.stop.store(true, Ordering::Relaxed);
        self.task.await.expect("it does not panic")
    }
}

/// The questions of the page, by kind.
async fn pages(store: &SqliteStore, tenant: TenantId) {
    let counts = store.account_counts(tenant).await.expect("counts");
    let all = counts.first().map_or(0, |&(_, all)| all);
    head(&[
        "page of 50 from the store",
        "questions",
        "p50 ms",
        "p99 ms",
        "at most ms",
        "slowest p50 ms",
        "which",
    ]);
    let mut group = Group { store, tenant };
    let plain = AccountQuery {
        limit: PAGE,
        ..AccountQuery::default()
    };
    let ordered = ORDERS.map(|(sort, direction)| AccountQuery {
        sort,
        direction,
        ..plain.clone()
    });
    let searched = |words: &[&str], filter| -> Vec<AccountQuery> {
        let of = |word: &&str| {
            [AccountSort::Name, AccountSort::Upn].map(|sort| AccountQuery {
                search: Some((*word).to_owned()),
                sort,
                filter,
                ..plain.clone()
            })
        };
        words.iter().flat_map(of).collect()
    };

    group.ask("list, in each order", ordered.to_vec()).await;
    let mut deep = Vec::new();
    for query in &ordered {
        for near in ["m", "v"] {
            let there = AccountQuery {
                search: Some(near.to_owned()),
                ..query.clone()
            };
            let after = store.accounts(tenant, there).await.expect("a page").next;
            deep.push(AccountQuery {
                after,
                ..query.clone()
            });
        }
    }
    group.ask("list, far behind its beginning", deep).await;
    let filters = counts.iter().map(|&(filter, _)| AccountQuery {
        filter,
        ..plain.clone()
    });
    group
        .ask("filter, each that admits somebody", filters.collect())
        .await;
    group
        .ask(
            "search, words that many have",
            searched(&COMMON, AccountFilter::All),
        )
        .await;
    group
        .ask(
            "search, words that few or none have",
            searched(&RARE, AccountFilter::All),
        )
        .await;
    group
        .ask(
            "search, one or two letters",
            searched(&SHORT, AccountFilter::All),
        )
        .await;
    for filter in [
        AccountFilter::Unlicensed,
        AccountFilter::LicensedSharedMailboxes,
        AccountFilter::Verdict(Verdict::Removable),
    ] {
        let words: Vec<_> = COMMON.into_iter().chain(RARE).collect();
        group
            .ask(
                &format!("search within `{filter}`"),
                searched(&words, filter),
            )
            .await;
    }
    let ids = some_accounts(store, tenant).await;
    panel(store, tenant, &ids).await;
    say(format!(
        "{} accounts. Each question is asked {ROUNDS} times, page after page; the percentiles are of all questions of \
         the line. A search is counted up to 1,000. The panel is what the store adds to the live read: account, verdict \
         and history.",
        grouped(all),
    ));
}

struct Group<'s> {
    store: &'s SqliteStore,
    tenant: TenantId,
}

impl Group<'_> {
    async fn ask(&mut self, what: &str, questions: Vec<AccountQuery>) {
        let mut all = Times::default();
        let mut slowest = (Duration::ZERO, String::new());
        let count = questions.len();
        for question in questions {
            let times = self.times(&question).await;
            let p50 = times.percentile(50);
            if p50 >= slowest.0 {
                let word = question.search.as_deref().unwrap_or_default();
                let name = match question.search {
                    Some(_) => format!("“{word}” by {:?}", question.sort),
                    None => format!("{} by {:?}", question.filter, question.sort),
                };
                slowest = (p50, name);
            }
            all.extend(times);
        }
        row(&[
            &what,
            &count,
            &ms(all.percentile(50)),
            &ms(all.percentile(99)),
            &ms(all.longest()),
            &ms(slowest.0),
            &slowest.1,
        ]);
    }

    async fn times(&self, question: &AccountQuery) -> Times {
        let mut times = Times::default();
        let mut next = question.clone();
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let page = self.store.accounts(self.tenant, next.clone()).await;
            times.add(start.elapsed());
            next.after = page
                .expect("a page")
                .next
                .or_else(|| question.after.clone());
        }
        times
    }
}

/// Licensed shared mailboxes from all over the list; where there is no review yet, any accounts.
async fn some_accounts(store: &SqliteStore, tenant: TenantId) -> Vec<AccountId> {
    let mut query = AccountQuery {
        filter: AccountFilter::LicensedSharedMailboxes,
        limit: ROUNDS * 5,
        ..AccountQuery::default()
    };
    let mut page = store.accounts(tenant, query.clone()).await.expect("a page");
    if page.rows.is_empty() {
        query.filter = AccountFilter::All;
        page = store.accounts(tenant, query).await.expect("a page");
    }
    page.rows.iter().map(|row| row.account.id).collect()
}

async fn panel(store: &SqliteStore, tenant: TenantId, accounts: &[AccountId]) {
    let mut times = Times::default();
    for &account in accounts {
        let start = Instant::now();
        store.account(tenant, account).await.expect("an account");
        if let Some(newest) = store.latest_snapshot(tenant).await.expect("a snapshot") {
            store.record(newest.id, account).await.expect("a record");
        }
        let history = LedgerQuery {
            tenant: Some(tenant),
            account: Some(account),
            newest_first: true,
            limit: 50,
            ..LedgerQuery::default()
        };
        store.entries(history).await.expect("a history");
        times.add(start.elapsed());
    }
    row(&[
        &"panel",
        &accounts.len(),
        &ms(times.percentile(50)),
        &ms(times.percentile(99)),
        &ms(times.longest()),
        &"",
        &"",
    ]);
}
