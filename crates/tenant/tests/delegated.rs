//! Graph with the token of a person: the scope and the person's own roles must both allow it.

mod support;

use http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use support::browser::{Browser, bearer, claims, redeem, token_of};
use support::{BASE, World};

#[tokio::test]
async fn a_person_reads_who_they_are_and_an_application_is_nobody() {
    let mut world = World::new().await;
    let refused = world.get("/v1.0/me").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{refused:?}");
    world.token = token_of(&world, "pim.oudekerk").await;
    let me = world
        .get("/v1.0/me?$select=id,displayName,assignedLicenses")
        .await
        .json();
    assert_eq!(me["displayName"], "Pim Oudekerk");
    let details = world.get("/v1.0/me/licenseDetails").await.json();
    let held = |rows: &Value| {
        rows.as_array()
            .expect("a list")
            .iter()
            .map(|row| row["skuId"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(held(&details["value"]), held(&me["assignedLicenses"]));
    let id = me["id"].as_str().expect("an id");
    let same = world
        .get(&format!(
            "/v1.0/users/{id}?$select=id,displayName,assignedLicenses"
        ))
        .await
        .json();
    assert_eq!(same["assignedLicenses"], me["assignedLicenses"]);
}

#[tokio::test]
async fn roles_decide_what_a_person_may_do() {
    let world = World::new().await;
    let user = world.user(|user| user["accountEnabled"] == true).await;
    let id = user["id"].as_str().expect("a user has an id");
    // Nothing to do is answered after the permissions were looked at.
    let assign = json!({"addLicenses": [], "removeLicenses": []});
    for (alias, assigns, blocks, reports) in [
        ("tessa.ravensbergen", true, true, true),
        ("ruud.kestemont", true, false, false),
        ("ines.vollmar", true, true, false),
        ("harald.brinkhof", false, false, false),
        ("kofi.ankrah", false, false, true),
        ("lidia.sobral", false, false, true),
        ("pim.oudekerk", false, false, false),
    ] {
        let token = token_of(&world, alias).await;
        let ask = async |method: Method, path: &str, body: Value| {
            let request = Request::builder()
                .method(method)
                .uri(format!("{BASE}{path}"))
                .header("authorization", bearer(&token))
                .header("content-type", "application/json");
            let request = request.body(body.to_string().into()).expect("a request");
            world.send(request).await.status != StatusCode::FORBIDDEN
        };
        let said = (
            ask(Method::GET, "/v1.0/users?$top=5", Value::Null).await,
            ask(
                Method::POST,
                &format!("/v1.0/users/{id}/assignLicense"),
                assign.clone(),
            )
            .await,
            ask(
                Method::PATCH,
                &format!("/v1.0/users/{id}"),
                json!({"accountEnabled": true}),
            )
            .await,
            ask(
                Method::GET,
                "/v1.0/reports/getMailboxUsageDetail(period='D7')",
                Value::Null,
            )
            .await,
        );
        assert_eq!(said, (true, assigns, blocks, reports), "{alias}");
    }
}

#[tokio::test]
async fn a_role_gives_nothing_without_the_scope() {
    let world = World::new().await;
    let got = Browser::new(&world)
        .sign_in(&[("scope", "openid User.Read.All")], "tessa.ravensbergen")
        .await;
    let answer = redeem(&world, &got["code"], &[]).await.json();
    let token = answer["access_token"].as_str().expect("a token");
    assert_eq!(claims(token)["idtyp"], "user");
    let ask = async |path: &str| {
        let request = Request::get(format!("{BASE}{path}")).header("authorization", bearer(token));
        let request = request.body(axum::body::Body::empty()).expect("a request");
        world.send(request).await.status
    };
    assert_eq!(ask("/v1.0/users?$top=5").await, StatusCode::OK);
    assert_eq!(ask("/v1.0/groups").await, StatusCode::FORBIDDEN);
    assert_eq!(
        ask("/v1.0/users?$top=5&$select=signInActivity").await,
        StatusCode::FORBIDDEN
    );
}
