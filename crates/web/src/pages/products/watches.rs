//! Awaited totals: what was asked of a person elsewhere, or is on its way, until it is there.

use axum::Form;
use axum::response::{IntoResponse as _, Redirect};
use engine::{Watch, WatchState};
use model::SubscriptionId;
use serde::Deserialize;
use words::{Locale, products};

use crate::desk::{Answer, Desk};
use crate::pages::products::show::subscription_id;

/// An awaited total.
#[derive(Debug)]
pub(crate) struct WatchRow {
    pub(crate) subscription: String,
    pub(crate) href: String,
    pub(crate) what: String,
    pub(crate) tone: &'static str,
    pub(crate) state: String,
    pub(crate) asked: String,
    pub(crate) checked: String,
    pub(crate) is_there: bool,
}

/// The watches as rows.
pub(crate) fn rows(watches: &[Watch], desk: &Desk) -> Vec<WatchRow> {
    watches.iter().map(|watch| row(watch, desk)).collect()
}

/// A watch as a row.
pub(crate) fn row(watch: &Watch, desk: &Desk) -> WatchRow {
    let l = &desk.locale;
    let (tone, state) = state(watch, l);
    let ago = words::ago(desk.now().duration_since(watch.checked_at), l);
    WatchRow {
        subscription: watch.subscription.to_string(),
        href: desk
            .links
            .to(&format!("/products/{}", watch.subscription), &[]),
        what: products::watch(l, watch.to, &words::product(watch.sku), watch.from),
        tone,
        state,
        asked: products::watch_asked(l, &watch.by.name, watch.at),
        checked: products::watch_checked(l, &ago),
        is_there: watch.state == WatchState::Reached,
    }
}

fn state(watch: &Watch, l: &Locale) -> (&'static str, String) {
    match (watch.state, watch.from_then) {
        (WatchState::Waiting, Some(at)) => ("intended", products::watch_scheduled(l, at)),
        (WatchState::Waiting, None) => ("intended", products::watch_waiting(l)),
        (WatchState::Half, _) => ("intended", products::watch_half(l)),
        (WatchState::Reached, _) => ("done", products::watch_reached(l)),
        (WatchState::Other { now }, _) => ("drifted", products::watch_other(l, now)),
        (WatchState::Gone, _) => ("refused", products::watch_gone(l)),
        (WatchState::Unread, _) => ("unconfirmed", products::watch_unread(l)),
    }
}

/// Reads all awaited totals again.
pub(crate) async fn check(desk: Desk) -> Answer {
    desk.engine()
        .check_watches(&desk.caller, desk.conn())
        .await?;
    Ok(back(&desk))
}

/// Which one.
#[derive(Debug, Deserialize)]
pub(crate) struct Which {
    subscription: String,
}

/// Awaits one no longer.
pub(crate) async fn stop(desk: Desk, Form(which): Form<Which>) -> Answer {
    let subscription: SubscriptionId = subscription_id(&which.subscription)?;
    desk.engine()
        .stop_watching(&desk.caller, desk.tenant(), subscription)
        .await?;
    Ok(back(&desk))
}

fn back(desk: &Desk) -> axum::response::Response {
    Redirect::to(&desk.links.to("/products", &[])).into_response()
}
