//! Envelopes and rows.

use serde_json::json;

use crate::world::{ANCHOR, BASE, World, command};

const UNLICENSED: &str =
    "m.kind = 'SharedMailbox' AND a.license_count = 0 AND m.quota_receive <= 53687091200";

#[tokio::test]
async fn an_answer_has_the_envelope_and_the_headers_of_the_service() {
    let world = World::new().await;
    let id = world.id("m.kind = 'SharedMailbox'");
    let answer = world.run("get-mailbox", json!({ "identity": id })).await;
    let body = answer.json();
    let keys: Vec<_> = body
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        keys,
        [
            "@odata.context",
            "adminapi.warnings@odata.type",
            "@adminapi.warnings",
            "value"
        ]
    );
    let tenant = world.tenant.id();
    let context =
        format!("{BASE}/adminapi/beta/{tenant}/$metadata#Collection(Exchange.GenericHashTable)");
    assert_eq!(body["@odata.context"], context.as_str());
    assert!(
        answer
            .header("content-type")
            .starts_with("application/json;odata.metadata=minimal")
    );
    assert_eq!(answer.header("rate-limit-limit"), "30000");
    assert_eq!(answer.header("rate-limit-remaining"), "29999");
    assert!(answer.header("rate-limit-reset").ends_with('Z'));
    assert_eq!(answer.header("organizationstatus"), "Active");
    assert!(!answer.header("request-id").is_empty());
    let again = world.run("Get-Mailbox", json!({ "Identity": id })).await;
    assert_eq!(again.header("rate-limit-remaining"), "29998");
}

#[tokio::test]
async fn host_and_tenant_are_echoed_as_they_were_named() {
    let world = World::new().await;
    let domain: String = world
        .file
        .query_row(
            "SELECT value FROM meta WHERE key = 'tenant.domain'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    for (api, tenant) in [
        ("adminapi", domain.as_str()),
        ("AdminApi", domain.as_str()),
        ("adminApi", &world.tenant.id().to_string()),
    ] {
        let root = format!("{BASE}/{api}/beta/{tenant}");
        let answer = world
            .post(
                &format!("{root}/InvokeCommand"),
                &command("Get-Mailbox", json!({"ResultSize": 1})),
                &[],
            )
            .await;
        let body = answer.json();
        assert_eq!(
            body["@odata.context"],
            format!("{root}/$metadata#Collection(Exchange.GenericHashTable)").as_str()
        );
        assert!(
            body["@odata.nextLink"]
                .as_str()
                .unwrap()
                .starts_with(&format!("{root}/InvokeCommand?%24skiptoken=AD"))
        );
    }
}

#[tokio::test]
async fn a_mailbox_is_found_by_every_name_it_has() {
    let world = World::new().await;
    let row = world.mailbox(&world.id("m.kind = 'SharedMailbox'")).await;
    for name in [
        "ExternalDirectoryObjectId",
        "ExchangeGuid",
        "UserPrincipalName",
        "PrimarySmtpAddress",
        "Alias",
        "Identity",
        "DistinguishedName",
    ] {
        let found = world.mailbox(row[name].as_str().unwrap()).await;
        assert_eq!(found["ExchangeGuid"], row["ExchangeGuid"], "{name}");
    }
    let upper = row["PrimarySmtpAddress"].as_str().unwrap().to_uppercase();
    assert_eq!(
        world.mailbox(&upper).await["ExchangeGuid"],
        row["ExchangeGuid"]
    );
    let missing = world
        .run("Get-Mailbox", json!({"Identity": "nobody@contoso.com"}))
        .await;
    assert_eq!(missing.status, 404);
    assert!(missing.error().starts_with("The operation couldn't be performed because object 'nobody@contoso.com' couldn't be found on '"));
    world.set("assume.exchange_not_found", "500");
    assert_eq!(
        world
            .run("Get-Mailbox", json!({"Identity": "nobody@contoso.com"}))
            .await
            .status,
        500
    );
}

#[tokio::test]
async fn an_alias_of_two_mailboxes_names_neither() {
    let world = World::new().await;
    world.file.execute("UPDATE mailbox SET alias = 'twice' WHERE account IN (SELECT account FROM mailbox LIMIT 2)", []).unwrap();
    let answer = world.run("Get-Mailbox", json!({"Identity": "twice"})).await;
    assert_eq!(answer.status, 500);
    assert!(
        answer
            .error()
            .contains("multiple recipients matching identity \"twice\"")
    );
}

#[tokio::test]
async fn an_empty_identity_is_as_if_it_had_not_been_sent() {
    let world = World::new().await;
    let everything = world.ids("1").len() + 1;
    for identity in [json!(null), json!("")] {
        let answer = world
            .run(
                "Get-Mailbox",
                json!({"Identity": identity, "ResultSize": "Unlimited"}),
            )
            .await;
        assert_eq!(answer.rows().len(), everything);
    }
}

#[tokio::test]
async fn a_selection_narrows_the_rows() {
    let world = World::new().await;
    let answer = world
        .run_with(
            "Get-Mailbox",
            json!({"ResultSize": 3}),
            "?$select=Alias,exchangeguid",
            &[],
        )
        .await;
    for row in answer.rows() {
        let keys: Vec<_> = row
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(
            keys,
            [
                "ExchangeGuid@data.type",
                "ExchangeGuid@odata.type",
                "ExchangeGuid",
                "Alias"
            ]
        );
    }
}

#[tokio::test]
async fn what_the_licences_give_shows_in_the_row() {
    let world = World::new().await;
    let unlicensed = world.mailbox(&world.id(UNLICENSED)).await;
    assert_eq!(unlicensed["PersistedCapabilities"], json!([]));
    assert_eq!(unlicensed["SKUAssigned"], json!(false));
    assert!(unlicensed["MailboxPlan"].is_null());
    world.set("assume.sku_unassigned", "null");
    assert!(world.mailbox(unlicensed["Alias"].as_str().unwrap()).await["SKUAssigned"].is_null());

    let exchange_plan =
        "EXISTS (SELECT 1 FROM license l JOIN sku s USING (sku), json_each(s.plans) p
        WHERE l.account = a.n AND l.disabled = '[]' AND l.state = 'Active' AND s.status = 'Enabled'
        AND p.value ->> 'id' = '9aaf7827-d63c-4b61-89c3-182f06f82e5c')";
    let licensed = world.mailbox(&world.id(exchange_plan)).await;
    assert_eq!(licensed["SKUAssigned"], json!(true));
    assert!(
        licensed["MailboxPlan"]
            .as_str()
            .unwrap()
            .starts_with("ExchangeOnline")
    );
    assert!(
        licensed["PersistedCapabilities"]
            .as_array()
            .unwrap()
            .contains(&json!("BPOS_S_Standard"))
    );
}

#[tokio::test]
async fn statistics_are_texts_of_the_primary_mailbox_or_the_archive() {
    let world = World::new().await;
    let id = world.id("m.ever_used = 1 AND m.size_bytes > 0");
    let bytes: i64 = world
        .file
        .query_row(
            "SELECT size_bytes FROM mailbox JOIN account ON n = account WHERE id = ?1",
            [&id],
            |row| row.get(0),
        )
        .unwrap();
    let row = world
        .run("Get-MailboxStatistics", json!({"Identity": id}))
        .await
        .row();
    assert_eq!(
        wire::size::parse(row["TotalItemSize"].as_str().unwrap())
            .unwrap()
            .0,
        bytes.cast_unsigned()
    );
    assert!(row["ItemCount"].is_number());
    assert_eq!(row["IsArchiveMailbox"], json!(false));

    let without = world.id("m.archive_guid = '00000000-0000-0000-0000-000000000000'");
    assert_eq!(
        world
            .run(
                "Get-MailboxStatistics",
                json!({"Identity": without, "Archive": true})
            )
            .await
            .status,
        404
    );
    world
        .file
        .execute(
            "UPDATE mailbox SET archive_guid = '11111111-2222-4333-8444-555555555555', archive_bytes = 1024
             WHERE account = (SELECT n FROM account WHERE id = ?1)",
            [&without],
        )
        .unwrap();
    let archive = world
        .run(
            "Get-MailboxStatistics",
            json!({"Identity": without, "Archive": true}),
        )
        .await
        .row();
    assert_eq!(archive["TotalItemSize"], "1 KB (1,024 bytes)");
    assert_eq!(
        archive["MailboxGuid"],
        "11111111-2222-4333-8444-555555555555"
    );
    assert_eq!(
        world.run("Get-MailboxStatistics", json!({})).await.status,
        400
    );
}

#[tokio::test]
async fn a_mailbox_that_was_never_opened_has_a_warning_instead_of_a_row() {
    let world = World::new().await;
    let id = world.id("1");
    world.file.execute("UPDATE mailbox SET ever_used = 0 WHERE account = (SELECT n FROM account WHERE id = ?1)", [&id]).unwrap();
    let answer = world
        .run("Get-MailboxStatistics", json!({"Identity": id}))
        .await;
    assert!(answer.rows().is_empty());
    assert_eq!(answer.warnings().len(), 1);
    assert!(answer.warnings()[0].contains(wire::exchange::NEVER_LOGGED_ON));
    assert!(answer.warnings()[0].contains(&id));
}

#[tokio::test]
async fn the_organisation_and_client_access_are_told() {
    let world = World::new().await;
    world.set("exchange.in_place_holds", "[\"mbx1:2\"]");
    world.set("exchange.delayed_delicensing", "1");
    let organisation = world.run("Get-OrganizationConfig", json!({})).await.row();
    assert_eq!(organisation["InPlaceHolds"], json!(["mbx1:2"]));
    assert_eq!(organisation["DelayedDelicensingEnabled"], json!(true));
    assert_eq!(organisation["PublicFoldersEnabled"], "Local");

    let id = world.id("m.smtp_auth_disabled IS NULL");
    let smtp = async || {
        world
            .run("Get-CASMailbox", json!({"Identity": id}))
            .await
            .row()["SmtpClientAuthenticationDisabled"]
            .clone()
    };
    assert!(smtp().await.is_null());
    for value in [json!(false), json!(true), json!(null)] {
        let set = world
            .run(
                "Set-CASMailbox",
                json!({"Identity": id, "SmtpClientAuthenticationDisabled": value}),
            )
            .await;
        assert!(set.rows().is_empty() && set.warnings().is_empty());
        assert_eq!(smtp().await, value);
    }
}

#[tokio::test]
async fn a_fault_makes_a_read_by_identity_answer_everything() {
    let world = World::new().await;
    let id = world.id("1");
    world
        .file
        .execute(
            "INSERT INTO fault (matcher, effect, remaining) VALUES ('{\"operation\":\"exchange.Get-Mailbox\"}', '{\"kind\":\"ignore_identity\"}', 1)",
            [],
        )
        .unwrap();
    let wrong = world
        .run_with(
            "Get-Mailbox",
            json!({"Identity": id}),
            "",
            &[("x-anchormailbox", ANCHOR)],
        )
        .await;
    assert_eq!(wrong.rows().len(), world.ids("1").len() + 1);
    assert_eq!(
        world
            .run("Get-Mailbox", json!({"Identity": id}))
            .await
            .rows()
            .len(),
        1
    );
}
