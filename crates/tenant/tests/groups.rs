//! Group licensing: accepted at once, carried out later, failures in the states of the accounts.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod support;

use http::{Method, StatusCode};
use serde_json::{Value, json};
use support::{BASE, World};

use boxseat_tenant::{Profile, Seed};

async fn states(world: &World, id: &str) -> Vec<Value> {
    let user = world
        .get(&format!("/v1.0/users/{id}?$select=licenseAssignmentStates"))
        .await
        .json();
    user["licenseAssignmentStates"].as_array().unwrap().clone()
}

/// A group whose members can be changed, and a product with seats.
async fn group_and_product(world: &World) -> (String, String) {
    let groups = world.all("/v1.0/groups").await;
    let group = groups
        .iter()
        .find(|g| g["membershipRule"].is_null() && g["onPremisesSyncEnabled"].is_null());
    let skus = world.get("/v1.0/subscribedSkus").await.json();
    let sku = skus["value"].as_array().unwrap().iter().find(|sku| {
        sku["prepaidUnits"]["enabled"].as_i64().unwrap()
            > sku["consumedUnits"].as_i64().unwrap() + 2
    });
    (
        group.unwrap()["id"].as_str().unwrap().to_owned(),
        sku.unwrap()["skuId"].as_str().unwrap().to_owned(),
    )
}

#[tokio::test]
async fn a_member_gets_what_the_group_gives_and_loses_it_again() {
    let world = World::with(&Seed {
        users: 120,
        ..Seed::of(Profile::E3Retention)
    })
    .await;
    let (group, sku) = group_and_product(&world).await;
    let user = world.user(|u| u["assignedLicenses"] == json!([])).await;
    let id = user["id"].as_str().unwrap();
    let body = json!({"@odata.id": format!("{BASE}/v1.0/directoryObjects/{id}")});
    assert_eq!(
        world
            .post(&format!("/v1.0/groups/{group}/members/$ref"), body)
            .await
            .status,
        StatusCode::NO_CONTENT
    );
    let accepted = world
        .post(
            &format!("/v1.0/groups/{group}/assignLicense"),
            json!({
                "addLicenses": [{"skuId": sku, "disabledPlans": []}], "removeLicenses": [],
            }),
        )
        .await;
    assert_eq!(accepted.status, StatusCode::ACCEPTED, "{accepted:?}");
    assert_eq!(
        accepted.header("location").unwrap(),
        format!(
            "{BASE}/v2/{}/directoryObjects/{group}/Microsoft.DirectoryServices.Group",
            world.tenant.id()
        )
    );
    let members: Vec<String> = accepted
        .json()
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(
        members,
        ["id", "createdDateTime", "groupTypes", "securityEnabled"]
    );
    let processing =
        format!("/v1.0/groups/{group}?$select=assignedLicenses,licenseProcessingState");
    assert_eq!(
        world.get(&processing).await.json()["licenseProcessingState"]["state"],
        "QueuedForProcessing"
    );
    assert!(
        states(&world, id)
            .await
            .iter()
            .all(|state| state["skuId"] != sku)
    );

    world.advance(30).await;
    assert_eq!(
        world.get(&processing).await.json()["licenseProcessingState"]["state"],
        "ProcessingComplete"
    );
    let given = states(&world, id).await;
    let state = given.iter().find(|state| state["skuId"] == sku).unwrap();
    assert_eq!(
        (&state["assignedByGroup"], &state["state"], &state["error"]),
        (&json!(group), &json!("Active"), &json!("None"))
    );

    let refused = world
        .post(
            &format!("/v1.0/users/{id}/assignLicense"),
            json!({"addLicenses": [], "removeLicenses": [sku]}),
        )
        .await;
    assert_eq!(
        refused.error().1,
        "User license is inherited from a group membership and it cannot be removed directly from the user."
    );

    let gone = world
        .call(
            Method::DELETE,
            &format!("/v1.0/groups/{group}/members/{id}/$ref"),
            None,
            &[],
        )
        .await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    world.advance(30).await;
    assert!(states(&world, id).await.is_empty());
}

#[tokio::test]
async fn a_seat_that_is_missing_shows_as_a_violation() {
    let world = World::with(&Seed {
        users: 120,
        ..Seed::of(Profile::E3Retention)
    })
    .await;
    let (group, sku) = group_and_product(&world).await;
    world.sell_out(&sku);
    let user = world.user(|u| u["assignedLicenses"] == json!([])).await;
    let id = user["id"].as_str().unwrap();
    world
        .post(
            &format!("/v1.0/groups/{group}/members/$ref"),
            json!({"@odata.id": format!("x/{id}")}),
        )
        .await;
    world
        .post(
            &format!("/v1.0/groups/{group}/assignLicense"),
            json!({"addLicenses": [{"skuId": sku}], "removeLicenses": []}),
        )
        .await;
    world.advance(60).await;
    let given = states(&world, id).await;
    let state = given.iter().find(|state| state["skuId"] == sku).unwrap();
    assert_eq!(
        (&state["state"], &state["error"]),
        (&json!("Error"), &json!("CountViolation"))
    );
    let failing = world
        .get(&format!(
            "/v1.0/groups/{group}/membersWithLicenseErrors?$select=id"
        ))
        .await
        .json();
    assert!(
        failing["value"]
            .as_array()
            .unwrap()
            .iter()
            .any(|member| member["id"] == id)
    );
    let groups = world
        .get("/v1.0/groups?$filter=hasMembersWithLicenseErrors%20eq%20true&$select=id")
        .await
        .json();
    assert!(
        groups["value"]
            .as_array()
            .unwrap()
            .iter()
            .any(|g| g["id"] == group)
    );
    // An error holds no seat.
    assert_eq!(
        world
            .get(&format!("/v1.0/users/{id}?$select=assignedLicenses"))
            .await
            .json()["assignedLicenses"],
        json!([])
    );
}
