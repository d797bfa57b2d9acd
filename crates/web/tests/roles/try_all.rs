//! Every row of both tables, by everybody.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use boxseat_web::{Endpoint, endpoints};
use engine::Role;
use http::header::CONTENT_TYPE;
use http::{Method, StatusCode};
use sim::Template;
use tenant::Profile;

use crate::acts::{ACTS, Act};
use crate::browser::{Answer, Browser};
use crate::house::{ELSEWHERE, HERE, House, Who, english};
use crate::looks::{LOOKS, Lacks, Look, Shows};
use crate::standing::Standing;

pub(crate) static CONTOSO: LazyLock<Template> =
    LazyLock::new(|| Template::new(Profile::Contoso, 120));

fn endpoint(method: &Method, path: &str) -> Endpoint {
    let mut all = endpoints().into_iter();
    let found = all.find(|e| e.method == *method && e.path == path);
    found.unwrap_or_else(|| panic!("the router has no {method} {path}"))
}

/// May whoever tries it?
fn admits(who: Who, may: &[Role]) -> bool {
    match who {
        Who::Nobody => false,
        Who::Lured => may.contains(&Role::Global),
        Who::Ordinary => may.contains(&Role::Reader),
        Who::Admin(role) => may.contains(&role),
    }
}

/// The browser in which a row is prepared: that of whoever tries it or, where that one may not, of somebody who may.
async fn hand(house: &House, who: Who, may: &[Role]) -> Browser {
    let owner = Who::Admin(Role::Global);
    let who = if admits(who, may) { who } else { owner };
    house.browser_of(who).await
}

async fn try_act(house: &House, who: Who, act: &Act) {
    let case = format!("{who:?} {act:?}");
    let mut hand = hand(house, who, act.may).await;
    let sent = (act.fill)(house, &mut hand).await;
    let mut browser = match who {
        Who::Nobody => house.stranger(),
        _ if admits(who, act.may) => hand,
        _ => house.browser_of(who).await,
    };
    let from = if who == Who::Lured { ELSEWHERE } else { HERE };
    let open = !endpoint(&Method::POST, act.path).needs_person;
    let refused = match who {
        Who::Lured => Some((StatusCode::FORBIDDEN, "another site")),
        Who::Nobody if !open => Some((StatusCode::UNAUTHORIZED, "Sign in")),
        _ if open || admits(who, act.may) => None,
        _ => Some((StatusCode::FORBIDDEN, "has no role that may do this")),
    };
    let Some((status, why)) = refused else {
        let answer = sent.by(&mut browser, from).await;
        sent.proof.assert(house, &mut browser, &answer, &case).await;
        return;
    };
    let before = Standing::of(house).await;
    let answer = sent.by(&mut browser, from).await;
    assert_eq!(answer.status, status, "{case}: {}", answer.text);
    assert!(answer.text.contains("<h1>"), "{case}: a page of words");
    assert!(answer.text.contains(why), "{case}: {}", answer.text);
    assert!(says_unchanged(&answer), "{case}: {}", answer.text);
    if why.contains("role") {
        assert!(answer.text.contains("It takes the role"), "{case}: who may");
    }
    before.assert_unchanged(house, &case).await;
}

fn says_unchanged(answer: &Answer) -> bool {
    answer.text.contains("othing was changed")
}

async fn try_look(house: &House, who: Who, look: &Look) {
    let case = format!("{who:?} {look:?}");
    let mut hand = hand(house, who, look.may).await;
    let address = (look.find)(house, &mut hand).await;
    let mut browser = match who {
        Who::Nobody => house.stranger(),
        _ if admits(who, look.may) => hand,
        _ => house.browser_of(who).await,
    };
    let before = Standing::of(house).await;
    let answer = browser.open(&address).await;
    let open = !endpoint(&Method::GET, look.path).needs_person;
    if who == Who::Nobody && !open {
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{case}");
        assert!(answer.leads_to().starts_with("/sign-in?to=%2F"), "{case}");
    } else if open || admits(who, look.may) {
        assert_shows(&look.shows, who, &answer, &case);
    } else {
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{case}");
        assert!(answer.text.contains("It takes the role"), "{case}: who may");
    }
    before.assert_unchanged(house, &case).await;
}

fn assert_shows(shows: &Shows, who: Who, answer: &Answer, case: &str) {
    let (status, text) = (answer.status, &answer.text);
    match shows {
        Shows::Page(offers, lacks) => {
            assert_eq!(status, StatusCode::OK, "{case}: {text}");
            assert_offers(offers, who, text, case);
            if let Some(Lacks { may, says }) = lacks {
                let said = text.contains(&says(&english()));
                assert_eq!(said, !admits(who, may), "{case}: what is lacking");
            }
        }
        Shows::Leads(to) => {
            assert_eq!(status, StatusCode::SEE_OTHER, "{case}: {text}");
            assert!(answer.leads_to().starts_with(to), "{case}");
        }
        Shows::Other(r#type) => {
            assert_eq!(status, StatusCode::OK, "{case}: {text}");
            assert_eq!(answer.headers[CONTENT_TYPE], r#type, "{case}");
        }
        Shows::Refuses(expected) => {
            assert_eq!(status.as_u16(), *expected, "{case}: {text}");
            assert!(text.contains("obody was signed in"), "{case}");
        }
        Shows::Nothing => assert_eq!(status, StatusCode::NO_CONTENT, "{case}"),
    }
}

/// A page offers exactly the forms of its row that whoever sees it may send.
fn assert_offers(offers: &[&'static str], who: Who, html: &str, case: &str) {
    let may = |path: &str| {
        let mut acts = ACTS.iter().filter(|act| act.path == path);
        acts.any(|act| admits(who, act.may))
    };
    let expected: BTreeSet<_> = offers.iter().copied().filter(|path| may(path)).collect();
    let offered: BTreeSet<_> = offered(html).into_iter().collect();
    assert_eq!(offered, expected, "{case}");
}

/// The endpoints of the forms of a page that can be sent, but those about the person.
fn offered(html: &str) -> Vec<&'static str> {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(rest.split_once('"')?.0.to_owned())
    };
    let posts = html.split("<form").skip(1).filter_map(|form| {
        let (tag, inside) = form.split_once('>')?;
        let locked = inside.trim_start().starts_with("<fieldset disabled");
        // What is looked at only has no button to send it with.
        let (inside, _) = inside.split_once("</form>").unwrap_or((inside, ""));
        let id = attribute(tag, "id").map(|id| format!(" form=\"{id}\""));
        let sends = inside.contains("<button") || id.is_some_and(|id| html.contains(&id));
        let post = attribute(tag, "method")? == "post" && sends && !locked;
        post.then(|| attribute(tag, "action"))?
    });
    let buttons = html.split("<button").skip(1).filter_map(|button| {
        let (tag, _) = button.split_once('>')?;
        attribute(tag, "formmethod")?;
        attribute(tag, "formaction")
    });
    posts
        .chain(buttons)
        .map(|address| endpoint_of(&address))
        .filter(|path| path.starts_with("/t/"))
        .collect()
}

/// The form's endpoint at an address; one with fewer parameters comes first, as in the router.
fn endpoint_of(address: &str) -> &'static str {
    let is = |path: &&str| {
        let (asked, known) = (address.split('/'), path.split('/'));
        asked.clone().count() == known.clone().count()
            && asked.zip(known).all(|(a, k)| k == a || k.starts_with('{'))
    };
    let all: Vec<_> = endpoints()
        .into_iter()
        .filter(|e| e.method == Method::POST)
        .map(|e| e.path)
        .collect();
    let found = all.iter().filter(|path| is(path));
    let found = found.min_by_key(|path| path.matches('{').count());
    found.unwrap_or_else(|| panic!("no form is sent to {address}"))
}

async fn try_all(who: Who) {
    let house = House::new(CONTOSO.world(1)).await;
    for act in &ACTS {
        try_act(&house, who, act).await;
    }
    for look in &LOOKS {
        try_look(&house, who, look).await;
    }
}

macro_rules! everybody {
    ($($name:ident = $who:expr;)*) => {$(
        #[tokio::test(start_paused = true)]
        async fn $name() {
            try_all($who).await;
        }
    )*};
}

everybody! {
    nobody_is_led_to_sign_in_and_changes_nothing = Who::Nobody;
    a_page_of_another_site_changes_nothing_in_whoevers_name = Who::Lured;
    somebody_without_a_role_sees_and_changes_nothing = Who::Ordinary;
    a_reader_sees_and_changes_nothing = Who::Admin(Role::Reader);
    an_exchange_admin_sees_and_changes_nothing = Who::Admin(Role::Exchange);
    a_billing_admin_buys_and_assigns_nothing = Who::Admin(Role::Billing);
    a_license_admin_assigns_and_neither_buys_nor_blocks = Who::Admin(Role::License);
    a_user_admin_assigns_and_blocks_and_does_not_buy = Who::Admin(Role::User);
    a_global_admin_does_everything = Who::Admin(Role::Global);
}

#[test]
fn the_tables_hold_every_endpoint_and_nothing_else() {
    let known: BTreeSet<_> = ACTS
        .iter()
        .map(|act| (Method::POST.to_string(), act.path))
        .chain(
            LOOKS
                .iter()
                .map(|look| (Method::GET.to_string(), look.path)),
        )
        .collect();
    let there: BTreeSet<_> = endpoints()
        .iter()
        .map(|e| (e.method.to_string(), e.path))
        .collect();
    assert_eq!(known, there);
}
