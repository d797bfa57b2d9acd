//! Which page answers where.

use axum::Router;
use axum::extract::State;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Redirect};
use axum::routing::get;

use crate::Site;
use crate::assets;
use crate::desk::Answer;
use crate::door;
use crate::guard::guard;
use crate::pages::{home, mailbox, problem, review};

/// The pages of a site.
pub fn router(site: Site) -> Router {
    Router::new()
        .route("/", get(front))
        .merge(place())
        .route("/assets/{version}/{name}", get(assets::get))
        .route("/healthz", get(|| async { "ok\n" }))
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::wrong_method)
        .layer(from_fn_with_state(site.clone(), problem::told))
        .layer(from_fn_with_state(site.clone(), door::recognise))
        .layer(from_fn_with_state(site.clone(), guard))
        .with_state(site)
}

/// The pages of one tenant: each begins with a [`Desk`](crate::desk::Desk).
fn place() -> Router<Site> {
    Router::new()
        .route("/t/{place}", get(home::get))
        .route("/t/{place}/review", get(review::get))
        .route("/t/{place}/mailboxes/{id}", get(mailbox::get))
}

/// The first tenant's first page.
async fn front(State(site): State<Site>) -> Answer {
    let first = site.places.first().ok_or(problem::Problem::NotFound)?;
    Ok(Redirect::to(&format!("/t/{}", first.key)).into_response())
}
