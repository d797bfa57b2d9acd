//! The stand-in of Microsoft's billing: asked for on this machine only, and ordered from once.

use std::sync::Arc;

use crate::support::{Reply, Script, TOKEN, account, batch, fault};
use boxseat_m365::{Connection, Ordered, RefusalKind, WriteEnd};
use model::SubscriptionId;
use serde_json::{Value, json};
use wire::billing::{Change, Outcome};

const BASE: &str = "http://127.0.0.1:8080";

fn subscription() -> Value {
    json!({
        "id": SubscriptionId::from_u128(1).to_string(), "commerceSubscriptionId": "c", "skuId": "s",
        "skuPartNumber": "SPE_E3", "status": "Enabled", "totalLicenses": 110, "minimumLicenses": 105,
        "productAssignedLicenses": 105, "scheduledTotalLicenses": null, "billingAccountKind": "MOSA",
        "ownerTenantId": null, "partnerName": null, "isTrial": false, "recurringBilling": true,
        "creditCheckPending": false, "purchasedDateTime": "2026-01-01T00:00:00Z",
        "reduceUntilDateTime": null, "renewalDateTime": null,
    })
}

/// A tenant on this machine whose discovery document announces `root`; orders are answered by `order`.
fn tenant(
    root: Option<&'static str>,
    mut order: impl FnMut() -> Reply + Send + 'static,
) -> (Arc<Script>, Connection) {
    let script = Script::new(move |seen, _| match seen.path() {
        path if path.ends_with("/openid-configuration") => {
            let mut document = json!({"issuer": BASE});
            if let Some(root) = root {
                document[wire::billing::DISCOVERY_MEMBER] = root.into();
            }
            Reply::ok(&document)
        }
        "/billing/v1/subscriptions" => Reply::ok(&json!({"value": [subscription()]})),
        _ => order(),
    });
    let connection = local(&script, Some(true));
    (script, connection)
}

fn local(script: &Arc<Script>, write: Option<bool>) -> Connection {
    script.connect_as(|info| {
        let base: url::Url = BASE.parse().unwrap();
        (info.authority, info.graph, info.exchange) = (base.clone(), base.clone(), base);
        info.write = write;
    })
}

fn change() -> Change {
    Change {
        total_licenses: 105,
        previous_total_licenses: Some(110),
    }
}

async fn order(connection: &Connection) -> Ordered {
    connection
        .order(SubscriptionId::from_u128(1), &change())
        .await
}

#[tokio::test(start_paused = true)]
async fn a_tenant_elsewhere_is_not_even_asked() {
    let script = Script::of(Vec::new());
    let connection = script.connect();
    assert_eq!(connection.billing().await, Ok(None));
    assert!(
        matches!(order(&connection).await, Ordered::Refused(r) if r.kind == RefusalKind::NotFound)
    );
    assert!(script.seen().is_empty());
}

#[tokio::test(start_paused = true)]
async fn only_what_is_announced_at_the_same_address_is_asked() {
    for root in [
        None,
        Some("https://billing.contoso.com/billing/v1"),
        Some("http://127.0.0.1:9090/billing/v1"),
        Some("not an address"),
    ] {
        let (script, connection) = tenant(root, || panic!("nothing is ordered"));
        assert_eq!(connection.billing().await, Ok(None), "{root:?}");
        let asked = script.seen();
        assert_eq!(asked.len(), 1);
        assert_eq!(
            asked[0].header("authorization"),
            "",
            "no token to a public page"
        );
    }
    let (script, connection) = tenant(Some("http://127.0.0.1:8080/billing/v1"), || {
        panic!("nothing is ordered")
    });
    let list = connection.billing().await.unwrap().unwrap();
    assert_eq!((list.len(), list[0].total_licenses), (1, 110));
    let bearer = format!("Bearer {TOKEN}");
    assert_eq!(script.seen()[1].header("authorization"), bearer);
}

/// Is it the end that was due?
type Ends = fn(&Ordered) -> bool;

#[tokio::test(start_paused = true)]
async fn an_order_ends_as_it_was_answered_and_only_a_certain_no_is_repeated() {
    let taken = || {
        let outcome = json!({"outcome": "applied", "effectiveDateTime": null, "subscription": subscription()});
        Reply::ok(&outcome)
    };
    let refused = |status| Reply::json(status, &fault("belowAssigned", "as sent"));
    let throttled = || Reply::json(429, &fault("TooManyRequests", "")).with("retry-after", "2");
    let cases: Vec<(Vec<Reply>, usize, Ends)> = vec![
        (
            vec![taken()],
            1,
            |o| matches!(o, Ordered::Taken(c, _) if c.outcome == Outcome::Applied),
        ),
        (vec![throttled(), taken()], 2, |o| {
            matches!(o, Ordered::Taken(..))
        }),
        (
            vec![refused(409)],
            1,
            |o| matches!(o, Ordered::Refused(r) if r.code == "belowAssigned" && r.message == "as sent"),
        ),
        (
            vec![refused(403)],
            1,
            |o| matches!(o, Ordered::Refused(r) if r.needs == Some(wire::billing::ROLE)),
        ),
        (vec![refused(500)], 1, |o| {
            matches!(o, Ordered::MaybeTaken(_))
        }),
        (vec![Reply::MaybeSent], 1, |o| {
            matches!(o, Ordered::MaybeTaken(_))
        }),
        (vec![Reply::ok(&json!({"odd": 1}))], 1, |o| {
            matches!(o, Ordered::MaybeTaken(_))
        }),
    ];
    for (replies, sent, ends) in cases {
        let mut replies = replies.into_iter();
        let (script, connection) = tenant(Some("http://127.0.0.1:8080/billing/v1"), move || {
            replies.next().unwrap_or(Reply::NotSent)
        });
        let end = order(&connection).await;
        assert!(ends(&end), "{end:?}");
        let orders: Vec<_> = script
            .seen()
            .into_iter()
            .filter(|s| s.method == "POST")
            .collect();
        assert_eq!(orders.len(), sent, "{end:?}");
        let body = json!({"totalLicenses": 105, "previousTotalLicenses": 110});
        assert!(orders.iter().all(|s| s.body == body));
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_ordered_through_a_connection_that_is_read_only() {
    let script = Script::of(Vec::new());
    let connection = local(&script, Some(false));
    let end = order(&connection).await;
    assert!(matches!(end, Ordered::Refused(r) if r.kind == RefusalKind::ReadOnly));
    assert!(script.seen().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_usage_location_is_patched_and_none_is_null() {
    let script = Script::new(|seen, _| {
        batch(seen, |item| match &item["body"]["usageLocation"] {
            Value::Null => json!({"status": 403, "body": fault("Authorization_RequestDenied", "")}),
            _ => json!({"status": 204}),
        })
    });
    let connection = script.connect();
    let changes = [(account(1), "NL".to_owned()), (account(2), String::new())];
    let ends = connection.set_usage_location(&changes).await;
    assert!(matches!(&ends[0].1, WriteEnd::Written(_)));
    assert!(
        matches!(&ends[1].1, WriteEnd::NotApplied(r) if r.needs == Some("User.ReadWrite.All")),
        "{ends:?}"
    );
    let sent: Vec<_> = script.seen()[0].body["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| (r["method"].clone(), r["body"].clone()))
        .collect();
    let patch = |to: Value| (json!("PATCH"), json!({"usageLocation": to}));
    assert_eq!(sent, [patch(json!("NL")), patch(Value::Null)]);
}
