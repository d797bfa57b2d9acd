//! Who may open a mailbox.

use serde_json::{Value, json};

use crate::world::World;

async fn entries(world: &World, parameters: Value) -> Vec<Value> {
    world.run("Get-MailboxPermission", parameters).await.rows()
}

fn users(rows: &[Value]) -> Vec<&str> {
    rows.iter()
        .map(|row| row["User"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn every_mailbox_lets_its_own_account_in_and_some_let_in_colleagues() {
    let world = World::crowd(1_000).await;
    let mut by_members = [0_u32; 7];
    for id in world.ids("m.kind = 'SharedMailbox'") {
        let rows = entries(&world, json!({"Identity": id})).await;
        assert_eq!(rows[0]["User"], "NT AUTHORITY\\SELF");
        assert_eq!(rows[0]["UserSid"], "S-1-5-10");
        by_members[rows.len() - 1] += 1;
        for row in &rows[1..] {
            let upn = row["User"].as_str().unwrap();
            assert_ne!(
                world.ids(&format!("a.upn = '{upn}' AND m.kind = 'UserMailbox'")),
                [""; 0]
            );
            assert!(
                row["AccessRights"][0]
                    .as_str()
                    .unwrap()
                    .starts_with("FullAccess")
            );
            assert!(row["UserSid"].as_str().unwrap().starts_with("S-1-5-21-"));
        }
    }
    assert_eq!(by_members.iter().sum::<u32>(), 100);
    assert!(by_members.iter().all(|n| *n > 0), "{by_members:?}");
    let person = world.id("m.kind = 'UserMailbox'");
    assert_eq!(entries(&world, json!({"Identity": person})).await.len(), 1);
}

#[tokio::test]
async fn a_larger_tenant_lets_the_same_people_in() {
    let (small, large) = (World::crowd(400).await, World::crowd(800).await);
    for id in small.ids("m.kind = 'SharedMailbox' AND a.n <= 360") {
        let asked = json!({"Identity": id});
        let [small, large] = [
            entries(&small, asked.clone()).await,
            entries(&large, asked).await,
        ];
        assert_eq!(users(&small), users(&large));
    }
}

#[tokio::test]
async fn a_list_is_of_one_mailbox_that_is_named() {
    let world = World::new().await;
    let refused = world.run("Get-MailboxPermission", json!({})).await;
    assert_eq!(refused.status, 400);
    let nobody = json!({"Identity": "nobody@contoso.com"});
    assert_eq!(world.run("Get-MailboxPermission", nobody).await.status, 404);
}

#[tokio::test]
async fn who_is_gone_shows_only_when_asked_for() {
    let world = World::crowd(1_000).await;
    let opened = "EXISTS (SELECT 1 FROM mailbox_permission p WHERE p.account = m.account)";
    let id = world.id(opened);
    let asked = json!({"Identity": id});
    let before = entries(&world, asked.clone()).await;
    let who = before[1]["User"].as_str().unwrap();
    let delete = "UPDATE account SET deleted_at = 1 WHERE upn = ?1";
    world.file.execute(delete, [who]).unwrap();
    let after = entries(&world, asked.clone()).await;
    assert_eq!(after.len(), before.len() - 1);
    let all = json!({"Identity": id, "IncludeSoftDeletedUserPermissions": true});
    assert_eq!(users(&entries(&world, all).await), users(&before));

    world
        .file
        .execute("DELETE FROM account WHERE upn = ?1", [who])
        .unwrap();
    assert_eq!(entries(&world, asked).await.len(), before.len() - 1);
    let all = json!({"Identity": id, "IncludeUnresolvedPermissions": true});
    assert_eq!(entries(&world, all).await[1]["User"], before[1]["UserSid"]);
}

#[tokio::test]
async fn a_list_can_be_cut_and_narrowed() {
    let world = World::crowd(1_000).await;
    let two = "(SELECT count(*) FROM mailbox_permission p WHERE p.account = m.account) = 2";
    let id = world.id(two);
    let cut = json!({"Identity": id, "ResultSize": 1});
    let answer = world.run("Get-MailboxPermission", cut).await;
    assert_eq!(answer.rows().len(), 1);
    assert_eq!(answer.warnings(), [wire::exchange::MORE_RESULTS]);
    let all = entries(&world, json!({"Identity": id, "ResultSize": "Unlimited"})).await;
    assert_eq!(all.len(), 3);
    let one = json!({"Identity": id, "User": all[2]["User"]});
    assert_eq!(users(&entries(&world, one).await), users(&all[2..]));
}
