//! Usage reports.

use std::collections::{BTreeMap, BTreeSet};

use super::accounts::{accounts, ok, one};
use super::form::form;
use super::gather::{Seen, member, rows};
use super::{Check, Found, NotReadable};

const DAY_SECONDS: i64 = 24 * 60 * 60;
/// The columns that were captured (`graph.md` 5.1, 12).
const MAILBOXES: &str = "Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Created Date,\
Last Activity Date,Item Count,Storage Used (Byte),Issue Warning Quota (Byte),Prohibit Send Quota (Byte),\
Prohibit Send/Receive Quota (Byte),Deleted Item Count,Deleted Item Size (Byte),Deleted Item Quota (Byte),Has Archive,\
Report Period";

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("report-lag-days", |s| {
        let table = file(s, 0)?;
        let Some(day) = table
            .column("Report Refresh Date")
            .next()
            .and_then(|day| wire::date::parse_day(day).ok())
        else {
            return Err(NotReadable);
        };
        let days = (s.today.as_second() - day.as_second()) / DAY_SECONDS;
        Ok(match days {
            2 | 3 => Found::said("two or three days", true),
            ..2 => Found::said("fewer days", false),
            _ => Found::said("more days", false),
        })
    }),
    ("report-recipient-type", |s| {
        let there = file(s, 0)?.at("Recipient Type").is_some();
        Ok(Found::said(if there { "there" } else { "absent" }, !there))
    }),
    ("report-download-seconds", |s| match &s.reports[0] {
        Ok((look, _)) if look.status == 200 => Ok(Found::nothing()),
        Ok((_, Some(file))) => Ok(Found::said(
            if file.status == 200 {
                "a file"
            } else {
                "no file"
            },
            file.status == 200,
        )),
        _ => Err(NotReadable),
    }),
    ("report-answer", |s| {
        let (look, _) = s.reports[0].as_ref().map_err(|_| NotReadable)?;
        Ok(match look.status {
            302 => Found::said("a redirect", true),
            200 => Found::said("the file", false),
            _ => return Err(NotReadable),
        })
    }),
    ("report-settings-form", |s| {
        let look = ok(&s.settings)?;
        let body = look.json().unwrap_or_default();
        Ok(match () {
            () if look.status != 200 => return Err(NotReadable),
            () if body["displayConcealedNames"].is_boolean() => Found::said("plain", true),
            () if body["value"].is_object() => Found::said("wrapped", false),
            () => Found::said("another form", false),
        })
    }),
    ("report-columns", |s| {
        let columns = file(s, 0)?.columns;
        let known = |name: &&String| *name != "Recipient Type";
        let same = columns
            .iter()
            .filter(known)
            .map(String::as_str)
            .eq(MAILBOXES.split(','));
        Ok(Found::said(
            if same { "as captured" } else { "otherwise" },
            same,
        ))
    }),
    ("report-encoding", |s| {
        let bytes = raw(s, 0)?;
        Ok(match bytes {
            [0xEF, 0xBB, 0xBF, rest @ ..] => {
                let head = rest.split(|b| *b == b'\n').next().unwrap_or_default();
                if head.contains(&b',') {
                    Found::said("UTF-8 with a mark, commas", true)
                } else {
                    Found::said("no commas", false)
                }
            }
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Found::said("UTF-16", false),
            _ => Found::said("no mark", false),
        })
    }),
    ("report-days", |s| cells(s, "Report Refresh Date", &["day"])),
    ("report-flags", |s| {
        let table = file(s, 0)?;
        let word = |cell: &str| match cell {
            "True" | "False" => "True or False",
            "" => "empty",
            _ => "another word",
        };
        Ok(Found::only(
            table
                .column("Is Deleted")
                .map(|c| word(c).to_owned())
                .collect(),
            &["True or False"],
        ))
    }),
    ("report-numbers", |s| {
        cells(s, "Storage Used (Byte)", &["digits"])
    }),
    ("report-names", |s| {
        if hides(s) {
            return Ok(Found::nothing());
        }
        let table = file(s, 0)?;
        let names: BTreeSet<&str> = table.column("User Principal Name").collect();
        let upns = member(&accounts(s)?, "userPrincipalName");
        let folded: BTreeSet<String> = names.iter().map(|n| n.trim().to_lowercase()).collect();
        let exact = upns
            .iter()
            .filter(|upn| names.contains(upn.as_str()))
            .count();
        let alike = upns
            .iter()
            .filter(|upn| folded.contains(&upn.to_lowercase()))
            .count();
        Ok(match () {
            () if names.is_empty() || upns.is_empty() => Found::nothing(),
            () if exact * 10 >= alike * 9 && exact > 0 => Found::said("names of accounts", true),
            () if alike > 0 => Found::said("names of accounts, written otherwise", false),
            () => Found::said("other names", false),
        })
    }),
    ("report-hidden-names", |s| {
        if !hides(s) {
            return Ok(Found::nothing());
        }
        let table = file(s, 0)?;
        let names: Vec<&str> = table.column("User Principal Name").collect();
        let distinct: BTreeSet<&str> = names.iter().copied().collect();
        Ok(match () {
            () if names.is_empty() => Found::nothing(),
            () if names.iter().any(|name| name.contains('@')) => Found::said("with @", false),
            () if names.iter().any(|name| name.is_empty()) => Found::said("empty", false),
            () if distinct.len() * 2 < names.len() => Found::said("the same for many", false),
            () => Found::said("without @, each its own", true),
        })
    }),
    ("mailbox-report-scope", |s| {
        let shared = s.mailboxes.as_ref().map(rows).unwrap_or_default();
        listed(s, 0, &member(&shared, "UserPrincipalName"))
    }),
    ("onedrive-report-scope", |s| {
        let activity = file(s, 2)?;
        let (Some(name), Some(day)) = (
            activity.at("User Principal Name"),
            activity.at("OneDrive Last Activity Date"),
        ) else {
            return Err(NotReadable);
        };
        let at_work = activity.rows.iter().filter(|row| !row[day].is_empty());
        let at_work: Vec<String> = at_work.map(|row| row[name].clone()).collect();
        listed(s, 1, &at_work)
    }),
    ("activity-report-scope", |s| {
        listed(s, 2, &member(&accounts(s)?, "userPrincipalName"))
    }),
    ("report-deleted", |s| {
        let table = file(s, 0)?;
        let (Some(name), Some(deleted)) = (table.at("User Principal Name"), table.at("Is Deleted"))
        else {
            return Err(NotReadable);
        };
        let mut alive: BTreeMap<&str, usize> = BTreeMap::new();
        for row in table.rows.iter().filter(|row| row[deleted] == "False") {
            *alive.entry(&row[name]).or_default() += 1;
        }
        let marked = table.rows.iter().any(|row| row[deleted] == "True");
        Ok(match () {
            () if hides(s) => Found::nothing(),
            () if alive.values().any(|n| *n > 1) => {
                Found::said("two rows of one name, unmarked", false)
            }
            () if marked => Found::said("marked", true),
            () => Found::nothing(),
        })
    }),
];

/// A report's file.
struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn at(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|name| name == column)
    }

    fn column<'t>(&'t self, column: &str) -> impl Iterator<Item = &'t str> {
        let at = self.at(column);
        self.rows
            .iter()
            .filter_map(move |row| Some(row.get(at?)?.as_str()))
    }
}

/// The bytes of a report, whether it came at once or by a redirect.
fn raw(s: &Seen, which: usize) -> Result<&[u8], NotReadable> {
    match &s.reports[which] {
        Ok((look, _)) if look.status == 200 => Ok(look.bytes()),
        Ok((_, Some(file))) if file.status == 200 => Ok(file.bytes()),
        _ => Err(NotReadable),
    }
}

fn file(s: &Seen, which: usize) -> Result<Table, NotReadable> {
    let (columns, rows) = m365::report_cells(raw(s, which)?).map_err(|_| NotReadable)?;
    Ok(Table { columns, rows })
}

fn cells(s: &Seen, column: &str, fine: &[&str]) -> Result<Found, NotReadable> {
    let table = file(s, 0)?;
    let form = |cell: &str| form(Some(&cell.into())).to_owned();
    Ok(Found::only(table.column(column).map(form).collect(), fine))
}

/// Does the tenant say that its reports hide names?
fn hides(s: &Seen) -> bool {
    let body = s
        .settings
        .as_ref()
        .ok()
        .and_then(m365::Look::json)
        .unwrap_or_default();
    let plain = &body["displayConcealedNames"];
    let wrapped = &body["value"]["displayConcealedNames"];
    plain.as_bool().or(wrapped.as_bool()) == Some(true)
}

/// Are nine in ten of these names in the report?
fn listed(s: &Seen, which: usize, names: &[String]) -> Result<Found, NotReadable> {
    let table = file(s, which)?;
    let column = if which == 1 {
        "Owner Principal Name"
    } else {
        "User Principal Name"
    };
    let there: BTreeSet<String> = table
        .column(column)
        .map(|name| name.trim().to_lowercase())
        .collect();
    if names.is_empty() || hides(s) {
        return Ok(Found::nothing());
    }
    let missing = names
        .iter()
        .filter(|name| !there.contains(&name.to_lowercase()))
        .count();
    Ok(match () {
        () if missing == names.len() => Found::only(one("nobody is listed"), &[]),
        () if missing * 10 > names.len() => Found::said("some are missing", false),
        () => Found::said("all are listed", true),
    })
}
