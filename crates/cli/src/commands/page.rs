//! The admin centre as a server: which tenants, how it is reached, and how people come in.

use std::io::{self, IsTerminal as _};
use std::net::SocketAddr;
use std::sync::Arc;

use axum::http::{Request, Response};
use bytes::Bytes;
use futures_util::TryFutureExt as _;
use futures_util::future::BoxFuture;
use m365::{HttpTransport, Transport as _};
use serde::Serialize;
use tokio::net::TcpListener;
use web::{Access, Door, Front, Oidc, Place, Registration, Site, Wire};
use words::{Locale, cli};

use crate::app::{App, user_name};
use crate::failure::Failure;
use crate::printer::{style, styled};
use crate::session::Session;

/// How people come in.
#[derive(Debug, Clone)]
pub(crate) struct Ways {
    pub(crate) front: Front,
    /// By a link that is printed.
    pub(crate) link: bool,
    /// By Entra ID.
    pub(crate) entra: bool,
    /// As the local administrator.
    pub(crate) local: bool,
}

impl Ways {
    /// On this machine alone, by every way there is.
    pub(crate) const fn all_at_home() -> Self {
        Self {
            front: Front::Loopback,
            link: true,
            entra: true,
            local: true,
        }
    }
}

/// The pages before they are served.
pub(crate) struct Pages {
    app: App,
    site: Site,
    front: Front,
    link: bool,
    /// Are all tenants embedded ones?
    at_home: bool,
    locale: Locale,
}

/// The pages, served.
pub(crate) struct Opened {
    site: Site,
    address: String,
    link: bool,
    locale: Locale,
}

/// What a script is told.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Ready<'a> {
    /// Where the pages are.
    address: &'a str,
    /// The link that signs in once, where that is a way in.
    #[serde(skip_serializing_if = "Option::is_none")]
    sign_in: Option<String>,
}

impl Pages {
    /// The pages of these tenants; there is one at least.
    pub(crate) fn of(app: &App, sessions: &[Session], ways: Ways) -> Self {
        let mut keys = Vec::new();
        let places = sessions.iter().map(|session| {
            let key = unlike(key(session), &keys);
            keys.push(key.clone());
            Arc::new(Place {
                key,
                connection: session.connection.clone(),
                simulated: session.is_embedded(),
                policy: session.unset.policy.clone(),
                prices: session.unset.prices.clone(),
            })
        });
        let places: Arc<[Arc<Place>]> = places.collect();
        let entra = sessions.iter().zip(&*places);
        let entra = entra.filter(|_| ways.entra);
        let entra = entra.map(|(session, place)| (place.key.clone(), entra_of(app, session)));
        let door = Door {
            front: ways.front.clone(),
            links: ways.link,
            local: ways.local,
            entra: entra.collect(),
        };
        let first = sessions.first().expect("pages are of one tenant at least");
        Self {
            app: app.clone(),
            site: Site {
                engine: first.engine.clone(),
                places,
                access: Access::SignIn(Arc::new(door)),
                env: app.env.clone(),
            },
            front: ways.front,
            link: ways.link,
            at_home: sessions.iter().all(Session::is_embedded),
            locale: first.locale.clone(),
        }
    }

    /// Serves them until the command is stopped.
    pub(crate) async fn open(self, listen: SocketAddr) -> Result<Opened, Failure> {
        self.front
            .check(listen)
            .map_err(|web::Exposed(address)| Failure::Exposed(address))?;
        let unheard = |e| Failure::Listen(listen.to_string(), e);
        let listener = TcpListener::bind(listen).await.map_err(unheard)?;
        let bound = listener.local_addr().map_err(unheard)?;
        let address = match &self.front {
            // Entra's admin center takes this name for a redirect URI, and no number.
            Front::Loopback if !self.at_home => format!("http://localhost:{}", bound.port()),
            Front::Loopback => format!("http://{bound}"),
            Front::Tls(_) => format!("https://{bound}"),
            Front::Proxy { public, .. } => public.origin().ascii_serialization(),
        };
        let (site, printer) = (self.site.clone(), self.app.printer.clone());
        let locale = self.locale.clone();
        self.app.ending.serve(move |end| async move {
            if let Err(error) = web::serve(listener, site, end).await {
                printer.error(&words::error::unexpected(&locale, &error.to_string()));
            }
        });
        Ok(Opened {
            site: self.site,
            address,
            link: self.link,
            locale: self.locale,
        })
    }
}

impl Opened {
    /// Says where the pages are and how to come in; Enter asks for another link.
    pub(crate) async fn tell(self, app: &App) -> Result<(), Failure> {
        let (printer, l) = (&app.printer, &self.locale);
        printer.say(&cli::page(l, &styled(style::COMMAND, &self.address)));
        if self.link {
            printer.say(&cli::page_link(
                l,
                &styled(style::COMMAND, &self.one_time_link(app).await?),
            ));
        }
        if self.link && io::stdin().is_terminal() {
            printer.note(&cli::page_enter(l));
            tokio::spawn(another_at_every_enter(self, app.clone()));
        } else {
            printer.note(&cli::page_stop(l));
        }
        Ok(())
    }

    /// The same for a script: one line of JSON.
    pub(crate) async fn tell_script(&self, app: &App) -> Result<(), Failure> {
        let sign_in = if self.link {
            Some(self.one_time_link(app).await?)
        } else {
            None
        };
        let ready = Ready {
            address: &self.address,
            sign_in,
        };
        let line = serde_json::to_string(&ready).map_err(|e| Failure::Unexpected(e.to_string()))?;
        app.printer.result(&format!("{line}\n"));
        Ok(())
    }

    async fn one_time_link(&self, app: &App) -> Result<String, Failure> {
        let path = web::one_time_link(&self.site, &user_name()).await;
        let failed = |e| match app.data() {
            Ok(data) => Failure::Store(data, Box::new(e)),
            Err(failure) => failure,
        };
        Ok(format!("{}{}", self.address, path.map_err(failed)?))
    }
}

/// Entra ID of a tenant, by the application that Boxseat connects with.
fn entra_of(app: &App, session: &Session) -> Oidc {
    let info = &session.info;
    let authorities = info.cloud.record().authorities.iter();
    let registration = Registration {
        tenant: info.tenant_id,
        authority: info.authority.clone(),
        also: authorities.filter_map(|host| host.parse().ok()).collect(),
        client_id: info.client_id.clone(),
        client_secret: info.client_secret.clone(),
    };
    let wire = Arc::new(ByHttp(Arc::clone(&session.transport)));
    Oidc::new(registration, wire, app.env.clone())
}

/// The way to the authority is that of all requests: the same roots, the same proxy.
#[derive(Debug)]
struct ByHttp(Arc<HttpTransport>);

impl Wire for ByHttp {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, String>> {
        Box::pin(self.0.send(request).map_err(|e| e.to_string()))
    }
}

/// Whoever sits at the terminal may come in again.
async fn another_at_every_enter(opened: Opened, app: App) {
    loop {
        let line = tokio::task::spawn_blocking(|| io::stdin().read_line(&mut String::new()));
        if !matches!(line.await, Ok(Ok(read)) if read > 0) {
            return;
        }
        let Ok(link) = opened.one_time_link(&app).await else {
            return;
        };
        let link = styled(style::COMMAND, &link);
        app.printer.say(&cli::page_link(&opened.locale, &link));
    }
}

/// What names a tenant in addresses: the name of its connect file, as far as an address can have it.
fn key(session: &Session) -> String {
    let Some(stem) = session.place.connect.as_deref().and_then(|f| f.file_stem()) else {
        return "demo".to_owned();
    };
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let key: String = stem
        .to_string_lossy()
        .to_lowercase()
        .chars()
        .map(plain)
        .collect();
    match key.trim_matches('-') {
        "" => "tenant".to_owned(),
        key => key.to_owned(),
    }
}

/// A key that is none of these.
fn unlike(key: String, taken: &[String]) -> String {
    let mut unlike = key.clone();
    for n in 2.. {
        if !taken.contains(&unlike) {
            break;
        }
        unlike = format!("{key}-{n}");
    }
    unlike
}

#[cfg(test)]
mod tests {
    use super::unlike;

    #[test]
    fn no_two_tenants_have_one_key() {
        let taken = ["contoso", "contoso-2"].map(str::to_owned);
        assert_eq!(unlike("contoso".to_owned(), &taken), "contoso-3");
        assert_eq!(unlike("fabrikam".to_owned(), &taken), "fabrikam");
    }
}
