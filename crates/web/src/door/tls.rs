//! Certificate and key of the pages.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::client::verify_server_name;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::server::ParsedCertificate;

/// Certificate and key of the pages. Cheap to clone.
#[derive(Clone)]
pub struct Tls {
    pub(crate) config: Arc<ServerConfig>,
    own: CertificateDer<'static>,
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls(…)")
    }
}

/// Why certificate and key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("{0}")]
    Read(#[from] std::io::Error),
    /// There is no such thing in the file.
    #[error("{path} holds no {what} in PEM: {why}")]
    Pem {
        /// The file.
        path: PathBuf,
        /// `certificate` or `private key`.
        what: &'static str,
        /// Why.
        why: String,
    },
    /// Everybody on this machine may read the key.
    #[error("the private key {path} may be read by everybody (mode {mode:03o})")]
    TooOpen {
        /// The file.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// They do not belong together, or are of a kind that is not known.
    #[error("certificate and key cannot be used: {0}")]
    Pair(String),
}

impl Tls {
    /// Reads the certificate with its chain, and its key, both PEM.
    pub fn read(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let bad = |path: &Path, what, why: String| TlsError::Pem {
            path: path.to_owned(),
            what,
            why,
        };
        let text = fs_err::read(certificate)?;
        let chain: Vec<_> = CertificateDer::pem_slice_iter(&text)
            .collect::<Result<_, _>>()
            .map_err(|e| bad(certificate, "certificate", e.to_string()))?;
        let none = || bad(certificate, "certificate", "there is none".to_owned());
        let own = chain.first().cloned().ok_or_else(none)?;
        check_mode(key)?;
        let secret = PrivateKeyDer::from_pem_slice(&fs_err::read(key)?)
            .map_err(|e| bad(key, "private key", e.to_string()))?;
        let pair = |e: rustls::Error| TlsError::Pair(e.to_string());
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(pair)?
            .with_no_client_auth()
            .with_single_cert(chain, secret)
            .map_err(pair)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            config: Arc::new(config),
            own,
        })
    }

    /// Is the certificate good for this name? A host as it stands in an address.
    pub(crate) fn is_good_for(&self, host: &str) -> bool {
        let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
        let Ok(name) = ServerName::try_from(bare.unwrap_or(host)) else {
            return false;
        };
        ParsedCertificate::try_from(&self.own)
            .is_ok_and(|certificate| verify_server_name(&certificate, &name).is_ok())
    }
}

#[cfg(unix)]
fn check_mode(key: &Path) -> Result<(), TlsError> {
    use std::os::unix::fs::PermissionsExt as _;
    const EVERYBODY: u32 = 0o007;
    let mode = fs_err::metadata(key)?.permissions().mode() & 0o777;
    if mode & EVERYBODY == 0 {
        return Ok(());
    }
    Err(TlsError::TooOpen {
        path: key.to_owned(),
        mode,
    })
}

#[cfg(not(unix))]
fn check_mode(_: &Path) -> Result<(), TlsError> {
    Ok(())
}
