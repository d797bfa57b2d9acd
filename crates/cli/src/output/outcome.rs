//! What became of a change: Unlicensed or what is left, the licences that became available, the ways on.

use std::collections::BTreeSet;

use engine::{ApplyReport, Available, Proposal, StepEnd};
use model::{Action, Purpose, SkuId, StepState};
use words::{Locale, billing, cli};

use super::obstacles::mailbox;
use crate::printer::{Printer, style, styled};
use crate::prompt::MANY;

/// Says what became of each mailbox, and of the whole.
pub(crate) fn show(
    report: &ApplyReport,
    proposal: Option<&Proposal>,
    purpose: Purpose,
    printer: &Printer,
    l: &Locale,
) {
    let many = report.steps.len() > MANY;
    for end in &report.steps {
        // Of many mailboxes only those are told whose end is not the expected one.
        if !(many && end.state == StepState::Done) {
            printer.prose(&one(end, proposal, purpose, l));
        }
    }
    let unassigned = |end: &&StepEnd| end.state == StepState::Done && !removed(end).is_empty();
    if purpose == Purpose::RemoveLicenses {
        let mailboxes: BTreeSet<_> = report
            .steps
            .iter()
            .filter(unassigned)
            .map(|e| e.step.account)
            .collect();
        let licenses: usize = report
            .steps
            .iter()
            .filter(unassigned)
            .map(|e| removed(e).len())
            .sum();
        if mailboxes.len() > 1 {
            let (licenses, mailboxes) = (
                cli::licenses(l, licenses as u64),
                cli::mailboxes(l, mailboxes.len() as u64),
            );
            printer.say(&styled(
                style::GOOD,
                &cli::total_removed(l, &licenses, &mailboxes),
            ));
        }
    }
    let unconfirmed = report.count(StepState::Unconfirmed) as u64;
    if unconfirmed > 0 && many {
        printer.say(&cli::total_unconfirmed(l, unconfirmed));
    }
    if purpose == Purpose::RemoveLicenses {
        show_available(&report.available, proposal, printer, l);
    }
}

/// One step's end as a sentence.
fn one(end: &StepEnd, proposal: Option<&Proposal>, purpose: Purpose, l: &Locale) -> String {
    let account = mailbox(&end.step.name);
    match (end.state, &end.step.action) {
        (StepState::Done, Action::ChangeLicenses { .. }) => {
            let left = left(end, proposal);
            let names: Vec<_> = left.iter().map(|sku| words::product(*sku)).collect();
            let text = match purpose {
                _ if left.is_empty() => cli::removed(l, &account),
                Purpose::Restore => cli::restored(l, &account, &words::list(&names, l)),
                _ => cli::left(l, &account, &words::list(&names, l)),
            };
            styled(style::GOOD, &text)
        }
        (StepState::Done, action) => styled(
            style::GOOD,
            &cli::step_done(l, &account, &words::action(action, l)),
        ),
        (StepState::Unconfirmed | StepState::Intended, _) => {
            styled(style::WAIT, &cli::unconfirmed(l, &account))
        }
        (state, _) => {
            let why = end.why.as_ref().map_or_else(
                || words::step_state_about(state, l),
                |why| words::refusal(why, l),
            );
            styled(style::BAD, &cli::step_failed(l, &account, &why))
        }
    }
}

/// The products that a step took away.
pub(crate) fn removed(end: &StepEnd) -> &[SkuId] {
    match &end.step.action {
        Action::ChangeLicenses { remove, .. } => remove,
        _ => &[],
    }
}

/// The products that the account holds after the step, those that groups give included.
pub(crate) fn left(end: &StepEnd, proposal: Option<&Proposal>) -> BTreeSet<SkuId> {
    let direct = end.after.as_ref().and_then(|after| after.direct.as_ref());
    let mut left: BTreeSet<SkuId> = direct
        .into_iter()
        .flat_map(|direct| direct.keys().copied())
        .collect();
    let record = proposal.and_then(|p| {
        p.records
            .iter()
            .find(|r| r.facts.account == end.step.account)
    });
    let held = record
        .and_then(|r| r.facts.licenses.value())
        .map_or(&[][..], Vec::as_slice);
    left.extend(
        held.iter()
            .filter(|license| license.groups().next().is_some())
            .map(|license| license.sku),
    );
    left
}

fn show_available(
    available: &[Available],
    proposal: Option<&Proposal>,
    printer: &Printer,
    l: &Locale,
) {
    let freed: Vec<_> = available.iter().filter(|a| a.freed > 0).collect();
    if freed.is_empty() {
        return;
    }
    printer.say("");
    let mut licenses = 0;
    for available in &freed {
        if !available.free {
            licenses += available.freed;
        }
        printer.say(&billing::available(
            l,
            available.freed,
            &words::product(available.sku),
        ));
    }
    if licenses > 0 {
        printer.say(&billing::still_paying(l, licenses));
    }
    printer.prose(&format!("  - {}", billing::pass_on(l)));
    if licenses > 0 {
        printer.prose(&format!("  - {}", billing::stop_paying(l)));
    }
    for available in freed.into_iter().filter(|a| !a.free) {
        let owned = proposal.and_then(|p| p.tenant.sku(available.sku));
        if let Some(owned) = owned.filter(|sku| sku.enabled > available.freed) {
            let total = owned.enabled - available.freed;
            printer.say(&format!(
                "    {}",
                billing::new_total(l, total, &words::product(available.sku), owned.enabled)
            ));
        }
    }
}
