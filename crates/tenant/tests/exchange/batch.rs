//! `$batch`.

use serde_json::{Value, json};

use crate::world::{ANCHOR, Answer, World, command};

fn item(world: &World, id: usize, cmdlet: &str, parameters: Value) -> Value {
    json!({
        "id": id.to_string(), "method": "POST", "url": world.url(),
        "headers": {"X-CmdletName": cmdlet, "X-AnchorMailbox": ANCHOR, "Accept": "application/json"},
        "body": command(cmdlet, parameters),
    })
}

async fn send(world: &World, items: Vec<Value>, prefer: &str) -> Answer {
    let url = world.url().replace("InvokeCommand", "$batch");
    world
        .post(&url, &json!({ "requests": items }), &[("prefer", prefer)])
        .await
}

const GO_ON: &str = "odata.maxpagesize = 1000;odata.continue-on-error";

#[tokio::test]
async fn ten_commands_are_answered_each_for_itself() {
    let world = World::new().await;
    let mut items: Vec<_> = world
        .ids("m.ever_used = 1")
        .iter()
        .take(8)
        .enumerate()
        .map(|(n, id)| item(&world, n, "Get-MailboxStatistics", json!({"Identity": id})))
        .collect();
    items.push(item(
        &world,
        8,
        "Get-Mailbox",
        json!({"Identity": "nobody@contoso.com"}),
    ));
    items.push(item(&world, 9, "Get-Nonsense", json!({})));
    let answer = send(&world, items, GO_ON).await.json();
    let responses = answer["responses"].as_array().unwrap();
    assert_eq!(responses.len(), 10);
    for response in &responses[..8] {
        assert_eq!(response["status"], 200);
        assert_eq!(response["body"]["value"].as_array().unwrap().len(), 1);
    }
    assert_eq!(
        (&responses[8]["id"], &responses[8]["status"]),
        (&json!("8"), &json!(404))
    );
    assert_eq!(responses[9]["status"], 403);
    assert!(responses[9].get("body").is_none());
}

#[tokio::test]
async fn eleven_are_too_many() {
    let world = World::new().await;
    let items = (0..11)
        .map(|n| item(&world, n, "Get-OrganizationConfig", json!({})))
        .collect();
    assert_eq!(send(&world, items, GO_ON).await.status, 400);
}

#[tokio::test]
async fn without_the_preference_a_batch_ends_at_the_first_failure() {
    let world = World::new().await;
    let items = |world: &World| {
        vec![
            item(world, 0, "Get-OrganizationConfig", json!({})),
            item(world, 1, "Get-Nonsense", json!({})),
            item(world, 2, "Get-OrganizationConfig", json!({})),
        ]
    };
    for (prefer, answered) in [("odata.maxpagesize=1000", 2), (GO_ON, 3)] {
        let body = send(&world, items(&world), prefer).await.json();
        assert_eq!(
            body["responses"].as_array().unwrap().len(),
            answered,
            "{prefer}"
        );
    }
}

#[tokio::test]
async fn a_page_inside_a_batch_has_a_link_that_goes_on_in_a_batch() {
    let world = World::crowd(100).await;
    let mut first = item(&world, 0, "Get-Mailbox", json!({"ResultSize": "Unlimited"}));
    first["headers"]["Prefer"] = json!("odata.maxpagesize=30");
    let body = send(&world, vec![first.clone()], GO_ON).await.json();
    let link = body["responses"][0]["body"]["@odata.nextLink"].clone();
    assert!(link.as_str().unwrap().starts_with(&world.url()));
    let mut second = first;
    second["url"] = link;
    let next = send(&world, vec![second], GO_ON).await.json();
    assert_eq!(
        next["responses"][0]["body"]["value"]
            .as_array()
            .unwrap()
            .len(),
        30
    );
    assert_ne!(
        next["responses"][0]["body"]["value"],
        body["responses"][0]["body"]["value"]
    );
}

#[tokio::test]
async fn a_batch_needs_a_token() {
    let mut world = World::new().await;
    world.grant(&json!([]), &json!([])).await;
    let items = vec![item(&world, 0, "Get-OrganizationConfig", json!({}))];
    assert_eq!(send(&world, items, GO_ON).await.status, 401);
}
