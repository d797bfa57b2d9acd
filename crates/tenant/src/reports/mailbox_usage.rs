//! `getMailboxUsageDetail` (`graph.md` 5.1): 17 columns as captured in July 2026, 18 with Recipient Type.

use rusqlite::Connection;

use super::day::{Frame, flag};
use super::table::Table;
use crate::assume;
use crate::error::Result;

const COLUMNS: [&str; 16] = [
    "Report Refresh Date",
    "User Principal Name",
    "Display Name",
    "Is Deleted",
    "Deleted Date",
    "Created Date",
    "Last Activity Date",
    "Item Count",
    "Storage Used (Byte)",
    "Issue Warning Quota (Byte)",
    "Prohibit Send Quota (Byte)",
    "Prohibit Send/Receive Quota (Byte)",
    "Deleted Item Count",
    "Deleted Item Size (Byte)",
    "Deleted Item Quota (Byte)",
    "Has Archive",
];
/// As in the rows of 2026.
const DELETED_ITEM_QUOTA: &str = "107374182400";
const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;
const NO_ARCHIVE: &str = "00000000-0000-0000-0000-000000000000";

/// Every mailbox, deleted ones marked (REC). One that nobody ever opened is there too, empty.
pub(super) fn table(c: &Connection, frame: &Frame) -> Result<Table> {
    let with_type = assume::REPORT_RECIPIENT_TYPE.on(c)?;
    let mut columns = COLUMNS.to_vec();
    if with_type {
        columns.push("Recipient Type");
    }
    columns.push("Report Period");
    let mut table = Table::new(columns);
    let mut rows = c.prepare_cached(
        "SELECT a.upn, m.display_name, coalesce(a.deleted_at, m.disconnected_at), m.created_at, m.last_activity,
            m.item_count, coalesce(u.report_bytes, m.size_bytes), m.quota_warn, m.quota_send, m.quota_receive,
            m.deleted_count, m.deleted_bytes, m.archive_guid, m.kind, coalesce(u.report_twice, 0)
         FROM mailbox m JOIN account a ON a.n = m.account LEFT JOIN usage u ON u.account = m.account
         WHERE m.created_at < ?1 ORDER BY m.account",
    )?;
    let mut rows = rows.query([frame.until()])?;
    while let Some(row) = rows.next()? {
        let number = |at: usize| -> Result<String> { Ok(row.get::<_, i64>(at)?.to_string()) };
        let deleted: Option<i64> = row.get(2)?;
        let deleted = deleted.filter(|at| *at < frame.until());
        let mut cells = vec![
            frame.refresh(),
            frame.name(&row.get::<_, String>(0)?),
            frame.name(&row.get::<_, String>(1)?),
            flag(deleted.is_some()),
            frame.day(deleted)?,
            frame.day(row.get(3)?)?,
            frame.day(row.get(4)?)?,
        ];
        for at in 5..=11 {
            cells.push(number(at)?);
        }
        cells.push(DELETED_ITEM_QUOTA.to_owned());
        cells.push(flag(row.get::<_, String>(12)? != NO_ARCHIVE));
        if with_type {
            // The one of the two seen spellings that Exchange itself uses.
            cells.push(row.get(13)?);
        }
        cells.push(frame.period());
        if row.get(14)? {
            table.push(deleted_namesake(&cells, frame)?);
        }
        table.push(cells);
    }
    Ok(table)
}

/// The row of a deleted mailbox that had the same name: only `Is Deleted` tells the two apart.
fn deleted_namesake(cells: &[String], frame: &Frame) -> Result<Vec<String>> {
    let mut other = cells.to_vec();
    other[3] = flag(true);
    other[4] = frame.day(Some(frame.until() - DAY_MILLIS))?;
    "0".clone_into(&mut other[8]);
    Ok(other)
}
