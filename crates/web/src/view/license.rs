//! Licences, and what is to become of each.

use model::{AssignedBy, Fact, License, LicenseRuling, LicenseVerdict};
use store::Record;
use words::{Service, cli, web};

use super::Context;

/// A licence in a table of mailboxes.
#[derive(Debug)]
pub(crate) struct LicenseCell {
    pub(crate) product: String,
    /// What to do with it, in a word or two.
    pub(crate) verdict: String,
    pub(crate) key: &'static str,
}

impl LicenseCell {
    pub(crate) fn new(ruling: &LicenseRuling, cx: &Context<'_>) -> Self {
        let mut verdict = words::license_verdict(ruling.verdict, cx.locale);
        if let (LicenseVerdict::Swap, Some(other)) = (ruling.verdict, ruling.swap_to) {
            verdict = format!(
                "{verdict} {}",
                web::replace_by(cx.locale, &words::product(other))
            );
        }
        Self {
            product: words::product(ruling.sku),
            verdict,
            key: ruling.verdict.as_str(),
        }
    }
}

/// The licences of a record; or what to say instead, where they are not known.
pub(crate) fn cells(record: &Record, cx: &Context<'_>) -> (Vec<LicenseCell>, Option<String>) {
    let rulings = &record.assessment.licenses;
    let cells = rulings.iter().map(|r| LicenseCell::new(r, cx)).collect();
    let gap = record
        .facts
        .licenses
        .gap()
        .map(|g| words::gap(g, cx.locale));
    (cells, gap)
}

/// A licence with everything that is known of it.
#[derive(Debug)]
pub(crate) struct LicenseDetail {
    pub(crate) cell: LicenseCell,
    /// The part number, which scripts and files use.
    pub(crate) part_number: String,
    pub(crate) assigned_by: Vec<String>,
    /// What decides it.
    pub(crate) because: Vec<String>,
    /// What ends for the account when it goes.
    pub(crate) ends: Vec<String>,
    pub(crate) cost: String,
}

/// The licences of a mailbox in full.
pub(crate) fn details(record: &Record, cx: &Context<'_>) -> Vec<LicenseDetail> {
    let rulings = &record.assessment.licenses;
    rulings.iter().map(|r| detail(record, r, cx)).collect()
}

fn detail(record: &Record, ruling: &LicenseRuling, cx: &Context<'_>) -> LicenseDetail {
    let held = match &record.facts.licenses {
        Fact::Known(known) => known.value.iter().find(|l| l.sku == ruling.sku),
        Fact::Gap(_) => None,
    };
    let services = Service::of_plans(ruling.ends.iter().copied());
    LicenseDetail {
        cell: LicenseCell::new(ruling, cx),
        part_number: engine::report::part_number(cx.tenant, ruling.sku),
        assigned_by: held.map_or_else(Vec::new, |l| assigned_by(l, cx)),
        because: ruling
            .because
            .iter()
            .map(|code| words::reason_title(*code, cx.locale))
            .collect(),
        ends: ends(&services, cx),
        cost: super::cost::of_skus(std::iter::once(ruling.sku), cx)
            .map_or_else(String::new, |cost| super::cost::plain(cost, cx)),
    }
}

/// A sentence for each service that people know; the rest, which is long, in one.
fn ends(services: &[Service], cx: &Context<'_>) -> Vec<String> {
    let (rest, known): (Vec<_>, Vec<_>) = services
        .iter()
        .partition(|s| matches!(s, Service::Other(_)));
    let mut told: Vec<_> = known.iter().map(|s| words::ends(s, cx.locale)).collect();
    if !rest.is_empty() {
        let names: Vec<_> = rest.iter().map(|s| words::service(s, cx.locale)).collect();
        told.push(cli::will_end_more(
            cx.locale,
            &words::commas(&names, cx.locale),
        ));
    }
    told
}

fn assigned_by(license: &License, cx: &Context<'_>) -> Vec<String> {
    let told = license.sources.iter().map(|source| {
        let by = match source.by {
            AssignedBy::Direct => cli::assigned_direct(cx.locale),
            AssignedBy::Group(id) => {
                let known = cx.tenant.groups.get(&id);
                let name = known.map_or_else(|| id.to_string(), |group| group.name.clone());
                cli::assigned_group(cx.locale, &name)
            }
        };
        match source.disabled_plans.len() {
            0 => by,
            off => format!("{by} ({})", web::assigned_partly(cx.locale, off as u64)),
        }
    });
    told.collect()
}
