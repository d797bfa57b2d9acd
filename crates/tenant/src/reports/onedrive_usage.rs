//! `getOneDriveUsageAccountDetail`: the 12 columns of 2026 (`graph.md` 12). Concealed, the site's id is all
//! zeros and its address empty.

use model::TenantId;
use rusqlite::Connection;
use uuid::Uuid;

use super::day::{Frame, flag};
use super::table::Table;
use crate::error::Result;
use crate::meta;

const COLUMNS: [&str; 12] = [
    "Report Refresh Date",
    "Site Id",
    "Site URL",
    "Owner Display Name",
    "Is Deleted",
    "Last Activity Date",
    "File Count",
    "Active File Count",
    "Storage Used (Byte)",
    "Storage Allocated (Byte)",
    "Owner Principal Name",
    "Report Period",
];
/// 1 TB, as captured.
const ALLOCATED: &str = "1099511627776";

/// Every OneDrive that was ever made.
pub(super) fn table(c: &Connection, frame: &Frame) -> Result<Table> {
    let tenant: TenantId = meta::parse(c, meta::TENANT_ID)?;
    let mut table = Table::new(COLUMNS.to_vec());
    let mut rows = c.prepare_cached(
        "SELECT a.id, a.upn, a.display_name, a.deleted_at, u.last_onedrive, coalesce(u.onedrive_files, 0), u.onedrive_bytes
         FROM usage u JOIN account a ON a.n = u.account
         WHERE u.onedrive_bytes IS NOT NULL AND a.created_at < ?1 ORDER BY a.n",
    )?;
    let mut rows = rows.query([frame.until()])?;
    while let Some(row) = rows.next()? {
        let (id, upn): (String, String) = (row.get(0)?, row.get(1)?);
        let last: Option<i64> = row.get(4)?;
        let files: i64 = row.get(5)?;
        let (site, url) = if frame.concealed {
            (Uuid::nil().to_string(), String::new())
        } else {
            let site = Uuid::new_v5(&tenant.as_uuid(), format!("onedrive of {id}").as_bytes());
            (site.to_string(), address(&frame.initial_domain, &upn))
        };
        let began = frame.until() - i64::from(frame.period) * 24 * 60 * 60 * 1000;
        table.push(vec![
            frame.refresh(),
            site,
            url,
            frame.name(&row.get::<_, String>(2)?),
            flag(
                row.get::<_, Option<i64>>(3)?
                    .is_some_and(|at| at < frame.until()),
            ),
            frame.day(last)?,
            files.to_string(),
            // How many files were active is not kept: one, if there was any activity in the period.
            files
                .min(i64::from(last.is_some_and(|at| at >= began)))
                .to_string(),
            row.get::<_, i64>(6)?.to_string(),
            ALLOCATED.to_owned(),
            frame.name(&upn),
            frame.period(),
        ]);
    }
    Ok(table)
}

/// `https://contoso-my.sharepoint.com/personal/adele_contoso_com`.
fn address(initial_domain: &str, upn: &str) -> String {
    let label = initial_domain.split('.').next().unwrap_or(initial_domain);
    format!(
        "https://{label}-my.sharepoint.com/personal/{}",
        upn.to_lowercase().replace(['@', '.', '-'], "_")
    )
}
