//! The history: found again, taken along, checked, and put back entry by entry.

use http::StatusCode;
use model::AccountId;
use serde_json::Value;
use sim::World;
use store::LedgerQuery;
use tenant::Profile;

use crate::browser::{Live, Page};
use crate::runs::{proposed, ran, reviewed, ticks};

/// Takes the licences of the first `n` removable mailboxes; answers their accounts.
async fn removed(live: &Live, n: usize) -> Vec<AccountId> {
    let page = reviewed(live).await;
    let accounts: Vec<_> = ticks(&page, "removable").into_iter().take(n).collect();
    let mut form = page.form("/proposals");
    for account in &accounts {
        form = form.with("mailbox", &account.to_string());
    }
    let proposal = proposed(live, &form).await;
    ran(live, &proposal).await;
    accounts
}

/// The numbers of the entries on a page.
fn entries(page: &Page) -> Vec<u64> {
    let ids = page.html.split(" id=\"entry-").skip(1);
    ids.map(|rest| rest.split_once('"').unwrap().0.parse().unwrap())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn what_is_ticked_is_put_back_and_nothing_else() {
    let live = Live::new(World::new(Profile::Contoso, 250));
    let accounts = removed(&live, 5).await;
    let page = live.get("/t/contoso/history").await;
    assert_eq!(
        entries(&page).len(),
        5,
        "what came of it, not that it began"
    );
    let changes: Vec<_> = page
        .html
        .split("name=\"change\" value=\"")
        .skip(1)
        .map(|rest| rest.split_once('"').unwrap().0.to_owned())
        .collect();
    assert_eq!(changes.len(), 5);
    let mut form = page.form("/proposals");
    for change in changes.iter().take(2) {
        form = form.with("change", change);
    }
    let (_, run) = {
        let proposal = proposed(&live, &form).await;
        assert!(
            proposal.html.contains("on 2 mailboxes"),
            "{}",
            proposal.html
        );
        ran(&live, &proposal).await
    };
    assert!(run.html.contains("Ended on"), "{}", run.html);

    // One by its account, the rest of the run by its plan: what is back already is not touched.
    let account = accounts
        .iter()
        .find(|id| !run.html.contains(&id.to_string()));
    let mine = format!("/t/contoso/history?account={}", account.unwrap());
    let page = live.get(&mine).await;
    assert_eq!(entries(&page).len(), 1);
    let plan = page.html.split_once("name=\"plan\" value=\"").unwrap().1;
    let plan = plan.split_once('"').unwrap().0.to_owned();
    let form = page.form("/proposals").with("plan", &plan);
    let proposal = proposed(&live, &form).await;
    assert!(
        proposal.html.contains("on 3 mailboxes"),
        "{}",
        proposal.html
    );
    ran(&live, &proposal).await;
    let page = reviewed(&live).await;
    let again = ticks(&page, "removable");
    assert!(accounts.iter().all(|id| again.contains(id)), "all are back");
}

#[tokio::test(start_paused = true)]
async fn entries_are_found_by_person_account_run_and_outcome() {
    let live = Live::new(World::new(Profile::Contoso, 250));
    let accounts = removed(&live, 4).await;
    let all = live.world.store().entries(LedgerQuery::default()).await;
    let all = all.unwrap();
    let (run, name) = (all[0].body.run, "alex%40contoso.com");
    let one = accounts[0];
    let snapshot = live.world.store().latest_snapshot(live.world.conn.tenant());
    let snapshot = snapshot.await.unwrap().unwrap().id;
    let record = live.world.store().record(snapshot, one).await.unwrap();
    let address = record.unwrap().facts.name.primary_smtp_address;
    for (query, expected) in [
        (String::new(), 4),
        ("outcome=every".to_owned(), all.len()),
        ("outcome=done".to_owned(), 4),
        ("outcome=refused".to_owned(), 0),
        (format!("person={name}"), 4),
        ("person=nobody".to_owned(), 0),
        (format!("run={run}&outcome=every"), all.len()),
        (format!("run={}", uuid::Uuid::from_u128(9)), 0),
        (format!("account={one}"), 1),
        (format!("account={}", address.to_uppercase()), 1),
        ("account=nothing+like+this".to_owned(), 0),
    ] {
        let page = live.get(&format!("/t/contoso/history?{query}")).await;
        assert_eq!(page.status, StatusCode::OK);
        let found = entries(&page);
        assert_eq!(found.len(), expected, "{query}");
        assert!(
            found.is_sorted_by(|a, b| a > b),
            "{query}: the newest first"
        );
        assert_eq!(
            expected == 0,
            page.html.contains("class=\"empty\""),
            "{query}"
        );
    }
    let page = live.get("/t/contoso/history?verify=yes").await;
    let said = format!("{} entries, every hash fits", all.len());
    assert!(page.html.contains(&said), "{}", page.html);
}

#[tokio::test(start_paused = true)]
async fn a_long_history_is_read_page_by_page_and_no_entry_is_left_out() {
    let live = Live::new(World::new(Profile::Contoso, 250));
    let page = reviewed(&live).await;
    let form = page.form("/proposals").with("all", "yes");
    let proposal = proposed(&live, &form).await;
    let number = proposal.html.split_once("mailboxes, ").unwrap().1;
    let number = number.split_once('<').unwrap().0.to_owned();
    let form = proposal.form("/run").with("number", &number);
    let (address, _) = live.submit_and_follow(&form).await;
    live.wait(&address).await;

    let all = live.world.store().entries(LedgerQuery::default()).await;
    let mut expected: Vec<_> = all.unwrap().iter().map(|e| e.seq.0).collect();
    expected.reverse();
    assert!(expected.len() > 110, "{}", expected.len());
    let mut address = "/t/contoso/history?outcome=every".to_owned();
    let mut seen = Vec::new();
    loop {
        let page = live.get(&address).await;
        seen.extend(entries(&page));
        let marker = "button\" href=\"/t/contoso/history?outcome=every&#38;before=";
        let Some((_, rest)) = page.html.split_once(marker) else {
            break;
        };
        let before = rest.split_once('"').unwrap().0;
        address = format!("/t/contoso/history?outcome=every&before={before}");
    }
    assert_eq!(seen, expected);

    let json = live
        .get("/t/contoso/history/export?format=json&outcome=every")
        .await;
    let json: Value = serde_json::from_str(&json.html).unwrap();
    let seqs = json
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["seq"].as_u64().unwrap());
    assert_eq!(seqs.collect::<Vec<_>>(), expected);
    let csv = live
        .get("/t/contoso/history/export?format=csv&outcome=every")
        .await;
    assert_eq!(csv.html.lines().count(), expected.len() + 1);
    assert!(
        csv.html.starts_with("entry,at,by,via,run,plan,"),
        "{}",
        csv.html
    );
}
