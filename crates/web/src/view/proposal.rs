//! Exactly what would change: steps, what ends with them, what cannot come back, and what it saves.

use std::collections::BTreeMap;

use engine::{Policy, Proposal};
use model::{AccountId, Action, Purpose, ReasonCode, ServicePlanId, SkuId, Step};
use words::{Locale, Service, cli, panel, run as said};

use super::obstacle::mailbox;
use super::row::shown_name;
use super::{Context, cost};

/// More mailboxes than this are not changed by pressing a button alone: their number is typed, as on the command line.
pub(crate) const MANY: usize = 20;

/// So many mailboxes are named in a sentence; of more, the number is said.
const NAMED: usize = 3;

/// A step as a row.
#[derive(Debug)]
pub(crate) struct StepRow {
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) href: Option<String>,
    pub(crate) change: String,
    /// What a person answered for.
    pub(crate) answered: Vec<String>,
    pub(crate) cost: String,
}

/// What ends, and for whom.
#[derive(Debug)]
pub(crate) struct End {
    pub(crate) title: String,
    pub(crate) lines: Vec<String>,
    pub(crate) rest: Option<Rest>,
}

/// How many other services, and their names.
pub(crate) type Rest = (String, String);

/// The accounts that a proposal would change.
pub(crate) fn accounts(proposal: &Proposal) -> usize {
    let mut accounts: Vec<_> = proposal.plan.steps.iter().map(|s| s.account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    accounts.len()
}

/// What would be done, in a few words: `Remove 12 licences from 10 mailboxes`.
pub(crate) fn headline(proposal: &Proposal, l: &Locale) -> String {
    let licenses: usize = proposal.plan.steps.iter().map(licenses_of).sum();
    let licenses = cli::licenses(l, licenses as u64);
    let mailboxes = cli::mailboxes(l, accounts(proposal) as u64);
    match proposal.plan.purpose {
        Purpose::Restore => said::would_put_back(l, &licenses, &mailboxes),
        _ => said::would_remove(l, &licenses, &mailboxes),
    }
}

fn licenses_of(step: &Step) -> usize {
    match &step.action {
        Action::ChangeLicenses { add, remove } => add.len().max(remove.len()),
        _ => 0,
    }
}

fn removed(step: &Step) -> &[SkuId] {
    match &step.action {
        Action::ChangeLicenses { remove, .. } => remove,
        _ => &[],
    }
}

/// Some of the steps as rows.
pub(crate) fn rows(steps: &[Step], cx: &Context<'_>) -> Vec<StepRow> {
    let row = |step: &Step| StepRow {
        name: shown_name(&step.name),
        address: step.name.primary_smtp_address.clone(),
        href: cx.links.map(|links| links.user(step.account)),
        change: words::action(&step.action, cx.locale),
        answered: step
            .acknowledged
            .iter()
            .map(|answered| {
                let title = words::reason_title(answered.code, cx.locale);
                match &answered.reason {
                    Some(reason) => said::answered_because(cx.locale, &title, reason),
                    None => said::answered(cx.locale, &title),
                }
            })
            .collect(),
        cost: cost::of_skus(removed(step).iter().copied(), cx)
            .map_or_else(String::new, |cost| cost::plain(cost, cx)),
    };
    steps.iter().map(row).collect()
}

/// What the licences that go cost a month; `None` where none goes.
pub(crate) fn saving(proposal: &Proposal, cx: &Context<'_>) -> Option<String> {
    let all = proposal.plan.steps.iter().flat_map(removed).copied();
    let cost = cost::of_skus(all, cx)?;
    Some(words::web::saving(
        cx.locale,
        &words::cost(&cost, cx.locale),
    ))
}

/// What ends per product; accounts with the same end are told together.
pub(crate) fn ends(proposal: &Proposal, policy: &Policy, l: &Locale) -> Vec<End> {
    let ends = ending(proposal);
    let end = |((sku, plans), accounts): (&(SkuId, Vec<ServicePlanId>), &Vec<AccountId>)| {
        let product = words::product(*sku);
        if plans.is_empty() {
            return End {
                title: cli::will_end_nothing(l, &product),
                lines: Vec::new(),
                rest: None,
            };
        }
        let alone = ends.keys().filter(|(other, _)| other == sku).count() == 1;
        let (lines, rest) = services(plans, policy, l);
        End {
            title: if alone {
                cli::will_end(l, &product)
            } else {
                cli::will_end_of(l, &named(accounts, proposal, l), &product)
            },
            lines,
            rest,
        }
    };
    ends.iter().map(end).collect()
}

type Ending = BTreeMap<(SkuId, Vec<ServicePlanId>), Vec<AccountId>>;

fn ending(proposal: &Proposal) -> Ending {
    let mut ends = Ending::new();
    let records = &proposal.records;
    for step in &proposal.plan.steps {
        let record = records.iter().find(|r| r.facts.account == step.account);
        let rulings = record.map_or(&[][..], |r| r.assessment.licenses.as_slice());
        for sku in removed(step) {
            let ruling = rulings.iter().find(|ruling| ruling.sku == *sku);
            let mut plans = ruling.map(|r| r.ends.clone()).unwrap_or_default();
            plans.sort_unstable();
            ends.entry((*sku, plans)).or_default().push(step.account);
        }
    }
    ends
}

/// The services that people know, each as a sentence with the quota afterwards; and how many others, with their names.
fn services(plans: &[ServicePlanId], policy: &Policy, l: &Locale) -> (Vec<String>, Option<Rest>) {
    let quota = policy.limits().over;
    let (other, known): (Vec<_>, Vec<_>) = Service::of_plans(plans.iter().copied())
        .into_iter()
        .partition(|s| matches!(s, Service::Other(_)));
    let told = |service: Service| match service {
        Service::Mailbox(None) => words::ends(&Service::Mailbox(Some(quota)), l),
        other => words::ends(&other, l),
    };
    let lines = known.into_iter().map(told).collect();
    let mut names: Vec<_> = other.iter().map(|s| words::service(s, l)).collect();
    names.sort_unstable_by_key(|name| name.to_lowercase());
    names.dedup();
    let rest = (!names.is_empty()).then(|| {
        let count = panel::ends_rest(l, names.len() as u64);
        (count, words::commas(&names, l))
    });
    (lines, rest)
}

/// What cannot be put back once it is done, and for whom.
pub(crate) fn lost(proposal: &Proposal, l: &Locale) -> Vec<String> {
    let steps = &proposal.plan.steps;
    let mut reasons: BTreeMap<ReasonCode, Vec<AccountId>> = BTreeMap::new();
    for step in steps {
        for code in &step.irreversible {
            reasons.entry(*code).or_default().push(step.account);
        }
    }
    let by_reason = reasons.iter().map(|(code, accounts)| {
        let title = words::reason_title(*code, l);
        said::lost(l, &named(accounts, proposal, l), &title)
    });
    let by_product = proposal.cannot_come_back().into_iter().map(|sku| {
        let takes = |step: &&Step| removed(step).contains(&sku);
        let accounts: Vec<_> = steps.iter().filter(takes).map(|s| s.account).collect();
        cli::lost_product(l, &named(&accounts, proposal, l), &words::product(sku))
    });
    let nowhere = proposal.without_usage_location();
    let mut accounts: Vec<_> = steps
        .iter()
        .filter(|step| nowhere.contains(&&step.name))
        .map(|step| step.account)
        .collect();
    accounts.dedup();
    let by_location =
        (!accounts.is_empty()).then(|| cli::lost_location(l, &named(&accounts, proposal, l)));
    by_reason.chain(by_product).chain(by_location).collect()
}

fn named(accounts: &[AccountId], proposal: &Proposal, l: &Locale) -> String {
    if accounts.len() > NAMED {
        return cli::mailboxes(l, accounts.len() as u64);
    }
    let name = |account: &AccountId| {
        let steps = &proposal.plan.steps;
        steps.iter().find(|step| step.account == *account)
    };
    let names: Vec<_> = accounts
        .iter()
        .filter_map(name)
        .map(|step| mailbox(&step.name))
        .collect();
    words::commas(&names, l)
}
