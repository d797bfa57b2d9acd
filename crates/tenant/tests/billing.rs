//! The stand-in of billing: who may change numbers, what moves with them, and when.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod support;

use http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use support::browser::{bearer, token_of};
use support::{BASE, World};
use wire::billing::{Changed, Outcome, Subscription, Subscriptions};

async fn subscriptions(world: &World) -> Vec<Subscription> {
    let answer = world.get(&wire::billing::subscriptions_path()).await;
    serde_json::from_str::<Subscriptions>(&answer.text)
        .unwrap()
        .value
}

async fn find(world: &World, fits: impl Fn(&Subscription) -> bool) -> Subscription {
    let all = subscriptions(world).await;
    all.into_iter()
        .find(|s| fits(s))
        .expect("the sample organisation has such a subscription")
}

async fn change(world: &World, id: &str, total: u32) -> support::Answer {
    world
        .post(
            &wire::billing::change_path(id),
            json!({"totalLicenses": total}),
        )
        .await
}

fn read(answer: &support::Answer) -> Changed {
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    serde_json::from_str(&answer.text).unwrap()
}

/// `prepaidUnits.enabled` of the product and `totalLicenses` of the subscription, as Graph says them.
async fn in_graph(world: &World, subscription: &Subscription) -> (u64, u64) {
    let skus = world.get("/v1.0/subscribedSkus").await.json();
    let sku = skus["value"]
        .as_array()
        .unwrap()
        .iter()
        .find(|sku| sku["skuId"] == subscription.sku_id.as_str())
        .unwrap();
    let row = world
        .get(&format!(
            "/v1.0/directory/subscriptions/{}",
            subscription.id
        ))
        .await
        .json();
    (
        sku["prepaidUnits"]["enabled"].as_u64().unwrap(),
        row["totalLicenses"].as_u64().unwrap(),
    )
}

#[tokio::test]
async fn fewer_licences_show_in_graph_at_once() {
    let world = World::new().await;
    let mosa = find(&world, |s| {
        s.billing_account_kind == "MOSA" && s.minimum_licenses < s.total_licenses
    })
    .await;
    let (enabled, total) = in_graph(&world, &mosa).await;
    let changed = read(&change(&world, &mosa.id, mosa.total_licenses - 1).await);
    assert_eq!(
        (changed.outcome, changed.subscription.total_licenses),
        (Outcome::Applied, mosa.total_licenses - 1)
    );
    assert_eq!(in_graph(&world, &mosa).await, (enabled - 1, total - 1));
    let refused = change(&world, &mosa.id, mosa.minimum_licenses - 1).await;
    let code = if mosa.minimum_licenses == 1 {
        "outOfRange"
    } else {
        "belowAssigned"
    };
    assert_eq!(
        (refused.status, refused.error().0.as_str()),
        (StatusCode::CONFLICT, code)
    );
    assert_eq!(in_graph(&world, &mosa).await, (enabled - 1, total - 1));
}

#[tokio::test]
async fn an_agreement_of_seven_days_waits_for_the_renewal() {
    let world = World::new().await;
    let now: jiff::Timestamp = support::START.parse().unwrap();
    let fits = |s: &Subscription| {
        s.billing_account_kind == "MCA"
            && s.recurring_billing
            && !s.credit_check_pending
            && s.reduce_until_date_time.unwrap() < now
            && s.minimum_licenses + 2 < s.total_licenses
    };
    let mca = find(&world, fits).await;
    let (enabled, total) = in_graph(&world, &mca).await;
    let to = mca.total_licenses - 2;
    let changed = read(&change(&world, &mca.id, to).await);
    assert_eq!(
        (changed.outcome, changed.effective_date_time),
        (Outcome::Scheduled, mca.renewal_date_time)
    );
    assert_eq!(changed.subscription.scheduled_total_licenses, Some(to));
    assert_eq!(in_graph(&world, &mca).await, (enabled, total));

    // The same number as now takes it back; asked for again, it comes with the renewal.
    let back = read(&change(&world, &mca.id, mca.total_licenses).await);
    assert_eq!(
        (back.outcome, back.subscription.scheduled_total_licenses),
        (Outcome::Unchanged, None)
    );
    change(&world, &mca.id, to).await;
    let renewal = mca.renewal_date_time.unwrap();
    let happened = world.advance(renewal.as_second() - now.as_second()).await;
    let kinds: Vec<_> = happened["happened"]
        .as_array()
        .unwrap()
        .iter()
        .map(|h| h["kind"].clone())
        .collect();
    assert_eq!(kinds, ["billing.renew"]);
    let world = world.renewed().await;
    assert_eq!(in_graph(&world, &mca).await, (enabled - 2, total - 2));
    let renewed = find(&world, |s| s.id == mca.id).await;
    assert_eq!(
        (
            renewed.purchased_date_time,
            renewed.scheduled_total_licenses
        ),
        (renewal, None)
    );
    assert!(renewed.renewal_date_time.unwrap() > renewal);

    // The renewal opened seven days.
    let changed = read(&change(&world, &mca.id, to - 1).await);
    assert_eq!(changed.outcome, Outcome::Applied);
}

#[tokio::test]
async fn added_licences_can_go_back_for_seven_days() {
    let world = World::new().await;
    let now: jiff::Timestamp = support::START.parse().unwrap();
    let fits = |s: &Subscription| {
        s.billing_account_kind == "MCA"
            && s.recurring_billing
            && !s.credit_check_pending
            && s.reduce_until_date_time.unwrap() < now
            && s.minimum_licenses < s.total_licenses
    };
    let mca = find(&world, fits).await;
    let before = mca.total_licenses;
    for (to, outcome) in [
        (before + 5, Outcome::Applied),
        (before + 3, Outcome::Applied),
        (before - 1, Outcome::Scheduled),
        (before, Outcome::Applied),
        (before - 1, Outcome::Scheduled),
        (before + 1, Outcome::Applied),
    ] {
        assert_eq!(
            read(&change(&world, &mca.id, to).await).outcome,
            outcome,
            "{to}"
        );
    }
    world.advance(7 * 24 * 3600).await;
    let world = world.renewed().await;
    assert_eq!(
        read(&change(&world, &mca.id, before).await).outcome,
        Outcome::Scheduled
    );
}

#[tokio::test]
async fn every_refusal_names_its_reason_and_changes_nothing() {
    let world = World::new().await;
    let before = subscriptions(&world).await;
    let first = |fits: &dyn Fn(&Subscription) -> bool| {
        before
            .iter()
            .find(|s| fits(s))
            .expect("the sample organisation has such a subscription")
    };
    let kind = |name: &'static str| move |s: &Subscription| s.billing_account_kind == name;
    for (subscription, code, says) in [
        (
            first(&kind("Partner")),
            "partnerOwned",
            "Adatum Cloud Services",
        ),
        (
            first(&kind("Representative")),
            "representativeOwned",
            "Microsoft representative",
        ),
        (first(&kind("PrepaidKey")), "prepaidKey", "product key"),
        (first(&|s| s.is_trial), "trial", "Buy it first"),
        (
            first(&|s| s.credit_check_pending),
            "creditCheckPending",
            "two working days",
        ),
        (
            first(&|s| s.status == "Suspended"),
            "notActive",
            "Reactivate",
        ),
        (
            first(&|s| {
                s.billing_account_kind == "MCA"
                    && s.status == "Enabled"
                    && !s.is_trial
                    && !s.recurring_billing
            }),
            "recurringBillingOff",
            "Turn it on",
        ),
    ] {
        let answer = change(&world, &subscription.id, subscription.total_licenses - 1).await;
        let (found, message) = answer.error();
        assert_eq!(
            (answer.status, found.as_str()),
            (StatusCode::CONFLICT, code),
            "{subscription:?}"
        );
        assert!(message.contains(says), "{message}");
    }
    let some = &before[0];
    let path = wire::billing::change_path(&some.id);
    let stale = json!({"totalLicenses": 1, "previousTotalLicenses": some.total_licenses + 1});
    assert_eq!(world.post(&path, stale).await.error().0, "totalChanged");
    for body in [
        json!({}),
        json!({"totalLicenses": -1}),
        json!({"totalLicenses": 1.5}),
        json!({"total": 1}),
    ] {
        assert_eq!(
            world.post(&path, body.clone()).await.status,
            StatusCode::BAD_REQUEST,
            "{body}"
        );
    }
    assert_eq!(
        change(&world, "33333333-3333-4333-8333-333333333333", 1)
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(subscriptions(&world).await, before);
}

#[tokio::test]
async fn only_those_who_may_buy_change_numbers() {
    let world = World::new().await;
    let mosa = find(&world, |s| {
        s.billing_account_kind == "MOSA" && s.minimum_licenses < s.total_licenses
    })
    .await;
    for (alias, reads, buys) in [
        ("tessa.ravensbergen", true, true),
        ("harald.brinkhof", true, true),
        ("ruud.kestemont", true, false),
        ("ines.vollmar", true, false),
        ("kofi.ankrah", true, false),
        ("lidia.sobral", true, false),
        ("pim.oudekerk", false, false),
    ] {
        let token = token_of(&world, alias).await;
        let ask = async |method: Method, path: String, body: Value| {
            let request = Request::builder()
                .method(method)
                .uri(format!("{BASE}{path}"))
                .header("authorization", bearer(&token))
                .header("content-type", "application/json");
            world
                .send(request.body(body.to_string().into()).unwrap())
                .await
                .status
        };
        let allowed = |yes: bool| {
            if yes {
                StatusCode::OK
            } else {
                StatusCode::FORBIDDEN
            }
        };
        let list = ask(
            Method::GET,
            wire::billing::subscriptions_path(),
            Value::Null,
        )
        .await;
        assert_eq!(list, allowed(reads), "{alias}");
        let same = json!({"totalLicenses": mosa.total_licenses});
        let change = ask(Method::POST, wire::billing::change_path(&mosa.id), same).await;
        assert_eq!(change, allowed(buys), "{alias}");
    }
    let nobody = Request::get(format!("{BASE}{}", wire::billing::subscriptions_path()));
    let nobody = world
        .send(nobody.body(axum::body::Body::empty()).unwrap())
        .await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    world.strip_roles();
    let world = world.renewed().await;
    assert_eq!(
        change(&world, &mosa.id, mosa.total_licenses).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn the_tenant_says_where_its_billing_is() {
    let world = World::new().await;
    let about = world.get("/_tenant").await.json();
    let document = world.get(about["billing"].as_str().unwrap()).await.json();
    assert_eq!(document["subscriptions"], "/billing/v1/subscriptions");
    assert_eq!(document["appRole"], wire::billing::ROLE);
}
