//! What is set on the pages holds on the command line too, and what is done there stands in the same history.

#![expect(clippy::unwrap_used, reason = "what cannot be set up ends the test")]

#[expect(dead_code, reason = "each test file uses another part of it")]
mod support;

use std::sync::Arc;

use engine::{Caller, Channel, Engine, TotalAsked, TotalEnd, TotalGoal};
use m365::{Connection, HttpTransport};
use model::{Env, Exclusion};
use store_sqlite::SqliteStore;
use support::{Server, World};
use wire::ConnectInfo;

/// The engine over the data folder of a world, as the pages have it.
fn door(world: &World, server: &Server) -> (Engine, Connection, Caller) {
    let store = SqliteStore::open(&world.path("data")).unwrap();
    let info = ConnectInfo::read(&server.connect).unwrap();
    let transport = Arc::new(HttpTransport::new(None).unwrap());
    (
        Engine::new(Arc::new(store), Env::system()),
        Connection::new(&info, transport, Env::system()),
        Caller::owner("Megan", "web"),
    )
}

#[tokio::test]
async fn exclusions_and_policy_of_the_pages_hold_on_the_command_line() {
    let world = World::new();
    let server = world.serve(&[]);
    let connect = ["--connect", server.connect()];
    let told = |args: &[&str]| world.run(&[args, &connect].concat());
    let name = ["remove-license", "binned@contoso.com", "--dry-run"];
    assert_eq!(told(&name).code, 0);

    let (engine, conn, megan) = door(&world, &server);
    let exclusion = Exclusion {
        mailbox: "binned@contoso.com".to_owned(),
        reason: "legal asks".to_owned(),
        until: None,
    };
    engine
        .exclude(&megan, conn.tenant(), exclusion)
        .await
        .unwrap();
    let dry = told(&name);
    let all = format!("{}{}", dry.stdout, dry.stderr);
    assert!(all.contains("is excluded: legal asks"), "{all}");
    let review = told(&["review", "--mailbox", "binned@contoso.com"]);
    assert!(
        review.stderr.contains("is excluded: legal asks"),
        "{}",
        review.told()
    );
    assert!(
        engine
            .include(&megan, conn.tenant(), "binned@contoso.com")
            .await
            .unwrap()
    );
    assert_eq!(told(&name).code, 0);

    // What was typed counts before what was set.
    let policy = Some("article-2021".to_owned());
    engine
        .set_policy(&megan, conn.tenant(), policy)
        .await
        .unwrap();
    told(&["review"]).good();
    let latest = async || {
        let found = engine.store().latest_snapshot(conn.tenant()).await;
        found.unwrap().unwrap().policy
    };
    assert_eq!(latest().await, "article-2021");
    told(&["review", "--policy", "current"]).good();
    assert_eq!(latest().await, "current");
}

#[tokio::test]
async fn a_new_number_stands_in_the_history() {
    let world = World::new();
    let server = world.serve(&[]);
    let (engine, conn, megan) = door(&world, &server);
    let products = engine.products(&megan, &conn).await.unwrap();
    let all = products.products.value().unwrap();
    let mut change = None;
    for s in all.iter().flat_map(|p| &p.subscriptions) {
        let goal = TotalGoal {
            subscription: s.id,
            from: s.total.unwrap(),
            to: s.total.unwrap() + 1,
        };
        let asked = engine.propose_total(&megan, &conn, &goal).await.unwrap();
        if let TotalAsked::Proposed(c) = asked
            && c.obstacles.is_empty()
            && matches!(c.channel, Channel::Submit { .. })
        {
            change = Some(goal);
            break;
        }
    }
    let goal = change.unwrap();
    let end = engine.submit_total(&megan, &conn, &goal).await.unwrap();
    assert!(matches!(end, TotalEnd::Done(_)), "{end:?}");

    let connect = ["--connect", server.connect()];
    let history = world.json(&[&["history", "-o", "json", "--verify"], &connect[..]].concat());
    let [row] = &history.as_array().unwrap()[..] else {
        panic!("{history}")
    };
    assert_eq!(
        (&row["outcome"], &row["by"], &row["via"]),
        (&"done".into(), &"Megan".into(), &"web".into())
    );
    assert_eq!(
        (&row["total"]["from"], &row["total"]["to"]),
        (&goal.from.into(), &goal.to.into())
    );
    assert_eq!(row["mailbox"], serde_json::Value::Null);
    let table = world.run(&[&["history"], &connect[..]].concat()).good();
    assert!(table.contains("Megan"), "{table}");
    let csv = world
        .run(&[&["history", "-o", "csv"], &connect[..]].concat())
        .good();
    assert!(
        csv.lines()
            .nth(1)
            .unwrap()
            .contains(&format!(",{},{},done,", goal.from, goal.to)),
        "{csv}"
    );
    // Nothing of a mailbox is in it, so nothing of it can be put back.
    let back = world.run(&[&["restore", "1", "--yes"], &connect[..]].concat());
    assert_eq!(back.code, 2, "{}", back.told());
}
