//! Home: from nothing known to what changed.

use http::StatusCode;
use sim::World;
use tenant::Profile;

use crate::browser::Live;
use crate::runs::{proposed, ran, reviewed, ticks};

#[tokio::test(start_paused = true)]
async fn the_first_visit_offers_a_review_and_the_next_ones_tell_what_changed() {
    let live = Live::new(World::new(Profile::Contoso, 250));
    let first = live.get("/t/contoso").await;
    assert_eq!(first.status, StatusCode::OK);
    let (address, _) = live.submit_and_follow(&first.form("/review")).await;
    live.wait(&address).await;

    let home = live.get("/t/contoso").await;
    for said in [
        "don&#39;t need it",
        "Needs a decision",
        "Near or above 50 GB",
        "On hold without a licence",
        "Sign-in allowed",
        "Leavers not converted",
        "One review so far.",
    ] {
        assert!(home.html.contains(said), "{said}: {}", home.html);
    }
    assert!(!home.html.contains("Since the previous review"));
    assert_eq!(
        home.html.matches("<rect class=\"go\"").count(),
        0,
        "one review is no course"
    );

    let review = reviewed(&live).await;
    let account = ticks(&review, "removable")[0].to_string();
    let form = review.form("/proposals").with("mailbox", &account);
    ran(&live, &proposed(&live, &form).await).await;
    // Whoever looks has the newest review counted again, with what was read back.
    live.get("/t/contoso").await;
    reviewed(&live).await;
    let home = live.get("/t/contoso").await;
    assert!(
        home.html.contains("Since the previous review"),
        "{}",
        home.html
    );
    assert_eq!(
        home.html.matches("<rect class=\"go\"").count(),
        3,
        "{}",
        home.html
    );
    assert!(
        home.html.contains("3 reviews. At the first, "),
        "{}",
        home.html
    );
}

#[tokio::test(start_paused = true)]
async fn every_link_of_home_leads_to_a_page() {
    let live = Live::new(World::new(Profile::Contoso, 250));
    reviewed(&live).await;
    let home = live.get("/t/contoso").await;
    let (_, main) = home.html.split_once("<main").unwrap();
    let links = main.split("href=\"/t/").skip(1);
    let mut seen = 0;
    for link in links {
        let address = link.split_once(['"', '#']).unwrap().0;
        let rest = &link[address.len()..];
        // An ampersand is escaped in HTML.
        let address = match rest.strip_prefix("#38;") {
            Some(rest) => {
                let more = rest.split_once('"').unwrap().0.replace("&#38;", "&");
                format!("/t/{address}{more}")
            }
            None => format!("/t/{address}"),
        };
        let page = live.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        seen += 1;
    }
    assert!(seen > 10, "{seen} links");
}
