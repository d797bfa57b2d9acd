//! `getOffice365ActiveUserDetail`: 24 columns, no Report Period (`graph.md` 12).

use model::catalogue::catalogue;
use rusqlite::{Connection, Row};

use super::day::{Frame, flag};
use super::table::Table;
use crate::error::Result;
use crate::mailbox::{self, Holding};

const COLUMNS: [&str; 24] = [
    "Report Refresh Date",
    "User Principal Name",
    "Display Name",
    "Is Deleted",
    "Deleted Date",
    "Has Exchange License",
    "Has OneDrive License",
    "Has SharePoint License",
    "Has Skype For Business License",
    "Has Yammer License",
    "Has Teams License",
    "Exchange Last Activity Date",
    "OneDrive Last Activity Date",
    "SharePoint Last Activity Date",
    "Skype For Business Last Activity Date",
    "Yammer Last Activity Date",
    "Teams Last Activity Date",
    "Exchange License Assign Date",
    "OneDrive License Assign Date",
    "SharePoint License Assign Date",
    "Skype For Business License Assign Date",
    "Yammer License Assign Date",
    "Teams License Assign Date",
    "Assigned Products",
];

/// The services of the report, in the order of its columns, by the first letters of their plans' part names.
/// OneDrive comes with the SharePoint plans. `SHAREPOINTWAC` is Office for the web.
const SERVICES: [&[&str]; 6] = [
    &[
        "EXCHANGE_S_ENTERPRISE",
        "EXCHANGE_S_STANDARD",
        "EXCHANGE_S_DESKLESS",
        "EXCHANGE_L_STANDARD",
        "EXCHANGE_B_STANDARD",
        "EXCHANGE_S_ESSENTIALS",
    ],
    &[
        "ONEDRIVE",
        "SHAREPOINTENTERPRISE",
        "SHAREPOINTSTANDARD",
        "SHAREPOINTDESKLESS",
    ],
    &[
        "SHAREPOINTENTERPRISE",
        "SHAREPOINTSTANDARD",
        "SHAREPOINTDESKLESS",
    ],
    &["MCOSTANDARD", "MCOIMP"],
    &["YAMMER_"],
    &["TEAMS1", "TEAMS_"],
];

/// Who holds a licence, or has used a service (assumption: nobody else is in the report).
pub(super) fn table(c: &Connection, frame: &Frame) -> Result<Table> {
    let mut table = Table::new(COLUMNS.to_vec());
    let mut licensed = c.prepare_cached("SELECT n FROM account WHERE license_count > 0")?;
    let licensed: Vec<i64> = licensed
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let holdings = mailbox::holdings(c, &licensed)?;
    let mut rows = c.prepare_cached(
        "SELECT a.n, a.upn, a.display_name, a.deleted_at, u.last_exchange, u.last_onedrive, u.last_sharepoint,
            u.last_teams, (SELECT min(l.updated) FROM license l WHERE l.account = a.n)
         FROM account a LEFT JOIN usage u ON u.account = a.n
         WHERE a.created_at < ?1 AND (a.license_count > 0 OR u.last_exchange IS NOT NULL OR u.last_onedrive IS NOT NULL
            OR u.last_sharepoint IS NOT NULL OR u.last_teams IS NOT NULL)
         ORDER BY a.n",
    )?;
    let mut rows = rows.query([frame.until()])?;
    while let Some(row) = rows.next()? {
        let n: i64 = row.get(0)?;
        let held = holdings.get(&n).map(Vec::as_slice).unwrap_or_default();
        table.push(cells(frame, row, held)?);
    }
    Ok(table)
}

fn cells(frame: &Frame, row: &Row<'_>, held: &[Holding]) -> Result<Vec<String>> {
    let deleted: Option<i64> = row.get(3)?;
    let deleted = deleted.filter(|at| *at < frame.until());
    let has = SERVICES.map(|prefixes| gives(held, prefixes));
    let mut cells = vec![
        frame.refresh(),
        frame.name(&row.get::<_, String>(1)?),
        frame.name(&row.get::<_, String>(2)?),
        flag(deleted.is_some()),
        frame.day(deleted)?,
    ];
    cells.extend(has.map(flag));
    let activity: [Option<i64>; 6] = [
        row.get(4)?,
        row.get(5)?,
        row.get(6)?,
        None,
        None,
        row.get(7)?,
    ];
    for at in activity {
        cells.push(frame.day(at)?);
    }
    // Not kept per service: the day of the oldest licence.
    let assigned = frame.day(row.get(8)?)?;
    cells.extend(has.map(|has| if has { assigned.clone() } else { String::new() }));
    let products: Vec<_> = held
        .iter()
        .map(|h| catalogue().product_name(h.sku).to_uppercase())
        .collect();
    cells.push(products.join("+"));
    Ok(cells)
}

fn gives(held: &[Holding], prefixes: &[&str]) -> bool {
    held.iter()
        .flat_map(|holding| &holding.plans)
        .filter_map(|id| catalogue().plan(*id))
        .any(|plan| {
            prefixes
                .iter()
                .any(|prefix| plan.part_name.starts_with(prefix))
        })
}
