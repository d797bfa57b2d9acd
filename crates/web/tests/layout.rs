//! 21Vianet's licence page in its two layouts, and how somebody chooses the one that Microsoft's own page has.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

#[path = "common/live.rs"]
#[expect(dead_code, reason = "each test file uses another part of it")]
mod live;

use std::sync::LazyLock;

use boxseat_web::router;
use engine::Role;
use http::StatusCode;
use live::{Live, Page, form, get, post};
use model::cloud::LicenseLayout;
use model::{AccountId, CloudId, SkuId, Verdict};
use sim::{Template, World};
use store::{AccountFilter, AccountQuery};
use tenant::Profile;
use words::{Language, Locale, settings, ui};

static CHINA: LazyLock<Template> = LazyLock::new(|| Template::new(Profile::China, 60));

const CLASSIC: (&str, LicenseLayout) = ("product-licenses", LicenseLayout::ProductLicenses);
const WORLDWIDE: (&str, LicenseLayout) = ("licenses-and-apps", LicenseLayout::LicensesAndApps);
const SETTINGS: &str = "/settings/layout";

fn layout(key: &str) -> [(String, String); 1] {
    [("layout".to_owned(), key.to_owned())]
}

/// What is kept, and who chose it.
async fn kept(w: &World) -> Option<(LicenseLayout, String)> {
    let settings = w.engine().settings(&w.by, w.conn.tenant()).await.unwrap();
    settings.layout.map(|kept| (kept.value, kept.by.name))
}

/// A mailbox whose only licence can go.
async fn removable(live: &Live) -> (AccountId, SkuId) {
    let query = AccountQuery {
        filter: AccountFilter::Verdict(Verdict::Removable),
        limit: 1_000,
        ..AccountQuery::default()
    };
    let w = &live.world;
    let list = w.engine().accounts(&w.by, w.conn.tenant(), query).await;
    let rows = list.unwrap().page.rows;
    let mut found = rows.iter().filter_map(|row| {
        let [held] = row.account.licenses.as_deref()? else {
            return None;
        };
        (held.direct && held.groups.is_empty()).then_some((row.account.id, held.sku))
    });
    found.next().unwrap()
}

/// The form of an account's licences, and where it is sent, as a person finds them in a layout: on a tab of the panel,
/// or on a page of their own behind **Edit**.
async fn licences(
    live: &Live,
    account: AccountId,
    layout: LicenseLayout,
    language: Language,
) -> (String, Page) {
    let l = Locale::new(language, CloudId::China).with_layout(layout);
    let tag = language.tag();
    let action = format!("/t/sample/users/{account}/licenses");
    let panel = live.get(&format!("/users/{account}?lang={tag}")).await;
    assert_eq!(panel.status, StatusCode::OK, "{}", panel.html);
    let classic = layout == LicenseLayout::ProductLicenses;
    for label in [ui::licenses_and_apps(&l), ui::your_products(&l)] {
        assert!(panel.html.contains(&label), "{label}: {}", panel.html);
    }
    let edit = format!(">{}</a>", ui::edit(&l));
    assert_eq!(panel.html.contains(&edit), classic, "{edit} ({tag})");
    let page = if classic {
        live.get(&format!("{action}?lang={tag}")).await
    } else {
        panel
    };
    assert_eq!(page.html.contains("role=\"switch\""), classic, "{tag}");
    let save = format!(">{}</button>", ui::save(&l));
    assert!(page.html.contains(&save), "{save}: {}", page.html);
    (action, page)
}

/// The page **Help** shows the steps of a layout.
async fn assert_helps(live: &Live, layout: LicenseLayout, language: Language) {
    let l = Locale::new(language, CloudId::China).with_layout(layout);
    let help = live.get(&format!("/help?lang={}", language.tag())).await;
    for step in words::guide(&l) {
        let labels = step.labels.join("|").replace('&', "&#38;");
        let told = format!("data-labels=\"{labels}\"");
        assert!(help.html.contains(&told), "{layout:?} {language:?} {told}");
    }
}

#[tokio::test(start_paused = true)]
async fn it_is_chosen_in_the_settings_and_every_page_follows() {
    let live = Live::read(CHINA.world(1)).await;
    let user_admin = live.seen_by(&[Role::User]);
    assert_eq!(kept(&live.world).await, None);
    // Back again at the end: it can be chosen either way.
    for (chosen, (key, layout)) in [(false, CLASSIC), (true, WORLDWIDE), (true, CLASSIC)] {
        if chosen {
            let set = post(&user_admin, SETTINGS, &self::layout(key)).await;
            assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.html);
            assert_eq!(set.location, "/t/sample/settings#layout");
            let robin = (layout, "robin".to_owned());
            assert_eq!(kept(&live.world).await, Some(robin));
        }
        let (account, _) = removable(&live).await;
        for language in Language::ALL {
            licences(&live, account, layout, *language).await;
            assert_helps(&live, layout, *language).await;
            let l = Locale::new(*language, CloudId::China);
            let page = live
                .get(&format!("/settings?lang={}", language.tag()))
                .await;
            let box_of_it = format!("value=\"{key}\" checked");
            assert!(page.html.contains(&box_of_it), "{box_of_it}");
            let by = settings::set_by(&l, "robin", live.world.env.now());
            let said = if chosen { by } else { settings::never_set(&l) };
            let (_, part) = page.html.split_once("id=\"layout\"").unwrap();
            assert!(part.contains(&said), "{said}: {part}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_licence_is_taken_away_in_the_layout_that_was_chosen_and_it_outlives_the_process() {
    let live = Live::read(CHINA.world(2)).await;
    live.post(SETTINGS, &layout(WORLDWIDE.0)).await;
    let live = Live {
        app: router(live.site.clone()),
        ..live
    };
    let (account, sku) = removable(&live).await;
    for language in Language::ALL {
        licences(&live, account, WORLDWIDE.1, *language).await;
    }
    let (action, page) = licences(&live, account, WORLDWIDE.1, Language::En).await;
    let mut fields = form(&page.html, &action);
    fields.retain(|(n, v)| !(n == "license" && *v == sku.to_string()));
    let saved = live.post(&action, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    let ended = live.until_settled(&saved.location).await;
    assert!(ended.html.contains("is now Unlicensed."), "{}", ended.html);
    let tables = live.world.tables().await;
    let accounts = tables["account"].as_array().unwrap();
    let id = account.to_string();
    let row = accounts.iter().find(|row| row["id"] == id.as_str());
    let n = &row.unwrap()["n"];
    let licenses = tables["license"].as_array().unwrap();
    assert!(licenses.iter().all(|row| row["account"] != *n));
}

#[tokio::test(start_paused = true)]
async fn no_other_cloud_offers_it_and_no_made_up_layout_is_taken() {
    for profile in [Profile::Contoso, Profile::GccHigh, Profile::Germany] {
        let live = Live::read(World::new(profile, 60)).await;
        let own = live.world.conn.cloud().layout;
        let page = live.get("/settings").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.html.contains("id=\"layout\""), "{profile:?}");
        let (other, _) = [CLASSIC, WORLDWIDE]
            .into_iter()
            .find(|(_, layout)| *layout != own)
            .unwrap();
        let sent = live.post(SETTINGS, &layout(other)).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{profile:?}");
        assert_eq!(kept(&live.world).await, None, "{profile:?}");
    }
    let live = Live::read(CHINA.world(3)).await;
    live.post(SETTINGS, &layout(WORLDWIDE.0)).await;
    // Whoever may set nothing sees what is chosen, and chooses nothing.
    let reader = live.seen_by(&[Role::Reader]);
    let page = get(&reader, "/settings").await;
    let (_, part) = page.html.split_once("id=\"layout\"").unwrap();
    assert!(part.contains("<fieldset disabled>"), "{part}");
    let sent = post(&reader, SETTINGS, &layout(CLASSIC.0)).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    let before = kept(&live.world).await;
    assert_eq!(before.as_ref().unwrap().0, WORLDWIDE.1);
    for odd in ["", "x", "<script>"] {
        let sent = live.post(SETTINGS, &layout(odd)).await;
        assert_eq!(sent.status, StatusCode::BAD_REQUEST, "{odd}");
        assert!(sent.html.contains("Nothing was changed"), "{odd}");
        assert_eq!(kept(&live.world).await, before, "{odd}");
    }
}
