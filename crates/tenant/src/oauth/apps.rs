//! Applications, and where they may send people back to.

use rusqlite::{Connection, OptionalExtension as _, Transaction};
use url::{Host, Url};

use crate::error::{Error, Result};

/// A row of `app`.
#[derive(Debug, Clone)]
pub(super) struct App {
    pub(super) client_id: String,
    pub(super) object_id: String,
    pub(super) display_name: String,
    /// Empty: a public client, which has none.
    pub(super) secret_sha256: String,
    pub(super) secret_expires: Option<i64>,
    pub(super) enabled: bool,
    pub(super) graph_roles: Vec<String>,
    pub(super) exchange_roles: Vec<String>,
    pub(super) directory_roles: Vec<String>,
}

impl App {
    /// Does it run where it cannot keep a secret?
    pub(super) fn is_public(&self) -> bool {
        self.secret_sha256.is_empty()
    }
}

/// The application of this id.
pub(super) fn find(c: &Connection, client_id: &str) -> Result<Option<App>> {
    let row = c
        .prepare_cached(
            "SELECT client_id, object_id, display_name, secret_sha256, secret_expires, enabled, graph_roles,
                    exchange_roles, directory_roles FROM app WHERE client_id = lower(?1)",
        )?
        .query_row([client_id], |row| {
            let lists: [String; 3] = [row.get(6)?, row.get(7)?, row.get(8)?];
            let app = App {
                client_id: row.get(0)?,
                object_id: row.get(1)?,
                display_name: row.get(2)?,
                secret_sha256: row.get(3)?,
                secret_expires: row.get(4)?,
                enabled: row.get(5)?,
                graph_roles: Vec::new(),
                exchange_roles: Vec::new(),
                directory_roles: Vec::new(),
            };
            Ok((app, lists))
        })
        .optional()?;
    let Some((mut app, [graph, exchange, directory])) = row else {
        return Ok(None);
    };
    let list = |text: &str| serde_json::from_str(text).map_err(|e| Error::corrupt("app.roles", e));
    app.graph_roles = list(&graph)?;
    app.exchange_roles = list(&exchange)?;
    app.directory_roles = list(&directory)?;
    Ok(Some(app))
}

/// The redirect URIs that an application has registered.
pub(crate) fn redirect_uris(c: &Connection, client_id: &str) -> Result<Vec<String>> {
    let mut statement =
        c.prepare_cached("SELECT uri FROM redirect_uri WHERE client_id = lower(?1) ORDER BY uri")?;
    let rows = statement.query_map([client_id], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Registers one.
pub(crate) fn add_redirect_uri(tx: &Transaction<'_>, client_id: &str, uri: &str) -> Result<()> {
    tx.execute(
        "INSERT OR IGNORE INTO redirect_uri (client_id, uri) VALUES (lower(?1), ?2)",
        (client_id, uri),
    )?;
    Ok(())
}

/// What can be registered: an absolute URL without a fragment, and plain http only on this machine.
pub(crate) fn check_redirect_uri(uri: &str) -> Result<(), &'static str> {
    let url = Url::parse(uri).map_err(|_| "a redirect URI is an absolute URL")?;
    match url.scheme() {
        _ if url.fragment().is_some() => Err("a redirect URI has no fragment"),
        "https" => Ok(()),
        "http" if is_loopback(&url) => Ok(()),
        _ => Err("a redirect URI is https, or http to localhost or 127.0.0.1"),
    }
}

/// Is the URI that a request names registered? Letter by letter, except that the port does not count on loopback
/// (Entra's reply-URL rules, after RFC 8252).
pub(super) fn is_registered(uri: &str, registered: &[String]) -> bool {
    registered.iter().any(|known| {
        known == uri
            || match (Url::parse(known), Url::parse(uri)) {
                (Ok(known), Ok(asked)) => same_but_port(&known, &asked),
                _ => false,
            }
    })
}

fn same_but_port(known: &Url, asked: &Url) -> bool {
    let plain = |url: &Url| {
        is_loopback(url)
            && url.scheme() == "http"
            && url.username().is_empty()
            && url.password().is_none()
    };
    plain(known)
        && plain(asked)
        && known.host() == asked.host()
        && known.path() == asked.path()
        && known.query() == asked.query()
        && known.fragment() == asked.fragment()
}

/// `[::1]` is not among them: Entra does not support it as a redirect URI.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_port_of_loopback_is_free() {
        let registered = [
            "http://localhost/cb",
            "http://127.0.0.1/cb",
            "https://boxseat.contoso.com/cb",
        ]
        .map(str::to_owned);
        for (asked, expected) in [
            ("http://localhost/cb", true),
            ("http://localhost:8123/cb", true),
            ("http://127.0.0.1:1/cb", true),
            ("http://127.0.0.2:1/cb", false),
            ("http://[::1]:1/cb", false),
            ("http://localhost:8123/cb/", false),
            ("http://localhost:8123/cb?x=1", false),
            ("http://localhost:8123/cb#x", false),
            ("http://me@localhost:8123/cb", false),
            ("https://localhost/cb", false),
            ("http://localhost.contoso.com/cb", false),
            ("https://boxseat.contoso.com/cb", true),
            ("https://boxseat.contoso.com:444/cb", false),
            ("https://BOXSEAT.contoso.com/cb", false),
            ("javascript:alert(1)", false),
            ("", false),
        ] {
            assert_eq!(is_registered(asked, &registered), expected, "{asked}");
        }
    }

    #[test]
    fn what_cannot_be_registered_is_said() {
        for (uri, good) in [
            ("http://localhost/x", true),
            ("https://boxseat.contoso.com/x", true),
            ("http://boxseat.contoso.com/x", false),
            ("https://boxseat.contoso.com/x#y", false),
            ("javascript:alert(1)", false),
            ("/x", false),
        ] {
            assert_eq!(check_redirect_uri(uri).is_ok(), good, "{uri}");
        }
    }
}
