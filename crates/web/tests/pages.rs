//! Every page and the report, in every language, with names that try to break them.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

mod common;
#[path = "common/page.rs"]
mod page;

use boxseat_web::{ReportView, report_html, router};
use http::StatusCode;
use model::{CloudId, PriceList};
use page::{assert_safe, page};
use tempfile::TempDir;
use words::{Language, Locale};

#[tokio::test]
async fn every_page_reads_in_every_language_whatever_the_names() {
    let folder = TempDir::new().unwrap();
    let app = router(common::site(folder.path(), true).await);
    let mut addresses = vec![
        ("/t/contoso".to_owned(), StatusCode::OK),
        ("/t/contoso/review".to_owned(), StatusCode::OK),
        (
            "/t/contoso/review?verdict=once_blocked".to_owned(),
            StatusCode::OK,
        ),
        (
            "/t/contoso/review?verdict=unlicensed&q=re".to_owned(),
            StatusCode::OK,
        ),
        (
            "/t/contoso/review?q=%3Cscript%3E&verdict=".to_owned(),
            StatusCode::OK,
        ),
        (
            "/t/contoso/review?q=nothing+like+this".to_owned(),
            StatusCode::OK,
        ),
        (
            "/t/contoso/review?why=archive&why=litigation_hold".to_owned(),
            StatusCode::OK,
        ),
        (
            "/t/contoso/review?why=%3Cscript%3E".to_owned(),
            StatusCode::BAD_REQUEST,
        ),
        ("/t/contoso/history".to_owned(), StatusCode::OK),
        (
            "/t/contoso/history?outcome=every&verify=yes&person=%3Cb%3Ealex%3C%2Fb%3E".to_owned(),
            StatusCode::OK,
        ),
        (
            "/t/contoso/history?account=%3Cscript%3E&outcome=%3Cscript%3E&run=x&before=x"
                .to_owned(),
            StatusCode::OK,
        ),
        (
            format!("/t/contoso/runs/{}", uuid::Uuid::from_u128(0x71)),
            StatusCode::OK,
        ),
        (
            format!("/t/contoso/proposals/{}", uuid::Uuid::from_u128(0x71)),
            StatusCode::GONE,
        ),
        (
            "/t/contoso/review?verdict=%3Cscript%3E".to_owned(),
            StatusCode::BAD_REQUEST,
        ),
        (
            "/t/contoso/mailboxes/%3Cscript%3E".to_owned(),
            StatusCode::NOT_FOUND,
        ),
        (
            "/t/contoso/mailboxes/00000000-0000-0000-0000-000000000000".to_owned(),
            StatusCode::NOT_FOUND,
        ),
        ("/assets/x/other.css".to_owned(), StatusCode::NOT_FOUND),
        ("/t/contoso/nowhere".to_owned(), StatusCode::NOT_FOUND),
        ("/t/contoso/shared-mailboxes".to_owned(), StatusCode::OK),
        (
            "/t/contoso/shared-mailboxes?q=%3Cscript%3E&verdict=removable".to_owned(),
            StatusCode::OK,
        ),
        (
            "/t/contoso/shared-mailboxes?verdict=%3Cscript%3E".to_owned(),
            StatusCode::BAD_REQUEST,
        ),
        (
            "/t/contoso/shared-mailboxes?members=1".to_owned(),
            StatusCode::OK,
        ),
        ("/t/contoso/offline".to_owned(), StatusCode::OK),
        ("/t/contoso/help".to_owned(), StatusCode::OK),
        (
            "/t/contoso/help?q=%3Cscript%3E&cloud=%3Cscript%3E".to_owned(),
            StatusCode::OK,
        ),
        ("/t/contoso/help/convert".to_owned(), StatusCode::OK),
        (
            "/t/contoso/help/%3Cscript%3E".to_owned(),
            StatusCode::NOT_FOUND,
        ),
    ];
    let mailboxes = common::review().records;
    addresses.extend(mailboxes.iter().map(|r| {
        (
            format!("/t/contoso/mailboxes/{}", r.facts.account),
            StatusCode::OK,
        )
    }));
    // Nothing answers here: each page says so.
    addresses.extend(mailboxes.iter().map(|r| {
        (
            format!("/t/contoso/shared-mailboxes/{}/members", r.facts.account),
            StatusCode::BAD_GATEWAY,
        )
    }));
    for language in Language::ALL {
        for (address, expected) in &addresses {
            let lang = if address.contains('?') {
                "&lang="
            } else {
                "?lang="
            };
            let address = format!("{address}{lang}{}", language.tag());
            let (status, html) = page(&app, &address).await;
            assert_eq!(status, *expected, "{address}");
            assert_safe(&html, &address);
            assert!(
                html.contains(&format!("<html lang=\"{}\">", language.tag())),
                "{address}"
            );
            assert!(html.contains(&words::ui::embedded_tenant(&Locale::new(
                *language,
                CloudId::Worldwide
            ))));
        }
    }
}

#[tokio::test]
async fn a_mailbox_tells_its_facts_its_licences_and_its_history() {
    let folder = TempDir::new().unwrap();
    let app = router(common::site(folder.path(), true).await);
    let (_, html) = page(
        &app,
        &format!("/t/contoso/mailboxes/{}?lang=en", common::REMOVABLE),
    )
    .await;
    for said in [
        "Accounts Payable",
        "Can go",
        "Office 365 E3",
        "ENTERPRISEPACK",
        "directly",
        "Exchange, Get-MailboxStatistics",
        "3 days old",
        "3 minutes ago",
        "&#60;b&#62;alex&#60;/b&#62; (cli)",
        "Remove Office 365 E3",
        "Refused",
        "Request_BadRequest",
        "€ 23",
    ] {
        assert!(html.contains(said), "{said}");
    }
}

#[test]
fn the_report_stands_alone_in_every_language() {
    let review = common::review();
    for language in Language::ALL {
        let locale = Locale::new(*language, CloudId::Worldwide);
        for (prices, whole) in [
            (common::prices(), true),
            (no_prices(), true),
            (common::prices(), false),
        ] {
            let view = ReportView {
                review: &review,
                prices: &prices,
                locale: &locale,
                now: common::now(),
                whole,
                simulated: whole,
            };
            let html = report_html(&view).unwrap();
            assert_safe(&html, language.tag());
            assert!(
                !html.contains("href=\"/") && !html.contains("src=\""),
                "it leads nowhere else"
            );
            let badge = words::ui::embedded_tenant(&locale);
            assert_eq!(
                html.contains(&badge),
                whole,
                "only a simulated tenant is marked"
            );
            assert_eq!(
                html.contains("class=\"lead\""),
                whole,
                "the sentence is about the whole only"
            );
            assert_eq!(
                html.contains("Robin Example"),
                whole,
                "leavers are about the whole only"
            );
        }
    }
}

#[test]
fn money_is_marked_as_an_example_and_never_zero_where_it_is_unknown() {
    let review = common::review();
    let locale = Locale::new(Language::En, CloudId::Worldwide);
    let told = |prices: &PriceList| {
        let (review, locale) = (&review, &locale);
        report_html(&ReportView {
            review,
            prices,
            locale,
            now: common::now(),
            whole: true,
            simulated: true,
        })
        .unwrap()
    };
    let (example, unknown) = (told(&common::prices()), told(&no_prices()));
    // Accounts Payable, Info and seven hostile names: 23 + 8 × 4.
    assert!(
        example.contains("Saving: € 55 a month (example prices)"),
        "{example}"
    );
    assert!(example.contains(&words::web::example_prices(&locale)));
    assert!(unknown.contains("Saving: unknown") && !unknown.contains("€ 0"));
    assert!(!unknown.contains(&words::web::example_prices(&locale)));
}

fn no_prices() -> PriceList {
    PriceList {
        example: false,
        per_month: std::collections::BTreeMap::new(),
        ..common::prices()
    }
}
