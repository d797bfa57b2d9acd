//! Who may open mailboxes: both kinds of rows that were seen, batches, and lists that are not to be trusted.

use boxseat_m365::ReadError;
use serde_json::{Value, json};
use wire::exchange::MORE_RESULTS;
use wire::shapes::Capture;

use crate::support::{Script, account, batch};

/// A row as it was captured in one tenant.
fn newer(user: &str) -> Value {
    json!({"User": user, "AccessRights": ["FullAccess, ReadPermission"], "Deny": false, "IsInherited": false,
        "UserSid": "S-1-5-21-1-2-3-4", "PrimarySmtpAddress": ""})
}

/// A row with the members that were captured in another.
fn older(user: &str) -> Value {
    let names = &Capture::named("exchange/get-mailboxpermission.shape")
        .unwrap()
        .names;
    let member = |name: &String| {
        let value = match name.as_str() {
            "AccessRights" => json!(["FullAccess"]),
            "AccessRights@odata.type" => json!("#Collection(String)"),
            "Deny" | "IsInherited" | "IsOwner" => json!(false),
            "IsValid" => json!(true),
            "Identity" => json!("accounts"),
            "InheritanceType" => json!("All"),
            "User" => json!(user),
            "UserSid" => json!("S-1-5-21-1-2-3-5"),
            _ => Value::Null,
        };
        (name.clone(), value)
    };
    names.iter().map(member).collect()
}

async fn read(rows: Vec<Value>, warnings: Vec<&'static str>) -> Result<Vec<String>, String> {
    let body = json!({"@adminapi.warnings": warnings, "value": rows});
    let script = Script::new(move |seen, _| batch(seen, |_| json!({"status": 200, "body": body})));
    let (_, entries) = script
        .connect()
        .mailbox_permissions(&[account(1)])
        .await
        .remove(0);
    let entries = entries.map_err(|error| error.code().to_owned())?;
    let full = entries.iter().filter(|entry| entry.has("FullAccess"));
    Ok(full
        .map(|entry| entry.user.value().unwrap().clone())
        .collect())
}

#[tokio::test(start_paused = true)]
async fn rows_of_either_kind_are_read_and_a_doubtful_list_is_none() {
    let someone = ["alex@contoso.com".to_owned()];
    for row in [newer("alex@contoso.com"), older("alex@contoso.com")] {
        assert_eq!(read(vec![row], vec![]).await.unwrap(), someone);
    }
    assert_eq!(read(vec![], vec![]).await.unwrap(), [""; 0]);
    let cut = read(vec![newer("alex@contoso.com")], vec![MORE_RESULTS]).await;
    assert_eq!(cut.unwrap_err(), "broken_answer");
    let mut odd = newer("alex@contoso.com");
    odd["Deny"] = json!("perhaps");
    assert_eq!(read(vec![odd], vec![]).await.unwrap_err(), "broken_answer");
    let mut other = older("robin@contoso.com");
    other["Identity"] = json!("reception");
    let mixed = read(vec![older("alex@contoso.com"), other], vec![]).await;
    assert_eq!(mixed.unwrap_err(), "not_exactly_one", "of two mailboxes");
}

#[tokio::test(start_paused = true)]
async fn fifty_mailboxes_are_five_batches_and_one_failure_is_one_mailboxs() {
    let script = Script::new(|seen, _| {
        batch(seen, |item| {
            let identity = &item["body"]["CmdletInput"]["Parameters"]["Identity"];
            if *identity == json!(account(7)) {
                return json!({"status": 403, "body": {"error": {"code": "Forbidden", "message": "no"}}});
            }
            json!({"status": 200, "body": {"value": [newer("alex@contoso.com")]}})
        })
    });
    let ids: Vec<_> = (1..=50).map(account).collect();
    let read = script.connect().mailbox_permissions(&ids).await;
    assert_eq!(script.seen().len(), 5);
    let asked: Vec<_> = read.iter().map(|(id, _)| *id).collect();
    assert_eq!(asked, ids);
    for (id, entries) in read {
        if id == account(7) {
            assert!(
                matches!(entries, Err(ReadError::Denied { .. })),
                "{entries:?}"
            );
        } else {
            assert_eq!(entries.unwrap().len(), 1);
        }
    }
}
