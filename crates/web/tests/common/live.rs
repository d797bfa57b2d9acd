//! The pages over the embedded tenant, in this thread and on virtual time: what they read and write is real.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use boxseat_web::{Access, Place, Site, router};
use engine::{Caller, Connection, Role, Scope};
use http::header::{CONTENT_TYPE, HOST, LOCATION};
use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use model::{Currency, PriceList};
use sim::World;
use tower::ServiceExt as _;
use url::form_urlencoded::Serializer;

/// An organisation and the pages over it.
#[derive(Debug)]
pub(crate) struct Live {
    pub(crate) world: World,
    pub(crate) app: Router,
    pub(crate) site: Site,
}

/// What a page answered.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) html: String,
}

impl Live {
    /// Over a world as it is: nothing of it was read yet.
    pub(crate) fn unread(world: World) -> Self {
        let conn = world.conn.clone();
        Self::at(world, conn)
    }

    /// Over a world by another connection to it.
    pub(crate) fn at(world: World, connection: Connection) -> Self {
        let place = Place {
            key: "sample".to_owned(),
            simulated: connection.is_loopback(),
            connection,
            policy: world.policy.clone(),
            prices: PriceList {
                currency: Currency::try_from("EUR".to_owned()).unwrap(),
                example: true,
                per_month: std::collections::BTreeMap::new(),
            },
        };
        let site = Site {
            engine: world.engine(),
            places: Arc::new([Arc::new(place)]),
            access: Access::Open(world.by.clone()),
            env: world.env.clone(),
        };
        Self {
            app: router(site.clone()),
            world,
            site,
        }
    }

    /// Over a world whose list was read, and whose shared mailboxes were reviewed.
    pub(crate) async fn read(world: World) -> Self {
        let (engine, quiet) = (world.engine(), World::quiet());
        engine
            .refresh_accounts(&world.by, &world.conn, &quiet)
            .await
            .unwrap();
        engine
            .review(
                &world.by,
                &world.conn,
                &Scope::shared(),
                &world.policy,
                &quiet,
            )
            .await
            .unwrap();
        Self::unread(world)
    }

    /// The same pages as they are over a tenant that is not on this machine.
    pub(crate) fn unsimulated(self) -> Self {
        let places = self.site.places.iter().map(|place| {
            Arc::new(Place {
                key: place.key.clone(),
                connection: place.connection.clone(),
                simulated: false,
                policy: place.policy.clone(),
                prices: place.prices.clone(),
            })
        });
        let site = Site {
            places: places.collect(),
            ..self.site
        };
        Self {
            app: router(site.clone()),
            world: self.world,
            site,
        }
    }

    /// The same pages for somebody with these roles.
    pub(crate) fn seen_by(&self, roles: &[Role]) -> Router {
        let caller = Caller {
            roles: roles.iter().copied().collect(),
            ..Caller::owner("robin", "web")
        };
        router(Site {
            access: Access::Open(caller),
            ..self.site.clone()
        })
    }

    pub(crate) async fn get(&self, path: &str) -> Page {
        get(&self.app, path).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(String, String)]) -> Page {
        post(&self.app, path, fields).await
    }

    /// Follows a page that waits until it has something to say, as its script and its refresh do.
    pub(crate) async fn until_settled(&self, path: &str) -> Page {
        for _ in 0..600 {
            let page = self.get(path).await;
            if !page.html.contains("data-again") {
                return page;
            }
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        }
        panic!("{path} still waits");
    }
}

pub(crate) async fn get(app: &Router, path: &str) -> Page {
    let request = Request::get(address(path)).header(HOST, "localhost");
    answer(app, request.body(Body::empty()).unwrap()).await
}

pub(crate) async fn post(app: &Router, path: &str, fields: &[(String, String)]) -> Page {
    let body = Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = Request::post(address(path))
        .header(HOST, "localhost")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    answer(app, request.body(Body::from(body)).unwrap()).await
}

fn address(path: &str) -> String {
    if path.starts_with("/t/") {
        path.to_owned()
    } else {
        format!("/t/sample{path}")
    }
}

async fn answer(app: &Router, request: Request<Body>) -> Page {
    let response = app.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let location = response.headers().get(LOCATION);
    let location = location.map_or("", |l| l.to_str().unwrap()).to_owned();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    Page {
        status,
        location,
        html: String::from_utf8(body.into()).unwrap(),
    }
}

/// The fields of the form that posts to `action`, as a browser sends them untouched: boxes that are ticked and enabled,
/// and what stands in the others.
pub(crate) fn form(html: &str, action: &str) -> Vec<(String, String)> {
    let from = html
        .split_once(&format!("action=\"{action}\""))
        .unwrap_or_else(|| panic!("no form for {action}"))
        .1;
    let form = from.split_once("</form>").unwrap().0;
    let inputs = form.split("<input").skip(1);
    inputs
        .filter_map(|input| {
            let tag = input.split_once('>')?.0;
            let value = |name: &str| {
                let from = tag.split_once(&format!(" {name}=\""))?.1;
                Some(from.split_once('"')?.0.to_owned())
            };
            let is_box = value("type").as_deref() == Some("checkbox");
            let sent = !tag.contains(" disabled") && (!is_box || tag.contains(" checked"));
            Some((value("name")?, value("value").unwrap_or_default())).filter(|_| sent)
        })
        .collect()
}
