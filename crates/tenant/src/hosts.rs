//! The host names of Microsoft's services, and which of them stands for what.
//!
//! A tenant answers to them only where somebody asked for that ([`crate::Tenant::impersonating`]), and then each
//! host serves what it serves at Microsoft: a client that mixes them up is not helped.

use model::CloudId;
use model::cloud::CLOUDS;

use crate::operation::Surface;

/// Where usage reports are downloaded from.
const DOWNLOADS: &str = "reports.office.com";

/// All names of a cloud, without a scheme.
pub fn names(cloud: CloudId) -> Vec<&'static str> {
    let record = cloud.record();
    let all = record.authorities.iter().copied();
    let services = all.chain([record.graph, record.exchange]).map(bare);
    let downloads = record.usage_reports.then_some(DOWNLOADS);
    services.chain(downloads).collect()
}

/// Where reports are downloaded from, for somebody who reached Graph at `base`: never at the host of Graph, for a
/// client must not send its token there (`graph.md` 5.1, with the name of its sample). On this machine `localhost`
/// and `127.0.0.1` are two hosts as well.
pub(crate) fn downloads(base: &str) -> String {
    let (scheme, host) = base.split_once("://").unwrap_or(("http", base));
    if service(host).is_some() {
        return format!("{scheme}://{DOWNLOADS}");
    }
    match host.rsplit_once(':') {
        Some((name, port)) if name == "127.0.0.1" || name == "[::1]" => {
            format!("{scheme}://localhost:{port}")
        }
        Some(("localhost", port)) => format!("{scheme}://127.0.0.1:{port}"),
        _ => base.to_owned(),
    }
}

/// What a host, with or without a port, stands for in any cloud; `None` for one that is not Microsoft's.
pub(crate) fn service(host: &str) -> Option<Surface> {
    let name = host.split(':').next().unwrap_or_default();
    if name.eq_ignore_ascii_case(DOWNLOADS) {
        return Some(Surface::Other);
    }
    let is = |url: &str| bare(url).eq_ignore_ascii_case(name);
    CLOUDS.iter().find_map(|cloud| {
        if cloud.authorities.iter().any(|url| is(url)) {
            Some(Surface::Authority)
        } else if is(cloud.graph) {
            Some(Surface::Graph)
        } else if is(cloud.exchange) {
            Some(Surface::Exchange)
        } else {
            None
        }
    })
}

fn bare(url: &str) -> &str {
    url.trim_start_matches("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_of_each_cloud_stands_for_one_service() {
        for cloud in CLOUDS {
            let names = names(cloud.id);
            assert!(names.len() >= 3);
            for name in &names {
                assert!(service(name).is_some(), "{name}");
                assert_eq!(service(&format!("{name}:443")), service(name));
            }
        }
        assert_eq!(service("reports.office.com"), Some(Surface::Other));
        assert_eq!(service("Graph.Microsoft.com"), Some(Surface::Graph));
        assert_eq!(
            service("login.partner.microsoftonline.cn"),
            Some(Surface::Authority)
        );
        assert_eq!(service("outlook.office365.us:443"), Some(Surface::Exchange));
        for other in [
            "localhost",
            "127.0.0.1:80",
            "[::1]:80",
            "",
            "graph.microsoft.com.contoso.com",
        ] {
            assert_eq!(service(other), None, "{other}");
        }
    }

    #[test]
    fn downloads_are_never_at_the_host_of_graph() {
        for (base, downloads_at) in [
            ("http://127.0.0.1:4711", "http://localhost:4711"),
            ("https://[::1]:4711", "https://localhost:4711"),
            ("https://localhost:4711", "https://127.0.0.1:4711"),
            ("https://graph.microsoft.com", "https://reports.office.com"),
            ("http://tenant.test", "http://tenant.test"),
        ] {
            assert_eq!(downloads(base), downloads_at);
        }
    }
}
