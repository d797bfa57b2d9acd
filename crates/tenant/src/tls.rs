//! The tenant over TLS, for clients that take nothing else: a throw-away authority, and certificates from it.
//!
//! The authority is two files in a folder: its certificate, which a client is pointed at, and its key, which its
//! owner alone may read. It can vouch for the names that it was made for and for no others (RFC 5280, name
//! constraints), and never for longer than [`VALID_DAYS`]. All the same nobody should install it: whoever gets hold
//! of the key could pose as those names to every program of the machine. The key and certificate of the server
//! itself live in memory alone.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan as _};
use model::{CloudId, Env};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DnType, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints, date_time_ymd,
};
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::error::{Error, Result};
use crate::hosts;
use crate::tenant::Tenant;

/// Days that an authority is good for.
pub const VALID_DAYS: i64 = 30;
/// What this machine is called by itself.
const LOCAL_NAME: &str = "localhost";
const LOCAL_ADDRESSES: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::LOCALHOST),
    IpAddr::V6(Ipv6Addr::LOCALHOST),
];

/// For which names an authority is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// This machine alone.
    Local,
    /// This machine, and the hosts of a cloud.
    Hosts(CloudId),
}

impl Names {
    fn dns(self) -> Vec<&'static str> {
        let mut names = vec![LOCAL_NAME];
        if let Self::Hosts(cloud) = self {
            names.extend(hosts::names(cloud));
        }
        names
    }

    /// The file names begin with it: an authority for a few names is not replaced by one for more.
    fn stem(self) -> String {
        match self {
            Self::Local => "tenant-ca".to_owned(),
            Self::Hosts(cloud) => format!("tenant-ca-{cloud}"),
        }
    }
}

impl Tenant {
    /// What this tenant needs to serve over TLS: the authority of the folder (for the hosts of its cloud too if it is
    /// [`Self::impersonating`]), and a server's configuration with a certificate from it.
    pub fn certificates(&self, folder: &Path) -> Result<(Authority, Arc<ServerConfig>)> {
        let names = if self.impersonates {
            Names::Hosts(self.fixed.cloud)
        } else {
            Names::Local
        };
        let authority = Authority::open_or_create(folder, names, &self.env)?;
        let server = authority.server(&self.env)?;
        Ok((authority, server))
    }
}

/// A throw-away authority.
#[derive(Debug)]
pub struct Authority {
    names: Names,
    certificate: PathBuf,
    key: PathBuf,
}

impl Authority {
    /// The authority of a folder; made when there is none, or only one whose time is over.
    pub fn open_or_create(folder: &Path, names: Names, env: &Env) -> Result<Self> {
        let there = Self::at(folder, names);
        if there.is_valid(env)? {
            return Ok(there);
        }
        Self::create(folder, names, env)
    }

    /// A new one, in place of what was there.
    pub fn create(folder: &Path, names: Names, env: &Env) -> Result<Self> {
        fs_err::create_dir_all(folder)?;
        let there = Self::at(folder, names);
        let key = KeyPair::generate()?;
        let params = authority_params(names, env.now())?;
        let certificate = params.self_signed(&key)?;
        // In this order: a stop between the two leaves no certificate that nobody holds the key of.
        remove(&there.certificate)?;
        remove(&there.key)?;
        write(&there.key, &pem("PRIVATE KEY", key.serialized_der()), 0o600)?;
        write(
            &there.certificate,
            &pem("CERTIFICATE", certificate.der()),
            0o644,
        )?;
        Ok(there)
    }

    fn at(folder: &Path, names: Names) -> Self {
        let stem = names.stem();
        Self {
            names,
            certificate: folder.join(format!("{stem}.pem")),
            key: folder.join(format!("{stem}.key")),
        }
    }

    /// The certificate: what a client is told to trust.
    pub fn certificate(&self) -> &Path {
        &self.certificate
    }

    /// The private key.
    pub fn key(&self) -> &Path {
        &self.key
    }

    /// Both files are there, and so young that a server can run on it for a day. The age is that of the file.
    fn is_valid(&self, env: &Env) -> Result<bool> {
        if !fs_err::exists(&self.key)? || !fs_err::exists(&self.certificate)? {
            return Ok(false);
        }
        let made = Timestamp::try_from(fs_err::metadata(&self.certificate)?.modified()?)?;
        let over = day(made, (VALID_DAYS - 1).days())?;
        Ok(env.now() < over)
    }

    /// A new certificate and key for a server of these names, signed by it.
    pub fn server(&self, env: &Env) -> Result<Arc<ServerConfig>> {
        let read = |e: &dyn std::fmt::Display| {
            Error::Tls(format!("{} cannot be read: {e}", self.key.display()))
        };
        let stored = fs_err::read(&self.key)?;
        let stored = PrivatePkcs8KeyDer::from_pem_slice(&stored).map_err(|e| read(&e))?;
        let authority_key = KeyPair::try_from(&stored).map_err(|e| read(&e))?;
        let params = authority_params(self.names, env.now())?;
        let issuer = Issuer::from_params(&params, authority_key);

        let key = KeyPair::generate()?;
        let certificate = server_params(self.names, env.now())?.signed_by(&key, &issuer)?;
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        let mut config =
            ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
                .with_safe_default_protocol_versions()?
                .with_no_client_auth()
                .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key))?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

fn authority_params(names: Names, now: Timestamp) -> Result<CertificateParams> {
    let mut params = dated(CertificateParams::default(), now)?;
    params.distinguished_name.push(
        DnType::CommonName,
        "Boxseat embedded tenant: throw-away authority, do not install",
    );
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let dns = names.dns().into_iter();
    let addresses = LOCAL_ADDRESSES.into_iter().map(|address| {
        let bits = if address.is_ipv4() { 32 } else { 128 };
        GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, bits))
    });
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: dns
            .map(|name| GeneralSubtree::DnsName(name.to_owned()))
            .chain(addresses)
            .collect(),
        excluded_subtrees: Vec::new(),
    });
    Ok(params)
}

fn server_params(names: Names, now: Timestamp) -> Result<CertificateParams> {
    let dns = names.dns().into_iter().map(str::to_owned);
    let addresses = LOCAL_ADDRESSES.iter().map(ToString::to_string);
    let all: Vec<String> = dns.chain(addresses).collect();
    let mut params = dated(CertificateParams::new(all)?, now)?;
    params
        .distinguished_name
        .push(DnType::CommonName, "Boxseat embedded tenant");
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    Ok(params)
}

/// Good from yesterday, for clocks that differ.
fn dated(mut params: CertificateParams, now: Timestamp) -> Result<CertificateParams> {
    let date = |span: Span| {
        let date = day(now, span)?.to_zoned(TimeZone::UTC).date();
        let part = |n: i8| u8::try_from(n).unwrap_or(1);
        Ok::<_, Error>(date_time_ymd(
            date.year().into(),
            part(date.month()),
            part(date.day()),
        ))
    };
    params.not_before = date((-1).days())?;
    params.not_after = date(VALID_DAYS.days())?;
    Ok(params)
}

fn day(from: Timestamp, span: Span) -> Result<Timestamp> {
    Ok(from.to_zoned(TimeZone::UTC).checked_add(span)?.timestamp())
}

/// RFC 7468: lines of 64.
fn pem(label: &str, der: &[u8]) -> String {
    let encoded = STANDARD.encode(der);
    let mut lines = vec![format!("-----BEGIN {label}-----")];
    let mut rest = encoded.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(64));
        lines.push(line.to_owned());
        rest = after;
    }
    lines.push(format!("-----END {label}-----\n"));
    lines.join("\n")
}

fn remove(path: &Path) -> Result<()> {
    match fs_err::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e.into()),
        _ => Ok(()),
    }
}

/// Never through a file that somebody else put there.
fn write(path: &Path, text: &str, mode: u32) -> Result<()> {
    let mut options = fs_err::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use fs_err::os::unix::fs::OpenOptionsExt as _;
        options.mode(mode);
    }
    #[cfg(not(unix))]
    let _ = mode;
    std::io::Write::write_all(&mut options.open(path)?, text.as_bytes())?;
    Ok(())
}
