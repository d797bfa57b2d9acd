//! Signing in with Entra ID: the embedded tenant's own way, and everything that must not work.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

#[path = "common/authority.rs"]
mod authority;
#[path = "common/browser.rs"]
#[expect(dead_code, reason = "each test file uses another part of it")]
mod browser;
mod common;

use std::sync::Arc;

use authority::{Near, Puppet, SigningKey, parameter};
use axum::Router;
use boxseat_web::{Access, Door, Front, Oidc, Place, Registration, Site, Wire, endpoints, router};
use browser::{Answer, Browser};
use bytes::Bytes;
use engine::Connection;
use futures_util::future::BoxFuture;
use http::{Request, Response, StatusCode};
use jiff::SignedDuration;
use model::env::FixedClock;
use model::{Entropy, Env, TenantId};
use serde_json::{Value, json};
use tempfile::TempDir;
use tenant::{Seed, Tenant};
use url::Url;
use wire::ConnectInfo;

const HERE: &str = "http://localhost:8080";
const AUTHORITY: &str = "http://127.0.0.1:9";
const FABRIKAM: TenantId = TenantId::from_u128(0xFA);

/// Pages of two tenants, of which the first one's people sign in with Entra ID.
struct House {
    _folder: TempDir,
    clock: Arc<FixedClock>,
    app: Router,
}

impl House {
    async fn new(info: &ConnectInfo, wire: Arc<dyn Wire>, also: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let clock = Arc::new(FixedClock::at(common::now()));
        let env = Env {
            clock: Arc::clone(&clock) as _,
            entropy: Entropy::seeded(7),
        };
        let site = common::site(folder.path(), true).await;
        let place = |key: &str, tenant_id: TenantId| {
            let info = ConnectInfo {
                tenant_id,
                ..info.clone()
            };
            Arc::new(Place {
                key: key.to_owned(),
                connection: Connection::new(&info, Arc::new(Unplugged), env.clone()),
                simulated: true,
                policy: engine::Policy::current(),
                prices: common::prices(),
            })
        };
        let registration = Registration {
            tenant: info.tenant_id,
            authority: info.authority.clone(),
            also: also.iter().map(|url| url.parse().unwrap()).collect(),
            client_id: info.client_id.clone(),
            client_secret: info.client_secret.clone(),
        };
        let door = Door {
            front: Front::Loopback,
            links: false,
            local: false,
            entra: vec![(
                "contoso".to_owned(),
                Oidc::new(registration, wire, env.clone()),
            )],
        };
        let site = Site {
            access: Access::SignIn(Arc::new(door)),
            places: Arc::new([
                place("contoso", info.tenant_id),
                place("fabrikam", FABRIKAM),
            ]),
            env,
            ..site
        };
        Self {
            _folder: folder,
            clock,
            app: router(site),
        }
    }

    fn browser(&self) -> Browser {
        Browser::new(self.app.clone(), HERE)
    }
}

#[derive(Debug)]
struct Unplugged;

impl m365::Transport for Unplugged {
    fn send(&self, _: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, m365::SendError>> {
        let why = "unplugged".to_owned();
        Box::pin(std::future::ready(Err(m365::SendError::NotSent { why })))
    }
}

fn embedded(folder: &TempDir) -> (Tenant, ConnectInfo) {
    let seed = Seed {
        users: 60,
        ..Seed::default()
    };
    let env = Env {
        clock: Arc::new(FixedClock::at(common::now())),
        entropy: Entropy::seeded(3),
    };
    let tenant = Tenant::create(&folder.path().join("tenant.db"), &seed, env).unwrap();
    let info = tenant.connect_info(&AUTHORITY.parse().unwrap()).unwrap();
    (tenant, info)
}

/// The path and query of an address of ours.
fn ours(url: &str) -> &str {
    url.strip_prefix(HERE)
        .unwrap_or_else(|| panic!("{url} is not ours"))
}

#[tokio::test]
async fn people_of_the_embedded_tenant_come_in_with_their_own_roles_and_see_their_own_tenant() {
    let folder = TempDir::new().unwrap();
    let (tenant, info) = embedded(&folder);
    let near = Near(tenant.router());
    let wire = Arc::new(near.clone());
    let house = House::new(&info, wire, &["https://login.microsoftonline.com"]).await;
    let may_not = |text: &str| text.contains("You may not");
    let people = tenant.sign_in_hints().unwrap();
    assert_eq!(people.len(), 7);
    for person in people {
        let mut browser = house.browser();
        let begun = browser
            .open("/sign-in/entra/contoso?to=/t/contoso/help")
            .await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER);
        let page = begun.leads_to().to_owned();
        assert_eq!(parameter(&page, "code_challenge_method"), "S256");
        let back = near
            .fill_in(&page, &person.user_name, &person.password)
            .await;
        let came = browser.open(ours(&back)).await;
        assert_eq!(came.leads_to(), "/t/contoso/help", "{}", came.text);
        assert_eq!(
            browser.cookies.len(),
            1,
            "what was pending is gone: {:?}",
            browser.cookies
        );

        let page = browser.open("/t/contoso/help").await;
        assert_eq!(page.status, StatusCode::OK);
        for role in &person.roles {
            assert!(page.text.contains(&format!("<li>{role}</li>")), "{role}");
        }
        assert!(
            page.text
                .contains(&format!("<strong>{}</strong>", person.user_name))
        );
        assert_eq!(
            may_not(&page.text),
            person.roles != ["Global Administrator"]
        );
        let other = browser.open("/t/fabrikam/help").await;
        assert_eq!(other.status, StatusCode::FORBIDDEN);
        assert_eq!(browser.open("/").await.leads_to(), "/t/contoso");

        // The same answer of the authority again is nobody's.
        let again = browser.open(ours(&back)).await;
        assert_eq!(again.status, StatusCode::BAD_REQUEST);
        let left = browser.send_form("/sign-out", &[]).await;
        assert_eq!(left.leads_to(), "/signed-out?at=contoso");
        let out = browser.open("/signed-out?at=contoso").await;
        assert!(out.text.contains("href=\"/sign-out/entra/contoso\""));
        let end = browser.open("/sign-out/entra/contoso").await;
        let back = parameter(end.leads_to(), "post_logout_redirect_uri");
        assert_eq!(back, "http://localhost:8080/signed-out");
    }
}

/// A browser whose person is at a puppet's page.
struct Away {
    browser: Browser,
    state: String,
    nonce: String,
}

struct Stage {
    house: House,
    puppet: Puppet,
    key: SigningKey,
    info: ConnectInfo,
}

impl Stage {
    async fn new() -> Self {
        let url: Url = AUTHORITY.parse().unwrap();
        let info = ConnectInfo {
            authority: url.clone(),
            graph: url.clone(),
            exchange: url,
            tenant_id: common::CONTOSO,
            client_id: "the-application".to_owned(),
            client_secret: "the-secret".into(),
            cloud: model::CloudId::Worldwide,
            ca_file: None,
            write: None,
        };
        let key = SigningKey::new("one");
        let puppet = Puppet::at(AUTHORITY, &info.tenant_id.to_string(), &key);
        Self {
            house: House::new(&info, Arc::new(puppet.clone()), &[]).await,
            puppet,
            key,
            info,
        }
    }

    async fn away(&self) -> Away {
        let mut browser = self.house.browser();
        let begun = browser.open("/sign-in/entra/contoso").await;
        Away {
            state: parameter(begun.leads_to(), "state"),
            nonce: parameter(begun.leads_to(), "nonce"),
            browser,
        }
    }

    fn claims(&self, nonce: &str) -> Value {
        let now = common::now().as_second();
        json!({
            "iss": format!("{AUTHORITY}/{}/v2.0", self.info.tenant_id),
            "aud": "the-application", "tid": self.info.tenant_id, "oid": "an-object",
            "exp": now + 3600, "nbf": now - 300, "iat": now - 300, "nonce": nonce,
            "preferred_username": "ines@contoso.example", "name": "Ines <b>Vollmar</b>", "ver": "2.0",
        })
    }

    fn header(&self) -> Value {
        json!({"typ": "JWT", "alg": "RS256", "kid": self.key.id})
    }

    /// Somebody comes back, and the authority hands out this token.
    async fn comes_back(&self, away: &mut Away, id_token: &str) -> Answer {
        self.puppet.hand_out(id_token);
        let path = format!("/auth/callback?code=a-code&state={}", away.state);
        away.browser.open(&path).await
    }
}

/// A change of the claims.
type Change = Box<dyn FnOnce(&mut Value)>;
/// A way to make a token of the claims.
type Sign<'s> = Box<dyn Fn(&Value) -> String + 's>;

#[tokio::test]
async fn an_id_token_is_believed_only_as_it_should_be() {
    let stage = Stage::new().await;
    let forger = SigningKey::new("one");
    let stranger = SigningKey::new("two");
    let now = common::now().as_second();
    let set = |name: &'static str, value: Value| {
        move |claims: &mut Value| {
            claims[name] = value;
        }
    };
    let without = |name: &'static str| {
        move |claims: &mut Value| {
            claims.as_object_mut().unwrap().remove(name);
        }
    };
    let issuer = |tenant: &str| json!(format!("{AUTHORITY}/{tenant}/v2.0"));
    let cases: Vec<(&str, Change, bool)> = vec![
        ("as it should be", Box::new(|_: &mut Value| ()), true),
        (
            "expired a moment ago",
            Box::new(set("exp", json!(now - 299))),
            true,
        ),
        ("expired", Box::new(set("exp", json!(now - 300))), false),
        (
            "not valid for a moment",
            Box::new(set("nbf", json!(now + 300))),
            true,
        ),
        (
            "not valid yet",
            Box::new(set("nbf", json!(now + 301))),
            false,
        ),
        ("no end", Box::new(without("exp")), false),
        (
            "an end that is text",
            Box::new(set("exp", json!("never"))),
            false,
        ),
        (
            "an end beyond all time",
            Box::new(set("exp", json!(i64::MAX))),
            true,
        ),
        (
            "another application",
            Box::new(set("aud", json!("another"))),
            false,
        ),
        ("no application", Box::new(without("aud")), false),
        (
            "another issuer",
            Box::new(set("iss", issuer(&FABRIKAM.to_string()))),
            false,
        ),
        (
            "another host",
            Box::new(set("iss", json!("https://evil.example/v2.0"))),
            false,
        ),
        ("no issuer", Box::new(without("iss")), false),
        (
            "another tenant",
            Box::new(set("tid", json!(FABRIKAM))),
            false,
        ),
        ("no tenant", Box::new(without("tid")), false),
        (
            "another question",
            Box::new(set("nonce", json!("another"))),
            false,
        ),
        ("no question", Box::new(without("nonce")), false),
        ("nobody", Box::new(without("oid")), false),
    ];
    for (name, change, good) in cases {
        let mut away = stage.away().await;
        let mut claims = stage.claims(&away.nonce);
        change(&mut claims);
        let token = stage.key.sign(&stage.header(), &claims);
        let answer = stage.comes_back(&mut away, &token).await;
        assert_judged(name, &answer, &mut away, good).await;
        assert!(!answer.text.contains(&token), "{name}");
    }

    let header = |alg: &str, kid: Option<&str>| {
        let mut header = json!({"typ": "JWT", "alg": alg});
        if let Some(kid) = kid {
            header["kid"] = kid.into();
        }
        header
    };
    let signed: Vec<(&str, Sign<'_>)> = vec![
        (
            "alg none",
            Box::new(|c| SigningKey::unsigned(&header("none", Some("one")), c)),
        ),
        (
            "no signature",
            Box::new(|c| SigningKey::unsigned(&header("RS256", Some("one")), c)),
        ),
        (
            "a key of the same name",
            Box::new(|c| forger.sign(&header("RS256", Some("one")), c)),
        ),
        (
            "a key of nobody",
            Box::new(|c| stranger.sign(&header("RS256", Some("two")), c)),
        ),
        (
            "no key named",
            Box::new(|c| stage.key.sign(&header("RS256", None), c)),
        ),
        (
            "the public key as a secret",
            Box::new(|c| stage.key.sign_as_secret(&header("HS256", Some("one")), c)),
        ),
        (
            "another way of signing",
            Box::new(|c| stage.key.sign(&header("PS256", Some("one")), c)),
        ),
        (
            "changed afterwards",
            Box::new(|c| {
                let good = stage.key.sign(&stage.header(), c);
                let (start, signature) = good.rsplit_once('.').unwrap();
                let (head, _) = start.split_once('.').unwrap();
                let mut other = c.clone();
                other["roles"] = json!(["Global.Administrator"]);
                let other = SigningKey::unsigned(&header("RS256", Some("one")), &other);
                format!("{head}.{}.{signature}", other.split('.').nth(1).unwrap())
            }),
        ),
        ("no token", Box::new(|_| "no.to.ken".to_owned())),
        ("nothing", Box::new(|_| String::new())),
    ];
    for (name, sign) in signed {
        let mut away = stage.away().await;
        let token = sign(&stage.claims(&away.nonce));
        let answer = stage.comes_back(&mut away, &token).await;
        assert_judged(name, &answer, &mut away, false).await;
    }
}

async fn assert_judged(name: &str, answer: &Answer, away: &mut Away, good: bool) {
    let expected = if good {
        StatusCode::SEE_OTHER
    } else {
        StatusCode::FORBIDDEN
    };
    assert_eq!(answer.status, expected, "{name}: {}", answer.text);
    assert_eq!(away.browser.cookies.len(), usize::from(good), "{name}");
    let seen = away.browser.open("/t/contoso/help").await.status == StatusCode::OK;
    assert_eq!(seen, good, "{name}");
}

#[tokio::test]
async fn a_code_is_redeemed_with_its_proof_and_only_for_the_browser_that_asked() {
    let stage = Stage::new().await;
    let mut away = stage.away().await;
    let other = stage.away().await;
    let token = stage.key.sign(&stage.header(), &stage.claims(&away.nonce));
    stage.puppet.hand_out(&token);
    let good = away.state.clone();
    for (query, why) in [
        (
            format!("code=a-code&state={}", other.state),
            "another browser's state",
        ),
        (
            format!("code=a-code&state={good}x"),
            "a state that is longer",
        ),
        ("code=a-code".to_owned(), "no state"),
        (format!("state={good}"), "no code"),
        (format!("error=access_denied&state={good}"), "a refusal"),
        (
            format!("error=%3Cscript%3E&error_description=%3Cscript%3E&state={good}"),
            "a hostile refusal",
        ),
    ] {
        // Each time as if it were the first: an answer is used up whatever it is.
        let mut browser = away.browser.clone();
        let answer = browser.open(&format!("/auth/callback?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{why}");
        assert!(browser.cookies.is_empty(), "{why}: {:?}", browser.cookies);
        assert!(!answer.text.contains("<script>"), "{why}");
    }
    let mut nobody = stage.house.browser();
    let answer = nobody
        .open(&format!("/auth/callback?code=a-code&state={good}"))
        .await;
    assert_eq!(
        answer.status,
        StatusCode::BAD_REQUEST,
        "a browser that never asked"
    );
    assert!(
        stage.puppet.told(|says| says.form.is_empty()),
        "no code left this house"
    );

    let came = stage.comes_back(&mut away, &token).await;
    assert_eq!(came.status, StatusCode::SEE_OTHER);
    let form = stage.puppet.told(|says| says.form.clone());
    for part in [
        "code=a-code",
        "client_secret=the-secret",
        "code_verifier=",
        "redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fauth%2Fcallback",
    ] {
        assert!(form.contains(part), "{part} in {form}");
    }
    let page = away.browser.open("/t/contoso/help").await;
    assert!(
        page.text.contains("Ines &#60;b&#62;Vollmar") && page.text.contains("ines@contoso.example")
    );
    assert!(
        page.text
            .contains("None: you can see everything here and change nothing.")
    );
}

#[tokio::test]
async fn app_roles_in_the_token_are_the_persons_roles() {
    let stage = Stage::new().await;
    for (claims, shown) in [
        (
            json!({"roles": ["License.Administrator"]}),
            "<li>License Administrator</li>",
        ),
        (
            json!({"wids": ["b0f54661-2d74-4c50-afa3-1ec803f12efe"]}),
            "<li>Billing Administrator</li>",
        ),
        (
            json!({"roles": ["Global.Reader"], "wids": ["62e90394-69f5-4237-9190-012177145e10"]}),
            "<li>Global Reader</li>",
        ),
    ] {
        let mut away = stage.away().await;
        let mut all = stage.claims(&away.nonce);
        all.as_object_mut()
            .unwrap()
            .extend(claims.as_object().unwrap().clone());
        let token = stage.key.sign(&stage.header(), &all);
        stage.comes_back(&mut away, &token).await;
        let page = away.browser.open("/t/contoso/help").await;
        assert!(page.text.contains(shown), "{claims}");
        assert_eq!(
            page.text.matches("Administrator</li>").count(),
            usize::from(shown.contains("Admin"))
        );
    }
}

#[tokio::test]
async fn a_new_key_is_taken_up_and_a_forger_does_not_make_us_ask_for_keys_every_time() {
    let mut stage = Stage::new().await;
    let fetched = |stage: &Stage| {
        stage
            .puppet
            .told(|s| s.asked.iter().filter(|p| p.ends_with("/keys")).count())
    };
    let come = async |stage: &Stage| {
        let mut away = stage.away().await;
        let token = stage.key.sign(&stage.header(), &stage.claims(&away.nonce));
        stage.comes_back(&mut away, &token).await.status
    };
    assert_eq!(come(&stage).await, StatusCode::SEE_OTHER);
    assert_eq!(come(&stage).await, StatusCode::SEE_OTHER);
    assert_eq!(fetched(&stage), 1);
    stage.key = SigningKey::new("new");
    for _ in 0..3 {
        assert_eq!(
            come(&stage).await,
            StatusCode::FORBIDDEN,
            "nobody has published it"
        );
    }
    assert_eq!(fetched(&stage), 1);
    stage.puppet.publish(&stage.key);
    stage
        .house
        .clock
        .set(common::now() + SignedDuration::from_secs(61));
    assert_eq!(come(&stage).await, StatusCode::SEE_OTHER);
    assert_eq!(fetched(&stage), 2);
}

#[tokio::test]
async fn an_authority_that_points_elsewhere_gets_nothing() {
    for (member, value) in [
        ("issuer", format!("{AUTHORITY}/{FABRIKAM}/v2.0")),
        (
            "issuer",
            format!("https://evil.example/{}/v2.0", common::CONTOSO),
        ),
        ("token_endpoint", "https://evil.example/token".to_owned()),
        ("jwks_uri", "http://127.0.0.1:10/keys".to_owned()),
        (
            "authorization_endpoint",
            "https://evil.example/authorize".to_owned(),
        ),
        (
            "end_session_endpoint",
            "https://evil.example/logout".to_owned(),
        ),
        ("token_endpoint", "not a url".to_owned()),
    ] {
        let stage = Stage::new().await;
        stage
            .puppet
            .told(|says| says.discovery[member] = json!(value));
        let mut browser = stage.house.browser();
        let answer = browser.open("/sign-in/entra/contoso").await;
        assert_eq!(answer.status, StatusCode::BAD_GATEWAY, "{member} {value}");
        assert!(answer.text.contains("cannot be used"), "{member} {value}");
        assert!(browser.cookies.is_empty());
    }
}

#[tokio::test]
async fn who_signs_out_at_the_authority_is_signed_out_here() {
    let stage = Stage::new().await;
    let come = async |session: &str| {
        let mut away = stage.away().await;
        let mut claims = stage.claims(&away.nonce);
        claims["sid"] = json!(session);
        let token = stage.key.sign(&stage.header(), &claims);
        stage.comes_back(&mut away, &token).await;
        away.browser
    };
    let (mut one, mut other) = (come("session-1").await, come("session-2").await);
    // From inside a page of the authority's: without our cookies.
    let mut frame = stage.house.browser();
    for query in ["", "?sid=", "?sid=session", "?sid=session-3"] {
        let answer = frame.open(&format!("/auth/ended{query}")).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        assert_eq!(
            one.open("/t/contoso/help").await.status,
            StatusCode::OK,
            "{query}"
        );
    }
    frame.open("/auth/ended?sid=session-1").await;
    assert_eq!(
        one.open("/t/contoso/help").await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(other.open("/t/contoso/help").await.status, StatusCode::OK);
}

#[tokio::test]
async fn no_endpoint_of_another_tenant_is_open_to_a_person_of_this_one() {
    let stage = Stage::new().await;
    let mut away = stage.away().await;
    let mut claims = stage.claims(&away.nonce);
    claims["roles"] = json!(["Global.Administrator"]);
    let token = stage.key.sign(&stage.header(), &claims);
    stage.comes_back(&mut away, &token).await;
    let mut browser = away.browser;
    let of_tenants = endpoints();
    let of_tenants = of_tenants
        .iter()
        .filter(|e| e.path.starts_with("/t/{place}"));
    let mut tried = 0;
    for endpoint in of_tenants {
        let path = endpoint.path.replace("{place}", "fabrikam");
        let path = path.replace(['{', '}'], "");
        let answer = match endpoint.method {
            http::Method::GET => browser.open(&path).await,
            _ => browser.send_form(&path, &[]).await,
        };
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(answer.text.contains("another organisation"), "{path}");
        tried += 1;
    }
    assert!(tried > 30, "{tried}");
    let connections = browser.open("/t/contoso/connections").await;
    assert_eq!(connections.status, StatusCode::OK);
    assert!(
        !connections.text.contains("fabrikam"),
        "nothing tells of the other one"
    );
}
