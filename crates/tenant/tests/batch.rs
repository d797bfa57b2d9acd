//! `$batch`: limits, order, dependencies, collisions, and what happens to single items.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod support;

use http::StatusCode;
use serde_json::{Value, json};
use support::World;

fn gets(n: usize) -> Vec<Value> {
    (0..n)
        .map(|i| json!({"id": i.to_string(), "method": "GET", "url": "/subscribedSkus"}))
        .collect()
}

fn by_id<'a>(answer: &'a Value, id: &str) -> &'a Value {
    answer["responses"]
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r["id"] == id)
        .unwrap()
}

#[tokio::test]
async fn twenty_are_answered_in_no_order_and_each_is_counted() {
    let world = World::new().await;
    let answer = world
        .post("/v1.0/$batch", json!({"requests": gets(20)}))
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let body = answer.json();
    let ids: Vec<&str> = body["responses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["id"].as_str().unwrap())
        .collect();
    let sent: Vec<String> = (0..20).map(|i| i.to_string()).collect();
    assert_ne!(ids, sent);
    let mut sorted: Vec<usize> = ids.iter().map(|id| id.parse().unwrap()).collect();
    sorted.sort_unstable();
    assert_eq!(sorted, (0..20).collect::<Vec<_>>());
    let one = by_id(&body, "3");
    assert_eq!(
        (&one["status"], &one["headers"]["x-ms-resource-unit"]),
        (&json!(200), &json!("3"))
    );
    let counts = world.get("/_tenant/requests").await.json();
    assert_eq!(
        (
            &counts["operations"]["subscribedSkus"],
            &counts["operations"]["batch"]
        ),
        (&json!(20), &json!(1))
    );
}

#[tokio::test]
async fn a_batch_that_cannot_be_read_is_refused_whole() {
    let world = World::new().await;
    let twice = json!([{"id": "a", "method": "GET", "url": "/users"}, {"id": "A", "method": "GET", "url": "/users"}]);
    let circle = json!([{"id": "1", "method": "GET", "url": "/users", "dependsOn": ["2"]}, {"id": "2", "method": "GET", "url": "/users", "dependsOn": ["1"]}]);
    let bare = json!([{"id": "1", "method": "POST", "url": "/users/x/assignLicense", "body": {}}]);
    for requests in [json!(gets(21)), json!([]), twice, circle, bare, json!("x")] {
        let answer = world
            .post("/v1.0/$batch", json!({"requests": requests}))
            .await;
        assert_eq!(
            (answer.status, answer.error().0.as_str()),
            (StatusCode::BAD_REQUEST, "BadRequest"),
            "{answer:?}"
        );
    }
}

#[tokio::test]
async fn what_depends_on_a_failure_is_not_run() {
    let world = World::new().await;
    let body = world.post("/v1.0/$batch", json!({"requests": [
        {"id": "1", "method": "GET", "url": "/users/nobody"},
        {"id": "2", "method": "GET", "url": "/users", "dependsOn": ["1"]},
        {"id": "3", "method": "GET", "url": "users?$count=true&$top=1", "headers": {"ConsistencyLevel": "eventual"}},
    ]})).await.json();
    assert_eq!(by_id(&body, "1")["status"], 404);
    assert_eq!(by_id(&body, "2")["status"], 424);
    assert!(by_id(&body, "3")["body"]["@odata.count"].is_u64());
    assert_eq!(
        world.get("/_tenant/requests").await.json()["operations"]["users.list"],
        1
    );
}

#[tokio::test]
async fn two_writes_on_one_account_collide_unless_they_are_chained() {
    let world = World::new().await;
    let user = world
        .user(|u| {
            u["assignedLicenses"].as_array().unwrap().len() == 1
                && u["licenseAssignmentStates"][0]["assignedByGroup"].is_null()
        })
        .await;
    let (id, upn) = (
        user["id"].as_str().unwrap(),
        user["userPrincipalName"].as_str().unwrap(),
    );
    let write = |item: &str, who: &str, depends: &[&str]| {
        json!({
            "id": item, "method": "POST", "url": format!("/users/{who}/assignLicense"), "dependsOn": depends,
            "headers": {"Content-Type": "application/json"}, "body": {"addLicenses": [], "removeLicenses": []},
        })
    };
    let body = world
        .post(
            "/v1.0/$batch",
            json!({"requests": [write("1", id, &[]), write("2", upn, &[])]}),
        )
        .await
        .json();
    assert_eq!(by_id(&body, "1")["status"], 200, "{body}");
    assert_eq!(by_id(&body, "2")["status"], 409);
    assert_eq!(
        by_id(&body, "2")["body"]["error"]["code"],
        "Directory_ConcurrencyViolation"
    );
    let body = world
        .post(
            "/v1.0/$batch",
            json!({"requests": [write("1", id, &[]), write("2", upn, &["1"])]}),
        )
        .await
        .json();
    assert_eq!(by_id(&body, "2")["status"], 200, "{body}");
}

#[tokio::test]
async fn a_single_item_is_throttled_with_its_own_wait() {
    let world = World::new().await;
    world.fault(json!([
        {"matcher": {"operation": "subscribedSkus", "scope": "item"}, "effect": {"kind": "throttle", "retryAfter": 7}, "times": 2},
        {"matcher": {"operation": "organization", "scope": "item"}, "effect": {"kind": "drop"}},
        {"matcher": {"operation": "organization", "scope": "call"}, "effect": {"kind": "throttle"}},
    ])).await;
    let body = world
        .post(
            "/v1.0/$batch",
            json!({"requests": [
                {"id": "1", "method": "GET", "url": "/subscribedSkus"},
                {"id": "2", "method": "GET", "url": "/subscribedSkus"},
                {"id": "3", "method": "GET", "url": "/subscribedSkus"},
                {"id": "4", "method": "GET", "url": "/organization"},
            ]}),
        )
        .await
        .json();
    let statuses: Vec<&Value> = ["1", "2", "3", "4"]
        .iter()
        .map(|id| &by_id(&body, id)["status"])
        .collect();
    assert_eq!(
        statuses,
        [&json!(429), &json!(429), &json!(200), &json!(504)]
    );
    assert_eq!(by_id(&body, "1")["headers"]["Retry-After"], "7");
    assert_eq!(world.fired().await, [2, 1, 0]);
}
