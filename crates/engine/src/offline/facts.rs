//! From joined rows to facts. The members are read by the very functions that read a connection's rows; here only
//! their source changes, and what a connection would never leave out is filled from another file or left a gap.

use std::collections::BTreeMap;

use m365::offline::{ExportedAccount, Named};
use m365::{Field, Statistics};
use model::fact::{Gap, GapWhy};
use model::{
    AccountId, CloudId, Fact, License, MailboxFacts, Observed, SignIn, Source, TenantFacts,
};

use super::join::{Dated, Found, Joined, Subject};
use crate::observe::{Answer, Rows, facts, org_holds, owned, region};

/// The facts of a mailbox.
pub(super) fn of(subject: &Subject, joined: &Joined) -> MailboxFacts {
    let graph = joined.users.find(&subject.keys);
    let center = joined.active_users.find(&subject.keys);
    let account = account(subject, &graph, &center);
    let mut rows = Rows::default();
    rows.mailbox = match &subject.mailbox {
        Found::One(dated) => row(dated.row.clone(), dated, joined),
        Found::NoFile => Answer::NotAsked,
        Found::NoRow => Answer::None(GapWhy::Absent),
        Found::Several(rows) => Answer::None(GapWhy::Ambiguous { rows: *rows }),
    };
    let listed = [&graph, &center].into_iter().find_map(Found::one);
    rows.user = match (listed, &graph, &center) {
        (Some(dated), ..) => row(dated.row.row.clone(), dated, joined),
        (None, Found::Several(rows), _) | (None, _, Found::Several(rows)) => {
            Answer::None(GapWhy::Ambiguous { rows: *rows })
        }
        (None, Found::NoFile, Found::NoFile) => Answer::NotAsked,
        (None, ..) => Answer::None(GapWhy::Absent),
    };
    sizes(&mut rows, subject, joined);
    let upn = match (listed, subject.keys.upn.clone()) {
        (_, Some(upn)) => upn,
        (Some(dated), None) => dated
            .row
            .row
            .user_principal_name
            .value()
            .cloned()
            .unwrap_or_default(),
        (None, None) => String::new(),
    };
    rows.sign_in = match joined.sign_ins.find(&subject.keys) {
        // A file of sign-ins may be one page of several. Said to be absent, it would pass for unreadable.
        Found::NoRow => Answer::NotAsked,
        found => found.into_answer(joined.read_at, |r| r.row),
    };
    // Without a sign-in name no row of a report can be its own, nor can one be missed.
    if !upn.is_empty() {
        if let Some(report) = &joined.usage {
            rows.usage = report.row(&upn);
        }
        if let Some(report) = &joined.activity {
            rows.activity = report.row(&upn);
        }
        if let Some(report) = &joined.onedrive {
            rows.onedrive = report.row_or_none(&upn);
        }
    }
    let mut facts = as_exported(facts(account, &rows));
    facts.licenses = licenses(facts.licenses, &graph, &center, joined);
    facts.sign_in = sign_in(facts.sign_in, &graph, &center, joined);
    facts
}

fn row<T, U>(row: U, dated: &Dated<T>, joined: &Joined) -> Answer<U> {
    Answer::Row {
        row,
        as_of: dated.as_of,
        read_at: joined.read_at,
    }
}

/// The object id, from whichever file has it; all zeros where none has.
fn account(
    subject: &Subject,
    graph: &Found<ExportedAccount>,
    center: &Found<ExportedAccount>,
) -> AccountId {
    let of = |found: &Found<ExportedAccount>| found.one().and_then(|d| d.row.id);
    subject
        .keys
        .id
        .or_else(|| of(graph))
        .or_else(|| of(center))
        .unwrap_or(AccountId::from_u128(0))
}

/// Statistics where they are fresh enough to decide, else the usage report where there is one. A row that is, by its
/// id, another mailbox than the one its name belongs to is that mailbox's archive or none of our business.
fn sizes(rows: &mut Rows, subject: &Subject, joined: &Joined) {
    let found = joined.statistics.find(&subject.keys);
    if let Found::One(dated) = &found {
        let is = dated.row.row.mailbox_guid.value().copied();
        if matches!((is, subject.keys.guid), (Some(a), Some(b)) if a != b) {
            rows.statistics = Answer::None(GapWhy::NotFound);
            return;
        }
        let odd = dated.row.row.total_item_size.value().is_none();
        if joined.usage.is_some() && (odd || dated.as_of < joined.oldest) {
            return;
        }
    } else if joined.usage.is_some() && matches!(found, Found::NoRow) {
        return;
    }
    rows.statistics = found.into_answer(joined.read_at, |r| Statistics::Row(r.row));
}

/// The same facts, said to come from a file. A usage report is known by its own name.
fn as_exported(facts: MailboxFacts) -> MailboxFacts {
    MailboxFacts {
        kind: exported(facts.kind),
        size: exported(facts.size),
        quota: exported(facts.quota),
        archive: exported(facts.archive),
        archive_size: exported(facts.archive_size),
        holds: exported(facts.holds),
        dir_sync: exported(facts.dir_sync),
        region: exported(facts.region),
        sign_in: exported(facts.sign_in),
        last_sign_in: exported(facts.last_sign_in),
        smtp_auth: exported(facts.smtp_auth),
        usage_location: exported(facts.usage_location),
        licenses: exported(facts.licenses),
        ..facts
    }
}

fn exported<T>(fact: Fact<T>) -> Fact<T> {
    let of = |source| match source {
        Source::MailboxUsageReport | Source::ActiveUserReport | Source::OneDriveUsageReport => {
            source
        }
        _ => Source::Export,
    };
    match fact {
        Fact::Known(seen) => Fact::Known(Observed {
            source: of(seen.source),
            ..seen
        }),
        Fact::Gap(gap) => Fact::Gap(Gap {
            source: gap.source.map(of),
            why: exported_why(gap.why),
        }),
    }
}

fn exported_why(why: GapWhy) -> GapWhy {
    match why {
        GapWhy::Conflict {
            one_says,
            other_says,
            ..
        } => GapWhy::Conflict {
            one: Source::Export,
            one_says,
            other: Source::Export,
            other_says,
        },
        other => other,
    }
}

/// Licences with their sources where a file has them; else products only, of which it is not known who gives them.
fn licenses(
    full: Fact<Vec<License>>,
    graph: &Found<ExportedAccount>,
    center: &Found<ExportedAccount>,
    joined: &Joined,
) -> Fact<Vec<License>> {
    if full.value().is_some() || matches!(graph, Found::Several(_)) {
        return full;
    }
    if let Some(dated) = graph.one()
        && let (Field::Value(assigned), Field::Missing | Field::Null) = (
            &dated.row.row.assigned_licenses,
            &dated.row.row.license_assignment_states,
        )
    {
        let named = assigned.iter().map(|l| License::named(l.sku_id)).collect();
        return known(named, dated, joined);
    }
    match center.one().map(|dated| (dated, &dated.row.named)) {
        Some((dated, Named::Products(skus))) => known(
            skus.iter().map(|&sku| License::named(sku)).collect(),
            dated,
            joined,
        ),
        Some((_, Named::Unclear(text))) => Fact::Gap(Gap::at(
            Source::Export,
            GapWhy::Unparsable { text: text.clone() },
        )),
        Some((_, Named::Nothing)) | None => full,
    }
}

/// From one file, or from two that agree.
fn sign_in(
    first: Fact<SignIn>,
    graph: &Found<ExportedAccount>,
    center: &Found<ExportedAccount>,
    joined: &Joined,
) -> Fact<SignIn> {
    let said = |found: &Found<ExportedAccount>| {
        found
            .one()
            .and_then(|d| d.row.row.account_enabled.value().copied())
    };
    let value = |on| if on { SignIn::Allowed } else { SignIn::Blocked };
    match (said(graph), said(center)) {
        (Some(a), Some(b)) if a != b => Fact::Gap(Gap::at(
            Source::Export,
            GapWhy::Conflict {
                one: Source::Export,
                one_says: format!("accountEnabled: {a}"),
                other: Source::Export,
                other_says: format!("Block credential: {}", !b),
            },
        )),
        (None, Some(on)) if !matches!(graph, Found::Several(_)) => center
            .one()
            .map_or(first, |dated| known(value(on), dated, joined)),
        _ => first,
    }
}

fn known<T, U>(value: T, dated: &Dated<U>, joined: &Joined) -> Fact<T> {
    Fact::Known(Observed {
        value,
        source: Source::Export,
        as_of: dated.as_of,
        read_at: joined.read_at,
    })
}

/// The tenant as a whole. It is called by the domain that most of its mailboxes have.
pub(super) fn tenant(joined: &Joined, subjects: &[Subject], cloud: CloudId) -> TenantFacts {
    let mut domains: BTreeMap<&str, usize> = BTreeMap::new();
    for subject in subjects {
        let name = subject.keys.addresses.first().or(subject.keys.upn.as_ref());
        if let Some((_, domain)) = name.and_then(|n| n.split_once('@')) {
            *domains.entry(domain).or_default() += 1;
        }
    }
    let name = domains
        .iter()
        .max_by_key(|(_, count)| **count)
        .map_or("-", |(domain, _)| domain);
    let mut tenant = super::unread(name.to_owned(), cloud);
    if let Some(products) = &joined.products {
        let read = products
            .row
            .iter()
            .map(owned)
            .collect::<Result<Vec<_>, _>>();
        tenant.skus = said(read, products, joined);
    }
    match &joined.organizations[..] {
        [] => {}
        [one] => {
            tenant.org_holds = said(org_holds(&one.row), one, joined);
            tenant.default_region = said(region(&one.row), one, joined);
        }
        several => {
            let rows = several.len() as u64;
            tenant.org_holds = Fact::Gap(Gap::at(Source::Export, GapWhy::Ambiguous { rows }));
            tenant.default_region = Fact::Gap(Gap::at(Source::Export, GapWhy::Ambiguous { rows }));
        }
    }
    tenant
}

fn said<T, U>(read: Result<T, GapWhy>, dated: &Dated<U>, joined: &Joined) -> Fact<T> {
    match read {
        Ok(value) => known(value, dated, joined),
        Err(why) => Fact::Gap(Gap::at(Source::Export, why)),
    }
}
