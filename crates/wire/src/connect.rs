//! The connect file: how to reach a tenant (`--connect`, `--ready-json`).

use std::path::{Path, PathBuf};

use model::{CloudId, TenantId};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};
use url::Url;

/// Everything that is needed to talk to one tenant. Base URLs have no path.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConnectInfo {
    /// Where tokens come from, such as `https://login.microsoftonline.com`.
    #[serde(serialize_with = "without_path")]
    pub authority: Url,
    /// Microsoft Graph.
    #[serde(serialize_with = "without_path")]
    pub graph: Url,
    /// The Exchange admin API.
    #[serde(serialize_with = "without_path")]
    pub exchange: Url,
    /// The tenant.
    pub tenant_id: TenantId,
    /// The application (client) id.
    pub client_id: String,
    /// Its secret. Never printed; written only to a file that its owner alone may read.
    #[serde(serialize_with = "expose")]
    pub client_secret: SecretString,
    /// The cloud; worldwide when absent.
    #[serde(default)]
    pub cloud: CloudId,
    /// A PEM file with the certificate authority to trust besides the system's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
    /// May Boxseat write? A connection whose hosts are not loopback is read-only unless this is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub write: Option<bool>,
}

/// Without the slash that `Url` ends a bare host with: others put a path behind it.
fn without_path<S: Serializer>(url: &Url, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_str(url.as_str().trim_end_matches('/'))
}

fn expose<S: Serializer>(secret: &SecretString, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_str(secret.expose_secret())
}

/// Why a connect file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The file cannot be read.
    #[error("cannot read the connect file: {0}")]
    Read(#[from] std::io::Error),
    /// Others may read the secret in it.
    #[error(
        "the connect file {path} holds a secret and may be read by others (mode {mode:03o}); run: chmod 600 {path}"
    )]
    TooOpen {
        /// The file.
        path: String,
        /// Its mode.
        mode: u32,
    },
    /// Not the JSON that is expected.
    #[error("the connect file {path} is not valid at `{at}`: {why}")]
    Json {
        /// The file.
        path: String,
        /// The member.
        at: String,
        /// What serde says.
        why: String,
    },
    /// A URL with a path, a query, or another scheme than http(s), or plain HTTP to another machine.
    #[error("`{member}` in the connect file is `{url}`: {why}")]
    Url {
        /// Which member.
        member: &'static str,
        /// The URL.
        url: String,
        /// What is wrong.
        why: &'static str,
    },
}

impl ConnectInfo {
    /// Reads and checks a connect file.
    pub fn read(path: &Path) -> Result<Self, ConnectError> {
        let text = fs_err::read_to_string(path)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs_err::metadata(path)?.permissions().mode() & 0o777;
            if mode & 0o077 != 0 {
                return Err(ConnectError::TooOpen {
                    path: path.display().to_string(),
                    mode,
                });
            }
        }
        Self::parse(&text, &path.display().to_string())
    }

    /// Parses and checks the JSON; `origin` is named in errors.
    pub fn parse(text: &str, origin: &str) -> Result<Self, ConnectError> {
        let json = &mut serde_json::Deserializer::from_str(text);
        let info: Self =
            serde_path_to_error::deserialize(json).map_err(|e| ConnectError::Json {
                path: origin.to_owned(),
                at: e.path().to_string(),
                why: e.inner().to_string(),
            })?;
        info.check()?;
        Ok(info)
    }

    fn check(&self) -> Result<(), ConnectError> {
        for (member, url) in [
            ("authority", &self.authority),
            ("graph", &self.graph),
            ("exchange", &self.exchange),
        ] {
            let why = if !matches!(url.scheme(), "http" | "https") {
                "only http and https are possible"
            } else if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
                "a base URL has no path and no query"
            } else if !url.username().is_empty() || url.password().is_some() {
                "a base URL has no user name and no password"
            } else if url.scheme() == "http" && !is_loopback(url) {
                "plain http is only for this machine; use https"
            } else {
                continue;
            };
            let mut shown = url.clone();
            // Both fail only for URLs without a host, which the parser of http(s) refuses.
            let _ = shown.set_password(None);
            let _ = shown.set_username("");
            return Err(ConnectError::Url {
                member,
                url: shown.to_string(),
                why,
            });
        }
        Ok(())
    }

    /// Are all hosts on this machine?
    pub fn is_loopback(&self) -> bool {
        [&self.authority, &self.graph, &self.exchange]
            .into_iter()
            .all(is_loopback)
    }

    /// May Boxseat write through it (promise 7: read-only unless told otherwise)?
    pub fn may_write(&self) -> bool {
        self.write.unwrap_or_else(|| self.is_loopback())
    }
}

/// Is the URL's host this machine?
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(d)) => d.eq_ignore_ascii_case("localhost"),
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GOOD: &str = r#"{"authority":"http://127.0.0.1:1","graph":"http://localhost:1","exchange":"http://[::1]:1",
        "tenantId":"00000000-0000-0000-0000-000000000001","clientId":"a","clientSecret":"s3cret"}"#;

    #[test]
    fn a_good_file_is_taken_and_its_secret_hidden() {
        let info = ConnectInfo::parse(GOOD, "x").unwrap();
        assert!(info.is_loopback() && info.may_write());
        assert_eq!(info.cloud, CloudId::Worldwide);
        assert!(!format!("{info:?}").contains("s3cret"));
        let again = serde_json::to_string(&info).unwrap();
        assert!(again.contains(r#""graph":"http://localhost:1""#), "{again}");
        assert_eq!(
            ConnectInfo::parse(&again, "x")
                .unwrap()
                .client_secret
                .expose_secret(),
            "s3cret"
        );
    }

    #[test]
    fn another_machine_is_read_only_until_told_otherwise() {
        let far = GOOD.replace("http://localhost:1", "https://graph.microsoft.com");
        assert!(!ConnectInfo::parse(&far, "x").unwrap().may_write());
        let told = far.replace("\"clientId\"", "\"write\":true,\"clientId\"");
        assert!(ConnectInfo::parse(&told, "x").unwrap().may_write());
    }

    #[test]
    fn bad_files_are_named() {
        for (from, to, says) in [
            (
                "http://localhost:1",
                "http://graph.microsoft.com",
                "use https",
            ),
            ("http://localhost:1", "http://localhost:1/v1.0", "no path"),
            ("http://localhost:1", "ftp://localhost", "only http"),
            (
                "http://localhost:1",
                "http://me:pw@localhost:1",
                "no user name",
            ),
            (
                "00000000-0000-0000-0000-000000000001",
                "contoso",
                "tenantId",
            ),
            ("\"clientId\":\"a\",", "", "clientId"),
            ("\"clientId\"", "\"clientIdd\"", "clientIdd"),
        ] {
            let said = ConnectInfo::parse(&GOOD.replace(from, to), "x")
                .unwrap_err()
                .to_string();
            assert!(said.contains(says), "{said}");
            assert!(!said.contains("s3cret") && !said.contains("pw"), "{said}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text: String) {
            let _ = ConnectInfo::parse(&text, "x");
        }
    }
}
