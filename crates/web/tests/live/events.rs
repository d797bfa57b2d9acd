//! What a page is told while a run goes on.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, HOST};
use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use sim::{Crash, Job, Template, World};
use store::LedgerQuery;
use tenant::Profile;
use tower::ServiceExt as _;

use crate::browser::Live;
use crate::runs::{proposed, reviewed, ticks};

/// An event as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    id: Option<u64>,
    name: String,
    data: String,
}

/// Everything that a stream says until it ends.
async fn listen(app: &Router, address: &str, last: Option<u64>) -> Vec<Told> {
    let mut request = Request::get(address)
        .header(HOST, "localhost")
        .header(ACCEPT_ENCODING, "gzip");
    if let Some(last) = last {
        request = request.header("last-event-id", last.to_string());
    }
    let request = request.body(Body::empty()).unwrap();
    let response = app.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{address}");
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    // A compressor would hold events back until it has enough of them.
    assert!(!response.headers().contains_key(CONTENT_ENCODING));
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    let text = String::from_utf8(bytes.into()).unwrap();
    let event = |block: &str| {
        let field = |name: &str| {
            let mut lines = block.lines();
            lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        };
        Some(Told {
            id: field("id").map(|id| id.parse().unwrap()),
            name: field("event")?.to_owned(),
            data: field("data").unwrap_or_default().to_owned(),
        })
    };
    text.split("\n\n").filter_map(event).collect()
}

/// The numbers of all entries of the ledger.
async fn numbers(world: &World) -> Vec<u64> {
    let entries = world.store().entries(LedgerQuery::default()).await;
    entries.unwrap().iter().map(|entry| entry.seq.0).collect()
}

fn ids(told: &[Told]) -> Vec<u64> {
    told.iter().filter_map(|event| event.id).collect()
}

#[tokio::test(start_paused = true)]
async fn a_page_that_was_away_hears_what_it_missed_and_nothing_twice() {
    let live = Live::new(Template::new(Profile::Contoso, 250).world(5));
    let world = &live.world;
    let review = reviewed(&live).await;
    let mut form = review.form("/proposals");
    for account in ticks(&review, "removable").iter().take(12) {
        form = form.with("mailbox", &account.to_string());
    }
    let proposal = proposed(&live, &form).await;
    let begun = live.submit(&proposal.form("/run")).await;
    let address = format!("{}/events", begun.location.unwrap());
    // Nothing is written yet: they hear it from its very beginning.
    let (early, other) = tokio::join!(
        listen(&live.app, &address, None),
        listen(&live.app, &address, None)
    );

    let all = numbers(world).await;
    assert_eq!(all.len(), 12 * 2 + 2, "begun and done, and the run itself");
    assert_eq!(ids(&early), all, "every entry, once, in its order");
    assert_eq!(early.last().unwrap().name, "ended");
    let names = |told: &[Told]| {
        told.iter()
            .map(|t| (t.id, t.name.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&early), names(&other), "everybody hears the same");
    let late = listen(&live.app, &address, None).await;
    assert_eq!(names(&late), names(&early), "so does whoever comes late");

    for away in all.iter().copied() {
        let missed = listen(&live.app, &address, Some(away)).await;
        let expected: Vec<_> = all.iter().copied().filter(|seq| *seq > away).collect();
        assert_eq!(ids(&missed), expected, "after {away}");
        assert_eq!(missed.last().unwrap().name, "ended", "after {away}");
        let query = listen(&live.app, &format!("{address}?after={away}"), None).await;
        assert_eq!(
            names(&query),
            names(&missed),
            "a page says it in the address"
        );
    }
    // What the last event of a step says is what the page shows.
    let last = early.iter().rfind(|told| told.name == "step").unwrap();
    let data: serde_json::Value = serde_json::from_str(&last.data).unwrap();
    assert_eq!(data["done"], data["total"]);
    assert_eq!(data["total"], 12);
    assert_eq!(data["step"]["outcome"], "Done");
}

#[tokio::test(start_paused = true)]
async fn a_run_of_another_process_is_heard_as_well() {
    let world = Template::new(Profile::Contoso, 250).world(5);
    let job = Job::first(&world, 2).await;
    let live = Live::new(world);
    job.attempt(&live.world, None).await.unwrap();
    let entries = live.world.store().entries(LedgerQuery::default()).await;
    let body = &entries.unwrap()[0].body;
    let (run, plan) = (body.run.to_string(), body.plan.to_string());
    for id in [run, plan] {
        let told = listen(&live.app, &format!("/t/contoso/runs/{id}/events"), None).await;
        assert_eq!(ids(&told), numbers(&live.world).await, "{id}");
        let names: Vec<_> = told.iter().map(|t| t.name.as_str()).collect();
        assert_eq!(names.first(), Some(&"started"));
        assert_eq!(names.last(), Some(&"ended"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_run_that_died_is_told_as_stopped() {
    let world = Template::new(Profile::Contoso, 250).world(5);
    let job = Job::first(&world, 2).await;
    let crash = Arc::new(Crash::at("after_write", 1));
    job.attempt(&world, Some(&crash)).await.unwrap();
    let live = Live::new(world.restarted());
    let tenant = live.world.conn.tenant();
    let (run, _) = live.world.store().open_runs(tenant).await.unwrap()[0];
    let told = listen(&live.app, &format!("/t/contoso/runs/{run}/events"), None).await;
    assert_eq!(ids(&told), numbers(&live.world).await);
    assert_eq!(told.last().unwrap().name, "stopped");
}

#[tokio::test(start_paused = true)]
async fn a_run_that_nobody_knows_is_words() {
    let live = Live::new(Template::new(Profile::Contoso, 250).world(5));
    let unknown = uuid::Uuid::from_u128(7).to_string();
    for id in ["x", "%3Cscript%3E", &unknown, &"ab".repeat(32)] {
        for page in ["", "/events"] {
            let page = live.get(&format!("/t/contoso/runs/{id}{page}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{id}");
            assert!(page.html.contains("nothing was changed"), "{}", page.html);
            assert!(!page.html.contains("<script>"), "{}", page.html);
        }
    }
}
