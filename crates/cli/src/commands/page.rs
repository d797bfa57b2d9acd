//! The admin centre, served on loopback.

use std::sync::Arc;

use tokio::net::TcpListener;
use web::{Access, Place, Site};

use crate::app::App;
use crate::embed::any_port;
use crate::failure::Failure;
use crate::session::Session;

/// Serves the pages of a tenant on a free port of this machine until the process ends; answers their address.
pub(crate) async fn serve(app: &App, session: &Session) -> Result<String, Failure> {
    let place = Place {
        key: "demo".to_owned(),
        connection: session.connection.clone(),
        simulated: session.is_embedded(),
        policy: session.policy.clone(),
        prices: session.prices.clone(),
    };
    let site = Site {
        engine: session.engine.clone(),
        places: Arc::new([Arc::new(place)]),
        access: Access::Open(session.caller.clone()),
        env: app.env.clone(),
    };
    let unheard = |e| Failure::Listen(any_port().to_string(), e);
    let listener = TcpListener::bind(any_port()).await.map_err(unheard)?;
    let address = listener.local_addr().map_err(unheard)?;
    tokio::spawn(web::serve(listener, site, std::future::pending()));
    Ok(format!("http://{address}/"))
}
