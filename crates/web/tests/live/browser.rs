//! Pages over the embedded tenant, in one thread on virtual time; and a browser without scripts.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use boxseat_web::{Access, Place, Site, router};
use engine::{Caller, Role};
use http::header::{CONTENT_TYPE, HOST, LOCATION};
use http::{Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use model::{Actor, Currency, PriceList};
use rust_decimal::Decimal;
use sim::World;
use tower::ServiceExt as _;

/// The pages of a world, as one person sees them.
pub(crate) struct Live {
    pub(crate) world: World,
    pub(crate) app: Router,
}

/// A page as it came.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    /// Where a form led to.
    pub(crate) location: Option<String>,
    pub(crate) html: String,
}

/// A form with what stands in it: what a browser sends when its button is pressed.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) action: String,
    pub(crate) fields: Vec<(String, String)>,
}

/// A person with these roles.
pub(crate) fn person(roles: &[Role]) -> Caller {
    Caller {
        actor: Actor {
            name: "alex@contoso.com".to_owned(),
            via: "web".to_owned(),
        },
        roles: roles.iter().copied().collect(),
    }
}

/// The site of a world, for one person.
pub(crate) fn site(world: &World, by: Caller) -> Site {
    let place = Place {
        key: "contoso".to_owned(),
        connection: world.conn.clone(),
        simulated: true,
        policy: world.policy.clone(),
        prices: prices(),
    };
    Site {
        engine: world.engine(),
        places: Arc::new([Arc::new(place)]),
        access: Access::Open(by),
        env: world.env.clone(),
    }
}

/// What an example of a price list holds.
fn prices() -> PriceList {
    PriceList {
        currency: Currency::try_from("EUR".to_owned()).unwrap(),
        example: true,
        per_month: [("EXCHANGESTANDARD".to_owned(), Decimal::new(400, 2))].into(),
    }
}

impl Live {
    /// The pages of a world for somebody who may everything.
    pub(crate) fn new(world: World) -> Self {
        Self::seen_by(world, person(&[Role::Global]))
    }

    /// The pages of a world for one person.
    pub(crate) fn seen_by(world: World, by: Caller) -> Self {
        let app = router(site(&world, by));
        Self { world, app }
    }

    pub(crate) async fn get(&self, address: &str) -> Page {
        send(&self.app, Method::GET, address, String::new()).await
    }

    /// Presses the button of a form.
    pub(crate) async fn submit(&self, form: &Form) -> Page {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(&form.fields);
        send(&self.app, Method::POST, &form.action, body.finish()).await
    }

    /// Presses the button of a form and goes where it leads.
    pub(crate) async fn submit_and_follow(&self, form: &Form) -> (String, Page) {
        let page = self.submit(form).await;
        let status = page.status;
        let address = page.location;
        let address = address.unwrap_or_else(|| panic!("{status} {form:?}: {}", page.html));
        let page = self.get(&address).await;
        (address, page)
    }

    /// Loads a page again and again, as its `refresh` says, until it is done and shows what came of it; answers its
    /// address and itself.
    pub(crate) async fn wait(&self, address: &str) -> (String, Page) {
        let mut address = address.to_owned();
        let mut pause = std::time::Duration::from_secs(1);
        for _ in 0..200 {
            let page = self.get(&address).await;
            if let Some(next) = page.location {
                address = next;
            } else if page.html.contains("http-equiv=\"refresh\"") {
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(std::time::Duration::from_secs(30));
            } else {
                return (address, page);
            }
        }
        panic!("{address} never ends");
    }
}

/// Sends a request as a browser on this machine does.
pub(crate) async fn send(app: &Router, method: Method, address: &str, body: String) -> Page {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header(HOST, "localhost")
        .header("origin", "http://localhost")
        .header("sec-fetch-site", "same-origin")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap();
    let response = app.clone().oneshot(request).await.unwrap();
    let location = response.headers().get(LOCATION);
    let location = location.map(|l| l.to_str().unwrap().to_owned());
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    Page {
        status,
        location,
        html: String::from_utf8(body.into()).unwrap(),
    }
}

impl Page {
    /// The form that leads to an address that ends so.
    pub(crate) fn form(&self, action: &str) -> Form {
        let forms = self.forms();
        let found = forms.iter().find(|form| form.action.ends_with(action));
        let found = found.cloned();
        found.unwrap_or_else(|| panic!("no form leads to {action}: {forms:?} {}", self.html))
    }

    /// Its forms that change something.
    pub(crate) fn forms(&self) -> Vec<Form> {
        let all = self.html.split("<form").skip(1);
        let posts = all.filter(|form| attribute(head(form), "method") == Some("post".to_owned()));
        let form = |text: &str| {
            let (inside, _) = text.split_once("</form>").unwrap_or((text, ""));
            Form {
                action: attribute(head(text), "action").unwrap_or_default(),
                fields: fields(inside),
            }
        };
        posts.map(form).collect()
    }
}

impl Form {
    /// With another value of a field, or with the field.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }
}

fn head(tag: &str) -> &str {
    tag.split_once('>').map_or(tag, |(head, _)| head)
}

/// What is sent unless somebody changes it: hidden fields, and boxes that are ticked.
fn fields(form: &str) -> Vec<(String, String)> {
    let inputs = form.split("<input").skip(1).map(head);
    let sent = inputs.filter(|input| match attribute(input, "type").as_deref() {
        Some("hidden") => true,
        Some("checkbox" | "radio") => input.contains(" checked"),
        _ => false,
    });
    let field = |input: &str| {
        let value = attribute(input, "value").unwrap_or_default();
        Some((attribute(input, "name")?, value))
    };
    sent.filter_map(field).collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    let mut text = value.to_owned();
    for (written, meant) in [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
    ] {
        text = text.replace(written, meant);
    }
    Some(text)
}
