//! Cookies as this house sets them.

use http::header::SET_COOKIE;
use http::request::Parts;
use http::{HeaderMap, HeaderValue};

use super::Front;
use crate::guard::asked_port;
use crate::visit;

/// A cookie that no script reads and no other site's form sends.
///
/// Over TLS its name begins with `__Host-`: a browser takes such a one from this very host and over TLS alone. On
/// loopback it bears the port, for cookies are the same for all ports of a host and several Boxseats may run there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cookie {
    name: String,
    secure: bool,
}

impl Cookie {
    /// The cookie of a purpose, for whoever asks with this request.
    pub(crate) fn of(purpose: &str, front: &Front, parts: &Parts) -> Self {
        let secure = front.is_secure();
        let name = if secure {
            format!("__Host-{purpose}")
        } else {
            format!("{purpose}-{}", asked_port(parts).unwrap_or(80))
        };
        Self { name, secure }
    }

    /// Its value in the request.
    pub(crate) fn read<'p>(&self, parts: &'p Parts) -> Option<&'p str> {
        visit::cookie(parts, &self.name).filter(|value| !value.is_empty())
    }

    /// Sets it, until the browser ends or for so many seconds. The value is letters, digits, `-`, `_` and `.`.
    pub(crate) fn set(&self, headers: &mut HeaderMap, value: &str, seconds: Option<u32>) {
        let name = &self.name;
        let secure = if self.secure { "; Secure" } else { "" };
        let age = seconds.map_or_else(String::new, |s| format!("; Max-Age={s}"));
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
        if let Ok(text) = HeaderValue::from_str(&text) {
            headers.append(SET_COOKIE, text);
        }
    }

    /// Takes it back.
    pub(crate) fn clear(&self, headers: &mut HeaderMap) {
        self.set(headers, "", Some(0));
    }
}
