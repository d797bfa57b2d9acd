//! What will change, told before anybody is asked.

use std::collections::BTreeMap;

use engine::Proposal;
use model::{AccountId, Action, ServicePlanId, SkuId};
use words::{Locale, Service, cli};

use super::obstacles::{mailbox, told};
use crate::printer::Printer;

/// What ends with a product, and for whom.
type Ends = BTreeMap<(SkuId, Vec<ServicePlanId>), Vec<AccountId>>;

/// So many mailboxes are named in one line; of more, the number is said.
const NAMED: usize = 3;

/// Says what will change, what ends with it, and what stays as it is.
pub(crate) fn show(proposal: &Proposal, printer: &Printer, l: &Locale) {
    if !proposal.plan.steps.is_empty() {
        printer.say(&cli::will_change(l));
        for step in &proposal.plan.steps {
            let action = words::action(&step.action, l);
            printer.say(&format!(
                "  {}",
                cli::step_done(l, &mailbox(&step.name), &action)
            ));
            for answered in &step.acknowledged {
                let title = words::reason_title(answered.code, l);
                let flag = if answered.overridden {
                    "--override"
                } else {
                    "--ack"
                };
                printer.say(&format!("    {flag} {}: {title}", answered.code));
            }
        }
        show_ends(proposal, printer, l);
        show_irreversible(proposal, printer, l);
    }
    show_obstacles(proposal, printer, l);
}

fn show_ends(proposal: &Proposal, printer: &Printer, l: &Locale) {
    let ends = ends(proposal);
    for ((sku, plans), accounts) in &ends {
        let product = words::product(*sku);
        if plans.is_empty() {
            printer.say(&cli::will_end_nothing(l, &product));
            continue;
        }
        let alone = ends.keys().filter(|(other, _)| other == sku).count() == 1;
        let heading = if alone {
            cli::will_end(l, &product)
        } else {
            cli::will_end_of(l, &named(accounts, proposal, l), &product)
        };
        printer.say(&heading);
        for line in services(plans, l) {
            printer.say(&format!("  - {line}"));
        }
    }
}

/// The services that people know, each as a sentence; the others by their names in one line.
pub(crate) fn services(plans: &[ServicePlanId], l: &Locale) -> Vec<String> {
    let services = Service::of_plans(plans.iter().copied());
    let (other, known): (Vec<_>, Vec<_>) = services
        .iter()
        .partition(|s| matches!(s, Service::Other(_)));
    let mut lines: Vec<_> = known
        .into_iter()
        .map(|service| words::ends(service, l))
        .collect();
    let mut names: Vec<_> = other
        .into_iter()
        .map(|service| words::service(service, l))
        .collect();
    names.sort_unstable_by_key(|name| name.to_lowercase());
    names.dedup();
    if !names.is_empty() {
        let names = words::commas(&names, l);
        lines.push(if lines.is_empty() {
            names
        } else {
            cli::will_end_more(l, &names)
        });
    }
    lines
}

/// What ends per product, accounts with the same end together.
fn ends(proposal: &Proposal) -> Ends {
    let mut ends = Ends::new();
    for step in &proposal.plan.steps {
        let Action::ChangeLicenses { remove, .. } = &step.action else {
            continue;
        };
        let Some(record) = proposal
            .records
            .iter()
            .find(|r| r.facts.account == step.account)
        else {
            continue;
        };
        for sku in remove {
            let ruling = record
                .assessment
                .licenses
                .iter()
                .find(|ruling| ruling.sku == *sku);
            let mut plans = ruling.map(|ruling| ruling.ends.clone()).unwrap_or_default();
            plans.sort_unstable();
            ends.entry((*sku, plans)).or_default().push(step.account);
        }
    }
    ends
}

fn named(accounts: &[AccountId], proposal: &Proposal, l: &Locale) -> String {
    if accounts.len() > NAMED {
        return cli::mailboxes(l, accounts.len() as u64);
    }
    let addresses: Vec<_> = accounts
        .iter()
        .filter_map(|account| {
            proposal
                .plan
                .steps
                .iter()
                .find(|step| step.account == *account)
        })
        .map(|step| step.name.primary_smtp_address.clone())
        .collect();
    words::commas(&addresses, l)
}

fn show_irreversible(proposal: &Proposal, printer: &Printer, l: &Locale) {
    let mut lost: BTreeMap<model::ReasonCode, Vec<AccountId>> = BTreeMap::new();
    for step in &proposal.plan.steps {
        for code in &step.irreversible {
            lost.entry(*code).or_default().push(step.account);
        }
    }
    if lost.is_empty() {
        return;
    }
    printer.say(&cli::cannot_come_back(l));
    for (code, accounts) in lost {
        printer.say(&format!(
            "  - {}: {}",
            words::reason_title(code, l),
            named(&accounts, proposal, l)
        ));
    }
}

fn show_obstacles(proposal: &Proposal, printer: &Printer, l: &Locale) {
    if proposal.obstacles.is_empty() {
        return;
    }
    printer.say(&cli::will_not_change(l));
    for obstacle in &proposal.obstacles {
        let told = told(obstacle, proposal, l);
        printer.say(&format!("  {}", told.text));
        for remedy in told.remedies {
            printer.say(&format!("    - {remedy}"));
        }
    }
}
