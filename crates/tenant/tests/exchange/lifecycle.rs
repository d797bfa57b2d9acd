//! What mailboxes do, seen through the cmdlets.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::world::World;

const DAY: SignedDuration = SignedDuration::from_hours(24);
const PLAN_2: &str = "efb87545-963c-4e0d-99df-69c6916d9eb0";
const PRODUCT: &str = "19ec0d23-8335-4cbd-94ac-6050e30712fa";

/// A user mailbox without any licence of Exchange; the tenant owns Plan 2.
async fn world() -> (World, String) {
    let world = World::new().await;
    let plans = json!([{"id": PLAN_2, "name": "EXCHANGE_S_ENTERPRISE", "appliesTo": "User", "status": "Success"}]);
    world
        .file
        .execute(
            "INSERT OR REPLACE INTO sku (sku, part_number, enabled, plans) VALUES (?1, 'EXCHANGEENTERPRISE', 99, ?2)",
            (PRODUCT, plans.to_string()),
        )
        .unwrap();
    let id = world.id("m.kind = 'SharedMailbox' AND a.license_count = 0 AND m.dir_synced = 0 AND m.litigation = 0
        AND m.in_place_holds = '[]' AND m.compliance_tag = 0 AND m.delay_hold = 0 AND m.delay_release = 0");
    (world, id)
}

fn license(world: &World, id: &str) {
    world
        .file
        .execute("INSERT INTO license (account, sku, updated) SELECT n, ?2, 0 FROM account WHERE id = ?1", (id, PRODUCT))
        .unwrap();
}

async fn set(world: &World, id: &str, mut parameters: Value) -> crate::world::Answer {
    parameters["Identity"] = json!(id);
    world.run("Set-Mailbox", parameters).await
}

#[tokio::test]
async fn a_conversion_shows_at_once_or_after_its_delay() {
    let (world, id) = world().await;
    license(&world, &id);
    assert!(
        set(&world, &id, json!({"Type": "Regular"}))
            .await
            .rows()
            .is_empty()
    );
    assert_eq!(
        world.mailbox(&id).await["RecipientTypeDetails"],
        "UserMailbox"
    );
    world.set("assume.conversion_seconds", "60");
    assert_eq!(
        set(&world, &id, json!({"Type": "Shared"})).await.status,
        200
    );
    assert_eq!(
        world.mailbox(&id).await["RecipientTypeDetails"],
        "UserMailbox"
    );
    world.advance(SignedDuration::from_secs(61));
    assert_eq!(
        world.mailbox(&id).await["RecipientTypeDetails"],
        "SharedMailbox"
    );
    let again = set(&world, &id, json!({"Type": "Shared"})).await;
    assert!(
        again.error().ends_with("is already of the type 'Shared'."),
        "{}",
        again.error()
    );
}

#[tokio::test]
async fn a_hold_is_refused_without_its_licence() {
    let (world, id) = world().await;
    let refused = set(
        &world,
        &id,
        json!({"LitigationHoldEnabled": true, "HiddenFromAddressListsEnabled": true}),
    )
    .await;
    assert!(refused.error().ends_with(wire::exchange::HOLD_NOT_LICENSED));
    assert_eq!(world.mailbox(&id).await["LitigationHoldEnabled"], false);

    license(&world, &id);
    assert_eq!(
        set(
            &world,
            &id,
            json!({"LitigationHoldEnabled": true, "LitigationHoldOwner": "legal@contoso.com"})
        )
        .await
        .status,
        200
    );
    let row = world.mailbox(&id).await;
    assert_eq!(row["LitigationHoldEnabled"], true);
    assert_eq!(
        row["LitigationHoldDate"],
        "2026-11-22T08:00:00.0000000+00:00"
    );
    assert_eq!(
        row["RecoverableItemsQuota"],
        "100 GB (107,374,182,400 bytes)"
    );

    set(&world, &id, json!({"LitigationHoldEnabled": false}))
        .await
        .rows();
    assert_eq!(world.mailbox(&id).await["DelayHoldApplied"], true);
    set(&world, &id, json!({"RemoveDelayHoldApplied": true}))
        .await
        .rows();
    assert_eq!(world.mailbox(&id).await["DelayHoldApplied"], false);
}

#[tokio::test]
async fn a_delay_hold_ends_by_itself() {
    let (world, id) = world().await;
    license(&world, &id);
    set(&world, &id, json!({"LitigationHoldEnabled": true}))
        .await
        .rows();
    set(&world, &id, json!({"LitigationHoldEnabled": false}))
        .await
        .rows();
    world.advance(DAY * 29);
    // Tokens live an hour; the clock was moved by days.
    let world = fresh_token(world).await;
    assert_eq!(world.mailbox(&id).await["DelayHoldApplied"], true);
    world.advance(DAY * 2);
    let world = fresh_token(world).await;
    assert_eq!(world.mailbox(&id).await["DelayHoldApplied"], false);
}

async fn fresh_token(mut world: World) -> World {
    let roles = json!(["29232cdf-9323-42fd-ade2-1d097af3e4de"]);
    world.grant(&json!(["Exchange.ManageAsApp"]), &roles).await;
    world
}

#[tokio::test]
async fn an_unlicensed_user_mailbox_is_disconnected_and_then_gone() {
    let (world, id) = world().await;
    set(&world, &id, json!({"Type": "Regular"})).await.rows();
    world.advance(DAY * 31);
    let world = fresh_token(world).await;
    assert_eq!(
        world
            .run("Get-Mailbox", json!({"Identity": id}))
            .await
            .status,
        404
    );
    let soft = world
        .run(
            "Get-Mailbox",
            json!({"Identity": id, "SoftDeletedMailbox": true}),
        )
        .await
        .row();
    assert_eq!(soft["IsSoftDeletedByDisable"], true);
    assert_eq!(soft["IsInactiveMailbox"], false);
    world.advance(DAY * 31);
    let world = fresh_token(world).await;
    assert_eq!(
        world
            .run(
                "Get-Mailbox",
                json!({"Identity": id, "SoftDeletedMailbox": true})
            )
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_synced_mailbox_turns_back_unless_it_is_shared_on_premises() {
    let (world, id) = world().await;
    license(&world, &id);
    for (remote, after) in [
        ("Migrated, SharedMailbox", "SharedMailbox"),
        ("ProvisionMailbox", "UserMailbox"),
    ] {
        world
            .file
            .execute(
                "UPDATE mailbox SET dir_synced = 1, kind = 'UserMailbox', remote_recipient = ?2
                 WHERE account = (SELECT n FROM account WHERE id = ?1)",
                (&id, remote),
            )
            .unwrap();
        set(&world, &id, json!({"Type": "Shared"})).await.rows();
        assert_eq!(
            world.mailbox(&id).await["RecipientTypeDetails"],
            "SharedMailbox"
        );
        world.advance(SignedDuration::from_mins(31));
        let row = world.mailbox(&id).await;
        assert_eq!(row["RecipientTypeDetails"], after, "{remote}");
        assert_eq!(row["IsDirSynced"], true);
        world.advance(-SignedDuration::from_mins(31));
    }
}

#[tokio::test]
async fn a_set_that_changes_nothing_warns() {
    let (world, id) = world().await;
    let hidden = world.mailbox(&id).await["HiddenFromAddressListsEnabled"].clone();
    let answer = set(
        &world,
        &id,
        json!({"HiddenFromAddressListsEnabled": hidden}),
    )
    .await;
    assert!(answer.warnings()[0].contains("completed successfully but no settings of"));
    assert_eq!(
        world
            .run("Set-Mailbox", json!({"Type": "Shared"}))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn quotas_go_down_but_not_above_the_licence() {
    let (world, id) = world().await;
    let down = json!({"IssueWarningQuota": "9GB", "ProhibitSendQuota": "9.5GB", "ProhibitSendReceiveQuota": "10 GB"});
    set(&world, &id, down).await.rows();
    assert_eq!(
        world.mailbox(&id).await["ProhibitSendQuota"],
        "9.5 GB (10,200,547,328 bytes)"
    );
    for wrong in [
        json!({"ProhibitSendReceiveQuota": "60GB"}),
        json!({"IssueWarningQuota": "11GB"}),
        json!({"ProhibitSendQuota": "much"}),
    ] {
        assert_eq!(set(&world, &id, wrong.clone()).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn a_write_may_show_only_to_its_own_anchor_for_a_while() {
    let (world, id) = world().await;
    world.set("assume.anchor_seconds", "30");
    license(&world, &id);
    set(&world, &id, json!({"Type": "Regular"})).await.rows();
    let seen = async |anchor: &str| {
        let headers = [("x-anchormailbox", anchor)];
        world
            .run_with("Get-Mailbox", json!({"Identity": id}), "", &headers)
            .await
            .row()["RecipientTypeDetails"]
            .clone()
    };
    assert_eq!(seen(crate::world::ANCHOR).await, "UserMailbox");
    assert_eq!(seen("UPN:other@contoso.com").await, "SharedMailbox");
    let parameters = json!({"RecipientTypeDetails": "SharedMailbox", "ResultSize": "Unlimited"});
    let list = world
        .run_with(
            "Get-Mailbox",
            parameters,
            "",
            &[("x-anchormailbox", "UPN:other@contoso.com")],
        )
        .await;
    assert!(
        list.rows()
            .iter()
            .any(|row| row["ExternalDirectoryObjectId"] == id.as_str()),
        "lists agree with reads"
    );
    world.advance(SignedDuration::from_secs(31));
    assert_eq!(seen("UPN:other@contoso.com").await, "UserMailbox");
}
