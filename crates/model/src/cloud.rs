//! The clouds of Microsoft 365 as records, not as code: hosts, what is absent, layout and links.
//!
//! Sources: fact sheets `graph.md` 1.1–1.2, `exchange.md` 3.3, `peers.md` 1g. More clouds exist in Microsoft's
//! metadata; a connection may name its own hosts.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Which cloud a tenant lives in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum CloudId {
    /// Worldwide, including GCC.
    #[default]
    Worldwide,
    /// US Government L4 (GCC High).
    GccHigh,
    /// US Government L5 (DoD).
    Dod,
    /// China, operated by 21Vianet.
    China,
    /// Germany (closed 29 October 2021): kept for its words and for the embedded tenant.
    Germany,
}

/// Text that names no cloud.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a cloud (worldwide, gcc-high, dod, china, germany)")]
pub struct UnknownCloud(pub String);

/// The layout of the admin center's licence page in a cloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LicenseLayout {
    /// Tab **Licenses and Apps**, box, **Save changes**; **Your products**; **Submit change**.
    LicensesAndApps,
    /// **Edit** beside **Product licenses**, toggle, **Save**; **Subscriptions**; **Submit**, **Close**.
    ProductLicenses,
}

/// Links into Microsoft's own admin center.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AdminLinks {
    /// The admin center itself.
    pub home: &'static str,
    /// Users > Active users.
    pub active_users: &'static str,
    /// Billing > Your products, or Billing > Subscriptions.
    pub products: &'static str,
    /// Shared mailboxes.
    pub shared_mailboxes: &'static str,
}

/// A cloud as a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cloud {
    /// Which.
    pub id: CloudId,
    /// Hosts that issue tokens; the first is used when a connection names none.
    pub authorities: &'static [&'static str],
    /// Root of Microsoft Graph.
    pub graph: &'static str,
    /// Root of the Exchange admin API.
    pub exchange: &'static str,
    /// Does Graph offer the usage reports (v1.0)?
    pub usage_reports: bool,
    /// Does `subscribedSkus` carry `prepaidUnits.lockedOut`?
    pub locked_out_units: bool,
    /// The layout of the licence page.
    pub layout: LicenseLayout,
    /// Links into Microsoft's own pages.
    pub links: AdminLinks,
    /// Can it still be reached?
    pub live: bool,
}

const WORLDWIDE_LINKS: AdminLinks = AdminLinks {
    home: "https://go.microsoft.com/fwlink/p/?linkid=2024339",
    active_users: "https://go.microsoft.com/fwlink/p/?linkid=834822",
    products: "https://go.microsoft.com/fwlink/p/?linkid=842054",
    shared_mailboxes: "https://go.microsoft.com/fwlink/p/?linkid=2066847",
};

/// All clouds.
pub const CLOUDS: [Cloud; 5] = [
    Cloud {
        id: CloudId::Worldwide,
        authorities: &["https://login.microsoftonline.com"],
        graph: "https://graph.microsoft.com",
        exchange: "https://outlook.office365.com",
        usage_reports: true,
        locked_out_units: true,
        layout: LicenseLayout::LicensesAndApps,
        links: WORLDWIDE_LINKS,
        live: true,
    },
    Cloud {
        id: CloudId::GccHigh,
        authorities: &["https://login.microsoftonline.us"],
        graph: "https://graph.microsoft.us",
        exchange: "https://outlook.office365.us",
        usage_reports: false,
        locked_out_units: false,
        layout: LicenseLayout::LicensesAndApps,
        links: WORLDWIDE_LINKS,
        live: true,
    },
    Cloud {
        id: CloudId::Dod,
        authorities: &["https://login.microsoftonline.us"],
        graph: "https://dod-graph.microsoft.us",
        exchange: "https://outlook-dod.office365.us",
        usage_reports: false,
        locked_out_units: false,
        layout: LicenseLayout::LicensesAndApps,
        links: WORLDWIDE_LINKS,
        live: true,
    },
    Cloud {
        id: CloudId::China,
        authorities: &[
            "https://login.chinacloudapi.cn",
            "https://login.partner.microsoftonline.cn",
        ],
        graph: "https://microsoftgraph.chinacloudapi.cn",
        exchange: "https://outlook.office365.cn",
        usage_reports: false,
        locked_out_units: false,
        layout: LicenseLayout::ProductLicenses,
        links: AdminLinks {
            home: "https://go.microsoft.com/fwlink/p/?linkid=850627",
            active_users: "https://go.microsoft.com/fwlink/p/?linkid=850628",
            products: "https://go.microsoft.com/fwlink/p/?linkid=850626",
            shared_mailboxes: "https://go.microsoft.com/fwlink/p/?linkid=850627",
        },
        live: true,
    },
    Cloud {
        id: CloudId::Germany,
        authorities: &["https://login.microsoftonline.de"],
        graph: "https://graph.microsoft.de",
        exchange: "https://outlook.office.de",
        // Assumption: as in the other national clouds. The cloud was closed before this could be read.
        usage_reports: false,
        locked_out_units: false,
        layout: LicenseLayout::ProductLicenses,
        links: AdminLinks {
            home: "https://go.microsoft.com/fwlink/p/?linkid=848041",
            active_users: "https://go.microsoft.com/fwlink/p/?linkid=847686",
            products: "https://go.microsoft.com/fwlink/p/?linkid=847745",
            shared_mailboxes: "https://go.microsoft.com/fwlink/p/?linkid=848041",
        },
        live: false,
    },
];

impl CloudId {
    /// The record of the cloud.
    pub const fn record(self) -> &'static Cloud {
        &CLOUDS[self as usize]
    }

    /// The name as it is written in files and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Worldwide => "worldwide",
            Self::GccHigh => "gcc-high",
            Self::Dod => "dod",
            Self::China => "china",
            Self::Germany => "germany",
        }
    }
}

impl fmt::Display for CloudId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for CloudId {
    type Err = UnknownCloud;

    fn from_str(text: &str) -> Result<Self, UnknownCloud> {
        CLOUDS
            .iter()
            .map(|c| c.id)
            .find(|c| c.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownCloud(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_stand_in_the_order_of_their_ids() {
        for cloud in CLOUDS {
            assert_eq!(cloud.id.record().id, cloud.id);
            assert_eq!(cloud.id.as_str().parse(), Ok(cloud.id));
        }
    }
}
