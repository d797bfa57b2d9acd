//! One page, one file: from the address to the template.

pub(crate) mod home;
pub(crate) mod mailbox;
pub(crate) mod problem;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use model::TenantFacts;
use store::Snapshot;

use crate::visit::Visit;
use crate::{PageError, Site};
use problem::Problem;

/// A page, or what stands in its way.
fn answer<T: Template>(site: &Site, visit: &Visit, page: Result<T, Problem>) -> Response {
    let written = page.and_then(|template| Ok(template.render().map_err(PageError::from)?));
    match written {
        Ok(html) => Html(html).into_response(),
        Err(problem) => problem::page(site, visit, &problem),
    }
}

/// The last review and the tenant as it knew it.
async fn last_review(site: &Site) -> Result<(Snapshot, TenantFacts), Problem> {
    let snapshot = site.engine.store().latest_snapshot(site.tenant).await;
    let mut snapshot = snapshot
        .map_err(PageError::from)?
        .ok_or(Problem::NotReviewed)?;
    let tenant = snapshot.facts.take().ok_or(Problem::NotReviewed)?;
    Ok((snapshot, tenant))
}
