//! Forms, filled in so that they would be taken.

use engine::TenantSettings;
use model::Exclusion;
use serde_json::json;
use sim::exports;

use crate::browser::Browser;
use crate::house::House;
use crate::live::form;
use crate::proof::Proof;

/// A form as it is sent.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) path: String,
    r#type: &'static str,
    body: Vec<u8>,
    /// What is so afterwards, if it was taken.
    pub(crate) proof: Proof,
}

type Fields = Vec<(String, String)>;

const URLENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data; boundary=boundary";

impl Sent {
    fn new(path: impl Into<String>, fields: &[(&str, &str)], proof: Proof) -> Self {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        Self {
            path: path.into(),
            r#type: URLENCODED,
            body: body.finish().into_bytes(),
            proof,
        }
    }

    /// What stands in a form of a page.
    fn of(path: impl Into<String>, fields: &Fields, proof: Proof) -> Self {
        let fields: Vec<_> = fields
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        Self::new(path, &fields, proof)
    }

    /// Sends it, from a page of this origin.
    pub(crate) async fn by(&self, browser: &mut Browser, from: &str) -> crate::browser::Answer {
        browser
            .send_body_from(from, &self.path, self.r#type, self.body.clone())
            .await
    }
}

pub(crate) async fn review(house: &House) -> Sent {
    let last = house.last_review().await;
    Sent::new("/t/sample/review", &[], Proof::ReviewedAgain(last))
}

pub(crate) async fn proposal(house: &House) -> Sent {
    let (account, _) = house.removable().await;
    let fields = [("goal", "remove"), ("mailbox", &account.to_string())];
    Sent::new("/t/sample/proposals", &fields, Proof::ProposedFor(account))
}

pub(crate) async fn blocking_proposal(house: &House) -> Sent {
    let (account, _) = house.removable_once_blocked().await;
    let fields = [
        ("goal", "remove"),
        ("mailbox", &account.to_string()),
        ("block_sign_in", "yes"),
    ];
    Sent::new("/t/sample/proposals", &fields, Proof::ProposedFor(account))
}

pub(crate) async fn way_back(house: &House) -> Sent {
    let (account, _, plan) = house.removed().await;
    let plan = plan.to_string();
    let fields = [("goal", "restore"), ("plan", plan.as_str())];
    Sent::new("/t/sample/proposals", &fields, Proof::ProposedFor(account))
}

pub(crate) async fn run(house: &House, hand: &mut Browser) -> Sent {
    let (account, _) = house.removable().await;
    let fields = [("goal", "remove"), ("mailbox", &account.to_string())];
    run_of(hand, &fields, Proof::Unlicensed(account)).await
}

pub(crate) async fn run_back(house: &House, hand: &mut Browser) -> Sent {
    let (account, sku, plan) = house.removed().await;
    let fields = [("goal", "restore"), ("plan", &plan.to_string())];
    run_of(hand, &fields, Proof::Holds(account, sku)).await
}

/// The button under a proposal, which this browser asked for.
async fn run_of(hand: &mut Browser, fields: &[(&str, &str)], proof: Proof) -> Sent {
    let asked = hand.send_form("/t/sample/proposals", fields).await;
    let address = asked.leads_to().to_owned();
    let page = hand.settled(&address).await;
    let action = format!("{address}/run");
    let fields = form(&page, &action);
    Sent::of(action, &fields, proof)
}

pub(crate) async fn finish(house: &House) -> Sent {
    let (account, _, run) = house.interrupted().await;
    let path = format!("/t/sample/runs/{run}/finish");
    Sent::new(path, &[], Proof::Unlicensed(account))
}

pub(crate) async fn total(house: &House) -> Sent {
    let plain = |p: &engine::Product, s: &engine::ProductSubscription| {
        let billing = s.billing.as_ref();
        billing.is_some_and(|b| b.kind == "MOSA") && !p.free && s.is_enabled()
    };
    let subscription = house.subscription(plain).await;
    let from = subscription.total.unwrap();
    let fields = [
        ("from", from.to_string()),
        ("total", (from + 1).to_string()),
    ];
    let path = format!("/t/sample/products/{}", subscription.id);
    let proof = Proof::Total(subscription.id, from + 1);
    Sent::new(
        path,
        &fields.each_ref().map(|(n, v)| (*n, v.as_str())),
        proof,
    )
}

pub(crate) async fn check(house: &House) -> Sent {
    house.awaited().await;
    let path = "/t/sample/products/watches/check";
    Sent::new(path, &[], Proof::LookedAfter(house.world.env.now()))
}

pub(crate) async fn stop(house: &House) -> Sent {
    let subscription = house.awaited().await.id;
    let fields = [("subscription", &*subscription.to_string())];
    let path = "/t/sample/products/watches/stop";
    Sent::new(path, &fields, Proof::NotAwaited(subscription))
}

pub(crate) fn offline() -> Sent {
    let mailboxes = exports::mailboxes("Sales", &json!([]));
    let body = format!(
        "--boundary\r\nContent-Disposition: form-data; name=\"as_of\"\r\n\r\n2026-11-21\r\n\
         --boundary\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.json\"\r\n\r\n\
         {mailboxes}\r\n--boundary--\r\n"
    );
    Sent {
        path: "/t/sample/offline".to_owned(),
        r#type: MULTIPART,
        body: body.into_bytes(),
        proof: Proof::Says("sales@contoso.com"),
    }
}

pub(crate) fn setting(
    name: &str,
    fields: &[(&str, &str)],
    kept: fn(&TenantSettings) -> bool,
) -> Sent {
    Sent::new(
        format!("/t/sample/settings/{name}"),
        fields,
        Proof::Kept(kept),
    )
}

pub(crate) async fn end_of_exclusion(house: &House) -> Sent {
    let mailbox = "info@contoso.com";
    let exclusion = Exclusion {
        mailbox: mailbox.to_owned(),
        reason: "Legal".to_owned(),
        until: None,
    };
    let (w, tenant) = (&house.world, house.world.conn.tenant());
    w.engine().exclude(&w.by, tenant, exclusion).await.unwrap();
    let over: fn(&TenantSettings) -> bool = |s| {
        s.exclusions
            .iter()
            .all(|e| e.value.mailbox != "info@contoso.com")
    };
    setting("exclusions/end", &[("mailbox", mailbox)], over)
}

pub(crate) fn refresh(house: &House) -> Sent {
    let proof = Proof::ListedAfter(house.world.env.now());
    Sent::new("/t/sample/users/refresh", &[], proof)
}

pub(crate) async fn picked(house: &House) -> Sent {
    let (account, _) = house.removable().await;
    let fields = [("s", &*account.to_string())];
    Sent::new(
        "/t/sample/users/propose",
        &fields,
        Proof::ProposedFor(account),
    )
}

pub(crate) async fn pass_on(house: &House, hand: &mut Browser) -> Sent {
    let (from, sku, _) = house.removed().await;
    let to = house.unlicensed().await;
    let path = "/t/sample/users/pass-on";
    let page = hand
        .open(&format!("{path}?product={sku}&from={from}&to={to}"))
        .await
        .text;
    // The other form of the page is the one that searches.
    let (_, posts) = page
        .split_once("<form method=\"post\" action=\"/t/")
        .unwrap();
    let posts = format!("action=\"/t/{posts}");
    Sent::of(path, &form(&posts, path), Proof::Holds(to, sku))
}

pub(crate) async fn save(house: &House, hand: &mut Browser) -> Sent {
    let (account, sku) = house.removable().await;
    let (path, mut fields) = panel(hand, account).await;
    fields.retain(|(n, v)| !(n == "license" && *v == sku.to_string()));
    Sent::of(path, &fields, Proof::Unlicensed(account))
}

pub(crate) async fn blocking_save(house: &House, hand: &mut Browser) -> Sent {
    let (account, sku) = house.removable_once_blocked().await;
    let (path, mut fields) = panel(hand, account).await;
    fields.retain(|(n, v)| !(n == "license" && *v == sku.to_string()));
    fields.push(("block-sign-in".to_owned(), "1".to_owned()));
    Sent::of(path, &fields, Proof::Blocked(account))
}

/// The form of the panel of an account, as it is shown.
async fn panel(hand: &mut Browser, account: model::AccountId) -> (String, Fields) {
    let path = format!("/t/sample/users/{account}/licenses");
    let page = hand.open(&format!("/t/sample/users/{account}")).await.text;
    let fields = form(&page, &path);
    (path, fields)
}

pub(crate) async fn local(house: &House) -> Sent {
    const NAME: &str = "breakglass";
    const PASSWORD: &str = "a long and dull password";
    house.set_local_admin(NAME, PASSWORD).await;
    let fields = [("name", NAME), ("password", PASSWORD)];
    Sent::new("/sign-in/local", &fields, Proof::SignedInAs(NAME))
}

pub(crate) fn sign_out() -> Sent {
    Sent::new("/sign-out", &[], Proof::SignedOut)
}

impl Browser {
    /// Opens a page that waits for something, until it has come.
    pub(crate) async fn settled(&mut self, path: &str) -> String {
        for _ in 0..600 {
            let page = self.open(path).await.text;
            if !page.contains("http-equiv=\"refresh\"") {
                return page;
            }
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        }
        panic!("{path} still waits");
    }
}
