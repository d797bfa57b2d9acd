//! Who is asking.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::Site;
use crate::site::Access;

/// Puts the person who asks beside the request. Without one, only pages that are for everybody answer.
pub(crate) async fn recognise(
    State(site): State<Site>,
    mut request: Request,
    next: Next,
) -> Response {
    match &site.access {
        Access::Open(caller) => {
            request.extensions_mut().insert(caller.clone());
        }
    }
    next.run(request).await
}
