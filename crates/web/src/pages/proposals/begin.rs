//! See what would change: it is read in the background, and the page that this leads to waits for it.

use axum::response::{IntoResponse as _, Redirect};

use super::asked::Asked;
use crate::desk::{Answer, Desk};
use crate::filled::Filled;

pub(crate) async fn post(desk: Desk, Filled(form): Filled) -> Answer {
    let asked = Asked::of(&desk, &form).await?;
    let id = desk.works.propose(&desk, asked)?;
    Ok(Redirect::to(&desk.links.proposal(id)).into_response())
}
