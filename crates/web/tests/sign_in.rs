//! How somebody comes in and goes out: the link that was printed, and the local administrator.

#[path = "common/browser.rs"]
mod browser;
mod common;
#[path = "common/house.rs"]
mod house;

use boxseat_web::{Front, LINK_LASTS};
use browser::Browser;
use house::{HERE, House, PASSWORD};
use http::{Method, StatusCode};
use jiff::SignedDuration;

#[tokio::test]
async fn a_link_lets_one_in_and_only_in_time() {
    let house = House::new().await;
    let mut browser = house.browser();
    let asked = browser.open("/t/contoso/review?verdict=removable").await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    assert_eq!(
        asked.leads_to(),
        "/sign-in?to=%2Ft%2Fcontoso%2Freview%3Fverdict%3Dremovable"
    );

    let link = house.link().await;
    // A browser that looks ahead does not use it up.
    let ahead = browser
        .ask(Method::GET, &link, &[("sec-purpose", "prefetch")])
        .await;
    assert_eq!(ahead.status, StatusCode::NO_CONTENT);
    let mut other = house.browser();
    let came = browser.open(&link).await;
    assert_eq!((came.status, came.leads_to()), (StatusCode::SEE_OTHER, "/"));
    let cookie = came.cookies().concat();
    assert!(cookie.starts_with("boxseat-8080="), "{cookie}");
    assert!(cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
    assert!(
        !cookie.contains("Secure") && !cookie.contains("Max-Age"),
        "{cookie}"
    );
    assert_eq!(browser.open("/").await.leads_to(), "/t/contoso");
    let home = browser.open("/t/contoso").await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(home.text.contains("<strong>alex</strong>"));

    let spent = other.open(&link).await;
    assert_eq!(spent.status, StatusCode::GONE);
    assert!(spent.text.contains("Press Enter"), "{}", spent.text);
    assert!(other.cookies.is_empty());

    let late = house.link().await;
    house.wait(LINK_LASTS);
    assert_eq!(other.open(&late).await.status, StatusCode::GONE);
    assert_eq!(
        other.open("/sign-in/link/anything").await.status,
        StatusCode::GONE
    );
}

#[tokio::test]
async fn a_session_ends_when_nobody_asks_when_it_is_old_and_when_it_is_told_to() {
    let house = House::new().await;
    let signed_in = async || {
        let mut browser = house.browser();
        browser.open(&house.link().await).await;
        browser
    };
    let sees =
        async |browser: &mut Browser| browser.open("/t/contoso").await.status == StatusCode::OK;

    let mut idle = signed_in().await;
    house.wait(SignedDuration::from_mins(119));
    assert!(sees(&mut idle).await);
    house.wait(SignedDuration::from_mins(119));
    assert!(sees(&mut idle).await, "it was asked for, so it lives on");
    house.wait(SignedDuration::from_mins(120));
    assert!(!sees(&mut idle).await);

    let mut busy = signed_in().await;
    for _ in 0..11 {
        house.wait(SignedDuration::from_hours(1));
        assert!(sees(&mut busy).await);
    }
    house.wait(SignedDuration::from_hours(1));
    assert!(!sees(&mut busy).await, "it is old, however busy");

    let mut leaves = signed_in().await;
    let mut stays = leaves.clone();
    let left = leaves.send_form("/sign-out", &[]).await;
    assert_eq!(
        (left.status, left.leads_to()),
        (StatusCode::SEE_OTHER, "/signed-out")
    );
    assert!(leaves.cookies.is_empty(), "{:?}", leaves.cookies);
    assert_eq!(leaves.open("/signed-out").await.status, StatusCode::OK);
    assert!(
        !sees(&mut stays).await,
        "the session is gone, not the cookie alone"
    );

    // Who signs in gets a new session, and the one before ends.
    let mut twice = signed_in().await;
    let mut before = twice.clone();
    twice.open(&house.link().await).await;
    assert_ne!(twice.cookies, before.cookies);
    assert!(sees(&mut twice).await && !sees(&mut before).await);
}

#[tokio::test]
async fn the_local_administrator_comes_in_with_the_right_password_alone() {
    let house = House::new().await;
    let mut browser = house.browser();
    let page = browser.open("/sign-in?to=/t/contoso/review").await;
    assert!(page.text.contains("action=\"/sign-in/local\""));
    for (name, password) in [
        ("breakglass", "wrong"),
        ("breakglass", ""),
        ("breakglass", PASSWORD.trim()),
        ("someone", PASSWORD),
        ("", ""),
    ] {
        let fields = [
            ("name", name),
            ("password", password),
            ("to", "/t/contoso/review"),
        ];
        let answer = browser.send_form("/sign-in/local", &fields).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{name} {password}");
        assert!(answer.text.contains("role=\"alert\""));
        assert!(!answer.text.contains(PASSWORD) && browser.cookies.is_empty());
        assert!(answer.text.contains("value=\"/t/contoso/review\""));
    }
    let fields = [
        ("name", "breakglass"),
        ("password", PASSWORD),
        ("to", "/t/contoso/review"),
    ];
    let came = browser.send_form("/sign-in/local", &fields).await;
    assert_eq!(
        (came.status, came.leads_to()),
        (StatusCode::SEE_OTHER, "/t/contoso/review")
    );
    assert!(
        browser
            .open("/t/contoso")
            .await
            .text
            .contains("as the local administrator")
    );
}

#[tokio::test]
async fn guessing_is_slowed_down_and_the_page_says_for_how_long() {
    let house = House::new().await;
    let mut browser = house.browser();
    let mut attempt = async |name: &str, password: &str| {
        let fields = [("name", name), ("password", password)];
        browser.send_form("/sign-in/local", &fields).await
    };
    for _ in 0..10 {
        let answer = attempt("breakglass", "guess").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    // Another spelling is the same name, and the right password does not help now.
    for (name, password) in [
        ("breakglass", "guess"),
        (" BREAKGLASS ", "x"),
        ("breakglass", PASSWORD),
    ] {
        let answer = attempt(name, password).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{name}");
        assert!(answer.text.contains("Wait 11 minutes"), "{}", answer.text);
        assert!(answer.cookies().is_empty());
    }
    assert_eq!(
        attempt("other", "guess").await.status,
        StatusCode::UNAUTHORIZED
    );
    house.wait(SignedDuration::from_mins(11));
    assert_eq!(
        attempt("breakglass", PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let house = House::new().await;
    for wished in [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:x",
        "/sign-out",
    ] {
        let mut browser = house.browser();
        let fields = [
            ("name", "breakglass"),
            ("password", PASSWORD),
            ("to", wished),
        ];
        let came = browser.send_form("/sign-in/local", &fields).await;
        assert_eq!(
            (came.status, came.leads_to()),
            (StatusCode::SEE_OTHER, "/"),
            "{wished}"
        );
        let page = browser.open(&format!("/sign-in?to={wished}")).await;
        assert!(page.text.contains("name=\"to\" value=\"\""), "{wished}");
    }
}

#[tokio::test]
async fn behind_a_proxy_cookies_are_for_https_and_one_name_is_answered() {
    let front = Front::Proxy {
        public: "https://boxseat.contoso.com".parse().unwrap(),
        forwards_address: false,
    };
    let house = House::with(front).await;
    let mut browser = Browser::new(house.app.clone(), "https://boxseat.contoso.com");
    let came = browser.open(&house.link().await).await;
    let cookie = came.cookies().concat();
    assert!(cookie.starts_with("__Host-boxseat="), "{cookie}");
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"),
        "{cookie}"
    );
    assert_eq!(
        came.headers["strict-transport-security"],
        "max-age=31536000"
    );
    let chosen = browser.open("/t/contoso?lang=nl").await;
    assert!(chosen.cookies().iter().all(|c| c.ends_with("; Secure")));
    assert_eq!(chosen.status, StatusCode::OK);
    for origin in [HERE, "http://evil.example", "https://contoso.com"] {
        let mut other = Browser::new(house.app.clone(), origin);
        other.cookies = browser.cookies.clone();
        let answer = other.open("/t/contoso").await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{origin}");
        assert!(answer.text.contains("boxseat.contoso.com"), "{origin}");
    }
}
