//! The list of accounts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::{AccountId, Entropy, SignIn, SkuId, TenantId, Verdict};

use super::checks;
use super::samples::{
    CONTOSO, FABRIKAM, begun, directory_account, finished, licensed, random_account, record, time,
};
use crate::{
    Account, AccountFilter, AccountPage, AccountQuery, AccountReading, AccountRow, AccountSort,
    Count, Cursor, Direction, Store, StoreError,
};

checks! {
    an_account_reads_back_as_it_was_put,
    the_first_complete_reading_makes_the_list,
    tenants_do_not_see_each_other,
    the_newer_read_wins,
    a_complete_reading_drops_what_it_did_not_meet,
    what_was_found_gone_is_dropped_unless_read_since,
    pages_together_are_the_whole_under_every_filter_and_order,
    searches_find_what_a_plain_look_finds,
    a_long_list_is_searched_like_a_short_one,
    accounts_stand_in_order_however_they_come,
    counts_are_those_of_the_rows,
    what_a_review_says_stands_beside_the_account,
    a_read_back_corrects_the_list,
    what_was_never_a_cursor_is_refused,
}

/// Puts rows on a list that was made by a first, empty reading.
async fn put(store: &Arc<dyn Store>, accounts: Vec<Account>) {
    if store
        .account_reading(CONTOSO)
        .await
        .expect("the reading")
        .is_none()
    {
        reading(store, CONTOSO, 0, 0).await;
    }
    store.put_accounts(CONTOSO, accounts).await.expect("put");
}

async fn page(store: &Arc<dyn Store>, query: AccountQuery) -> AccountPage {
    store.accounts(CONTOSO, query).await.expect("a page")
}

/// All rows, by pages of `limit`. Each page is as full as it can be, and counts the same.
async fn whole(
    store: &Arc<dyn Store>,
    query: &AccountQuery,
    limit: usize,
) -> (Vec<AccountRow>, Count) {
    let (mut rows, mut counts, mut after) = (Vec::new(), Vec::new(), None);
    loop {
        let next = AccountQuery {
            after: after.clone(),
            limit,
            ..query.clone()
        };
        let page = page(store, next).await;
        counts.push(page.count);
        assert!(page.next.is_none() || page.rows.len() == limit, "{query:?}");
        rows.extend(page.rows);
        after = page.next;
        let Some(cursor) = &after else { break };
        let safe = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        assert!(cursor.to_string().chars().all(safe), "{cursor}");
        after = Some(cursor.to_string().parse().expect("any text"));
    }
    assert!(
        counts.windows(2).all(|two| two[0] == two[1]),
        "{query:?}: {counts:?}"
    );
    (rows, counts[0])
}

async fn reading(store: &Arc<dyn Store>, tenant: TenantId, from: u32, to: u32) -> u64 {
    let reading = AccountReading {
        started_at: time(from),
        finished_at: time(to),
        requests: 3,
    };
    let gone = store
        .finish_accounts(tenant, reading.clone())
        .await
        .expect("finish");
    let kept = store.account_reading(tenant).await.expect("the reading");
    assert_eq!(kept, Some(reading));
    gone
}

fn ids(rows: &[AccountRow]) -> BTreeSet<AccountId> {
    rows.iter().map(|r| r.account.id).collect()
}

/// The rows are those, each once, and in order.
fn assert_is(rows: &[AccountRow], expected: &[&AccountRow], query: &AccountQuery) {
    let expected: BTreeSet<_> = expected.iter().map(|r| r.account.id).collect();
    assert_eq!(ids(rows), expected, "{query:?}");
    assert_eq!(rows.len(), expected.len(), "each once: {query:?}");
    let mut keys: Vec<_> = rows.iter().map(|r| query.sort.key(r)).collect();
    if query.direction == Direction::Descending {
        keys.reverse();
    }
    assert!(keys.is_sorted(), "{query:?}: {keys:?}");
}

async fn an_account_reads_back_as_it_was_put(store: Arc<dyn Store>) {
    let bare = Account {
        sign_in: None,
        licenses: None,
        usage_location: None,
        mail: String::new(),
        ..directory_account(2, "")
    };
    let odd = directory_account(3, "\u{202E}<script>\0\"'\\ \u{1F4EC}\n");
    let all = [directory_account(1, "Info"), bare, odd];
    assert_eq!(
        store.account_reading(CONTOSO).await.expect("none yet"),
        None
    );
    store
        .put_accounts(CONTOSO, all.to_vec())
        .await
        .expect("put");
    assert_eq!(
        store.account_reading(CONTOSO).await.expect("none yet"),
        None,
        "a list that was not read to its end is not whole"
    );
    for account in all {
        let found = store.account(CONTOSO, account.id).await.expect("account");
        let row = AccountRow {
            account,
            mailbox: None,
            verdict: None,
        };
        assert_eq!(found, Some(row));
    }
    let none = store.account(CONTOSO, AccountId::from_u128(9)).await;
    assert_eq!(none.expect("account"), None);
}

async fn tenants_do_not_see_each_other(store: Arc<dyn Store>) {
    put(&store, vec![directory_account(1, "Contoso one")]).await;
    let theirs = vec![directory_account(1, "Fabrikam one")];
    store.put_accounts(FABRIKAM, theirs).await.expect("put");
    reading(&store, FABRIKAM, 0, 0).await;
    for (tenant, name) in [(CONTOSO, "Contoso one"), (FABRIKAM, "Fabrikam one")] {
        for search in [None, Some("one".to_owned())] {
            let query = AccountQuery {
                search,
                limit: 9,
                ..AccountQuery::default()
            };
            let page = store.accounts(tenant, query).await.expect("a page");
            let names: Vec<_> = page
                .rows
                .iter()
                .map(|r| r.account.display_name.as_str())
                .collect();
            assert_eq!((names, page.count), (vec![name], Count::Exactly(1)));
        }
    }
    assert_eq!(reading(&store, CONTOSO, 100, 101).await, 1);
    let id = directory_account(1, "").id;
    assert_eq!(store.account(CONTOSO, id).await.expect("gone"), None);
    assert!(store.account(FABRIKAM, id).await.expect("there").is_some());
}

async fn the_newer_read_wins(store: Arc<dyn Store>) {
    let read = |name: &str, at| Account {
        read_at: time(at),
        ..directory_account(1, name)
    };
    for (put_now, stays) in [
        (read("first", 5), "first"),
        (read("late page", 4), "first"),
        (read("same moment", 5), "same moment"),
        (read("newer", 6), "newer"),
    ] {
        let id = put_now.id;
        put(&store, vec![put_now]).await;
        let row = store
            .account(CONTOSO, id)
            .await
            .expect("account")
            .expect("there");
        assert_eq!(row.account.display_name, stays);
    }
}

async fn a_complete_reading_drops_what_it_did_not_meet(store: Arc<dyn Store>) {
    let at = |n, at| Account {
        read_at: time(at),
        ..directory_account(n, "Info")
    };
    put(&store, vec![at(1, 1), at(2, 1), at(3, 1)]).await;
    assert_eq!(reading(&store, CONTOSO, 1, 2).await, 0);
    // The second reading meets 1 as it was, 4 anew; 2 was read back meanwhile; 3 is gone.
    put(&store, vec![at(1, 11), at(4, 11), at(2, 12)]).await;
    assert_eq!(reading(&store, CONTOSO, 10, 13).await, 1);
    let (rows, count) = whole(&store, &AccountQuery::default(), 2).await;
    let expected = [1, 2, 4].map(|n| directory_account(n, "").id);
    assert_eq!(
        (ids(&rows), count),
        (BTreeSet::from(expected), Count::Exactly(3))
    );
    let search = AccountQuery {
        search: Some("info".to_owned()),
        ..AccountQuery::default()
    };
    assert_eq!(
        ids(&whole(&store, &search, 2).await.0),
        BTreeSet::from(expected)
    );
}

async fn what_was_found_gone_is_dropped_unless_read_since(store: Arc<dyn Store>) {
    let account = directory_account(1, "Info"); // read at time(1)
    put(&store, vec![account.clone()]).await;
    for (at, there) in [(0, true), (1, false)] {
        store
            .drop_accounts(CONTOSO, vec![account.id], time(at))
            .await
            .expect("drop");
        let found = store.account(CONTOSO, account.id).await.expect("account");
        assert_eq!(found.is_some(), there);
    }
    let page = page(&store, AccountQuery::default()).await;
    assert_eq!((page.rows, page.count), (vec![], Count::Exactly(0)));
}

/// A store with chance's accounts and verdicts, changed a few times on the way, and the rows it must now hold.
async fn grown(store: &Arc<dyn Store>, seed: u64) -> Vec<AccountRow> {
    let chance = Entropy::seeded(seed);
    let mut kept: BTreeMap<AccountId, Account> = BTreeMap::new();
    for round in 0..4 {
        let some: Vec<_> = (0..40)
            .map(|_| u32::try_from(chance.below(60)).expect("small"))
            .map(|n| random_account(n, time(round), &chance))
            .collect();
        for account in &some {
            kept.insert(account.id, account.clone());
        }
        put(store, some).await;
        let number = u32::try_from(seed).expect("small") * 10 + round;
        store
            .begin_snapshot(begun(CONTOSO, number))
            .await
            .expect("begin");
        let verdict = |n: u32| Verdict::ALL[(n + round) as usize % Verdict::ALL.len()];
        let records = (0..30).map(|n| record(n, "Info", verdict(n))).collect();
        store
            .put_records(begun(CONTOSO, number).id, records)
            .await
            .expect("put");
        store
            .finish_snapshot(finished(CONTOSO, number))
            .await
            .expect("finish");
    }
    let mut rows = Vec::new();
    for account in kept.into_values() {
        let newest = store
            .latest_snapshot(CONTOSO)
            .await
            .expect("latest")
            .expect("one");
        let record = store.record(newest.id, account.id).await.expect("record");
        rows.push(AccountRow {
            account,
            mailbox: record.as_ref().and_then(|r| r.facts.kind.value().cloned()),
            verdict: record.map(|r| r.assessment.verdict),
        });
    }
    rows
}

fn filters() -> Vec<AccountFilter> {
    let fixed = [
        AccountFilter::All,
        AccountFilter::Licensed,
        AccountFilter::Unlicensed,
        AccountFilter::LicensedSharedMailboxes,
        AccountFilter::SignInBlocked,
        AccountFilter::Product(SkuId::from_u128(1)),
        AccountFilter::Product(SkuId::from_u128(2)),
        AccountFilter::Product(SkuId::from_u128(99)),
    ];
    let verdicts = Verdict::ALL.iter().map(|&v| AccountFilter::Verdict(v));
    fixed.into_iter().chain(verdicts).collect()
}

const ORDERS: [(AccountSort, Direction); 4] = [
    (AccountSort::Name, Direction::Ascending),
    (AccountSort::Name, Direction::Descending),
    (AccountSort::Upn, Direction::Ascending),
    (AccountSort::Upn, Direction::Descending),
];

/// A property over seeds.
async fn pages_together_are_the_whole_under_every_filter_and_order(store: Arc<dyn Store>) {
    let rows = grown(&store, 1).await;
    for (at, filter) in filters().into_iter().enumerate() {
        for (sort, direction) in ORDERS {
            let query = AccountQuery {
                filter,
                sort,
                direction,
                ..AccountQuery::default()
            };
            let (found, count) = whole(&store, &query, 1 + at % 7).await;
            let expected: Vec<_> = rows.iter().filter(|r| filter.admits(r)).collect();
            assert_is(&found, &expected, &query);
            assert_eq!(count, Count::Exactly(expected.len() as u64), "{query:?}");
            for row in found {
                let same = rows.iter().find(|r| r.account.id == row.account.id);
                assert_eq!(Some(&row), same);
            }
        }
    }
}

const SEARCHES: [&str; 24] = [
    "",
    " ",
    "i",
    "I",
    "in",
    "IN",
    "Å",
    "%",
    "%_",
    "'",
    "\"",
    "\"\"\"",
    "info",
    "NFO",
    " info ",
    "ström",
    "straße",
    "ΣΊΣ",
    "'; --",
    "i\u{307}nfo",
    "info OR box",
    "\0\0\0",
    "@contoso.com",
    "nfo*",
];

/// A property: what the store finds is what a plain look at every row finds.
async fn searches_find_what_a_plain_look_finds(store: Arc<dyn Store>) {
    let rows = grown(&store, 2).await;
    for search in SEARCHES {
        for (filter, (sort, direction)) in filters().into_iter().zip(ORDERS.into_iter().cycle()) {
            let query = AccountQuery {
                filter,
                search: Some(search.to_owned()),
                sort,
                direction,
                ..AccountQuery::default()
            };
            let (found, count) = whole(&store, &query, 5).await;
            let admitted = |r: &&AccountRow| filter.admits(r) && query.finds(r);
            let expected: Vec<_> = rows.iter().filter(admitted).collect();
            assert_is(&found, &expected, &query);
            assert_eq!(count, Count::Exactly(expected.len() as u64), "{query:?}");
        }
    }
}

/// A backend may go other ways where there is much: rare hits, common ones, and common ones all at the end; of all
/// accounts, of nearly all, of a seventh.
async fn a_long_list_is_searched_like_a_short_one(store: Arc<dyn Store>) {
    let name = |n: u32| match n {
        0..8_200 => format!("Avery {n:05}"),
        8_200..10_300 => format!("Zoe {n:05}"),
        _ => format!("Yan rarely {n:05}"),
    };
    let account = |n: u32| Account {
        sign_in: Some(if n.is_multiple_of(7) {
            SignIn::Blocked
        } else {
            SignIn::Allowed
        }),
        ..directory_account(n, &name(n))
    };
    let accounts: Vec<_> = (0..10_310).map(account).collect();
    let rows: Vec<_> = accounts
        .iter()
        .map(|account| AccountRow {
            account: account.clone(),
            mailbox: None,
            verdict: None,
        })
        .collect();
    put(&store, accounts).await;
    let filters = [
        AccountFilter::All,
        AccountFilter::Licensed,
        AccountFilter::SignInBlocked,
    ];
    for search in ["rarely", "zoe", "avery", "contoso", "av", "nobody"] {
        for (filter, (sort, direction)) in filters.into_iter().flat_map(|f| ORDERS.map(|o| (f, o)))
        {
            let query = AccountQuery {
                filter,
                search: Some(search.to_owned()),
                sort,
                direction,
                limit: 50,
                ..AccountQuery::default()
            };
            let admitted = |r: &&AccountRow| filter.admits(r) && query.finds(r);
            let mut expected: Vec<_> = rows.iter().filter(admitted).collect();
            expected.sort_by_key(|r| sort.key(r));
            if direction == Direction::Descending {
                expected.reverse();
            }
            let first = page(&store, query.clone()).await;
            let count = Count::up_to(expected.len() as u64);
            assert_eq!(first.count, count, "{query:?}");
            let mut found = first.rows;
            if first.next.is_some() {
                let second = AccountQuery {
                    after: first.next,
                    ..query.clone()
                };
                let second = page(&store, second).await;
                assert_eq!(second.count, count, "{query:?}");
                found.extend(second.rows);
            }
            let found: Vec<_> = found.iter().map(|r| sort.key(r)).collect();
            let expected: Vec<_> = expected.iter().take(100).map(|r| sort.key(r)).collect();
            assert_eq!(found, expected, "{query:?}");
        }
    }
}

/// A backend may number what stands in order, and numbers between two others run out: from below, from above, from
/// both sides at once, and where everybody moves.
async fn accounts_stand_in_order_however_they_come(store: Arc<dyn Store>) {
    const MANY: u32 = 300;
    let named = |n: u32, name: String| Account {
        user_principal_name: format!("{name}@contoso.com"),
        ..directory_account(n, &name)
    };
    let ways: [fn(u32) -> u32; 3] = [
        |n| n,
        |n| MANY - n,
        |n| if n % 2 == 0 { n } else { 2 * MANY - n },
    ];
    put(
        &store,
        vec![named(1, "a".to_owned()), named(2, "z".to_owned())],
    )
    .await;
    let mut rows = Vec::new();
    for moved in ["", " moved"] {
        rows.clear();
        for (round, way) in (1..).zip(ways) {
            let account = |n| named(round * 1000 + n, format!("m{moved} {round} {:04}", way(n)));
            let accounts: Vec<_> = (0..MANY).map(account).collect();
            put(&store, accounts.clone()).await;
            rows.extend(accounts.into_iter().map(|account| AccountRow {
                account,
                mailbox: None,
                verdict: None,
            }));
        }
        for (sort, direction) in ORDERS {
            let query = AccountQuery {
                search: Some(format!("m{moved} ")),
                sort,
                direction,
                ..AccountQuery::default()
            };
            let (found, _) = whole(&store, &query, 100).await;
            assert_is(&found, &rows.iter().collect::<Vec<_>>(), &query);
            let everybody = AccountQuery {
                search: None,
                ..query
            };
            let (found, count) = whole(&store, &everybody, 100).await;
            assert_eq!(
                (found.len(), count),
                (rows.len() + 2, Count::Exactly(902)),
                "each once"
            );
        }
    }
}

async fn counts_are_those_of_the_rows(store: Arc<dyn Store>) {
    assert_eq!(store.account_counts(CONTOSO).await.expect("counts"), []);
    let rows = grown(&store, 3).await;
    let mut expected: BTreeMap<AccountFilter, u64> = BTreeMap::new();
    for filter in rows.iter().flat_map(AccountFilter::admitting) {
        *expected.entry(filter).or_default() += 1;
    }
    let counts = store.account_counts(CONTOSO).await.expect("counts");
    assert_eq!(counts, expected.into_iter().collect::<Vec<_>>());
    assert!(counts.len() > 8, "the sample is rich enough: {counts:?}");
    assert_eq!(
        reading(&store, CONTOSO, 1000, 1001).await,
        rows.len() as u64
    );
    assert_eq!(store.account_counts(CONTOSO).await.expect("counts"), []);
}

async fn what_a_review_says_stands_beside_the_account(store: Arc<dyn Store>) {
    let verdicts = async || {
        let (rows, _) = whole(&store, &AccountQuery::default(), 10).await;
        rows.into_iter().map(|r| r.verdict).collect::<Vec<_>>()
    };
    let review = async |n, records| {
        store
            .begin_snapshot(begun(CONTOSO, n))
            .await
            .expect("begin");
        store
            .put_records(begun(CONTOSO, n).id, records)
            .await
            .expect("put");
        store
            .finish_snapshot(finished(CONTOSO, n))
            .await
            .expect("finish");
    };
    let records = vec![
        record(1, "Info", Verdict::Removable),
        record(2, "Info", Verdict::Blocked),
    ];
    review(1, records).await;
    // An account that comes after the review knows what it said.
    let both = vec![directory_account(1, "a"), directory_account(2, "b")];
    put(&store, both.clone()).await;
    assert_eq!(
        verdicts().await,
        [Some(Verdict::Removable), Some(Verdict::Blocked)]
    );
    // A review that no longer holds a mailbox says nothing of it.
    review(2, vec![record(2, "Info", Verdict::Required)]).await;
    assert_eq!(verdicts().await, [None, Some(Verdict::Required)]);
    // Reading the directory again changes nothing of that.
    let again = both.into_iter().map(|account| Account {
        display_name: format!("{} again", account.display_name),
        read_at: time(50),
        ..account
    });
    put(&store, again.collect()).await;
    assert_eq!(verdicts().await, [None, Some(Verdict::Required)]);
}

async fn a_read_back_corrects_the_list(store: Arc<dyn Store>) {
    let held = SkuId::from_u128(77);
    let before = Account {
        licenses: Some(vec![licensed(held)]),
        ..directory_account(3, "Info")
    };
    put(&store, vec![before.clone()]).await;
    // The record was read at time(3), as was the account: it holds product 1, and nothing of sign-in.
    let corrected = vec![
        record(3, "Info", Verdict::Removable),
        record(4, "New", Verdict::Removable),
    ];
    store.correct(CONTOSO, corrected).await.expect("correct");
    let row = store
        .account(CONTOSO, before.id)
        .await
        .expect("account")
        .expect("there");
    let products: Vec<_> = row
        .account
        .licenses
        .iter()
        .flatten()
        .map(|h| h.sku)
        .collect();
    assert_eq!(products, [SkuId::from_u128(1)]);
    assert_eq!(row.account.sign_in, before.sign_in);
    assert_eq!(row.verdict, None, "there is no snapshot to hold a verdict");
    let of_held = AccountQuery {
        filter: AccountFilter::Product(held),
        ..AccountQuery::default()
    };
    assert_eq!(page(&store, of_held).await.count, Count::Exactly(0));
    let (rows, _) = whole(&store, &AccountQuery::default(), 10).await;
    assert_eq!(
        rows.len(),
        1,
        "whoever is not on the list is not added by a correction"
    );
}

async fn what_was_never_a_cursor_is_refused(store: Arc<dyn Store>) {
    let accounts = (0..9).map(|n| directory_account(n, "Info")).collect();
    put(&store, accounts).await;
    let first = AccountQuery {
        limit: 3,
        ..AccountQuery::default()
    };
    let real = page(&store, first.clone())
        .await
        .next
        .expect("there is more");
    let other_order = AccountQuery {
        sort: AccountSort::Upn,
        after: Some(real.clone()),
        ..first.clone()
    };
    let refused = store.accounts(CONTOSO, other_order).await;
    assert!(matches!(refused, Err(StoreError::BadCursor)), "{refused:?}");
    let cut = real.to_string()[..7].to_owned();
    for text in ["", "x", "zz", "6e", "é", "../..", "6eff", &cut] {
        let after: Cursor = text.parse().expect("any text");
        let query = AccountQuery {
            after: Some(after),
            ..first.clone()
        };
        let refused = store.accounts(CONTOSO, query).await;
        assert!(
            matches!(refused, Err(StoreError::BadCursor)),
            "{text}: {refused:?}"
        );
    }
}

/// A property over seeds: entered all at once or one by one, the list is the same.
async fn the_first_complete_reading_makes_the_list(store: Arc<dyn Store>) {
    let chance = Entropy::seeded(4);
    let accounts: Vec<_> = (0..90)
        .map(|n| random_account(n % 60, time(n), &chance))
        .collect();
    for some in accounts.chunks(20) {
        store
            .put_accounts(CONTOSO, some.to_vec())
            .await
            .expect("put");
    }
    let early = page(&store, AccountQuery::default()).await;
    assert_eq!((early.rows, early.count), (vec![], Count::Exactly(0)));
    // Ten of them were read before this reading began.
    assert_eq!(reading(&store, CONTOSO, 40, 100).await, 10);

    store.put_accounts(FABRIKAM, Vec::new()).await.expect("put");
    reading(&store, FABRIKAM, 0, 0).await;
    store.put_accounts(FABRIKAM, accounts).await.expect("put");
    reading(&store, FABRIKAM, 40, 100).await;
    let of_both = [CONTOSO, FABRIKAM];
    for filter in filters() {
        for (sort, direction) in ORDERS {
            let query = AccountQuery {
                filter,
                sort,
                direction,
                limit: 99,
                ..AccountQuery::default()
            };
            let [ours, theirs] = of_both.map(|tenant| store.accounts(tenant, query.clone()));
            let (ours, theirs) = (ours.await.expect("a page"), theirs.await.expect("a page"));
            assert_eq!(ids(&ours.rows), ids(&theirs.rows), "{query:?}");
            let all: Vec<_> = theirs.rows.iter().collect();
            assert_is(&ours.rows, &all, &query);
            assert_eq!(ours.count, theirs.count, "{query:?}");
        }
    }
    let counts = store.account_counts(CONTOSO).await.expect("counts");
    assert_eq!(
        store.account_counts(FABRIKAM).await.expect("counts"),
        counts
    );
}
