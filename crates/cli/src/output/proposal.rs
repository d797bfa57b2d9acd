//! What will change, told before anybody is asked.

use std::collections::BTreeMap;

use engine::Proposal;
use model::{AccountId, Action, ReasonCode, ServicePlanId, SkuId, Step};
use words::{Locale, Service, cli};

use super::obstacles::{mailbox, told};
use crate::printer::{Printer, style, styled};

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
            printer.prose(&format!(
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
        show_lost(proposal, printer, l);
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
            printer.prose(&format!("  - {line}"));
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

fn show_lost(proposal: &Proposal, printer: &Printer, l: &Locale) {
    let lost = lost(proposal, l);
    if lost.is_empty() {
        return;
    }
    printer.say(&styled(style::WAIT, &cli::cannot_come_back(l)));
    for lost in lost {
        printer.prose(&format!("  - {}", lost.text));
    }
}

/// Something that cannot be put back once the plan is carried out.
#[derive(Debug)]
pub(crate) struct Lost {
    /// The code of a reason, or what of the tenant or the account stands in the way.
    pub(crate) code: &'static str,
    /// What, and for whom.
    pub(crate) text: String,
    /// Whose.
    pub(crate) accounts: Vec<AccountId>,
}

/// What `restore` will not be able to put back: said before the write.
pub(crate) fn lost(proposal: &Proposal, l: &Locale) -> Vec<Lost> {
    let steps = &proposal.plan.steps;
    let mut reasons: BTreeMap<ReasonCode, Vec<AccountId>> = BTreeMap::new();
    for step in steps {
        for code in &step.irreversible {
            reasons.entry(*code).or_default().push(step.account);
        }
    }
    let by_reason = reasons.into_iter().map(|(code, accounts)| Lost {
        code: code.as_str(),
        text: format!(
            "{}: {}",
            words::reason_title(code, l),
            named(&accounts, proposal, l)
        ),
        accounts,
    });
    let by_product = proposal.cannot_come_back().into_iter().map(|sku| {
        let takes = |step: &&Step| matches!(&step.action, Action::ChangeLicenses { remove, .. } if remove.contains(&sku));
        let accounts: Vec<_> = steps.iter().filter(takes).map(|step| step.account).collect();
        let whose = named(&accounts, proposal, l);
        Lost {
            code: "subscription",
            text: cli::lost_product(l, &whose, &words::product(sku)),
            accounts,
        }
    });
    let nowhere = proposal.without_usage_location();
    let mut accounts: Vec<_> = steps
        .iter()
        .filter(|step| nowhere.contains(&&step.name))
        .map(|step| step.account)
        .collect();
    accounts.dedup();
    let by_location = (!accounts.is_empty()).then(|| Lost {
        code: "usage_location",
        text: cli::lost_location(l, &named(&accounts, proposal, l)),
        accounts,
    });
    by_reason.chain(by_product).chain(by_location).collect()
}

fn show_obstacles(proposal: &Proposal, printer: &Printer, l: &Locale) {
    if proposal.obstacles.is_empty() {
        return;
    }
    printer.say(&cli::will_not_change(l));
    for obstacle in &proposal.obstacles {
        let told = told(obstacle, proposal, l);
        printer.prose(&format!("  {}", told.text));
        for remedy in told.remedies {
            printer.prose(&format!("    - {remedy}"));
        }
    }
}
