//! `assignLicense`: every refusal, atomicity, seats of two sources, licence details, late visibility.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod support;

use http::StatusCode;
use serde_json::{Value, json};
use support::World;

use boxseat_tenant::{Profile, Seed};

const NOBODY: &str = "00000000-0000-0000-0000-0000000000aa";

async fn assign(world: &World, id: &str, add: &[&str], remove: &[&str]) -> support::Answer {
    let add: Vec<Value> = add
        .iter()
        .map(|sku| json!({"skuId": sku, "disabledPlans": []}))
        .collect();
    world
        .post(
            &format!("/v1.0/users/{id}/assignLicense"),
            json!({"addLicenses": add, "removeLicenses": remove}),
        )
        .await
}

async fn skus(world: &World) -> Vec<Value> {
    world.get("/v1.0/subscribedSkus").await.json()["value"]
        .as_array()
        .unwrap()
        .clone()
}

fn is_direct(user: &Value) -> bool {
    let states = user["licenseAssignmentStates"].as_array().unwrap();
    !states.is_empty()
        && states
            .iter()
            .all(|state| state["assignedByGroup"].is_null())
}

#[tokio::test]
async fn refusals_come_in_the_services_words() {
    let world = World::new().await;
    let user = world
        .user(|u| is_direct(u) && u["usageLocation"].is_string())
        .await;
    let id = user["id"].as_str().unwrap();
    let path = format!("/v1.0/users/{id}/assignLicense");
    for (body, code, text) in [
        (
            json!({"addLicenses": []}),
            "Request_BadRequest",
            "The missing parameters are: removeLicenses.",
        ),
        (
            json!({}),
            "Request_BadRequest",
            "The missing parameters are: addLicenses, removeLicenses.",
        ),
        (
            json!({"addLicenses": [], "removeLicenses": ["E3"]}),
            "BadRequest",
            "Cannot convert the literal 'E3' to the expected type 'Edm.Guid'.",
        ),
        (
            json!({"addLicenses": [{"skuId": NOBODY.to_uppercase()}], "removeLicenses": []}),
            "Request_BadRequest",
            "License 00000000-0000-0000-0000-0000000000aa does not correspond to a valid company License.",
        ),
    ] {
        let answer = world.post(&path, body).await;
        let (found, message) = answer.error();
        assert_eq!(
            (answer.status, found.as_str()),
            (StatusCode::BAD_REQUEST, code)
        );
        assert!(message.ends_with(text), "{message}");
    }
    let answer = assign(&world, NOBODY, &[], &[]).await;
    assert_eq!(
        (answer.status, answer.error().0.as_str()),
        (StatusCode::NOT_FOUND, "Request_ResourceNotFound")
    );
}

#[tokio::test]
async fn a_call_is_all_or_nothing() {
    let world = World::new().await;
    let user = world
        .user(|u| is_direct(u) && u["usageLocation"].is_string())
        .await;
    let id = user["id"].as_str().unwrap();
    let held = user["assignedLicenses"][0]["skuId"].as_str().unwrap();
    let free = skus(&world)
        .await
        .iter()
        .find(|sku| {
            user["assignedLicenses"]
                .as_array()
                .unwrap()
                .iter()
                .all(|l| l["skuId"] != sku["skuId"])
        })
        .unwrap()["skuId"]
        .as_str()
        .unwrap()
        .to_owned();
    world.sell_out(&free);
    let before = skus(&world).await;
    let answer = assign(&world, id, &[&free], &[held]).await;
    assert_eq!(
        answer.error().1,
        format!("Subscription with SKU {free} does not have any available licenses.")
    );
    let now = world
        .get(&format!("/v1.0/users/{id}?$select=assignedLicenses"))
        .await
        .json();
    assert_eq!(now["assignedLicenses"], user["assignedLicenses"]);
    assert_eq!(skus(&world).await, before);
}

#[tokio::test]
async fn an_account_without_location_gets_no_licence() {
    let world = World::new().await;
    let user = world.user(|u| u["assignedLicenses"] == json!([])).await;
    let id = user["id"].as_str().unwrap();
    let roles = ["User.ReadWrite.All"];
    world.grant(&roles);
    let world = world.renewed().await;
    assert_eq!(
        world
            .patch(&format!("/v1.0/users/{id}"), json!({"usageLocation": null}))
            .await
            .status,
        StatusCode::NO_CONTENT
    );
    let sku = skus(&world).await[0]["skuId"].as_str().unwrap().to_owned();
    let answer = assign(&world, id, &[&sku], &[]).await;
    assert_eq!(
        answer.error().1,
        "License assignment cannot be done for user with invalid usage location."
    );
}

#[tokio::test]
async fn a_group_and_a_direct_licence_are_one_seat() {
    let world = World::with(&Seed {
        users: 150,
        ..Seed::of(Profile::E3Retention)
    })
    .await;
    let user = world
        .user(|u| {
            let states = u["licenseAssignmentStates"].as_array().unwrap();
            u["usageLocation"].is_string()
                && states.len() == 1
                && !states[0]["assignedByGroup"].is_null()
                && states[0]["state"] == "Active"
        })
        .await;
    let (id, sku) = (
        user["id"].as_str().unwrap(),
        user["assignedLicenses"][0]["skuId"].as_str().unwrap(),
    );
    let consumed = |rows: &[Value]| {
        rows.iter().find(|row| row["skuId"] == sku).unwrap()["consumedUnits"]
            .as_i64()
            .unwrap()
    };
    let before = consumed(&skus(&world).await);
    world.sell_out(sku);
    assert_eq!(assign(&world, id, &[sku], &[]).await.status, StatusCode::OK);
    assert_eq!(consumed(&skus(&world).await), before);
    let now = world
        .get(&format!(
            "/v1.0/users/{id}?$select=assignedLicenses,licenseAssignmentStates"
        ))
        .await
        .json();
    assert_eq!(now["assignedLicenses"].as_array().unwrap().len(), 1);
    assert_eq!(now["licenseAssignmentStates"].as_array().unwrap().len(), 2);
    assert_eq!(assign(&world, id, &[], &[sku]).await.status, StatusCode::OK);
    assert_eq!(consumed(&skus(&world).await), before);
}

#[tokio::test]
async fn details_say_which_plans_are_off() {
    let world = World::new().await;
    let user = world
        .user(|u| is_direct(u) && u["usageLocation"].is_string())
        .await;
    let id = user["id"].as_str().unwrap();
    let details = world
        .get(&format!("/v1.0/users/{id}/licenseDetails"))
        .await
        .json();
    let detail = &details["value"][0];
    assert_eq!(detail["id"].as_str().unwrap().len(), 43);
    let (sku, plan) = (
        &detail["skuId"],
        &detail["servicePlans"][0]["servicePlanId"],
    );
    let body =
        json!({"addLicenses": [{"skuId": sku, "disabledPlans": [plan]}], "removeLicenses": []});
    let answer = world
        .post(&format!("/v1.0/users/{id}/assignLicense"), body)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let now = world
        .get(&format!("/v1.0/users/{id}/licenseDetails"))
        .await
        .json();
    let again = now["value"]
        .as_array()
        .unwrap()
        .iter()
        .find(|d| d["skuId"] == *sku)
        .unwrap();
    assert_eq!(again["servicePlans"][0]["provisioningStatus"], "Disabled");
}

#[tokio::test]
async fn a_late_write_shows_in_its_time_alone_and_in_lists_too() {
    let world = World::new().await;
    let user = world
        .user(|u| is_direct(u) && u["assignedLicenses"].as_array().unwrap().len() == 1)
        .await;
    let (id, sku) = (
        user["id"].as_str().unwrap(),
        user["assignedLicenses"][0]["skuId"].as_str().unwrap(),
    );
    world.fault(json!({"matcher": {"operation": "users.assignLicense"}, "effect": {"kind": "delay_visibility", "seconds": 120}})).await;
    assert_eq!(assign(&world, id, &[], &[sku]).await.status, StatusCode::OK);
    let one = format!("/v1.0/users/{id}?$select=assignedLicenses,licenseAssignmentStates");
    let list =
        format!("/v1.0/users?$select=id&$filter=assignedLicenses/any(x:x/skuId%20eq%20{sku})");
    assert_eq!(
        world.get(&one).await.json()["assignedLicenses"],
        user["assignedLicenses"]
    );
    assert!(world.all(&list).await.iter().any(|row| row["id"] == id));
    world.advance(120).await;
    assert_eq!(
        world.get(&one).await.json()["licenseAssignmentStates"],
        json!([])
    );
    assert!(world.all(&list).await.iter().all(|row| row["id"] != id));
    assert_eq!(world.fired().await, [1]);
}

#[tokio::test]
async fn other_collections_have_their_documented_members() {
    let worldwide = World::new().await;
    let row = &skus(&worldwide).await[0];
    let members: Vec<&str> = row
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        members,
        [
            "accountName",
            "accountId",
            "appliesTo",
            "capabilityStatus",
            "consumedUnits",
            "id",
            "prepaidUnits",
            "servicePlans",
            "skuId",
            "skuPartNumber",
            "subscriptionIds"
        ]
    );
    assert!(row["prepaidUnits"].get("lockedOut").is_some());
    let subscriptions = worldwide.get("/v1.0/directory/subscriptions").await.json();
    let first = &subscriptions["value"][0];
    for path in [
        format!(
            "/v1.0/directory/subscriptions/{}",
            first["id"].as_str().unwrap()
        ),
        format!(
            "/v1.0/directory/subscriptions(commerceSubscriptionId='{}')",
            first["commerceSubscriptionId"].as_str().unwrap()
        ),
    ] {
        assert_eq!(
            worldwide.get(&path).await.json()["id"],
            first["id"],
            "{path}"
        );
    }
    assert!(row["subscriptionIds"].as_array().unwrap().iter().all(|id| {
        subscriptions["value"]
            .as_array()
            .unwrap()
            .iter()
            .any(|s| s["id"] == *id)
    }));
    assert_eq!(
        worldwide.get("/v1.0/organization").await.json()["value"][0]["tenantType"],
        "AAD"
    );
    assert!(
        worldwide.get("/v1.0/admin/reportSettings").await.json()["displayConcealedNames"]
            .is_boolean()
    );

    let china = World::with(&Seed {
        users: 60,
        ..Seed::of(Profile::China)
    })
    .await;
    assert!(
        skus(&china).await[0]["prepaidUnits"]
            .get("lockedOut")
            .is_none()
    );
    assert_eq!(
        china.get("/v1.0/admin/reportSettings").await.error().1,
        "Resource not found for the segment 'reportSettings'."
    );
    assert!(
        china.get("/v1.0/organization").await.json()["value"][0]
            .get("defaultUsageLocation")
            .is_none()
    );
}
