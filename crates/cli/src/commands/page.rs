//! The verdicts as pages, served on loopback.

use std::sync::Arc;

use engine::Leaver;
use model::Fact;
use tokio::net::TcpListener;
use web::Site;

use crate::app::App;
use crate::embed::any_port;
use crate::failure::Failure;
use crate::session::Session;

/// Serves the pages of the last review on a free port of this machine until the process ends; answers their address.
pub(crate) async fn serve(
    app: &App,
    session: &Session,
    leavers: Fact<Vec<Leaver>>,
) -> Result<String, Failure> {
    let site = Site {
        engine: session.engine.clone(),
        caller: session.caller.clone(),
        tenant: session.connection.tenant(),
        prices: Arc::new(session.prices.clone()),
        leavers: Arc::new(leavers),
        simulated: session.is_embedded(),
        env: app.env.clone(),
    };
    let unheard = |e| Failure::Listen(any_port().to_string(), e);
    let listener = TcpListener::bind(any_port()).await.map_err(unheard)?;
    let address = listener.local_addr().map_err(unheard)?;
    tokio::spawn(web::serve(listener, site, std::future::pending()));
    Ok(format!("http://{address}/"))
}
