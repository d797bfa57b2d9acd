//! The tenant over TLS, and under the names of Microsoft's hosts.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, which the lint knows by `#[test]` only"
)]

mod support;

use std::path::Path;
use std::sync::Arc;

use boxseat_tenant::tls::{Authority, Names, VALID_DAYS};
use http::{Method, StatusCode};
use jiff::ToSpan as _;
use model::env::FixedClock;
use model::{CloudId, Entropy, Env};
use support::World;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};

/// A client that trusts this authority and no other.
fn trusting(ca: &Path) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(ca).unwrap())
        .unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

/// Does a client that trusts the authority agree on keys with the server, which it calls by this name?
async fn agrees(ca: &Path, config: &Arc<ServerConfig>, name: &str) -> bool {
    let (here, there) = tokio::io::duplex(1 << 16);
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let server = tokio_rustls::TlsAcceptor::from(Arc::clone(config));
    let (met, _) = tokio::join!(trusting(ca).connect(name, here), server.accept(there));
    met.is_ok()
}

fn env() -> Env {
    Env::system()
}

#[tokio::test]
async fn an_authority_vouches_for_its_own_names_alone() {
    let folder = tempfile::tempdir().unwrap();
    let microsoft = [
        "graph.microsoft.com",
        "login.microsoftonline.com",
        "outlook.office365.com",
        "reports.office.com",
    ];
    for (names, vouches) in [
        (Names::Local, false),
        (Names::Hosts(CloudId::Worldwide), true),
    ] {
        let authority = Authority::open_or_create(folder.path(), names, &env()).unwrap();
        let server = authority.server(&env()).unwrap();
        for own in ["localhost", "127.0.0.1", "::1"] {
            assert!(
                agrees(authority.certificate(), &server, own).await,
                "{names:?} {own}"
            );
        }
        for host in microsoft {
            assert_eq!(
                agrees(authority.certificate(), &server, host).await,
                vouches,
                "{names:?} {host}"
            );
        }
        assert!(!agrees(authority.certificate(), &server, "contoso.com").await);
    }
    // Not even where somebody who got hold of its key writes other names into a certificate: that of the one is
    // signed with the key of the other.
    let local = folder.path().join("tenant-ca.pem");
    let key = fs_err::read(folder.path().join("tenant-ca.key")).unwrap();
    fs_err::write(folder.path().join("tenant-ca-worldwide.key"), key).unwrap();
    let other = Authority::open_or_create(folder.path(), Names::Hosts(CloudId::Worldwide), &env());
    let forged = other.unwrap().server(&env()).unwrap();
    assert!(!agrees(&local, &forged, "graph.microsoft.com").await);
}

#[test]
fn an_authority_is_kept_until_its_time_is_over_and_its_key_is_its_owners() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(FixedClock::at(env().now()));
    let env = Env {
        clock: clock.clone(),
        entropy: Entropy::seeded(1),
    };
    let read = |authority: &Authority| {
        let certificate = fs_err::read_to_string(authority.certificate()).unwrap();
        (
            certificate,
            fs_err::read_to_string(authority.key()).unwrap(),
        )
    };
    let open = || read(&Authority::open_or_create(folder.path(), Names::Local, &env).unwrap());
    let first = open();
    assert_eq!(open(), first);
    let created = read(&Authority::create(folder.path(), Names::Local, &env).unwrap());
    assert!(created.0 != first.0 && created.1 != first.1, "both are new");
    clock.set(env.now() + (24 * VALID_DAYS).hours());
    assert_ne!(open(), created, "its time is over");
    fs_err::remove_file(folder.path().join("tenant-ca.key")).unwrap();
    open();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let key = fs_err::metadata(folder.path().join("tenant-ca.key")).unwrap();
        assert_eq!(key.permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test]
async fn over_tls_every_link_is_https() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let (authority, config) = world.tenant.certificates(folder.path()).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let tenant = world.tenant.clone();
    let server = tokio::spawn(async move {
        tenant
            .serve_tls(listener, config, std::future::pending())
            .await;
    });
    // One that never agrees on keys keeps nobody else waiting.
    let _mute = TcpStream::connect(address).await.unwrap();

    let connector = trusting(authority.certificate());
    let ask = async |path: &str| {
        let stream = TcpStream::connect(address).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        let mut stream = connector.connect(name, stream).await.unwrap();
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {}\r\nconnection: close\r\n\r\n",
            world.token
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        text
    };
    let page = ask("/v1.0/users?$top=1").await;
    assert!(
        page.contains(&format!("\"@odata.nextLink\":\"https://{address}/")),
        "{page}"
    );
    let discovery = wire::oauth::discovery_path(&world.tenant.id().to_string());
    let document = ask(&discovery).await;
    assert!(
        document.contains(&format!("\"token_endpoint\":\"https://{address}/")),
        "{document}"
    );
    server.abort();
}

#[tokio::test]
async fn the_names_of_microsoft_are_answered_to_only_when_asked_for_and_each_serves_its_own() {
    let mut world = World::new().await;
    let id = world.tenant.id().to_string();
    let token = wire::oauth::discovery_path(&id);
    let (graph, login) = (
        "https://graph.microsoft.com",
        "https://login.microsoftonline.com",
    );
    let asked = [
        (graph, "/v1.0/users?$top=1", StatusCode::OK),
        (login, token.as_str(), StatusCode::OK),
        (graph, token.as_str(), StatusCode::MISDIRECTED_REQUEST),
        (login, "/v1.0/users", StatusCode::MISDIRECTED_REQUEST),
        (
            "https://outlook.office365.com",
            "/v1.0/users",
            StatusCode::MISDIRECTED_REQUEST,
        ),
        (
            "https://graph.microsoft.com:443",
            "/v1.0/users",
            StatusCode::OK,
        ),
        (graph, "/_tenant", StatusCode::FORBIDDEN),
    ];
    let status = async |world: &World, host: &str, path: &str| {
        let answer = world
            .call(Method::GET, &format!("{host}{path}"), None, &[])
            .await;
        answer.status
    };
    for (host, path, _) in asked {
        let refused = status(&world, host, path).await;
        let told = [StatusCode::MISDIRECTED_REQUEST, StatusCode::FORBIDDEN].contains(&refused);
        assert!(told, "{host}{path}: {refused}");
    }
    world.tenant = world.tenant.impersonating();
    world.router = world.tenant.router();
    for (host, path, wanted) in asked {
        assert_eq!(status(&world, host, path).await, wanted, "{host}{path}");
    }
    let page = world
        .get(&format!("{graph}/v1.0/users?$top=1"))
        .await
        .json();
    let next = page["@odata.nextLink"].as_str().unwrap();
    assert!(
        next.starts_with("https://graph.microsoft.com/v1.0/users?"),
        "{next}"
    );
    let report = world
        .get(&format!(
            "{graph}/v1.0/reports/getMailboxUsageDetail(period='D7')"
        ))
        .await;
    let file = report.header("location").unwrap().to_owned();
    assert!(file.starts_with("https://reports.office.com/"), "{file}");
}
