//! Which page answers where.

use axum::extract::State;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::{Extension, Router};
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::Site;
use crate::assets;
use crate::desk::Answer;
use crate::door::{self, Front, SignedIn};
use crate::guard::guard;
use crate::pages::problem::Problem;
use crate::pages::{
    connections, help, history, home, licenses, mailbox, offline, problem, products, proposals,
    review, runs, settings, shared_mailboxes, sign_in, users,
};
use crate::routes::{Endpoint, Routes};
use crate::works::Works;

/// The pages of one tenant, for people who are signed in: each begins with a [`Desk`](crate::desk::Desk).
fn people() -> Routes {
    Routes::for_people()
        .get("/", front)
        .get("/t/{place}", home::get)
        .get("/t/{place}/review", review::list::get)
        .get("/t/{place}/mailboxes/{id}", mailbox::get)
        .post("/t/{place}/review", review::again::post)
        .get("/t/{place}/review/progress", review::progress::get)
        .get(
            "/t/{place}/review/progress/events",
            review::progress::events,
        )
        .post("/t/{place}/proposals", proposals::begin::post)
        .get("/t/{place}/proposals/{id}", proposals::show::get)
        .get("/t/{place}/proposals/{id}/events", proposals::events::get)
        .post("/t/{place}/proposals/{id}/run", proposals::run::post)
        .get("/t/{place}/history", history::list::get)
        .get("/t/{place}/history/export", history::export::get)
        .get("/t/{place}/runs/{id}", runs::show::get)
        .get("/t/{place}/runs/{id}/events", runs::events::get)
        .post("/t/{place}/runs/{id}/finish", runs::finish::post)
        .get("/t/{place}/shared-mailboxes", shared_mailboxes::list::get)
        .get(
            "/t/{place}/shared-mailboxes/{id}/members",
            shared_mailboxes::members::get,
        )
        .get("/t/{place}/products", products::list::get)
        .get("/t/{place}/products/{subscription}", products::show::get)
        .post("/t/{place}/products/{subscription}", products::change::post)
        .post(
            "/t/{place}/products/watches/check",
            products::watches::check,
        )
        .post("/t/{place}/products/watches/stop", products::watches::stop)
        .get("/t/{place}/licenses", licenses::get)
        .get("/t/{place}/offline", offline::get)
        .post("/t/{place}/offline", offline::post)
        .get("/t/{place}/connections", connections::get)
        .get("/t/{place}/settings", settings::get)
        .post("/t/{place}/settings/policy", settings::policy::post)
        .post("/t/{place}/settings/prices", settings::prices::post)
        .post("/t/{place}/settings/exclusions", settings::exclusions::post)
        .post(
            "/t/{place}/settings/exclusions/end",
            settings::exclusions::end,
        )
        .post("/t/{place}/settings/layout", settings::layout::post)
        .get("/t/{place}/help", help::get)
        .get("/t/{place}/help/{topic}", help::topic)
        .get("/t/{place}/users", users::list::get)
        .post("/t/{place}/users/refresh", users::refresh::post)
        .get("/t/{place}/users/export", users::export::get)
        .post("/t/{place}/users/propose", users::propose::post)
        .get("/t/{place}/users/pass-on", users::pass_on::get)
        .post("/t/{place}/users/pass-on", users::pass_on::post)
        .get("/t/{place}/users/{id}", users::panel::get)
        .get("/t/{place}/users/{id}/licenses", users::panel::get_licenses)
        .post("/t/{place}/users/{id}/licenses", users::save::post)
}

/// What needs no sign-in. It says nothing of any tenant.
fn everybody() -> Routes {
    Routes::for_everybody()
        .get("/sign-in", sign_in::get)
        .get("/sign-in/link/{token}", sign_in::link::get)
        .post("/sign-in/local", sign_in::local::post)
        .get("/sign-in/entra/{place}", sign_in::entra::begin)
        .get("/auth/callback", sign_in::entra::callback)
        .get("/auth/ended", sign_in::entra::ended)
        .post("/sign-out", sign_in::out::post)
        .get("/signed-out", sign_in::out::done)
        .get("/sign-out/entra/{place}", sign_in::entra::sign_out)
        .get("/assets/{version}/{name}", assets::get)
        .get("/favicon.ico", assets::favicon)
        .get("/healthz", async || "ok\n")
}

/// The pages of a site.
pub fn router(site: Site) -> Router {
    with(site, Works::default())
}

/// The pages of a site, with what goes on behind them.
pub(crate) fn with(site: Site, works: Works) -> Router {
    Router::new()
        .merge(
            people()
                .router()
                .route_layer(from_fn_with_state(site.clone(), door::required)),
        )
        .merge(everybody().router())
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::wrong_method)
        .layer(no_foreign_forms(&site))
        .layer(from_fn_with_state(site.clone(), problem::told))
        .layer(from_fn_with_state(site.clone(), door::recognise))
        .layer(from_fn_with_state(site.clone(), guard))
        // Not the streams of events. No page holds a secret that its length could tell of.
        .layer(CompressionLayer::new())
        .layer(Extension(works))
        .with_state(site)
}

/// Every endpoint of [`router`].
pub fn endpoints() -> Vec<Endpoint> {
    let mut all = people().endpoints();
    all.extend(everybody().endpoints());
    all
}

/// The first page of the first tenant that the person may see.
async fn front(State(site): State<Site>, Extension(person): Extension<SignedIn>) -> Answer {
    let first = site.places_of(&person).next().ok_or(Problem::NotFound)?;
    Ok(Redirect::to(&format!("/t/{}", first.key)).into_response())
}

/// What changes something must come from a page of ours: browsers say where a form was sent from. A program that is
/// no browser says nothing and is let through, for it sends nobody's cookie but its own.
fn no_foreign_forms(
    site: &Site,
) -> CsrfLayer<impl Fn(ProtectionError) -> Response + Clone + use<>> {
    let layer = CsrfLayer::new();
    let layer = match site.access.front() {
        // A proxy may give the request another host than the one that the browser knows.
        Front::Proxy { public, .. } => layer
            .add_trusted_origin(public.origin().ascii_serialization())
            .unwrap_or_default(),
        Front::Loopback | Front::Tls(_) => layer,
    };
    layer.with_rejection_response(|_| Problem::Foreign.into_response())
}
