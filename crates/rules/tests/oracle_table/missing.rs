//! Rows in which texts are missing: completed in every way, and what is the same in all of them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::oracle_rows::Row;
use super::{Judged, complete, read, size_read};

/// A text that was not read, where it stands, and how it could have read; the harmless way first.
struct Way {
    fact: &'static str,
    text: fn(&mut Row) -> &mut String,
    ways: Vec<String>,
}

fn ways(row: &Row) -> Vec<Way> {
    let mut open: Vec<Way> = Vec::new();
    let mut unless = |known: bool, fact, text: fn(&mut Row) -> &mut String, ways: &[&str]| {
        if !known {
            open.push(Way {
                fact,
                text,
                ways: ways.iter().map(|&w| w.to_owned()).collect(),
            });
        }
    };
    unless(
        read(&row.recipient_type_details),
        "kind",
        |r| &mut r.recipient_type_details,
        &["SharedMailbox", "UserMailbox"],
    );
    unless(
        size_read(row) || (row.licenses == "none" && row.policy != "strict"),
        "size",
        |r| &mut r.total_item_size,
        &[
            "1 GB (1 bytes)",
            "49 GB (52,613,349,376 bytes)",
            "60 GB (64,424,509,440 bytes)",
        ],
    );
    unless(
        read(&row.prohibit_send_receive_quota),
        "quota",
        |r| &mut r.prohibit_send_receive_quota,
        &[
            "50 GB (53,687,091,200 bytes)",
            "100 GB (107,374,182,400 bytes)",
        ],
    );
    unless(
        read(&row.archive_guid),
        "archive",
        |r| &mut r.archive_guid,
        &["00000000", "5b1f2a0c"],
    );
    unless(
        read(&row.holds),
        "holds",
        |r| &mut r.holds,
        &[
            "-mbxaaaaaaaa0b614f2d9b7a3f2f1a1a2b3c",
            "-",
            "litigation",
            "delay",
            "litigation;delay",
            "label",
        ],
    );
    unless(
        read(&row.org_holds),
        "orgHolds",
        |r| &mut r.org_holds,
        &["-", "mbxbbbbbbbb0b614f2d9b7a3f2f1a1a2b3c:3"],
    );
    unless(
        read(&row.dir_synced),
        "dirSync",
        |r| &mut r.dir_synced,
        &["False", "True:Migrated"],
    );
    // A region is compared with the default, so the two complete each other.
    let (region, default) = (read(&row.mailbox_region), read(&row.default_region));
    let other = if default { "AUS" } else { "NAM" };
    unless(
        region,
        "region",
        |r| &mut r.mailbox_region,
        &["None", other],
    );
    let same = if region {
        row.mailbox_region.as_str()
    } else {
        "NAM"
    };
    unless(
        default,
        "defaultRegion",
        |r| &mut r.default_region,
        &[same, "elsewhere"],
    );
    unless(
        read(&row.account_enabled),
        "signIn",
        |r| &mut r.account_enabled,
        &["False", "True"],
    );
    // A source of use that may not be read counts as silent where the other was read.
    let any = read(&row.last_sign_in) || read(&row.last_activity);
    let settled = |text: &str| read(text) || (text == "!" && any);
    unless(
        settled(&row.last_sign_in),
        "lastSignIn",
        |r| &mut r.last_sign_in,
        &["never", "1"],
    );
    unless(
        settled(&row.last_activity),
        "lastActivity",
        |r| &mut r.last_activity,
        &["never", "1"],
    );
    unless(
        read(&row.onedrive) || row.onedrive == "!",
        "oneDrive",
        |r| &mut r.onedrive,
        &["0/0", "1/1"],
    );
    // What is owned is not known; that no licence can be told stays so.
    unless(
        read(&row.products),
        "skus",
        |r| &mut r.owns_multi_geo,
        &["False", "True"],
    );
    open
}

/// The verdict on any row: what is the same however the missing texts read.
pub(crate) fn judge(row: &Row) -> Judged {
    if !read(&row.licenses) {
        let kind = (!read(&row.recipient_type_details)).then(|| "kind".to_owned());
        let missing = kind.into_iter().chain(["licenses".to_owned()]).collect();
        return Judged {
            verdict: "unknown".to_owned(),
            licenses: Vec::new(),
            missing,
        };
    }
    let open = ways(row);
    // Every combination of ways, as digits.
    let mut combinations: Vec<Vec<usize>> = vec![Vec::new()];
    for way in &open {
        let longer = |digits: &Vec<usize>| {
            let digits = digits.clone();
            (0..way.ways.len()).map(move |d| digits.iter().copied().chain([d]).collect())
        };
        combinations = combinations.iter().flat_map(longer).collect();
    }
    let outcomes: BTreeMap<Vec<usize>, (String, Vec<String>)> = combinations
        .into_iter()
        .map(|digits| {
            let outcome = complete(&completed(row, &open, &digits));
            (digits, outcome)
        })
        .collect();
    let (verdict, rulings) = &outcomes[&vec![0; open.len()]];

    let mut missing: BTreeSet<String> = BTreeSet::new();
    for (place, way) in open.iter().enumerate() {
        let matters = outcomes.iter().any(|(digits, outcome)| {
            let mut other = digits.clone();
            other[place] = 0;
            outcomes[&other] != *outcome
        });
        if matters {
            missing.insert(way.fact.to_owned());
        }
    }
    if verdict == "unknown" || rulings.iter().any(|r| r == "unknown") {
        missing.insert("skus".to_owned());
    }
    let all_known = missing.is_empty();
    let verdict = match verdict.as_str() {
        "overlicensed" if !all_known => "required",
        need @ ("required" | "overlicensed" | "missing") => need,
        verdict if all_known => verdict,
        _ => "unknown",
    };
    let ruling = |i: usize| {
        let all: BTreeSet<&str> = outcomes.values().map(|o| o.1[i].as_str()).collect();
        let stays = all.iter().all(|r| *r == "keep" || r.starts_with("swap"));
        match (all.len(), stays) {
            (1, true) if all_known => rulings[i].as_str(),
            (_, true) => "keep",
            (1, false) => rulings[i].as_str(),
            (_, false) => "unknown",
        }
        .to_owned()
    };
    Judged {
        verdict: verdict.to_owned(),
        licenses: (0..rulings.len()).map(ruling).collect(),
        missing,
    }
}

/// The row with each missing text as one of its ways has it.
fn completed(row: &Row, open: &[Way], digits: &[usize]) -> Row {
    let mut row = row.clone();
    for (way, &digit) in open.iter().zip(digits) {
        way.ways[digit].clone_into((way.text)(&mut row));
        if way.fact == "size" {
            row.report_age_hours.clear(); // it is read from statistics then
        }
    }
    row
}
