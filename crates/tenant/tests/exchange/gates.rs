//! Who gets in, and what a wrong call looks like.

use serde_json::{Value, json};

use crate::world::{BASE, World, command};

const EXCHANGE_ADMINISTRATOR: &str = "29232cdf-9323-42fd-ade2-1d097af3e4de";
const RECIPIENT_ADMINISTRATOR: &str = "31392ffb-586c-42d1-9346-e59415a2cc4e";
const GLOBAL_READER: &str = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";

#[tokio::test]
async fn both_grants_are_needed_and_a_reader_only_reads() {
    let mut world = World::new().await;
    let id = world.id("m.kind = 'SharedMailbox'");
    let app = json!(["Exchange.ManageAsApp"]);
    for (app_roles, directory_roles, read, write, hold) in [
        (json!([]), json!([]), 401, 401, 401),
        (json!([]), json!([EXCHANGE_ADMINISTRATOR]), 401, 401, 401),
        (
            json!(["Exchange.ManageAsAppV2"]),
            json!([EXCHANGE_ADMINISTRATOR]),
            401,
            401,
            401,
        ),
        (app.clone(), json!([]), 403, 403, 403),
        (
            app.clone(),
            json!(["11111111-2222-4333-8444-555555555555"]),
            403,
            403,
            403,
        ),
        (app.clone(), json!([GLOBAL_READER]), 200, 403, 403),
        (app.clone(), json!([RECIPIENT_ADMINISTRATOR]), 200, 200, 403),
        (app.clone(), json!([EXCHANGE_ADMINISTRATOR]), 200, 200, 200),
    ] {
        world.grant(&app_roles, &directory_roles).await;
        let case = format!("{app_roles} {directory_roles}");
        let status = async |cmdlet: &str, parameters: Value| {
            world.run(cmdlet, parameters).await.status.as_u16()
        };
        assert_eq!(
            status("Get-Mailbox", json!({"Identity": id})).await,
            read,
            "{case}"
        );
        assert_eq!(
            status(
                "Set-Mailbox",
                json!({"Identity": id, "HiddenFromAddressListsEnabled": true})
            )
            .await,
            write,
            "{case}"
        );
        assert_eq!(
            status(
                "Set-Mailbox",
                json!({"Identity": id, "LitigationHoldEnabled": false})
            )
            .await,
            hold,
            "{case}"
        );
    }
}

#[tokio::test]
async fn a_forbidden_call_and_an_unknown_one_look_the_same() {
    let mut world = World::new().await;
    let unknown = world.run("Get-Nonsense", json!({})).await;
    assert_eq!(unknown.status, 403);
    assert_eq!(unknown.bytes, vec![0; 4096]);
    assert!(!unknown.header("request-id").is_empty());
    assert!(!unknown.headers.contains_key("x-ms-diagnostics"));
    world
        .grant(&json!(["Exchange.ManageAsApp"]), &json!([]))
        .await;
    let no_role = world.run("Get-Mailbox", json!({})).await;
    assert_eq!(no_role.bytes, vec![0; 4096]);
    assert!(
        no_role
            .header("x-ms-diagnostics")
            .contains("isn't supported in this scenario")
    );
}

#[tokio::test]
async fn a_token_of_another_service_or_tenant_does_not_open() {
    let world = World::new().await;
    let graph = world
        .token_for("https://graph.microsoft.com/.default")
        .await;
    let body = command("Get-Mailbox", json!({})).to_string();
    for authorization in [
        Some(format!("Bearer {graph}")),
        Some("Bearer nonsense".to_owned()),
        None,
    ] {
        let mut request = http::Request::post(world.url());
        if let Some(value) = &authorization {
            request = request.header("authorization", value);
        }
        let answer = world.send(request.body(body.clone().into()).unwrap()).await;
        assert_eq!(answer.status, 401);
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    let elsewhere = format!("{BASE}/adminapi/beta/fabrikam-elsewhere.com/InvokeCommand");
    assert_eq!(
        world
            .post(&elsewhere, &command("Get-Mailbox", json!({})), &[])
            .await
            .status,
        401
    );
    let version = world.url().replace("/beta/", "/v1.0/");
    assert_eq!(
        world
            .post(&version, &command("Get-Mailbox", json!({})), &[])
            .await
            .status,
        405
    );
}

#[tokio::test]
async fn wrong_parameters_are_told() {
    let world = World::new().await;
    let bogus = world.run("Get-Mailbox", json!({"BogusParameter": 1})).await;
    assert_eq!(bogus.status, 400);
    let body = bogus.json();
    assert_eq!(body["error"]["code"], "BadRequest");
    assert_eq!(body["error"]["message"], "Invalid Operation");
    let detail = body["error"]["details"][0]["message"].as_str().unwrap();
    assert!(detail.starts_with(
        "|Microsoft.Exchange.AdminApi.CommandInvocation.AmbiguousParameterSetException|"
    ));
    assert!(detail.ends_with("BogusParameter"));

    let id = world.id("1");
    let word = world
        .run("Set-Mailbox", json!({"Identity": id, "Type": "Nonsense"}))
        .await;
    let body = word.json();
    assert!(body["error"].get("details").is_none());
    assert_eq!(body["error"]["@adminapi.warnings"], json!([]));
    assert!(
        word.error().contains("Regular, Room, Equipment, Shared"),
        "{}",
        word.error()
    );

    for body in [
        json!({}),
        json!({"cmdletInput": {"CmdletName": "Get-Mailbox"}}),
        json!([1]),
    ] {
        assert_eq!(
            world.post(&world.url(), &body, &[]).await.status,
            400,
            "{body}"
        );
    }
    let bare = json!({"CmdletInput": {"CmdletName": "Get-OrganizationConfig"}});
    assert_eq!(
        world.post(&world.url(), &bare, &[]).await.status,
        200,
        "parameters may be left out"
    );
}
