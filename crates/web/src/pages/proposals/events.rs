//! How far the reading for a proposal is, as it goes on.

use axum::extract::Path;

use crate::desk::{Answer, Desk};
use crate::view::counted;

pub(crate) async fn get(desk: Desk, Path((_, id)): Path<(String, String)>) -> Answer {
    let proposed = desk.works.proposed(&desk, &id)?;
    Ok(counted::follow(&desk, proposed.work))
}
