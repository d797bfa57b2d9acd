//! Changes as machines are given them.

use engine::{ApplyReport, Proposal, StepEnd};
use model::{Action, Step, TenantFacts};
use words::Locale;

use super::{items, obstacles, outcome, proposal, shape};
use crate::session::Session;

/// A change that was only looked at, or that ended.
pub(crate) fn change(
    session: &Session,
    proposal: Option<&Proposal>,
    report: Option<&ApplyReport>,
    dry_run: bool,
) -> shape::Change {
    let l = &session.locale;
    let steps = match (report, proposal) {
        (Some(report), _) => report
            .steps
            .iter()
            .map(|end| ended(end, proposal, l))
            .chain(not_begun(report, proposal, l))
            .collect(),
        (None, Some(proposal)) => proposal
            .plan
            .steps
            .iter()
            .map(|step| planned(step, Some(proposal), l))
            .collect(),
        (None, None) => Vec::new(),
    };
    let plan = report.map(|r| r.plan).or_else(|| {
        proposal
            .filter(|p| !p.plan.steps.is_empty())
            .map(|p| p.plan.digest())
    });
    shape::Change {
        tenant_id: session.connection.tenant().to_string(),
        simulated: session.is_embedded(),
        dry_run,
        plan: plan.map(|digest| digest.to_string()),
        steps,
        refused: proposal
            .map(|p| p.obstacles.iter().map(|o| refused(o, p, l)).collect())
            .unwrap_or_default(),
        available: report
            .map(|r| available(r, proposal.map(|p| &p.tenant)))
            .unwrap_or_default(),
    }
}

fn planned(step: &Step, proposal: Option<&Proposal>, l: &Locale) -> shape::Step {
    let (add, remove) = match &step.action {
        Action::ChangeLicenses { add, remove } => {
            (add.iter().map(|a| a.sku).collect(), remove.clone())
        }
        _ => (Vec::new(), Vec::new()),
    };
    let record = proposal.and_then(|p| p.records.iter().find(|r| r.facts.account == step.account));
    let rulings = record.map_or(&[][..], |r| &r.assessment.licenses);
    let ends = rulings
        .iter()
        .filter(|ruling| remove.contains(&ruling.sku))
        .flat_map(|ruling| &ruling.ends);
    shape::Step {
        mailbox: items::mailbox(step.account, &step.name),
        action: words::action(&step.action, l),
        remove: remove.iter().map(ToString::to_string).collect(),
        add: add.iter().map(ToString::to_string).collect(),
        ends: ends.map(ToString::to_string).collect(),
        irreversible: proposal.map_or_else(Vec::new, |p| irreversible(step, p, l)),
        state: "planned".to_owned(),
        why: None,
        left: None,
        change: None,
    }
}

/// Steps that a run left when it was asked to stop: planned, as before.
fn not_begun(
    report: &ApplyReport,
    proposal: Option<&Proposal>,
    l: &Locale,
) -> impl Iterator<Item = shape::Step> {
    let steps = proposal.map_or(&[][..], |p| &p.plan.steps).iter();
    steps
        .filter(|step| report.steps.iter().all(|end| end.step.no != step.no))
        .map(move |step| planned(step, proposal, l))
}

fn irreversible(step: &Step, proposal: &Proposal, l: &Locale) -> Vec<shape::Irreversible> {
    proposal::lost(proposal, l)
        .into_iter()
        .filter(|lost| lost.accounts.contains(&step.account))
        .map(|lost| shape::Irreversible {
            code: lost.code.to_owned(),
            text: lost.text,
        })
        .collect()
}

fn ended(end: &StepEnd, proposal: Option<&Proposal>, l: &Locale) -> shape::Step {
    let read = end
        .after
        .as_ref()
        .is_some_and(|after| after.direct.is_some());
    shape::Step {
        state: end.state.as_str().to_owned(),
        why: end.why.as_ref().map(|why| words::refusal(why, l)),
        left: read.then(|| {
            outcome::left(end, proposal)
                .iter()
                .map(ToString::to_string)
                .collect()
        }),
        change: Some(end.seq.0),
        ..planned(&end.step, proposal, l)
    }
}

fn refused(obstacle: &rules::Obstacle, proposal: &Proposal, l: &Locale) -> shape::Refused {
    let told = obstacles::told(obstacle, proposal, l);
    shape::Refused {
        account: told.account.map(|account| account.to_string()),
        codes: told
            .codes
            .iter()
            .map(|code| code.as_str().to_owned())
            .collect(),
        text: told.text,
        remedies: told.remedies,
    }
}

fn available(report: &ApplyReport, tenant: Option<&TenantFacts>) -> Vec<shape::Available> {
    let one = |a: &engine::Available| shape::Available {
        sku_id: a.sku.to_string(),
        sku_part_number: tenant.map_or_else(
            || a.sku.to_string(),
            |t| engine::report::part_number(t, a.sku),
        ),
        name: words::product(a.sku),
        freed: a.freed,
        now: a.now,
    };
    report.available.iter().map(one).collect()
}
