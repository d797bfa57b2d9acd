//! `cargo xtask catalogue <csv>`: the product catalogue in `crates/model`, from a list of Microsoft's
//! "product names and service plan identifiers".
//!
//! The list has a row per product and service plan, with names retyped in every row, so they disagree.
//! Ids are the keys, and this is how one name is chosen for each:
//!
//! - Every cell is trimmed, and each run of spaces, tabs and no-break spaces in it becomes one space. Single
//!   spaces inside a part number stay: tenants answer with them (`Microsoft_365_ Business_ Premium_(no Teams)`).
//! - **Part numbers and part names:** the spelling of most rows; of equals the first in the alphabet.
//! - **Names for people:** spellings that differ only in case count as one name. A name that is a mere
//!   identifier or all capitals loses to one that is not; then the name of most rows wins, which outvotes names
//!   slipped in from a neighbouring row; of equals one that starts with "Microsoft" (renamed products do), then
//!   the longest, then the first in the alphabet. Written as most rows do, but not in capitals if avoidable.
//! - **Glued part names:** a word of a part name that is another plan's part name is dropped
//!   (`EXCHANGE_S_FOUNDATION PBI_PREMIUM_EM1_ADDON` is the second one's).
//! - Repeated rows are one row. Products and plans are sorted by id, and the plans of a product too.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context, bail, ensure};
use fs_err as fs;
use serde::Deserialize;
use uuid::Uuid;

use crate::repo;

const FOLDER: &str = "crates/model/src/catalogue";

/// Arguments of `cargo xtask catalogue`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The list, as CSV with the columns of Microsoft's own
    csv: PathBuf,
    /// Write nothing: fail if the committed catalogue is not what the list gives
    #[arg(long)]
    check: bool,
}

/// Writes the catalogue, or compares it.
pub(crate) fn run(args: &Args) -> anyhow::Result<String> {
    let text = fs::read_to_string(&args.csv)?;
    let list =
        List::read(&text).with_context(|| format!("`{}` is no such list", args.csv.display()))?;
    let summary = format!(
        "catalogue: {} products, {} service plans from {} rows",
        list.products.len(),
        list.plans.len(),
        list.rows,
    );
    let files = [
        ("plans.tsv", list.plans_tsv()),
        ("products.tsv", list.products_tsv()?),
    ];
    let folder = repo::root().join(FOLDER);
    if !args.check {
        fs::create_dir_all(&folder)?;
        for (name, text) in &files {
            fs::write(folder.join(name), text)?;
        }
        return Ok(format!("{summary}, written to {FOLDER}"));
    }
    let mut findings = Vec::new();
    for (name, wanted) in &files {
        let committed = fs::read_to_string(folder.join(name))?;
        if let Some(difference) = first_difference(&committed, wanted) {
            findings.push(format!("{FOLDER}/{name}, {difference}"));
        }
    }
    repo::verdict("catalogue", format!("{summary}, as committed"), &findings)
}

fn first_difference(committed: &str, wanted: &str) -> Option<String> {
    if committed == wanted {
        return None;
    }
    let (mut ours, mut theirs) = (committed.lines(), wanted.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (ours.next(), theirs.next()) {
            (None, None) => return Some("the line ends differ".to_owned()),
            (our, their) if our == their => {}
            (our, their) => {
                let (our, their) = (our.unwrap_or("nothing"), their.unwrap_or("nothing"));
                return Some(format!(
                    "line {number}: has `{our}`, the list gives `{their}`"
                ));
            }
        }
    }
}

#[derive(Debug, Deserialize)]
struct Row {
    #[serde(rename = "Product_Display_Name")]
    product_name: String,
    #[serde(rename = "String_Id")]
    part_number: String,
    #[serde(rename = "GUID")]
    product_id: String,
    #[serde(rename = "Service_Plan_Name")]
    plan_part_name: String,
    #[serde(rename = "Service_Plan_Id")]
    plan_id: String,
    #[serde(rename = "Service_Plans_Included_Friendly_Names")]
    plan_name: String,
}

/// How often each spelling occurs.
type Votes = BTreeMap<String, usize>;

#[derive(Debug, Default)]
struct Ballot {
    part: Votes,
    name: Votes,
}

impl Ballot {
    fn count(&mut self, part: &str, name: &str) {
        for (votes, text) in [(&mut self.part, part), (&mut self.name, name)] {
            let text = clean(text);
            if !text.is_empty() {
                *votes.entry(text).or_default() += 1;
            }
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Names {
    part: String,
    name: String,
}

#[derive(Debug)]
struct List {
    rows: usize,
    plans: BTreeMap<Uuid, Names>,
    products: BTreeMap<Uuid, (Names, BTreeSet<Uuid>)>,
}

impl List {
    fn read(text: &str) -> anyhow::Result<Self> {
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let mut plans: BTreeMap<Uuid, Ballot> = BTreeMap::new();
        let mut products: BTreeMap<Uuid, (Ballot, BTreeSet<Uuid>)> = BTreeMap::new();
        let mut rows = 0;
        for row in reader.deserialize() {
            let row: Row = row?;
            rows += 1;
            let product = id(&row.product_id).with_context(|| format!("data row {rows}"))?;
            let plan = id(&row.plan_id).with_context(|| format!("data row {rows}"))?;
            plans
                .entry(plan)
                .or_default()
                .count(&row.plan_part_name, &row.plan_name);
            let (ballot, included) = products.entry(product).or_default();
            ballot.count(&row.part_number, &row.product_name);
            included.insert(plan);
        }
        ensure!(rows > 0, "it has no rows");

        let plans = elect_all(plans)?;
        let (ballots, included): (BTreeMap<_, _>, BTreeMap<_, _>) = products
            .into_iter()
            .map(|(id, (ballot, plans))| ((id, ballot), (id, plans)))
            .unzip();
        let products = elect_all(ballots)?
            .into_iter()
            .zip(included.into_values())
            .map(|((id, names), plans)| (id, (names, plans)))
            .collect();
        Ok(Self {
            rows,
            plans: unglued(plans),
            products,
        })
    }

    fn plans_tsv(&self) -> String {
        let mut text = String::from("# Made by `cargo xtask catalogue`: id, part name, name.\n");
        for (id, Names { part, name }) in &self.plans {
            let _ = writeln!(text, "{id}\t{part}\t{name}");
        }
        text
    }

    fn products_tsv(&self) -> anyhow::Result<String> {
        let places: BTreeMap<_, _> = self.plans.keys().zip(0_usize..).collect();
        let mut text = String::from(
            "# Made by `cargo xtask catalogue`: id, part number, name, its plans (0 is the first in plans.tsv).\n",
        );
        for (id, (Names { part, name }, plans)) in &self.products {
            let mut included = Vec::new();
            for plan in plans {
                let Some(place) = places.get(plan) else {
                    bail!("{part} names the plan {plan}, which is not listed")
                };
                included.push(place.to_string());
            }
            let _ = writeln!(text, "{id}\t{part}\t{name}\t{}", included.join(" "));
        }
        Ok(text)
    }
}

fn id(text: &str) -> anyhow::Result<Uuid> {
    Uuid::parse_str(&clean(text)).with_context(|| format!("`{text}` is not a GUID"))
}

/// Trimmed, with one plain space for each run of white space.
fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn elect_all(ballots: BTreeMap<Uuid, Ballot>) -> anyhow::Result<BTreeMap<Uuid, Names>> {
    ballots
        .into_iter()
        .map(|(id, ballot)| {
            let part =
                most_rows(&ballot.part).with_context(|| format!("{id} has no name at all"))?;
            let name = for_people(&ballot).unwrap_or_else(|| part.clone());
            Ok((id, Names { part, name }))
        })
        .collect()
}

fn most_rows(votes: &Votes) -> Option<String> {
    // `max_by` keeps the last of equals, so the alphabet runs backwards.
    votes
        .iter()
        .rev()
        .max_by_key(|&(_, rows)| rows)
        .map(|(text, _)| text.clone())
}

fn for_people(ballot: &Ballot) -> Option<String> {
    let mut names: BTreeMap<String, Votes> = BTreeMap::new();
    for (spelling, &rows) in &ballot.name {
        names
            .entry(spelling.to_lowercase())
            .or_default()
            .insert(spelling.clone(), rows);
    }
    let readable = |spelling: &str| {
        let identifier = ballot.part.contains_key(spelling)
            || (spelling.contains('_') && !spelling.contains(' '));
        !identifier && spelling.contains(char::is_lowercase)
    };
    let (_, mut spellings) = names.into_iter().rev().max_by_key(|(folded, spellings)| {
        let any_readable = spellings.keys().any(|spelling| readable(spelling));
        let rows: usize = spellings.values().sum();
        (
            any_readable,
            rows,
            folded.starts_with("microsoft"),
            folded.chars().count(),
        )
    })?;
    if spellings.keys().any(|spelling| readable(spelling)) {
        spellings.retain(|spelling, _| readable(spelling));
    }
    most_rows(&spellings)
}

fn unglued(mut plans: BTreeMap<Uuid, Names>) -> BTreeMap<Uuid, Names> {
    let known: BTreeSet<_> = plans.values().map(|names| names.part.clone()).collect();
    for names in plans.values_mut() {
        let own: Vec<_> = names
            .part
            .split(' ')
            .filter(|word| !known.contains(*word))
            .collect();
        if names.part.contains(' ') && !own.is_empty() {
            names.part = own.join(" ");
        }
    }
    plans
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,\
                          Service_Plans_Included_Friendly_Names";
    const PRODUCT: &str = "00000000-0000-0000-0000-00000000000a";
    const PLAN: &str = "00000000-0000-0000-0000-000000000001";
    const OTHER: &str = "00000000-0000-0000-0000-000000000002";

    fn list(rows: &[String]) -> List {
        List::read(&format!("\u{feff}{HEADER}\r\n{}\r\n", rows.join("\r\n"))).unwrap()
    }

    fn plan_named(spellings: &[&str]) -> String {
        let rows: Vec<_> = spellings
            .iter()
            .map(|name| format!("Product,PRODUCT,{PRODUCT},THE_PLAN,{PLAN},{name}"))
            .collect();
        list(&rows).plans.into_values().next().unwrap().name
    }

    #[test]
    fn cells_are_trimmed_and_repeated_rows_are_one() {
        let dirty = format!(
            "Teams Devices,MCOCAP\u{a0},{PRODUCT}\u{a0},\"RIGHTS \tFOR \tWINDOWS \",{PLAN},Rights "
        );
        let list = list(&[dirty.clone(), dirty]);
        assert_eq!(
            list.plans_tsv().lines().last(),
            Some(&*format!("{PLAN}\tRIGHTS FOR WINDOWS\tRights"))
        );
        assert_eq!(
            list.products_tsv().unwrap().lines().last(),
            Some(&*format!("{PRODUCT}\tMCOCAP\tTeams Devices\t0")),
        );
    }

    #[test]
    fn the_name_of_most_rows_wins_whatever_its_case() {
        assert_eq!(
            plan_named(&["SharePoint (Plan 2)", "Dynamics 365", "SharePoint (Plan 2)"]),
            "SharePoint (Plan 2)"
        );
        assert_eq!(
            plan_named(&["TALENT: ONBOARD", "TALENT: ONBOARD", "Talent: Onboard"]),
            "Talent: Onboard"
        );
        assert_eq!(plan_named(&["STREAM", "STREAM"]), "STREAM");
    }

    #[test]
    fn an_identifier_or_capitals_lose_to_a_name() {
        assert_eq!(
            plan_named(&["THE_PLAN", "THE_PLAN", "The real name"]),
            "The real name"
        );
        assert_eq!(
            plan_named(&["FLOW FOR DYNAMICS 36", "Power Automate"]),
            "Power Automate"
        );
    }

    #[test]
    fn of_equals_the_name_after_the_renaming_wins() {
        let names = [
            "Azure Active Directory workload identities P2",
            "Microsoft Entra Workload ID",
        ];
        assert_eq!(plan_named(&names), "Microsoft Entra Workload ID");
        assert_eq!(
            plan_named(&["Flow for Project", "Power Automate for Project"]),
            "Power Automate for Project"
        );
        assert_eq!(plan_named(&["Name B", "Name A"]), "Name A");
    }

    #[test]
    fn a_glued_part_name_is_taken_apart() {
        let list = list(&[
            format!("P,P,{PRODUCT},FOUNDATION,{PLAN},Foundation"),
            format!("P,P,{PRODUCT},FOUNDATION,{PLAN},Foundation"),
            format!("P,P,{PRODUCT},FOUNDATION ADDON,{PLAN},Foundation"),
            format!("P,P,{PRODUCT},FOUNDATION ADDON,{OTHER},Add-on"),
        ]);
        let parts: Vec<_> = list
            .plans
            .values()
            .map(|names| names.part.as_str())
            .collect();
        assert_eq!(parts, ["FOUNDATION", "ADDON"]);
    }

    #[test]
    fn what_is_no_such_list_is_refused() {
        let bad_id = format!("{HEADER}\nP,P,not-an-id,A,{PLAN},A\n");
        let nameless = format!("{HEADER}\nP,,{PRODUCT},A,{PLAN},A\n");
        for (text, why) in [
            ("", "no rows"),
            (HEADER, "no rows"),
            ("Product,Plan\nA,B\n", "missing field"),
            (&bad_id, "data row 1"),
            (&nameless, "no name at all"),
        ] {
            let error = format!("{:#}", List::read(text).unwrap_err());
            assert!(error.contains(why), "{error}");
        }
    }

    #[test]
    fn a_difference_is_told_by_its_line() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert!(
            first_difference("a\nb\n", "a\nc\n")
                .unwrap()
                .contains("line 2")
        );
        assert!(
            first_difference("a\n", "a\nc\n")
                .unwrap()
                .contains("nothing")
        );
        assert!(
            first_difference("a\r\n", "a\n")
                .unwrap()
                .contains("line ends")
        );
    }
}
