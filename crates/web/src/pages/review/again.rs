//! New review: it goes on in the background, and any number of people may watch it.

use axum::response::{IntoResponse as _, Redirect};

use crate::desk::{Answer, Desk};

pub(crate) async fn post(desk: Desk) -> Answer {
    desk.works.review(&desk)?;
    let progress = desk.links.to("/review/progress", &[]);
    Ok(Redirect::to(&progress).into_response())
}
