//! The thin chain over HTTP: a token, accounts, a licence taken and given back, seats that move.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod support;

use http::StatusCode;
use serde_json::json;
use support::World;

#[tokio::test]
async fn a_licence_is_taken_and_put_back() {
    let world = World::new().await;
    let user = world
        .user(|user| {
            user["usageLocation"].is_string()
                && user["licenseAssignmentStates"]
                    .as_array()
                    .is_some_and(|states| {
                        !states.is_empty()
                            && states
                                .iter()
                                .all(|state| state["assignedByGroup"].is_null())
                    })
        })
        .await;
    let id = user["id"].as_str().unwrap();
    let license = &user["assignedLicenses"][0];
    let sku = license["skuId"].as_str().unwrap();
    let consumed = seats(&world, sku).await;

    let path = format!("/v1.0/users/{id}/assignLicense");
    let taken = world
        .post(&path, json!({"addLicenses": [], "removeLicenses": [sku]}))
        .await;
    assert_eq!(taken.status, StatusCode::OK, "{taken:?}");
    let members: Vec<String> = taken.json().as_object().unwrap().keys().cloned().collect();
    assert_eq!(
        members,
        [
            "@odata.context",
            "businessPhones",
            "displayName",
            "givenName",
            "jobTitle",
            "mail",
            "mobilePhone",
            "officeLocation",
            "preferredLanguage",
            "surname",
            "userPrincipalName",
            "id"
        ]
    );
    assert_eq!(seats(&world, sku).await, consumed - 1);

    let again = world
        .post(&path, json!({"addLicenses": [], "removeLicenses": [sku]}))
        .await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        again.error(),
        (
            "Request_BadRequest".into(),
            "User does not have a corresponding license.".into()
        )
    );

    let back = world
        .post(
            &path,
            json!({"addLicenses": [license], "removeLicenses": []}),
        )
        .await;
    assert_eq!(back.status, StatusCode::OK, "{back:?}");
    assert_eq!(seats(&world, sku).await, consumed);
    let now = world
        .get(&format!("/v1.0/users/{id}?$select=assignedLicenses"))
        .await
        .json();
    let mut held: Vec<_> = now["assignedLicenses"].as_array().unwrap().clone();
    let mut before: Vec<_> = user["assignedLicenses"].as_array().unwrap().clone();
    held.sort_by_key(ToString::to_string);
    before.sort_by_key(ToString::to_string);
    assert_eq!(held, before);
}

async fn seats(world: &World, sku: &str) -> i64 {
    let skus = world.get("/v1.0/subscribedSkus").await.json();
    let row = skus["value"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["skuId"] == sku)
        .unwrap()
        .clone();
    row["consumedUnits"].as_i64().unwrap()
}
