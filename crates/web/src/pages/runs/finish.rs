//! Finish: what an interrupted run left open is settled, and the rest of it done.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};

use crate::desk::{Answer, Desk};

pub(crate) async fn post(desk: Desk, Path((_, id)): Path<(String, String)>) -> Answer {
    desk.works.finish(&desk)?;
    Ok(Redirect::to(&desk.links.run(&id)).into_response())
}
