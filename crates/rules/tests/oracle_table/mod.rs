//! The decision table.
#![expect(
    clippy::unwrap_used,
    reason = "the rows are made here, and a bad one shall stop the test"
)]

mod missing;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use missing::judge;

use super::oracle_rows::Row;

/// What is said of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) verdict: String,
    pub(crate) licenses: Vec<String>,
    pub(crate) missing: BTreeSet<String>,
}

/// Part number → its column in the table: mailbox GB (0: none, 2: Kiosk), `a`rchive, archive `b`ase, `+` add-on,
/// `d`efender, `o`nedrive, `r`oom or device, multi-`g`eo; and its cost, where one is known.
const PRODUCTS: &[(&str, u32, &str, Option<u32>)] = &[
    ("EXCHANGEDESKLESS", 2, "", Some(20)),
    ("EXCHANGEARCHIVE_ADDON", 0, "+", Some(30)),
    ("EXCHANGESTANDARD", 50, "b", Some(40)),
    ("O365_BUSINESS_ESSENTIALS", 100, "bo", Some(60)),
    ("EXCHANGEENTERPRISE", 100, "a", Some(80)),
    ("STANDARDPACK", 50, "bo", Some(100)),
    ("SPB", 100, "b+do", Some(220)),
    ("ENTERPRISEPACK", 100, "ado", Some(230)),
    ("SPE_E5", 100, "ado", Some(570)),
    ("ATP_ENTERPRISE", 0, "d", Some(20)),
    ("MCOCAP", 100, "ar", None),
    ("POWER_BI_PRO", 0, "", None),
    ("VISIOCLIENT", 0, "o", None),
    ("OFFICE365_MULTIGEO", 0, "g", None),
];
const PLAN_1: &str = "EXCHANGESTANDARD";
const PLAN_2: &str = "EXCHANGEENTERPRISE";

/// A held licence in terms of the table.
#[derive(Debug, Clone, Copy)]
struct Lic<'a> {
    part: &'a str,
    gb: u32,
    marks: &'a str,
    cost: Option<u32>,
    by_group: bool,
    room: bool,
    dark: bool,
}

impl Lic<'_> {
    fn has(&self, mark: char) -> bool {
        self.marks.contains(mark)
    }

    fn mail(&self) -> bool {
        self.gb > 0
    }

    fn touches(&self) -> bool {
        self.mail() || self.has('+')
    }

    fn other(&self) -> bool {
        !self.dark && !self.touches() && !self.has('d') && !self.room
    }

    fn defender_only(&self) -> bool {
        self.has('d') && !self.mail()
    }

    fn suite(&self) -> bool {
        self.has('d') && self.mail()
    }
}

fn read(text: &str) -> bool {
    !text.is_empty() && text != "!" && !text.starts_with('~')
}

fn bytes(text: &str) -> u64 {
    match text.split_once('(') {
        Some((_, inner)) => inner
            .replace(|c: char| !c.is_ascii_digit(), "")
            .parse()
            .unwrap(),
        None => 0,
    }
}

fn size_read(row: &Row) -> bool {
    let old = row
        .report_age_hours
        .parse::<u32>()
        .is_ok_and(|h| h > 168 || bytes(&row.total_item_size) >= 42_949_672_960);
    read(&row.total_item_size) && !old
}

fn licenses(row: &Row) -> Vec<Lic<'_>> {
    if !read(&row.licenses) || row.licenses == "none" {
        return Vec::new();
    }
    row.licenses
        .split(';')
        .map(|license| {
            let (part, source) = license.split_once('@').unwrap();
            let line = PRODUCTS.iter().find(|p| p.0 == part);
            let nothing = matches!(source, "off" | "failed")
                || (row.products == "Suspended" && listed(row, part));
            let (gb, marks) = match line {
                Some(&(_, gb, marks, _)) if !nothing => {
                    // The business products hold 100 GB for those who believe it.
                    let small = row.policy == "article-2021"
                        && matches!(part, "SPB" | "O365_BUSINESS_ESSENTIALS");
                    (if small { 50 } else { gb }, marks)
                }
                _ => (0, ""),
            };
            Lic {
                part,
                gb,
                marks,
                cost: line.and_then(|l| l.3),
                by_group: matches!(source, "group" | "both"),
                room: line.is_some_and(|l| l.2.contains('r')),
                dark: line.is_none() || !read(&row.products),
            }
        })
        .map(|l| {
            if l.dark {
                Lic {
                    gb: 0,
                    marks: "",
                    room: false,
                    ..l
                }
            } else {
                l
            }
        })
        .collect()
}

/// The tenant's list does not have a product that it does not own, so that one has no state.
fn listed(row: &Row, part: &str) -> bool {
    part != "OFFICE365_MULTIGEO" || row.owns_multi_geo == "True"
}

fn recent(days: &str) -> bool {
    days.parse::<u32>().is_ok_and(|d| d <= 30)
}

fn elsewhere(row: &Row) -> bool {
    let region = &row.mailbox_region;
    row.owns_multi_geo == "True"
        && !matches!(region.as_str(), "None" | "-")
        && *region != row.default_region
}

fn entry(row: &Row, wanted: impl Fn(&str) -> bool) -> bool {
    read(&row.holds) && row.holds.split(';').any(wanted)
}

fn in_place(entry: &str) -> bool {
    entry.starts_with("UniH") || entry.starts_with("cld") || entry.starts_with("c75f")
}

fn retained(entry: &str) -> bool {
    entry.starts_with("mbx") && !entry.ends_with(":1")
}

fn org_retained(row: &Row) -> bool {
    let excluded =
        row.org_holds.starts_with("mbxaaaaaaaa") && entry(row, |e| e.starts_with("-mbxaaaaaaaa"));
    read(&row.org_holds) && retained(&row.org_holds) && read(&row.holds) && !excluded
}

/// What stands in the row for the reasons, with their effects. In a completed row it is known what is owned.
fn needs(row: &Row, completed: bool) -> BTreeMap<&'static str, &'static str> {
    let article = row.policy == "article-2021";
    let strict = row.policy == "strict";
    let need_unless_article = if article { "note" } else { "need" };
    let size = bytes(&row.total_item_size);
    let sized = size_read(row);
    let mut found = BTreeMap::new();
    let mut say = |holds: bool, code, effect| {
        if holds {
            found.insert(code, effect);
        }
    };
    say(sized && size > 53_687_091_200, "over_50_gb", "need");
    say(
        sized && (52_613_349_376..=53_687_091_200).contains(&size),
        "size_limit",
        need_unless_article,
    );
    say(
        read(&row.archive_guid) && !row.archive_guid.starts_with("0000"),
        "archive",
        "need",
    );
    say(entry(row, |e| e == "litigation"), "litigation_hold", "need");
    say(entry(row, in_place), "in_place_hold", need_unless_article);
    say(
        entry(row, retained),
        "retention_policy",
        need_unless_article,
    );
    say(
        entry(row, |e| e == "label"),
        "label_hold",
        need_unless_article,
    );
    say(
        org_retained(row),
        "org_retention",
        if strict { "need" } else { "note" },
    );
    let geo_read = (completed || read(&row.products))
        && read(&row.mailbox_region)
        && read(&row.default_region);
    say(geo_read && elsewhere(row), "multi_geo", need_unless_article);
    found
}

fn ack_dir_sync(row: &Row) -> Option<&'static str> {
    let remote = row
        .dir_synced
        .strip_prefix("True:")
        .filter(|_| read(&row.dir_synced))?;
    let fine = ["None", "", "Migrated, SharedMailbox", "100"].contains(&remote);
    Some(if fine && row.policy != "strict" {
        "note"
    } else {
        "ack"
    })
}

/// The verdict on a row in which nothing is missing.
fn complete(row: &Row) -> (String, Vec<String>) {
    let held = licenses(row);
    let all = |ruling: &str| held.iter().map(|_| ruling.to_owned()).collect::<Vec<_>>();
    if row.recipient_type_details != "SharedMailbox" {
        return (
            if held.is_empty() {
                "unlicensed"
            } else {
                "blocked"
            }
            .to_owned(),
            all("blocked"),
        );
    }
    let needs = needs(row, true);
    let needed = |codes: &[&str]| codes.iter().any(|c| needs.get(c) == Some(&"need"));
    let over = needed(&["over_50_gb"]);
    let limit = needed(&["size_limit"]);
    let content = needed(&[
        "archive",
        "litigation_hold",
        "in_place_hold",
        "retention_policy",
        "label_hold",
        "org_retention",
    ]);
    let geo = needed(&["multi_geo"]);
    let exchange = row.policy == "article-2021" && held.iter().any(Lic::defender_only);
    let quota = &row.prohibit_send_receive_quota;
    let roomy = quota == "Unlimited" || bytes(quota) > 53_687_091_200;
    let enabled = row.account_enabled == "True";
    let used = enabled && (recent(&row.last_sign_in) || recent(&row.last_activity));

    // The room: from the largest plan, else from the quota that was read.
    let largest = held
        .iter()
        .filter(|l| l.gb > 2)
        .map(|l| l.gb)
        .max()
        .unwrap_or(0);
    let (mut least_gb, mut by_quota, mut short) = (0, false, false);
    if over || limit {
        match (largest, limit, roomy) {
            (100, ..) => least_gb = 100,
            (50, true, _) => least_gb = 50,
            (_, _, true) => by_quota = true,
            _ => short = true,
        }
    }
    let fits = |set: &[&Lic<'_>]| {
        let archive = set.iter().any(|l| l.has('a'))
            || (set.iter().any(|l| l.has('b')) && set.iter().any(|l| l.has('+')));
        set.iter()
            .any(|l| l.gb >= least_gb && l.gb > 2 || least_gb == 0)
            .max(least_gb == 0)
            && (!content || archive)
            && (!(geo || exchange) || set.iter().any(|l| l.gb > 2))
    };
    let any_need = over || limit || content || geo || exchange;
    let stays: Option<Vec<&Lic<'_>>> = if any_need && !short {
        smallest(&held, &fits)
    } else {
        None
    };
    let short = any_need && stays.is_none();
    let mut stays: Vec<&str> = stays.unwrap_or_default().iter().map(|l| l.part).collect();
    let core = stays.len();
    if by_quota && any_need {
        stays.extend(held.iter().filter(|l| l.mail()).map(|l| l.part));
    }
    if geo {
        stays.extend(held.iter().filter(|l| l.has('g')).map(|l| l.part));
    }
    let content_in_onedrive = read(&row.onedrive) && row.onedrive != "0/0";
    let hybrid = ack_dir_sync(row) == Some("ack");
    let delayed = entry(row, |e| matches!(e, "delay" | "release"));

    let alone = |l: &Lic<'_>| -> &'static str {
        if l.room || l.defender_only() || (l.other() && enabled) {
            "keep"
        } else if l.by_group
            || (l.touches() && (delayed || hybrid))
            || (l.has('o') && content_in_onedrive)
            || (l.suite() && row.policy == "strict")
        {
            "blocked"
        } else {
            "removable"
        }
    };
    let target = if over || limit || content {
        PLAN_2
    } else {
        PLAN_1
    };
    let swap = |l: &Lic<'_>| {
        let cost = PRODUCTS.iter().find(|p| p.0 == target).and_then(|p| p.3);
        core == 1
            && !by_quota
            && alone(l) == "removable"
            && !l.other()
            && l.cost.is_some_and(|own| Some(own) > cost)
    };
    let swapped = format!("swap to {target}");
    let rulings: Vec<String> = held
        .iter()
        .map(|l| {
            let ruling = if used {
                "keep"
            } else if l.dark {
                "unknown"
            } else if short && (l.touches() || l.has('g')) {
                "keep"
            } else if stays.contains(&l.part) {
                if swap(l) { &swapped } else { "keep" }
            } else {
                alone(l)
            };
            ruling.to_owned()
        })
        .collect();
    let has = |ruling: &str| rulings.iter().any(|r| r.starts_with(ruling));
    let own_need = |l: &Lic<'_>| !l.dark && (l.room || l.defender_only());
    let verdict = if short {
        if held.iter().any(|l| l.dark) {
            "unknown"
        } else {
            "missing"
        }
    } else if any_need {
        if has("swap") {
            "overlicensed"
        } else {
            "required"
        }
    } else if held.is_empty() {
        "unlicensed"
    } else if used {
        "required"
    } else if has("removable") {
        "removable"
    } else if has("unknown") {
        "unknown"
    } else if held.iter().all(own_need) {
        "required"
    } else {
        "blocked"
    };
    (verdict.to_owned(), rulings)
}

/// The cheapest of no, one, two or three held licences that fit; unknown costs come last.
fn smallest<'a>(
    held: &'a [Lic<'a>],
    fits: &dyn Fn(&[&Lic<'_>]) -> bool,
) -> Option<Vec<&'a Lic<'a>>> {
    let useful: Vec<&Lic<'_>> = held.iter().filter(|l| l.touches()).collect();
    let mut sets: Vec<Vec<&Lic<'_>>> = vec![Vec::new()];
    for l in useful {
        let with: Vec<Vec<&Lic<'_>>> = sets
            .iter()
            .map(|s| s.iter().copied().chain([l]).collect())
            .collect();
        sets.extend(with);
    }
    sets.retain(|set| fits(set));
    sets.into_iter().min_by_key(|set| {
        let unknown = set.iter().filter(|l| l.cost.is_none()).count();
        (
            unknown,
            set.iter().filter_map(|l| l.cost).sum::<u32>(),
            set.len(),
        )
    })
}

/// The reasons that are said, with their effects, but for `fact_missing`.
pub(crate) fn reasons(row: &Row, judged: &Judged) -> BTreeSet<(String, String)> {
    let mut said: BTreeSet<(String, String)> = BTreeSet::new();
    let mut say = |code: &str, effect: &str| {
        said.insert((code.to_owned(), effect.to_owned()));
    };
    let kind = &row.recipient_type_details;
    if read(kind) && kind != "SharedMailbox" {
        say("not_shared", "block");
        return said;
    }
    for (code, effect) in needs(row, false) {
        say(code, effect);
    }
    let held = licenses(row);
    let unlicensed = row.licenses == "none";
    let size = bytes(&row.total_item_size);
    if size_read(row) && (48_318_382_080..52_613_349_376).contains(&size) {
        say("near_50_gb", "note");
    }
    if row.total_item_size == "never used" {
        say("never_used", "note");
    }
    if entry(row, |e| matches!(e, "delay" | "release")) {
        say("delay_hold", "block");
    }
    if let Some(effect) = ack_dir_sync(row) {
        say("dir_synced", effect);
    }
    if row.account_enabled == "True" {
        let sources = [&row.last_sign_in, &row.last_activity];
        if sources.iter().any(|s| read(s) && recent(s)) {
            say("sign_in_used", if unlicensed { "note" } else { "need" });
        } else if sources.iter().any(|s| read(s)) && sources.iter().all(|s| read(s) || *s == "!") {
            say("sign_in_open", "note");
        }
    }
    if row.smtp_auth_disabled == "False" {
        say("smtp_auth", "note");
    }
    if unlicensed
        && read(&row.prohibit_send_receive_quota)
        && bytes(&row.prohibit_send_receive_quota) > 53_687_091_200
    {
        say("pre_2018_quota", "note");
    }
    let strict = row.policy == "strict";
    for (l, ruling) in held.iter().zip(&judged.licenses) {
        let mut of_product = |holds: bool, code, effect| {
            if holds {
                say(code, effect);
            }
        };
        of_product(l.by_group, "group_inherited", "block");
        of_product(l.room && !l.dark, "device_account", "need");
        of_product(l.defender_only(), "defender", "need");
        of_product(
            l.suite(),
            "defender_in_suite",
            if strict { "ack" } else { "note" },
        );
        of_product(
            l.other(),
            "not_exchange",
            if row.account_enabled == "True" {
                "block"
            } else {
                "note"
            },
        );
        of_product(l.gb == 2, "kiosk_quota", "note");
        let onedrive = l.has('o') && ruling != "keep";
        of_product(onedrive && row.onedrive == "!", "onedrive_content", "note");
        of_product(
            onedrive && read(&row.onedrive) && row.onedrive != "0/0",
            "onedrive_content",
            "ack",
        );
    }
    said
}
