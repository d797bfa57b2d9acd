//! The files of usage reports.

use super::csv::{Csv, Form, Kind};
use super::{Rewrite, file};

pub(super) const TABLE: &[Rewrite] = &[
    file("report-columns", "more", |t| {
        t.columns.push("New Column".to_owned());
        t.rows.iter_mut().for_each(|row| row.push("new".to_owned()));
        true
    }),
    file("report-columns", "reversed", |t| {
        t.columns.reverse();
        t.rows.iter_mut().for_each(|row| row.reverse());
        true
    }),
    file("report-columns", "renamed", |t| {
        for name in &mut t.columns {
            let measures =
                name.contains("(Byte)") || name.contains("Count") || name.contains("Activity Date");
            if measures {
                *name = format!("New {name}");
            }
        }
        true
    }),
    file("report-columns", "no-deleted", |t| {
        let at = t.at("Is Deleted");
        at.is_some_and(|at| {
            t.columns.remove(at);
            t.rows.iter_mut().for_each(|row| {
                row.remove(at);
            });
            true
        })
    }),
    file("report-columns", "small", |t| {
        t.columns
            .iter_mut()
            .for_each(|name| *name = name.to_lowercase());
        true
    }),
    file("report-encoding", "no-mark", |t| written(t, Form::Plain)),
    file("report-encoding", "utf-16", |t| written(t, Form::Utf16)),
    file("report-encoding", "semicolons", |t| {
        written(t, Form::Semicolons)
    }),
    file("report-days", "month-first", |t| {
        t.cells(is_day, |day| match day.split('-').collect::<Vec<_>>()[..] {
            [year, month, day] => {
                let short = |n: &str| n.trim_start_matches('0').to_owned();
                format!("{}/{}/{year}", short(month), short(day))
            }
            _ => day.to_owned(),
        })
    }),
    file("report-days", "time", |t| {
        t.cells(is_day, |day| {
            if day.is_empty() {
                String::new()
            } else {
                format!("{day}T00:00:00Z")
            }
        })
    }),
    file("report-flags", "digits", |t| flags(t, "1", "0")),
    file("report-flags", "words", |t| flags(t, "Yes", "No")),
    file("report-flags", "blank", |t| flags(t, "", "")),
    file("report-numbers", "groups", |t| t.cells(is_number, grouped)),
    file("report-numbers", "decimals", |t| {
        t.cells(is_number, |n| {
            if n.is_empty() {
                String::new()
            } else {
                format!("{n}.0")
            }
        })
    }),
    file("report-numbers", "blank", |t| {
        t.cells(is_number, |_| String::new())
    }),
    file("report-numbers", "units", |t| {
        t.cells(is_number, |n| {
            if n.is_empty() {
                String::new()
            } else {
                format!("{n} B")
            }
        })
    }),
    file("report-names", "capitals", |t| names(t, str::to_uppercase)),
    file("report-names", "blanks", |t| {
        names(t, |name| format!(" {name} "))
    }),
    file("report-names", "other-domain", |t| {
        names(t, |name| match name.split_once('@') {
            Some((local, _)) => format!("{local}@before.example.net"),
            None => name.to_owned(),
        })
    }),
    file("report-hidden-names", "at-sign", |t| {
        hidden(t, |name| format!("{name}@{name}"))
    }),
    file("report-hidden-names", "blank", |t| {
        hidden(t, |_| String::new())
    }),
    file("report-hidden-names", "zeros", |t| {
        hidden(t, |_| "00000000000000000000000000000000".to_owned())
    }),
    file("mailbox-report-scope", "half", |t| half(t, Kind::Mailboxes)),
    file("mailbox-report-scope", "empty", |t| {
        empty(t, Kind::Mailboxes)
    }),
    file("onedrive-report-scope", "half", |t| {
        half(t, Kind::OneDrives)
    }),
    file("onedrive-report-scope", "empty", |t| {
        empty(t, Kind::OneDrives)
    }),
    file("activity-report-scope", "half", |t| half(t, Kind::Activity)),
    file("activity-report-scope", "empty", |t| {
        empty(t, Kind::Activity)
    }),
    file("report-deleted", "absent", |t| {
        let Some(at) = t.at("Is Deleted") else {
            return false;
        };
        let before = t.rows.len();
        t.rows.retain(|row| row[at] != "True");
        t.rows.len() < before
    }),
    file("report-deleted", "unmarked", |t| {
        t.cells(
            |column| column == "Is Deleted",
            |flag| flag.replace("True", "False"),
        )
    }),
];

fn written(table: &mut Csv, form: Form) -> bool {
    table.form = form;
    true
}

fn is_day(column: &str) -> bool {
    column.ends_with("Date")
}

fn is_number(column: &str) -> bool {
    column.ends_with("(Byte)") || column.ends_with("Count")
}

fn flags(table: &mut Csv, yes: &'static str, no: &'static str) -> bool {
    let is_flag = |column: &str| matches!(column, "Is Deleted" | "Has Archive");
    table.cells(is_flag, |flag| {
        if flag == "True" { yes } else { no }.to_owned()
    })
}

fn names(table: &mut Csv, change: impl Fn(&str) -> String) -> bool {
    let Some(at) = table.names() else {
        return false;
    };
    let column = table.columns[at].clone();
    table.cells(|name| name == column, change)
}

/// Only where names are hidden.
fn hidden(table: &mut Csv, change: impl Fn(&str) -> String) -> bool {
    let Some(at) = table.names() else {
        return false;
    };
    let hides = !table.rows.is_empty() && table.rows.iter().all(|row| !row[at].contains('@'));
    hides && names(table, change)
}

fn half(table: &mut Csv, kind: Kind) -> bool {
    if table.kind() != Some(kind) || table.rows.len() < 2 {
        return false;
    }
    let mut keep = false;
    table.rows.retain(|_| {
        keep = !keep;
        keep
    });
    true
}

fn empty(table: &mut Csv, kind: Kind) -> bool {
    let is = table.kind() == Some(kind) && !table.rows.is_empty();
    if is {
        table.rows.clear();
    }
    is
}

/// `23293152` as `23,293,152`.
fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
