//! How the pages are reached: what they may listen on, which names they answer to, and what cookies need.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use http::request::Parts;
use url::Url;

use super::Tls;

/// How the pages are reached.
#[derive(Debug, Clone)]
pub enum Front {
    /// Plain HTTP, by this machine alone.
    Loopback,
    /// HTTPS that ends here, by the names of the certificate.
    Tls(Tls),
    /// Plain HTTP behind a proxy that ends HTTPS.
    Proxy {
        /// Where people reach the proxy: `https`, a host, perhaps a port; no path.
        public: Url,
        /// Does the proxy set `X-Forwarded-For`, so that its last address is the person's?
        forwards_address: bool,
    },
}

/// An address that others than this machine reach, without TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} can be reached by others, and neither TLS nor a proxy protects it")]
pub struct Exposed(pub SocketAddr);

impl Front {
    /// May the pages listen there?
    pub fn check(&self, listen: SocketAddr) -> Result<(), Exposed> {
        match self {
            Self::Loopback if !listen.ip().is_loopback() => Err(Exposed(listen)),
            _ => Ok(()),
        }
    }

    /// Does everybody arrive over HTTPS?
    pub(crate) const fn is_secure(&self) -> bool {
        !matches!(self, Self::Loopback)
    }

    /// Is this a name of ours? Without a port, IPv6 in brackets.
    pub(crate) fn admits(&self, host: &str) -> bool {
        match self {
            Self::Loopback => is_loopback(host),
            Self::Tls(tls) => tls.is_good_for(host),
            Self::Proxy { public, .. } => public
                .host_str()
                .is_some_and(|name| name.eq_ignore_ascii_case(host)),
        }
    }

    /// The names that it answers to; `None` are those of the certificate.
    pub(crate) fn names(&self) -> Option<Vec<String>> {
        match self {
            Self::Loopback => Some(
                ["localhost", "127.0.0.1", "[::1]"]
                    .map(str::to_owned)
                    .into(),
            ),
            Self::Tls(_) => None,
            Self::Proxy { public, .. } => {
                Some(vec![public.host_str().unwrap_or_default().to_owned()])
            }
        }
    }

    /// Scheme, host and port under which the request reached us; `authority` is the host that it names, which the
    /// guard has admitted.
    pub(crate) fn origin(&self, authority: &str) -> String {
        match self {
            Self::Loopback => format!("http://{authority}"),
            Self::Tls(_) => format!("https://{authority}"),
            Self::Proxy { public, .. } => public.origin().ascii_serialization(),
        }
    }

    /// The address that somebody signs in from. `None` where only the proxy's is known, which is everybody's.
    pub(crate) fn address(&self, parts: &Parts) -> Option<IpAddr> {
        match self {
            Self::Loopback | Self::Tls(_) => {
                let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
                peer.map(|ConnectInfo(peer)| peer.ip())
            }
            Self::Proxy {
                forwards_address, ..
            } => forwards_address.then(|| forwarded(parts)).flatten(),
        }
    }
}

/// The last address of `X-Forwarded-For`: the proxy wrote it, what stands before may be anybody's.
fn forwarded(parts: &Parts) -> Option<IpAddr> {
    let last = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

pub(super) fn is_loopback(host: &str) -> bool {
    let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    host.eq_ignore_ascii_case("localhost")
        || bare
            .unwrap_or(host)
            .parse()
            .is_ok_and(|ip: IpAddr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxy(forwards_address: bool) -> Front {
        Front::Proxy {
            public: "https://boxseat.contoso.com".parse().unwrap(),
            forwards_address,
        }
    }

    #[test]
    fn plain_http_listens_on_loopback_alone_unless_a_proxy_stands_before_it() {
        for (listen, exposed) in [
            ("127.0.0.1:0", false),
            ("127.9.9.9:8080", false),
            ("[::1]:8080", false),
            ("0.0.0.0:8080", true),
            ("[::]:8080", true),
            ("10.0.0.1:80", true),
            ("[::ffff:127.0.0.1]:80", true),
        ] {
            let listen = listen.parse().unwrap();
            assert_eq!(Front::Loopback.check(listen).is_err(), exposed, "{listen}");
            assert!(proxy(false).check(listen).is_ok());
        }
    }

    #[test]
    fn a_proxy_has_one_name() {
        for (host, ours) in [
            ("boxseat.contoso.com", true),
            ("BOXSEAT.contoso.com", true),
            ("boxseat.contoso.com.", false),
            ("evil.example", false),
            ("localhost", false),
            ("127.0.0.1", false),
            ("", false),
        ] {
            assert_eq!(proxy(false).admits(host), ours, "{host:?}");
        }
        assert_eq!(
            proxy(false).origin("evil.example"),
            "https://boxseat.contoso.com"
        );
    }

    #[test]
    fn a_forwarded_address_counts_only_where_it_was_said_to() {
        let parts = |values: &[&str]| {
            let mut request = http::Request::builder().uri("/");
            for value in values {
                request = request.header("x-forwarded-for", *value);
            }
            let (mut parts, ()) = request.body(()).unwrap().into_parts();
            let peer: SocketAddr = "10.1.1.1:999".parse().unwrap();
            parts.extensions.insert(ConnectInfo(peer));
            parts
        };
        let ip = |text: &str| Some(text.parse::<IpAddr>().unwrap());
        for (values, known) in [
            (&["203.0.113.7"][..], ip("203.0.113.7")),
            (&["1.2.3.4, 203.0.113.7"], ip("203.0.113.7")),
            (&["1.2.3.4", "2001:db8::1"], ip("2001:db8::1")),
            (&["1.2.3.4, unknown"], None),
            (&[], None),
        ] {
            assert_eq!(proxy(true).address(&parts(values)), known, "{values:?}");
            assert_eq!(proxy(false).address(&parts(values)), None, "{values:?}");
            assert_eq!(Front::Loopback.address(&parts(values)), ip("10.1.1.1"));
        }
    }
}
