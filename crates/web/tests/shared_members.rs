//! The members of shared mailboxes on the pages, read from the embedded tenant.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

#[path = "common/live.rs"]
#[expect(dead_code, reason = "each test file uses another part of it")]
mod live;
#[path = "common/page.rs"]
#[expect(dead_code, reason = "each test file uses another part of it")]
mod page;

use http::StatusCode;
use live::Live;
use model::AccountId;
use page::assert_safe;
use serde_json::json;
use sim::World;
use store::RecordQuery;
use tenant::Profile;
use words::Language;

const HOSTILE: &str = "&#60;script&#62;alert(&#39;member&#39;)&#60;/script&#62;";

async fn contoso() -> Live {
    Live::read(World::new(Profile::Contoso, 250)).await
}

/// The account of the mailbox with this address.
async fn account(live: &Live, address: &str) -> AccountId {
    let store = live.world.store();
    let snapshot = store.latest_snapshot(live.world.conn.tenant()).await;
    let records = store.records(snapshot.unwrap().unwrap().id, RecordQuery::default());
    let records = records.await.unwrap();
    let found = records
        .iter()
        .find(|r| r.facts.name.primary_smtp_address == address);
    found.unwrap().facts.account
}

/// How many lists of members were asked for.
fn asked(live: &Live) -> u64 {
    let meter = live.world.conn.meter();
    meter
        .items
        .get("Get-MailboxPermission")
        .copied()
        .unwrap_or_default()
}

/// The next lists of members are refused.
async fn refuse(live: &Live, times: u64) {
    let matcher = json!({"operation": "exchange.Get-MailboxPermission"});
    let effect = json!({"kind": "status", "status": 403});
    live.world
        .fault(json!({"matcher": matcher, "effect": effect, "times": times}))
        .await;
}

#[tokio::test(start_paused = true)]
async fn the_members_of_a_mailbox_stand_on_its_page_in_every_language() {
    let live = contoso().await;
    let id = account(&live, "script@contoso.com").await;
    for language in Language::ALL {
        let path = format!("/shared-mailboxes/{id}/members?lang={}", language.tag());
        let page = live.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_safe(&page.html, &path);
        let (_, part) = page.html.split_once("<div id=\"members\">").unwrap();
        let (part, _) = part.split_once("</div>").unwrap();
        assert!(part.contains(&format!("<bdi>{HOSTILE}</bdi>")), "{part}");
        assert!(page.html.contains(&format!("/t/sample/users/{id}")));
        assert!(
            page.html
                .contains("Get-MailboxPermission -Identity &#39;script@contoso.com&#39;")
        );
    }
    let id = account(&live, "reception@contoso.com").await;
    let page = live.get(&format!("/shared-mailboxes/{id}/members")).await;
    for no_member in ["Front desk", "Contractors", "Organization Management"] {
        assert!(!page.html.contains(no_member), "{no_member}");
    }
    for unknown in ["%3Cscript%3E", "00000000-0000-0000-0000-000000000000"] {
        let page = live
            .get(&format!("/shared-mailboxes/{unknown}/members"))
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{unknown}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_page_of_mailboxes_reads_their_members_only_when_asked_to() {
    let live = contoso().await;
    let page = live.get("/shared-mailboxes").await;
    assert_eq!(asked(&live), 0);
    assert_eq!(page.html.matches("Show members</a>").count(), 50);
    let button = "<a class=\"button\" href=\"/t/sample/shared-mailboxes?members=1\">";
    assert!(page.html.contains(button), "{}", page.html);

    let before = live.world.conn.meter().total();
    let page = live.get("/shared-mailboxes?members=1&lang=en").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_safe(&page.html, "the list with members");
    assert_eq!(asked(&live), 50);
    assert_eq!(
        live.world.conn.meter().total() - before,
        5,
        "ten to a request"
    );
    assert_eq!(page.html.matches("Show members</a>").count(), 0);
    for said in [
        "No members",
        "1 member<",
        "2 members",
        "@contoso.com</bdi></li>",
        "Members read on ",
    ] {
        assert!(page.html.contains(said), "{said}");
    }
    let page = live
        .get("/shared-mailboxes?members=1&q=script@contoso.com")
        .await;
    assert!(page.html.contains(HOSTILE), "{}", page.html);
}

#[tokio::test(start_paused = true)]
async fn where_they_cannot_be_read_the_page_says_why_and_how_else() {
    let live = contoso().await;
    let id = account(&live, "script@contoso.com").await;
    refuse(&live, 1).await;
    let page = live
        .get(&format!("/shared-mailboxes/{id}/members?lang=en"))
        .await;
    assert_eq!(page.status, StatusCode::BAD_GATEWAY);
    for said in [
        "The members are not known.",
        "Exchange.ManageAsApp",
        "Get-RecipientPermission -Identity",
    ] {
        assert!(page.html.contains(said), "{said}: {}", page.html);
    }

    refuse(&live, 1).await;
    let page = live.get("/shared-mailboxes?members=1&lang=en").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.html.matches("The members are not known.").count(), 1);

    refuse(&live, 50).await;
    let page = live.get("/shared-mailboxes?members=1&lang=en").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.html.matches("The members are not known.").count(), 1);
    assert_eq!(
        page.html.matches("Show members</a>").count(),
        50,
        "each can be asked alone"
    );
}

#[tokio::test(start_paused = true)]
async fn the_panel_of_an_account_leads_to_the_members_of_its_mailbox() {
    let live = contoso().await;
    let id = account(&live, "script@contoso.com").await;
    let page = live.get(&format!("/users/{id}?lang=en")).await;
    let (_, mail) = page.html.split_once("id=\"mail\"").unwrap();
    let (mail, _) = mail.split_once("</section>").unwrap();
    let link = format!("href=\"/t/sample/shared-mailboxes/{id}/members\" data-members");
    assert!(mail.contains(&link), "{mail}");
    assert_eq!(asked(&live), 0, "a panel reads none");
}
