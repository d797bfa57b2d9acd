//! Batches: packing, matching, and single items that are sent again.

use std::collections::HashMap;

use crate::support::{Reply, Script, account, batch, fault};
use boxseat_m365::{LicenseChange, UserSelect, WriteEnd};
use model::{LicenseAdd, ServicePlanId, SignIn, SkuId};
use proptest::prelude::*;
use serde_json::{Value, json};

fn asked(item: &Value) -> String {
    item["url"]
        .as_str()
        .unwrap()
        .split(['/', '?'])
        .nth(2)
        .unwrap()
        .to_owned()
}

#[tokio::test(start_paused = true)]
async fn accounts_are_read_twenty_at_a_time_and_matched_by_id() {
    let script = Script::new(|seen, _| {
        batch(seen, |item| {
            let id = asked(item);
            if id == account(7).to_string() {
                return json!({"status": 404, "body": fault("Request_ResourceNotFound", "")});
            }
            json!({"status": 200, "body": {"id": id}})
        })
    });
    let connection = script.connect();
    let ids: Vec<_> = (0..45).map(account).collect();
    let read = connection.users_by_id(&ids, UserSelect::STATE).await;
    for (id, row) in &read {
        match row {
            Ok(Some(row)) => assert_eq!(row.id, *id),
            Ok(None) => assert_eq!(*id, account(7)),
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(
        read.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
        ids,
        "in the order asked"
    );
    let sizes: Vec<_> = script
        .seen()
        .iter()
        .map(|s| s.body["requests"].as_array().unwrap().len())
        .collect();
    assert_eq!(sizes, [20, 20, 5]);
    let meter = connection.meter();
    assert_eq!(
        (
            meter.requests["$batch"],
            meter.items["users/{id}"],
            meter.repeats
        ),
        (3, 45, 0)
    );
}

#[tokio::test(start_paused = true)]
async fn each_throttled_item_waits_its_own_time() {
    // How long each account is told to wait at its first time.
    let wishes: HashMap<String, &str> = [(2, "7"), (5, "2.5"), (6, "7")]
        .map(|(n, wish)| (account(n).to_string(), wish))
        .into();
    let mut told: HashMap<String, u32> = HashMap::new();
    let script = Script::new(move |seen, _| {
        batch(seen, |item| {
            let id = asked(item);
            let times = told.entry(id.clone()).or_default();
            *times += 1;
            match wishes.get(&id) {
                Some(wish) if *times == 1 => {
                    json!({"status": 429, "headers": {"Retry-After": wish}})
                }
                _ => json!({"status": 200, "headers": {"request-id": id}}),
            }
        })
    });
    let connection = script.connect();
    let changes: Vec<_> = (1..=6).map(|n| (account(n), SignIn::Blocked)).collect();
    let ends = connection.set_sign_in(&changes).await;
    for ((id, _), (ended, end)) in changes.iter().zip(&ends) {
        assert_eq!(id, ended);
        assert!(
            matches!(end, WriteEnd::Written(request) if request.0 == id.to_string()),
            "{end:?}"
        );
    }
    let sent: Vec<(u128, usize)> = script
        .seen()
        .iter()
        .map(|s| {
            (
                s.at.as_millis(),
                s.body["requests"].as_array().unwrap().len(),
            )
        })
        .collect();
    assert_eq!(sent, [(0, 6), (2_500, 1), (7_000, 2)]);
    let meter = connection.meter();
    assert_eq!(
        (
            meter.throttled,
            meter.repeats,
            meter.items["users/accountEnabled"]
        ),
        (3, 3, 9)
    );
}

#[tokio::test(start_paused = true)]
async fn what_failed_together_is_sent_again_together() {
    let refused: [fn() -> Reply; 4] = [
        || Reply::text(429, ""),
        || Reply::text(503, ""),
        || Reply::text(401, ""),
        || Reply::NotSent,
    ];
    for refuse in refused {
        let script = Script::new(move |seen, nth| match nth {
            0 => refuse(),
            _ => batch(
                seen,
                |item| json!({"status": 200, "body": {"id": asked(item)}}),
            ),
        });
        let ids: Vec<_> = (1..=20).map(account).collect();
        let read = script.connect().users_by_id(&ids, UserSelect::STATE).await;
        assert!(read.iter().all(|(_, row)| row.is_ok()));
        assert_eq!(script.seen().len(), 2);
    }
    // The same for items whose answers name no wait.
    let script = Script::new(|seen, nth| {
        let status = if nth == 0 { 429 } else { 200 };
        batch(
            seen,
            |item| json!({"status": status, "body": {"id": asked(item)}}),
        )
    });
    let ids: Vec<_> = (1..=20).map(account).collect();
    script.connect().users_by_id(&ids, UserSelect::STATE).await;
    assert_eq!(script.seen().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn two_writes_on_one_account_go_one_after_the_other() {
    let mut conflicted = false;
    let script = Script::new(move |seen, _| {
        batch(seen, |_| {
            if std::mem::replace(&mut conflicted, true) {
                json!({"status": 204})
            } else {
                json!({"status": 409})
            }
        })
    });
    let skus = [SkuId::from_u128(1), SkuId::from_u128(2)];
    let changes: Vec<_> = skus
        .map(|sku| (account(1), LicenseChange::remove([sku])))
        .into();
    let ends = script.connect().assign(&changes).await;
    assert!(
        ends.iter()
            .all(|(_, end)| matches!(end, WriteEnd::Written(_))),
        "{ends:?}"
    );
    let sent: Vec<Value> = script
        .seen()
        .iter()
        .map(|s| {
            assert_eq!(s.body["requests"].as_array().unwrap().len(), 1);
            s.body["requests"][0]["body"]["removeLicenses"][0].clone()
        })
        .collect();
    assert_eq!(
        sent,
        [json!(skus[0]), json!(skus[0]), json!(skus[1])],
        "the second waits for the first's end"
    );
}

#[tokio::test(start_paused = true)]
async fn a_change_is_written_as_graph_wants_it() {
    let script = Script::new(|seen, _| batch(seen, |_| json!({"status": 200})));
    let (sku, plan) = (SkuId::from_u128(3), ServicePlanId::from_u128(4));
    let add = LicenseChange {
        add: vec![LicenseAdd {
            sku,
            disabled_plans: [plan].into(),
        }],
        ..Default::default()
    };
    let connection = script.connect();
    connection
        .assign(&[
            (account(1), add),
            (account(2), LicenseChange::remove([sku])),
        ])
        .await;
    connection
        .set_sign_in(&[(account(3), SignIn::Blocked)])
        .await;
    let item = |call: usize, n: usize| script.seen()[call].body["requests"][n].clone();
    let assign = item(0, 0);
    assert_eq!(
        (assign["method"].as_str(), assign["id"].as_str()),
        (Some("POST"), Some("1"))
    );
    assert_eq!(
        assign["url"],
        json!(format!("/users/{}/assignLicense", account(1)))
    );
    assert_eq!(assign["headers"]["Content-Type"], "application/json");
    let added =
        json!({"addLicenses": [{"skuId": sku, "disabledPlans": [plan]}], "removeLicenses": []});
    assert_eq!(assign["body"], added);
    assert_eq!(
        item(0, 1)["body"],
        json!({"addLicenses": [], "removeLicenses": [sku]})
    );
    let patch = item(1, 0);
    assert_eq!(
        (patch["method"].as_str(), &patch["body"]),
        (Some("PATCH"), &json!({"accountEnabled": false}))
    );
}

#[tokio::test(start_paused = true)]
async fn all_items_of_a_lost_batch_may_have_been_applied() {
    let script = Script::new(|seen, nth| match nth {
        0 => Reply::MaybeSent,
        _ => batch(seen, |_| json!({"status": 204})),
    });
    let changes: Vec<_> = (0..30).map(|n| (account(n), SignIn::Blocked)).collect();
    let ends = script.connect().set_sign_in(&changes).await;
    let lost = ends
        .iter()
        .filter(|(_, end)| matches!(end, WriteEnd::MaybeApplied(_)))
        .count();
    let written = ends
        .iter()
        .filter(|(_, end)| matches!(end, WriteEnd::Written(_)))
        .count();
    assert_eq!((lost, written, script.seen().len()), (20, 10, 2));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-zA-Z0-9/@ -]{0,12}".prop_map(Value::from),
        Just(json!(account(1))),
    ];
    let name = prop_oneof![
        Just("responses"),
        Just("id"),
        Just("status"),
        Just("headers"),
        Just("body"),
        Just("error"),
        Just("code"),
        Just("value"),
        Just("@odata.nextLink"),
        Just("details"),
        Just("message"),
        Just("Retry-After"),
        Just("licenseAssignmentStates"),
        Just("ExternalDirectoryObjectId"),
        Just("@adminapi.warnings"),
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((name.clone().prop_map(str::to_owned), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    /// Whatever a service answers, nothing panics, every account has an end, and no write is called done
    /// without a status that says so.
    #[test]
    fn no_answer_panics(status in prop_oneof![Just(200_u16), 200..600_u16], body in any_json()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let written = body["responses"].as_array().is_some_and(|all| {
                all.iter().any(|r| r["id"] == "1" && (200..300).contains(&r["status"].as_u64().unwrap_or(0)))
            });
            let answer = body.clone();
            let script = Script::new(move |_, _| Reply::json(status, &answer));
            let connection = script.connect();
            let ends = connection.set_sign_in(&[(account(1), SignIn::Blocked)]).await;
            assert_eq!(ends.len(), 1);
            assert!(written || !matches!(ends[0].1, WriteEnd::Written(_)), "{:?}", ends[0]);
            assert_eq!(connection.users_by_id(&[account(1)], UserSelect::STATE).await.len(), 1);
            assert_eq!(connection.mailboxes_by_id(&[account(1)]).await.len(), 1);
            assert_eq!(connection.statistics(&[(account(1), None)], false).await.len(), 1);
            let _ = connection.subscribed_skus().await;
            let _ = connection.report_settings().await;
            let _ = connection.mailbox_named("info@contoso.com").await;
        });
    }
}
