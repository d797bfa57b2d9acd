//! Which page answers where.

use axum::Extension;
use axum::Router;
use axum::extract::State;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Redirect};

use crate::Site;
use crate::assets;
use crate::desk::Answer;
use crate::door;
use crate::guard::guard;
use crate::pages::{
    help, home, licenses, mailbox, offline, problem, products, proposals, review, runs,
    shared_mailboxes, users,
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
        .get("/t/{place}/runs/{id}", runs::show::get)
        .get("/t/{place}/runs/{id}/events", runs::events::get)
        .post("/t/{place}/runs/{id}/finish", runs::finish::post)
        .get("/t/{place}/shared-mailboxes", shared_mailboxes::get)
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
        .get("/t/{place}/help", help::get)
        .get("/t/{place}/help/{topic}", help::topic)
        .get("/t/{place}/users", users::list::get)
        .post("/t/{place}/users/refresh", users::refresh::post)
        .get("/t/{place}/users/{id}", users::panel::get)
        .get("/t/{place}/users/{id}/licenses", users::panel::get_licenses)
        .post("/t/{place}/users/{id}/licenses", users::save::post)
}

/// What needs no sign-in. It says nothing of any tenant.
fn everybody() -> Routes {
    Routes::for_everybody()
        .get("/assets/{version}/{name}", assets::get)
        .get("/healthz", async || "ok\n")
}

/// The pages of a site.
pub fn router(site: Site) -> Router {
    with(site, Works::default())
}

/// The pages of a site, with what goes on behind them.
pub(crate) fn with(site: Site, works: Works) -> Router {
    Router::new()
        .merge(people().router())
        .merge(everybody().router())
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::wrong_method)
        .layer(from_fn_with_state(site.clone(), problem::told))
        .layer(from_fn_with_state(site.clone(), door::recognise))
        .layer(from_fn_with_state(site.clone(), guard))
        .layer(Extension(works))
        .with_state(site)
}

/// Every endpoint of [`router`].
pub fn endpoints() -> Vec<Endpoint> {
    let mut all = people().endpoints();
    all.extend(everybody().endpoints());
    all
}

/// The first tenant's first page.
async fn front(State(site): State<Site>) -> Answer {
    let first = site.places.first().ok_or(problem::Problem::NotFound)?;
    Ok(Redirect::to(&format!("/t/{}", first.key)).into_response())
}
