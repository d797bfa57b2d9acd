//! Faults, limits, the clock, images: what tests of others stand on.

mod support;

use std::time::Duration;

use http::StatusCode;
use serde_json::{Value, json};
use support::World;

use boxseat_tenant::{Profile, Seed, Tenant};

#[tokio::test]
async fn each_fault_does_what_it_says_and_counts() {
    let world = World::new().await;
    for (effect, status, code, wait) in [
        (
            json!({"kind": "throttle", "retryAfter": "2.128"}),
            429,
            "TooManyRequests",
            Some("2.128"),
        ),
        (json!({"kind": "throttle"}), 429, "TooManyRequests", None),
        (
            json!({"kind": "conflict", "retryAfter": 3}),
            409,
            "Directory_ConcurrencyViolation",
            Some("3"),
        ),
        (
            json!({"kind": "status", "status": 503, "retryAfter": 5}),
            503,
            "serviceNotAvailable",
            Some("5"),
        ),
        (
            json!({"kind": "status", "status": 401}),
            401,
            "InvalidAuthenticationToken",
            None,
        ),
    ] {
        world
            .fault(json!({"matcher": {"path": "/v1.0/org*"}, "effect": effect}))
            .await;
        let answer = world.get("/v1.0/organization").await;
        assert_eq!(
            (
                answer.status.as_u16(),
                answer.error().0.as_str(),
                answer.header("retry-after")
            ),
            (status, code, wait),
            "{effect}"
        );
        assert_eq!(world.get("/v1.0/organization").await.status, StatusCode::OK);
    }
    world
        .fault(json!({"effect": {"kind": "status", "status": 502, "body": "html"}}))
        .await;
    let page = world.get("/v1.0/organization").await;
    assert!(
        page.status == StatusCode::BAD_GATEWAY && page.text.starts_with("<html>"),
        "{page:?}"
    );
    assert_eq!(world.fired().await, [1; 6]);
    let wrong = world
        .post("/_tenant/faults", json!({"effect": {"kind": "earthquake"}}))
        .await;
    assert!(
        wrong.status == StatusCode::BAD_REQUEST && wrong.text.contains("earthquake"),
        "{wrong:?}"
    );
}

#[tokio::test]
async fn a_lost_answer_was_applied_and_a_dropped_request_was_not() {
    let world = World::new().await;
    let user = world
        .user(|u| u["onPremisesSyncEnabled"].is_null() && u["accountEnabled"] == true)
        .await;
    let path = format!("/v1.0/users/{}", user["id"].as_str().unwrap());
    let account = json!({"account": user["userPrincipalName"]});
    for (effect, applied) in [
        (json!({"kind": "drop"}), false),
        (json!({"kind": "lose_answer"}), true),
    ] {
        world
            .fault(json!({"matcher": account, "effect": effect}))
            .await;
        let answer = world.patch(&path, json!({"accountEnabled": false})).await;
        assert!(answer.dropped, "{answer:?}");
        let enabled = &world
            .get(&format!("{path}?$select=accountEnabled"))
            .await
            .json()["accountEnabled"];
        assert_eq!(*enabled, json!(!applied), "{effect}");
    }
    world.fault(json!({"matcher": account, "effect": {"kind": "lose_answer", "how": "gateway_timeout"}})).await;
    assert_eq!(
        world
            .patch(&path, json!({"accountEnabled": true}))
            .await
            .status,
        StatusCode::GATEWAY_TIMEOUT
    );
    assert_eq!(
        world
            .get(&format!("{path}?$select=accountEnabled"))
            .await
            .json()["accountEnabled"],
        true
    );
    assert_eq!(world.fired().await, [1, 1, 1]);
}

#[tokio::test(start_paused = true)]
async fn a_slow_write_holds_its_account() {
    let world = World::new().await;
    let user = world
        .user(|u| u["assignedLicenses"].as_array().unwrap().len() == 1)
        .await;
    let path = format!("/v1.0/users/{}/assignLicense", user["id"].as_str().unwrap());
    let nothing = json!({"addLicenses": [], "removeLicenses": []});
    world.fault(json!({"matcher": {"operation": "users.assignLicense"}, "effect": {"kind": "slow", "millis": 30_000}})).await;
    let slow = world.post(&path, nothing.clone());
    let second = async {
        tokio::time::sleep(Duration::from_secs(10)).await;
        world.post(&path, nothing.clone()).await
    };
    let start = tokio::time::Instant::now();
    let (slow, second) = tokio::join!(slow, second);
    assert!(start.elapsed() >= Duration::from_secs(30));
    assert_eq!(
        (slow.status, second.status),
        (StatusCode::OK, StatusCode::CONFLICT)
    );
    assert_eq!(world.post(&path, nothing).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_documented_quota_of_writes_is_kept() {
    let world = World::with(&Seed {
        users: 30,
        ..Seed::default()
    })
    .await;
    world.empty_bucket("write/%");
    let user = world.user(|u| u["onPremisesSyncEnabled"].is_null()).await;
    let path = format!("/v1.0/users/{}", user["id"].as_str().unwrap());
    let body = json!({"accountEnabled": user["accountEnabled"]});
    // The first write makes the bucket, the next finds it empty.
    assert_eq!(
        world.patch(&path, body.clone()).await.status,
        StatusCode::NO_CONTENT
    );
    world.empty_bucket("write/%");
    let answer = world.patch(&path, body.clone()).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("retry-after"), Some("10"));
    assert!(
        answer
            .header("x-ms-throttle-scope")
            .unwrap()
            .starts_with("Tenant_Application/Write/")
    );
    assert_eq!(
        answer.header("x-ms-throttle-information"),
        Some("WriteLimitExceeded")
    );
    let members: Vec<String> = answer.json()["error"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(members, ["code", "innerError", "message"]);
    world.advance(10).await;
    let answer = world.patch(&path, body).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert!(
        answer
            .header("x-ms-throttle-limit-percentage")
            .unwrap()
            .parse::<f64>()
            .unwrap()
            > 0.8
    );
}

#[tokio::test]
async fn an_image_and_a_reset_bring_everything_back() {
    let world = World::new().await;
    let before = world.get("/_tenant/export").await.json();
    assert!(!before.to_string().contains(world.token.as_str()));
    let user = world
        .user(|u| u["onPremisesSyncEnabled"].is_null() && u["accountEnabled"] == true)
        .await;
    let path = format!("/v1.0/users/{}", user["id"].as_str().unwrap());
    let enabled = || async {
        world
            .get(&format!("{path}?$select=accountEnabled"))
            .await
            .json()["accountEnabled"]
            .clone()
    };
    for way in ["import", "reset"] {
        world.patch(&path, json!({"accountEnabled": false})).await;
        assert_eq!(enabled().await, false);
        let done = match way {
            "import" => {
                world
                    .call(
                        http::Method::PUT,
                        "/_tenant/import",
                        Some(before.clone()),
                        &[],
                    )
                    .await
            }
            _ => world.post("/_tenant/reset", Value::Null).await,
        };
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{way} {done:?}");
        assert_eq!(enabled().await, true, "{way}");
    }
    let mut foreign = before;
    foreign["schema"] = json!(99);
    let refused = world
        .call(http::Method::PUT, "/_tenant/import", Some(foreign), &[])
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_clock_goes_forward_only_and_another_process_sees_it() {
    let world = World::new().await;
    let moved = world.advance(86_400).await;
    assert_eq!(moved["now"], "2026-11-23T08:00:00Z");
    let back = world
        .post(
            "/_tenant/clock/advance",
            json!({"to": "2026-11-22T08:00:00Z"}),
        )
        .await;
    assert!(
        back.status == StatusCode::BAD_REQUEST && back.text.contains("does not go back"),
        "{back:?}"
    );
    let other = world.open_again();
    assert_eq!(other.now().unwrap().to_string(), "2026-11-23T08:00:00Z");
    assert_eq!(other.id(), world.tenant.id());
}

#[tokio::test]
async fn pages_of_a_browser_and_other_machines_are_kept_out() {
    let world = World::new().await;
    for header in [("origin", "http://evil.example"), ("host", "evil.example")] {
        let answer = world
            .call(http::Method::POST, "/_tenant/reset", None, &[header])
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{header:?}");
    }
}

#[test]
fn a_tenant_that_is_there_or_is_none_is_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tenant.db");
    let missing = Tenant::open(&file, model::Env::system())
        .unwrap_err()
        .to_string();
    assert!(missing.contains("does not exist"), "{missing}");
    let seed = Seed {
        users: 10,
        ..Seed::of(Profile::BusinessStandard)
    };
    Tenant::create(&file, &seed, model::Env::system()).unwrap();
    let twice = Tenant::create(&file, &seed, model::Env::system())
        .unwrap_err()
        .to_string();
    assert!(twice.contains("exists already"), "{twice}");
    fs_err::write(folder.path().join("text.db"), "not a database").unwrap();
    assert!(Tenant::open(&folder.path().join("text.db"), model::Env::system()).is_err());
}
