//! The verdicts as a page: one document, served on loopback or printed.

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse as _;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::embed::any_port;
use crate::failure::Failure;
use crate::output::review::Told;

/// What the page may do: show itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Serves the page on a free port of this machine until the process ends; answers its address.
pub(crate) async fn serve(told: &Told<'_>) -> Result<String, Failure> {
    let page = told.page().render();
    let unheard = |e| Failure::Listen(any_port().to_string(), e);
    let listener = TcpListener::bind(any_port()).await.map_err(unheard)?;
    let address = listener.local_addr().map_err(unheard)?;
    let answer = move || async move {
        let headers = [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CONTENT_SECURITY_POLICY, POLICY),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::CACHE_CONTROL, "no-store"),
        ];
        (headers, page).into_response()
    };
    let router = Router::new().route("/", get(answer));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(format!("http://{address}/"))
}
