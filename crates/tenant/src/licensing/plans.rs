//! The service plans of the products that the tenant owns.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A service plan as a product of this tenant has it (`sku.plans`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Plan {
    pub(crate) id: String,
    pub(crate) name: String,
    /// `User` or `Company`.
    pub(crate) applies_to: String,
    /// `provisioningStatus`.
    pub(crate) status: String,
}

/// Services by the beginning of a plan's name. `exchange`, `SharePoint` and `MicrosoftCommunicationsOnline` were
/// captured; the others are recollections.
const SERVICES: [(&str, &str); 12] = [
    ("EXCHANGE", "exchange"),
    ("ATP_", "exchange"),
    ("SHAREPOINT", "SharePoint"),
    ("ONEDRIVE", "SharePoint"),
    ("MCO", "MicrosoftCommunicationsOnline"),
    ("TEAMS", "TeamspaceAPI"),
    ("OFFICESUBSCRIPTION", "MicrosoftOffice"),
    ("OFFICE_BUSINESS", "MicrosoftOffice"),
    ("AAD_", "AADPremiumService"),
    ("INTUNE", "SCO"),
    ("RMS_", "RMSOnline"),
    ("YAMMER", "YammerEnterprise"),
];

impl Plan {
    /// `assignedPlans.service`; the plan's own name where the service is not known.
    pub(crate) fn service(&self) -> &str {
        let known = SERVICES
            .iter()
            .find(|(prefix, _)| self.name.starts_with(prefix));
        known.map_or(&self.name, |(_, service)| service)
    }
}

/// The plans of every product that the tenant owns, by product.
pub(crate) fn by_product(c: &Connection) -> Result<BTreeMap<String, Vec<Plan>>> {
    let mut statement = c.prepare_cached("SELECT sku, plans FROM sku")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    rows.map(|row| {
        let (sku, plans) = row?;
        Ok((sku, parse(&plans)?))
    })
    .collect()
}

/// The text of `sku.plans`.
pub(crate) fn parse(text: &str) -> Result<Vec<Plan>> {
    serde_json::from_str(text).map_err(|e| Error::corrupt("sku.plans", e))
}
