//! Your products and Licenses, over the embedded tenant and over the same tenant as if it were Microsoft's.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

#[path = "common/live.rs"]
#[expect(dead_code, reason = "each test file uses another part of it")]
mod live;
#[path = "common/page.rs"]
#[expect(dead_code, reason = "each test file uses another part of it")]
mod safe;

use std::sync::{Arc, LazyLock};

use engine::{Connection, Product, ProductSubscription, Role, Seller, WatchState};
use http::StatusCode;
use live::{Live, Page, get, post};
use model::cloud::CLOUDS;
use model::{CloudId, SubscriptionId};
use safe::assert_safe;
use serde_json::json;
use sim::{RouterTransport, Template, World};
use tenant::Profile;
use wire::ConnectInfo;
use wire::billing::Change;
use words::{Language, Locale, products, ui};

static CONTOSO: LazyLock<Template> = LazyLock::new(|| Template::new(Profile::Contoso, 120));
static GERMANY: LazyLock<Template> = LazyLock::new(|| Template::new(Profile::Germany, 60));
static CHINA: LazyLock<Template> = LazyLock::new(|| Template::new(Profile::China, 60));

/// The first subscription that is as wanted, with its product.
async fn one(
    w: &World,
    is: impl Fn(&Product, &ProductSubscription) -> bool,
) -> (Product, ProductSubscription) {
    let read = w.engine().products(&w.by, &w.conn).await.unwrap();
    let all = read.products.value().unwrap().clone();
    let mut found = all
        .iter()
        .flat_map(|p| p.subscriptions.iter().map(move |s| (p, s)));
    let (product, subscription) = found.find(|(p, s)| is(p, s)).unwrap();
    (product.clone(), subscription.clone())
}

/// Sold by Microsoft, and lowered at any time.
async fn plain(w: &World) -> (Product, ProductSubscription) {
    one(w, |p, s| {
        s.billing.as_ref().is_some_and(|b| b.kind == "MOSA")
            && !p.free
            && s.is_enabled()
            && s.minimum < s.total
    })
    .await
}

fn fields(from: u64, total: &str) -> Vec<(String, String)> {
    vec![
        ("from".to_owned(), from.to_string()),
        ("total".to_owned(), total.to_owned()),
    ]
}

fn address(id: SubscriptionId) -> String {
    format!("/products/{id}")
}

/// The total of a subscription as the tenant itself has it.
async fn in_tenant(w: &World, id: SubscriptionId) -> u64 {
    let tables = w.tables().await;
    let rows = tables["subscription"].as_array().unwrap();
    let row = rows.iter().find(|r| r["id"] == id.to_string()).unwrap();
    row["total"].as_u64().unwrap()
}

/// Escaped as a page has it.
fn said(text: &str) -> String {
    text.replace('&', "&#38;")
        .replace('\'', "&#39;")
        .replace('"', "&#34;")
}

#[track_caller]
fn assert_says(page: &Page, text: &str) {
    let there = page.html.contains(text) || page.html.contains(&said(text));
    assert!(there, "{text}: {}", page.html);
}

#[tokio::test(start_paused = true)]
async fn every_subscription_is_a_row_in_the_words_of_each_cloud() {
    for (template, cloud) in [
        (&CONTOSO, CloudId::Worldwide),
        (&GERMANY, CloudId::Germany),
        (&CHINA, CloudId::China),
    ] {
        let live = Live::read(template.world(1)).await;
        let w = &live.world;
        let read = w.engine().products(&w.by, &w.conn).await.unwrap();
        for language in Language::ALL {
            let l = Locale::new(*language, cloud);
            for (path, title) in [
                ("/products", ui::your_products(&l)),
                ("/licenses", ui::licenses(&l)),
            ] {
                let page = live.get(&format!("{path}?lang={}", language.tag())).await;
                assert_eq!(page.status, StatusCode::OK, "{}", page.html);
                assert_safe(&page.html, path);
                assert_says(&page, &format!("<h1>{title}</h1>"));
                for product in read.products.value().unwrap() {
                    assert_says(&page, &product.part_number);
                    for subscription in &product.subscriptions {
                        let link = format!("href=\"/t/sample/products/{}\"", subscription.id);
                        assert_eq!(page.html.contains(&link), path == "/products");
                    }
                }
            }
            let page = live
                .get(&format!("/products?lang={}", language.tag()))
                .await;
            for label in [
                ui::add_remove_licenses(&l),
                ui::assigned(&l),
                ui::available(&l),
                ui::total_licenses(&l),
            ] {
                assert_says(&page, &label);
            }
            assert_says(&page, cloud.record().links.products);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn submit_change_changes_the_number_and_what_is_told_was_read() {
    for (template, cloud) in [
        (&CONTOSO, CloudId::Worldwide),
        (&GERMANY, CloudId::Germany),
        (&CHINA, CloudId::China),
    ] {
        let live = Live::read(template.world(2)).await;
        let (_, subscription) = plain(&live.world).await;
        let (from, to) = (
            subscription.total.unwrap(),
            subscription.minimum.unwrap().max(1),
        );
        let l = Locale::new(Language::En, cloud);
        let page = live.get(&address(subscription.id)).await;
        assert_says(&page, &format!("name=\"from\" value=\"{from}\""));
        assert_says(&page, &products::real(&l));
        assert_says(
            &page,
            &format!("type=\"submit\">{}</button>", ui::submit_change(&l)),
        );
        for rule in words::billing_rules(&l) {
            assert_says(&page, &rule);
        }

        let sent = live
            .post(&address(subscription.id), &fields(from, &to.to_string()))
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
        assert_eq!(in_tenant(&live.world, subscription.id).await, to);
        let page = live.get(&sent.location).await;
        assert_safe(&page.html, "changed");
        assert_says(&page, &products::changed(&l));
        assert_says(&page, &products::changed_about(&l, to, from));
        let closes = cloud != CloudId::Worldwide;
        assert_eq!(page.html.contains("id=\"close\""), closes, "{cloud}");

        // Another page, opened before: what changed is shown, and nothing is done.
        let stale = live
            .post(
                &address(subscription.id),
                &fields(from, &(from + 1).to_string()),
            )
            .await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert_says(&stale, &products::differs(&l, to, from));
        assert_says(&stale, &format!("name=\"from\" value=\"{to}\""));
        assert_eq!(in_tenant(&live.world, subscription.id).await, to);
    }
}

#[tokio::test(start_paused = true)]
async fn an_entry_of_the_history_that_says_something_else_is_not_told() {
    let live = Live::read(CONTOSO.world(3)).await;
    let (_, subscription) = plain(&live.world).await;
    let l = Locale::new(Language::En, CloudId::Worldwide);
    for entry in ["0", "1", "99999", "18446744073709551615", "x", "-1"] {
        let page = live
            .get(&format!("{}?entry={entry}", address(subscription.id)))
            .await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.html.contains(&products::changed(&l)), "{entry}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_is_refused_in_words_and_nothing_is_changed() {
    let live = Live::read(CONTOSO.world(4)).await;
    let (product, subscription) = plain(&live.world).await;
    let from = subscription.total.unwrap();
    let l = Locale::new(Language::En, CloudId::Worldwide);
    let too_few = subscription.minimum.unwrap() - 1;
    let (assigned, minimum) = (product.assigned.unwrap(), subscription.minimum.unwrap());
    let below = model::TotalObstacle::BelowAssigned { assigned, minimum };
    for (from, total, status, says) in [
        (
            from,
            too_few.to_string(),
            422,
            words::total_obstacle(&below, &l),
        ),
        (
            from,
            from.to_string(),
            422,
            "nothing was changed".to_owned(),
        ),
        (from, "0".to_owned(), 422, "at least 1".to_owned()),
        (
            from,
            "<script>".to_owned(),
            422,
            "is not a whole number".to_owned(),
        ),
        (from, String::new(), 422, "is not a whole number".to_owned()),
        (
            from,
            "1e3".to_owned(),
            422,
            "is not a whole number".to_owned(),
        ),
        (
            from + 1,
            "5".to_owned(),
            409,
            "changed meanwhile".to_owned(),
        ),
    ] {
        let sent = live
            .post(&address(subscription.id), &fields(from, &total))
            .await;
        assert_eq!(sent.status.as_u16(), status, "{total}: {}", sent.html);
        assert_safe(&sent.html, &total);
        assert_says(&sent, &says);
        assert!(sent.html.contains("role=\"alert\""));
    }
    let nothing = live.post(&address(subscription.id), &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(in_tenant(&live.world, subscription.id).await, from);
    for odd in [
        "/products/x",
        "/products/00000000-0000-0000-0000-000000000001",
    ] {
        assert_eq!(live.get(odd).await.status, StatusCode::NOT_FOUND, "{odd}");
        let sent = live.post(odd, &fields(1, "2")).await;
        assert!(sent.status.is_client_error(), "{odd}: {}", sent.status);
    }
}

#[tokio::test(start_paused = true)]
async fn a_browser_does_not_wait_for_what_takes_long_and_its_page_shows_what_is_awaited() {
    let live = Live::read(CONTOSO.world(11)).await;
    let w = &live.world;
    let (_, subscription) = plain(w).await;
    let from = subscription.total.unwrap();
    let l = Locale::new(Language::En, CloudId::Worldwide);
    // The order is lost on its way, so its number never comes.
    w.fault(
        json!({"matcher": {"operation": "billing.change"}, "effect": {"kind": "drop"}, "times": 1}),
    )
    .await;
    let began = tokio::time::Instant::now();
    let sent = live
        .post(
            &address(subscription.id),
            &fields(from, &(from + 1).to_string()),
        )
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
    assert!(began.elapsed() < std::time::Duration::from_mins(1));
    let page = live.get(&format!("{}?lang=en", sent.location)).await;
    assert_says(&page, &products::watch_waiting(&l));
    assert!(!page.html.contains("id=\"outcome\""), "nothing is claimed");
    // It goes on behind the page, and its end is in the history.
    tokio::time::sleep(std::time::Duration::from_mins(6)).await;
    let entries = w
        .store()
        .entries(store::LedgerQuery::default())
        .await
        .unwrap();
    let mut states = entries.into_iter().rev().filter_map(|e| match e.body.kind {
        model::EntryKind::Total { state, .. } => Some(state),
        _ => None,
    });
    assert_eq!(states.next(), Some(model::TotalState::Unconfirmed));
}

#[tokio::test(start_paused = true)]
async fn a_link_suggests_a_total_and_claims_nothing() {
    let live = Live::read(CONTOSO.world(10)).await;
    let (_, subscription) = plain(&live.world).await;
    let from = subscription.total.unwrap();
    for (query, stands) in [
        ("total=41", 41),
        ("total=x", from),
        ("total=-1", from),
        ("total=", from),
        ("from=3", from),
    ] {
        let page = live
            .get(&format!("{}?{query}", address(subscription.id)))
            .await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert_says(&page, &format!("name=\"total\" value=\"{stands}\""));
        assert_says(&page, &format!("name=\"from\" value=\"{from}\""));
        assert!(!page.html.contains("id=\"outcome\""), "{query}");
    }
}

#[tokio::test(start_paused = true)]
async fn who_may_not_buy_sees_why_and_what_to_ask_for() {
    let live = Live::read(CONTOSO.world(5)).await;
    let (_, subscription) = plain(&live.world).await;
    let (from, to) = (subscription.total.unwrap(), subscription.total.unwrap() + 5);
    let l = Locale::new(Language::En, CloudId::Worldwide);
    for (role, may) in [
        (Role::Billing, true),
        (Role::Global, true),
        (Role::License, false),
        (Role::User, false),
        (Role::Exchange, false),
        (Role::Reader, false),
    ] {
        let app = live.seen_by(&[role]);
        let page = get(&app, &address(subscription.id)).await;
        assert_eq!(page.html.contains(&products::denied(&l)), !may, "{role:?}");
        assert_eq!(
            page.html.contains("class=\"sheet total\" method=\"post\""),
            may,
            "{role:?}"
        );
        assert_safe(&page.html, "the page of a role");
        if may {
            continue;
        }
        let asked = format!("{}?from={from}&total={to}", address(subscription.id));
        let page = get(&app, &asked).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_says(&page, &products::would_submit(&l));
        let sent = post(
            &app,
            &address(subscription.id),
            &fields(from, &to.to_string()),
        )
        .await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{role:?}");
        let stop = [("subscription".to_owned(), subscription.id.to_string())];
        let sent = post(&app, "/products/watches/stop", &stop).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{role:?}");
    }
    assert_eq!(in_tenant(&live.world, subscription.id).await, from);
    // Whoever may only buy still may.
    let sent = post(
        &live.seen_by(&[Role::Billing]),
        &address(subscription.id),
        &fields(from, &to.to_string()),
    )
    .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
    assert_eq!(in_tenant(&live.world, subscription.id).await, to);
}

/// The same tenant as if it were Microsoft's: at Microsoft's names, where nothing changes a number, and read-only.
fn as_microsoft(w: &World) -> Connection {
    let cloud = CLOUDS[0];
    let info = ConnectInfo {
        authority: cloud.authorities[0].parse().unwrap(),
        graph: cloud.graph.parse().unwrap(),
        exchange: cloud.exchange.parse().unwrap(),
        write: None,
        ..w.info.clone()
    };
    let router = w.tenant.clone().impersonating().router();
    Connection::new(&info, Arc::new(RouterTransport::new(router)), w.env.clone())
}

#[tokio::test(start_paused = true)]
async fn on_a_real_tenant_it_becomes_an_instruction_that_is_watched_until_it_is_there() {
    let world = CONTOSO.world(6);
    let conn = as_microsoft(&world);
    let live = Live::at(Live::read(world).await.world, conn);
    let w = &live.world;
    let (product, subscription) = plain(w).await;
    let (from, to) = (
        subscription.total.unwrap(),
        subscription.minimum.unwrap().max(1),
    );
    let l = Locale::new(Language::En, CloudId::Worldwide);
    let page = live.get(&address(subscription.id)).await;
    assert_says(&page, &products::by_hand(&l));

    let sent = live
        .post(&address(subscription.id), &fields(from, &to.to_string()))
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
    assert_eq!(
        in_tenant(w, subscription.id).await,
        from,
        "nothing was sent"
    );
    for language in Language::ALL {
        let l = Locale::new(*language, CloudId::Worldwide);
        let page = live
            .get(&format!("{}?lang={}", sent.location, language.tag()))
            .await;
        assert_safe(&page.html, "the instruction");
        assert_says(&page, &format!("<strong>{to}</strong>"));
        assert_says(&page, &words::product(product.sku));
        assert_says(&page, &words::signin::role_billing(&l));
        assert_says(&page, CLOUDS[0].links.products);
        assert_says(&page, &products::watch_waiting(&l));
        assert_says(&page, &products::before(&l, subscription.next.unwrap()));
    }
    let stays = live.post("/products/watches/check", &[]).await;
    assert_eq!(stays.status, StatusCode::SEE_OTHER);
    assert_says(
        &live.get("/products?lang=en").await,
        &products::watch_waiting(&l),
    );

    // Somebody changes it in Microsoft's own pages.
    let order = Change {
        total_licenses: u32::try_from(to).unwrap(),
        previous_total_licenses: None,
    };
    w.conn.order(subscription.id, &order).await;
    assert_eq!(in_tenant(w, subscription.id).await, to);
    let checked = live.post("/products/watches/check", &[]).await;
    let page = live.get(&checked.location).await;
    assert_says(&page, &products::watch_reached(&l));
    assert_says(&page, &products::take_off(&l));
    let reader = live.seen_by(&[Role::Reader]);
    let looked = get(&reader, "/products").await;
    assert!(
        !looked
            .html
            .contains("action=\"/t/sample/products/watches/stop\"")
    );
    let stop = [("subscription".to_owned(), subscription.id.to_string())];
    live.post("/products/watches/stop", &stop).await;
    assert!(
        !live
            .get("/products?lang=en")
            .await
            .html
            .contains("id=\"watches\"")
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_awaited_is_read_while_the_pages_are_served_and_nobody_looks() {
    let world = CONTOSO.world(9);
    let conn = as_microsoft(&world);
    let live = Live::at(Live::read(world).await.world, conn);
    let w = &live.world;
    let (_, subscription) = plain(w).await;
    let (from, to) = (subscription.total.unwrap(), subscription.total.unwrap() + 4);
    live.post(&address(subscription.id), &fields(from, &to.to_string()))
        .await;
    let order = Change {
        total_licenses: u32::try_from(to).unwrap(),
        previous_total_licenses: None,
    };
    w.conn.order(subscription.id, &order).await;

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let served = boxseat_web::serve(listener, live.site.clone(), async {
        stopped.await.unwrap_or(());
    });
    let served = tokio::spawn(served);
    let mut states = Vec::new();
    while states.last() != Some(&WatchState::Reached) && states.len() < 60 {
        tokio::time::sleep(std::time::Duration::from_mins(1)).await;
        let awaited = w.engine().watches(&w.by, w.conn.tenant()).await.unwrap();
        states.push(awaited[0].state);
    }
    assert_eq!(states.last(), Some(&WatchState::Reached), "{states:?}");
    assert!(states.len() > 10, "not at every moment: {states:?}");
    stop.send(()).unwrap();
    served.await.unwrap().unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_a_partner_sold_is_asked_of_the_partner_by_name() {
    let live = Live::read(CONTOSO.world(7)).await;
    let w = &live.world;
    let (_, subscription) = one(w, |_, s| {
        matches!(s.sold_by, Seller::Partner { .. }) && s.minimum < s.total
    })
    .await;
    let (from, to) = (
        subscription.total.unwrap(),
        subscription.minimum.unwrap().max(1),
    );
    let l = Locale::new(Language::En, CloudId::Worldwide);
    let sent = live
        .post(&address(subscription.id), &fields(from, &to.to_string()))
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
    let page = live.get(&sent.location).await;
    assert_says(
        &page,
        &products::ask_partner_named(&l, to, "Adatum Cloud Services", from),
    );
    assert_says(&page, &products::watch_waiting(&l));
    assert_eq!(in_tenant(w, subscription.id).await, from);

    // A partner's name is whatever the partner says.
    let image = w.admin("GET", "/export", None).await.to_string();
    for name in [
        "<script>alert(1)</script>",
        "\u{202e}evil",
        "</style><style>*{display:none}",
    ] {
        let told = image.replace("Adatum Cloud Services", name);
        let told = serde_json::from_str(&told).unwrap();
        w.admin("PUT", "/import", Some(told)).await;
        for language in Language::ALL {
            let tag = language.tag();
            for path in ["/products".to_owned(), address(subscription.id)] {
                let page = live.get(&format!("{path}?lang={tag}")).await;
                assert_eq!(page.status, StatusCode::OK);
                assert_safe(&page.html, &path);
                assert!(!page.html.contains("Adatum"), "the name is the new one");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn licenses_sums_a_product_and_counts_those_that_nobody_needs() {
    let live = Live::read(CONTOSO.world(8)).await;
    let w = &live.world;
    let figures = w.engine().figures(&w.by, w.conn.tenant(), 1).await.unwrap();
    let figures = figures[0].1.clone().unwrap();
    assert!(figures.going.len() > 1, "the sample has several");
    let page = live.get("/licenses?lang=en").await;
    let l = Locale::new(Language::En, CloudId::Worldwide);
    for (sku, count) in &figures.going {
        let (_, row) = page
            .html
            .split_once(&format!("<bdi>{}</bdi>", said(&words::product(*sku))))
            .unwrap();
        let (row, _) = row.split_once("</tr>").unwrap();
        assert!(
            row.contains(&products::not_needed_count(&l, *count)),
            "{row}"
        );
        assert!(
            row.contains(&format!("/users?filter=product%3A{sku}")),
            "{row}"
        );
        assert!(row.contains("/review?verdict=removable"), "{row}");
    }
    // A fault of the service is no empty list.
    w.fault(json!({"matcher": {"operation": "subscribedSkus.list"}, "effect": {"kind": "status", "status": 403}, "times": 8}))
        .await;
    let page = live.get("/licenses?lang=en").await;
    let empty = page.html.contains(&products::empty(&l));
    assert!(!empty, "what is not known is not none: {}", page.html);
}
