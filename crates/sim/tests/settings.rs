//! Settings of a tenant, and to whom a licence may go.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use boxseat_sim::{Template, World};
use engine::{Caller, EngineError, NotASetting, Role};
use model::cloud::LicenseLayout;
use model::{BadSetting, Exclusion, PriceList, RecipientKind, SignIn, Trouble};
use store::{AccountFilter, AccountQuery};
use tenant::Profile;

static TEMPLATE: LazyLock<Template> = LazyLock::new(|| Template::new(Profile::Contoso, 400));
static CHINA: LazyLock<Template> = LazyLock::new(|| Template::new(Profile::China, 60));

fn prices(part: &str, price: &str) -> PriceList {
    PriceList {
        currency: "EUR".to_owned().try_into().expect("a currency"),
        example: false,
        per_month: [(part.to_owned(), price.parse().expect("a price"))].into(),
    }
}

fn exclusion(mailbox: &str, reason: &str, until: Option<&str>) -> Exclusion {
    Exclusion {
        mailbox: mailbox.to_owned(),
        reason: reason.to_owned(),
        until: until.map(|day| day.parse().expect("a day")),
    }
}

#[tokio::test(start_paused = true)]
async fn settings_are_kept_with_who_and_when() {
    let w = TEMPLATE.world(1);
    let (engine, tenant) = (w.engine(), w.conn.tenant());
    let none = engine.settings(&w.by, tenant).await.expect("settings");
    assert_eq!(none, engine::TenantSettings::default());
    assert_eq!(none.policy_in_force().name(), "current");

    let name = Some("article-2021".to_owned());
    engine.set_policy(&w.by, tenant, name).await.expect("kept");
    let list = prices("SPE_E3", "36.50");
    engine
        .set_prices(&w.by, tenant, Some(list.clone()))
        .await
        .expect("kept");
    for (mailbox, reason) in [
        ("info@contoso.com", "legal asks"),
        (" INFO@contoso.com ", "still"),
    ] {
        engine
            .exclude(&w.by, tenant, exclusion(mailbox, reason, None))
            .await
            .expect("kept");
    }
    let w = w.restarted();
    let engine = w.engine();
    let kept = engine.settings(&w.by, tenant).await.expect("settings");
    assert_eq!(kept.policy_in_force().name(), "article-2021");
    assert_eq!(kept.policy_in_force().prices(), Some(&list));
    let policy = kept.policy.expect("a policy");
    assert_eq!(policy.by, w.by.actor);
    let [one] = &kept.exclusions[..] else {
        panic!(
            "the second takes the place of the first: {:?}",
            kept.exclusions
        )
    };
    assert_eq!(
        (one.value.mailbox.as_str(), one.value.reason.as_str()),
        ("INFO@contoso.com", "still")
    );
    assert!(
        engine
            .include(&w.by, tenant, "info@contoso.com")
            .await
            .expect("a store")
    );
    assert!(
        !engine
            .include(&w.by, tenant, "info@contoso.com")
            .await
            .expect("a store")
    );
    engine.set_policy(&w.by, tenant, None).await.expect("kept");
    engine.set_prices(&w.by, tenant, None).await.expect("kept");
    let none = engine.settings(&w.by, tenant).await.expect("settings");
    assert_eq!(none, engine::TenantSettings::default());
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_set_is_said_and_changes_nothing() {
    let w = TEMPLATE.world(2);
    let (engine, tenant) = (w.engine(), w.conn.tenant());
    let day = Some("2026-11-21");
    let refused = [
        engine
            .set_policy(&w.by, tenant, Some("mine".to_owned()))
            .await,
        engine
            .set_prices(&w.by, tenant, Some(prices("SPE_E3", "-1")))
            .await,
        engine
            .exclude(&w.by, tenant, exclusion(" ", "x", None))
            .await,
        engine
            .exclude(&w.by, tenant, exclusion("a@contoso.com", " ", None))
            .await,
        engine
            .exclude(&w.by, tenant, exclusion("a@contoso.com", "x", day))
            .await,
        engine
            .set_layout(&w.by, &w.conn, Some(LicenseLayout::ProductLicenses))
            .await,
    ];
    let expected = [
        BadSetting::Policy {
            name: "mine".to_owned(),
        },
        BadSetting::Price {
            part_number: "SPE_E3".to_owned(),
        },
        BadSetting::Mailbox,
        BadSetting::Reason,
        BadSetting::Over,
        BadSetting::Layout,
    ];
    for (refused, why) in refused.into_iter().zip(expected) {
        let error = refused.expect_err("it cannot be");
        assert!(
            matches!(&error, EngineError::Setting(NotASetting(w)) if *w == why),
            "{error:?}"
        );
        assert_eq!(error.trouble(), Trouble::Setting { why });
    }
    let none = engine.settings(&w.by, tenant).await.expect("settings");
    assert_eq!(none, engine::TenantSettings::default());
}

#[tokio::test(start_paused = true)]
async fn twenty_one_vianets_page_has_had_two_layouts() {
    let w = CHINA.world(1);
    let (engine, tenant) = (w.engine(), w.conn.tenant());
    let layout = async || {
        let settings = engine.settings(&w.by, tenant).await.expect("settings");
        settings.layout_of(w.conn.cloud())
    };
    assert_eq!(layout().await, LicenseLayout::ProductLicenses);
    let worldwide = Some(LicenseLayout::LicensesAndApps);
    engine
        .set_layout(&w.by, &w.conn, worldwide)
        .await
        .expect("kept");
    assert_eq!(layout().await, LicenseLayout::LicensesAndApps);
    engine.set_layout(&w.by, &w.conn, None).await.expect("kept");
    assert_eq!(layout().await, LicenseLayout::ProductLicenses);
}

#[tokio::test(start_paused = true)]
async fn only_some_roles_set_something_and_all_may_look() {
    let w = TEMPLATE.world(3);
    let (engine, tenant) = (w.engine(), w.conn.tenant());
    for (role, may) in [
        (Role::Global, true),
        (Role::License, true),
        (Role::User, true),
        (Role::Billing, true),
        (Role::Exchange, false),
        (Role::Reader, false),
    ] {
        let by = Caller {
            roles: BTreeSet::from([role]),
            ..w.by.clone()
        };
        assert!(engine.settings(&by, tenant).await.is_ok());
        let tried = [
            engine.set_policy(&by, tenant, None).await.err(),
            engine
                .set_policy(&by, tenant, Some("mine".to_owned()))
                .await
                .err(),
            engine.set_prices(&by, tenant, None).await.err(),
            engine.set_layout(&by, &w.conn, None).await.err(),
            engine
                .exclude(&by, tenant, exclusion("a@contoso.com", "x", None))
                .await
                .err(),
            engine.include(&by, tenant, "a@contoso.com").await.err(),
        ];
        for error in tried {
            let denied = matches!(error, Some(EngineError::Denied(_)));
            assert_eq!(denied, !may, "{role:?}: {error:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn candidates_are_people_without_the_product_who_may_sign_in() {
    let w = TEMPLATE.world(4);
    let (engine, quiet, tenant) = (w.engine(), World::quiet(), w.conn.tenant());
    let sku = "05e9a617-0261-4cee-bb44-138d3ef5d965"
        .parse()
        .expect("an id");
    let before = engine
        .candidates(&w.by, tenant, sku, None, 10)
        .await
        .expect("nobody");
    assert_eq!(
        (before.rows.len(), before.more, before.reading),
        (0, false, None)
    );
    engine
        .refresh_accounts(&w.by, &w.conn, &quiet)
        .await
        .expect("a list");
    engine
        .review(&w.by, &w.conn, &engine::Scope::shared(), &w.policy, &quiet)
        .await
        .expect("a review");

    let all = AccountQuery {
        filter: AccountFilter::All,
        limit: 10_000,
        ..AccountQuery::default()
    };
    let page = engine
        .accounts(&w.by, tenant, all)
        .await
        .expect("a page")
        .page;
    let expected: Vec<_> = page
        .rows
        .iter()
        .filter(|r| {
            let account = &r.account;
            let held = account.licenses.as_deref().unwrap_or_default();
            let device = matches!(
                r.mailbox,
                Some(
                    RecipientKind::SharedMailbox
                        | RecipientKind::RoomMailbox
                        | RecipientKind::EquipmentMailbox
                )
            );
            !device
                && account.sign_in == Some(SignIn::Allowed)
                && held.iter().all(|h| h.sku != sku)
                && !account.user_principal_name.contains("#EXT#")
        })
        .map(|r| r.account.id)
        .collect();
    assert!(expected.len() > 10, "{}", expected.len());
    let found = engine
        .candidates(&w.by, tenant, sku, None, 10_000)
        .await
        .expect("people");
    let ids: Vec<_> = found.rows.iter().map(|c| c.account.id).collect();
    assert_eq!((ids, found.more), (expected.clone(), false));
    assert!(found.rows.iter().all(|c| c.usage_location.is_some()));

    let few = engine
        .candidates(&w.by, tenant, sku, None, 3)
        .await
        .expect("people");
    let ids: Vec<_> = few.rows.iter().map(|c| c.account.id).collect();
    assert_eq!((ids.as_slice(), few.more), (&expected[..3], true));
    let name = &found.rows[5].account.display_name;
    let one = engine
        .candidates(&w.by, tenant, sku, Some(name), 50)
        .await
        .expect("people");
    assert!(
        one.rows.iter().any(|c| c.account.id == expected[5]),
        "{name}"
    );
    assert!(one.rows.len() < expected.len());
}

#[tokio::test(start_paused = true)]
async fn exclusions_that_are_set_at_the_same_time_are_all_kept() {
    let w = TEMPLATE.world(5);
    let tenant = w.conn.tenant();
    let one = |n: u32| {
        let (engine, by) = (w.engine(), w.by.clone());
        async move {
            let exclusion = exclusion(&format!("m{n}@contoso.com"), "legal asks", None);
            engine.exclude(&by, tenant, exclusion).await
        }
    };
    let ends = futures_util::future::join_all((0..20).map(one)).await;
    assert!(ends.iter().all(Result::is_ok), "{ends:?}");
    let settings = w.engine().settings(&w.by, tenant).await.expect("settings");
    assert_eq!(settings.exclusions.len(), 20);
}
