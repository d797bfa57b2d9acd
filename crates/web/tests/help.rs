//! Help and Shared mailboxes: what they say, in which cloud and language.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

mod common;
#[path = "common/page.rs"]
mod page;

use std::collections::BTreeSet;

use boxseat_web::router;
use http::StatusCode;
use model::cloud::{CLOUDS, LicenseLayout};
use model::{AccountId, CloudId};
use page::{assert_safe, page};
use store::Record;
use tempfile::TempDir;
use words::{Language, Locale};

/// The labels of a step, as the page gives them to whoever drives a browser.
fn labels(html: &str, step: &str) -> Vec<String> {
    let (_, rest) = html.split_once(&format!("data-step=\"{step}\"")).unwrap();
    let (_, rest) = rest.split_once("data-labels=\"").unwrap();
    let (labels, _) = rest.split_once('"').unwrap();
    let labels = labels.split('|').filter(|l| !l.is_empty());
    labels.map(|l| l.replace("&#38;", "&")).collect()
}

#[tokio::test]
async fn the_steps_are_those_of_the_cloud_that_is_chosen() {
    let folder = TempDir::new().unwrap();
    let app = router(common::site(folder.path(), true).await);
    let china = Locale::new(Language::En, CloudId::China);
    let mut choices: Vec<(&str, Locale)> = CLOUDS
        .iter()
        .map(|c| (c.id.as_str(), Locale::new(Language::En, c.id)))
        .collect();
    choices.push((
        "china-2023",
        china.with_layout(LicenseLayout::LicensesAndApps),
    ));
    choices.push(("atlantis", Locale::new(Language::En, CloudId::Worldwide)));
    for (key, l) in choices {
        for language in Language::ALL {
            let l = Locale::new(*language, l.cloud()).with_layout(l.layout());
            let address = format!("/t/contoso/help?cloud={key}&lang={}", language.tag());
            let (status, html) = page(&app, &address).await;
            assert_eq!(status, StatusCode::OK);
            assert_safe(&html, &address);
            for step in words::guide(&l) {
                assert_eq!(labels(&html, step.id), step.labels, "{address} {}", step.id);
                for label in &step.labels {
                    assert!(
                        html.contains(&format!("<strong>{label}</strong>")),
                        "{label}"
                    );
                }
            }
            let link = l.cloud().record().links.active_users;
            assert!(html.contains(&format!("href=\"{link}\"")), "{address}");
            assert!(html.contains("class=\"here\" href=\"/t/contoso/users\""));
            assert!(html.contains("class=\"here\" href=\"/t/contoso/products\""));
        }
    }
}

#[tokio::test]
async fn search_finds_the_word_of_microsofts_translation() {
    let folder = TempDir::new().unwrap();
    let app = router(common::site(folder.path(), true).await);
    let (_, html) = page(&app, "/t/contoso/help?q=niet-gelicenseerd&lang=nl").await;
    let (_, found) = html.split_once("id=\"h-found\"").unwrap();
    let (found, _) = found.split_once("</section>").unwrap();
    assert!(
        found.contains("<a href=\"#term-unlicensed\">Zonder licentie</a>"),
        "{found}"
    );
    let (_, html) = page(&app, "/t/contoso/help?q=xyzzy&lang=en").await;
    assert!(html.contains("Nothing in help says “xyzzy”"));
}

#[tokio::test]
async fn every_topic_reads_in_every_language_without_a_mark_of_its_source() {
    let folder = TempDir::new().unwrap();
    let app = router(common::site(folder.path(), true).await);
    for language in Language::ALL {
        let l = Locale::new(*language, CloudId::Worldwide);
        for topic in words::topics(&l) {
            let address = format!("/t/contoso/help/{}?lang={}", topic.id, language.tag());
            let (status, html) = page(&app, &address).await;
            assert_eq!(status, StatusCode::OK);
            assert_safe(&html, &address);
            assert!(html.contains(&topic.title), "{address}");
            let (_, main) = html.split_once("<main").unwrap();
            assert!(
                !main.contains("**") && !main.contains('`') && !main.contains("]("),
                "{main}"
            );
        }
    }
}

/// The addresses of the panels to which the rows lead.
fn panels(html: &str) -> Vec<String> {
    let links = html.split("<a href=\"/t/contoso/users/").skip(1);
    links
        .map(|l| l.split('"').next().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_shared_mailbox_leads_to_its_account_and_loses_nothing_here() {
    let folder = TempDir::new().unwrap();
    let app = router(common::site(folder.path(), true).await);
    let (_, html) = page(&app, "/t/contoso/shared-mailboxes?lang=en").await;
    assert_eq!(panels(&html).len(), common::review().records.len());
    assert!(panels(&html).contains(&common::REMOVABLE.to_string()));
    assert!(html.contains("Licenses are user settings"));
    let (_, main) = html.split_once("<main").unwrap();
    assert!(!main.contains("method=\"post\""), "nothing is changed here");
    for said in [
        "Legal",
        "Litigation hold",
        "71 GB",
        "Get-MailboxPermission -Identity &#39;accountspayable@contoso.example&#39;",
        "Exchange.ManageAsApp is not granted",
    ] {
        assert!(main.contains(said), "{said}");
    }
    for (query, expected) in [
        ("verdict=once_blocked", vec![0xA6_u128]),
        ("verdict=overlicensed", vec![0xA4]),
        ("q=PAYABLE", vec![0xA1]),
        ("q=nothing+like+this", vec![]),
        ("verdict=required&q=payable", vec![]),
    ] {
        let (_, html) = page(&app, &format!("/t/contoso/shared-mailboxes?{query}")).await;
        let expected: Vec<_> = expected.into_iter().map(AccountId::from_u128).collect();
        let expected: Vec<_> = expected.iter().map(ToString::to_string).collect();
        assert_eq!(panels(&html), expected, "{query}");
    }
}

#[tokio::test]
async fn germany_calls_it_groups_and_links_to_its_own_page() {
    let folder = TempDir::new().unwrap();
    let app = router(common::site_in(folder.path(), true, CloudId::Germany).await);
    let (_, html) = page(&app, "/t/contoso/shared-mailboxes?lang=en").await;
    assert!(
        html.contains(">Groups</h2>") && !html.contains("Teams &"),
        "{html}"
    );
    let link = CloudId::Germany.record().links.shared_mailboxes;
    assert!(html.contains(link));
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let folder = TempDir::new().unwrap();
    let site = common::site(folder.path(), true).await;
    let sample = common::review().records;
    let many = (0..230_u128).map(|n| {
        let mut record = sample[usize::try_from(n).unwrap() % sample.len()].clone();
        record.facts.account = AccountId::from_u128(0x1_0000 + n);
        record
    });
    let many: Vec<Record> = many.collect();
    let store = site.engine.store();
    store.correct(common::CONTOSO, many.clone()).await.unwrap();
    let expected: BTreeSet<String> = many
        .iter()
        .chain(&sample)
        .map(|r| r.facts.account.to_string())
        .collect();

    let app = router(site);
    let mut address = "/t/contoso/shared-mailboxes?lang=en".to_owned();
    let mut seen = Vec::new();
    loop {
        let (status, html) = page(&app, &address).await;
        assert_eq!(status, StatusCode::OK);
        seen.extend(panels(&html));
        let next = html.split("<a class=\"button\" href=\"").skip(1);
        let next = next.filter_map(|l| l.split_once("\">")).find(|(_, text)| {
            text.starts_with(&words::web::next(&Locale::new(
                Language::En,
                CloudId::Worldwide,
            )))
        });
        match next {
            Some((href, _)) => address = href.replace("&#38;", "&"),
            None => break,
        }
    }
    assert_eq!(seen.len(), expected.len(), "none twice");
    assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), expected);
}
