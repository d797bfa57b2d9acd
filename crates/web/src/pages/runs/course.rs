//! A run as it stands: found by its own id or by its plan's, and counted from the ledger.

use std::str::FromStr;

use engine::{ApplyReport, Followed};
use model::{Actor, Entry, Plan, PlanDigest, RunId};
use store::LedgerQuery;

use crate::desk::Desk;
use crate::pages::problem::Problem;
use crate::view::tally::Tally;
use crate::work::{Stage, Work};

/// A run as it stands.
#[derive(Debug)]
pub(crate) struct Course {
    pub(crate) followed: Followed,
    pub(crate) plan: PlanDigest,
    /// What was to be done; `None` where it is no longer kept.
    pub(crate) steps: Option<Plan>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) tally: Tally,
    pub(crate) stand: Stand,
    /// What this process knows of it, if it began it.
    pub(crate) work: Option<Work<ApplyReport>>,
}

/// Where a run stands.
#[derive(Debug, Clone)]
pub(crate) enum Stand {
    /// It was asked for, and nothing is written yet.
    Beginning,
    /// It did not begin.
    NotBegun(Stage<ApplyReport>),
    Going,
    /// Its process died, or gave up.
    Stopped,
    Ended,
}

impl Course {
    /// The run that an address names.
    pub(crate) async fn find(desk: &Desk, id: &str) -> Result<Self, Problem> {
        let no_run = || Problem::NoRun(id.to_owned());
        let followed = followed(id).ok_or_else(no_run)?;
        // Nobody at work before and after, and no end found in between, means that it was interrupted.
        let before = is_busy(desk).await?;
        let entries = entries(desk, followed).await?;
        let busy = before || is_busy(desk).await?;
        let plan = match (followed, entries.first()) {
            (_, Some(first)) => first.body.plan,
            (Followed::Plan(plan), None) => plan,
            (Followed::Run(_), None) => return Err(no_run()),
        };
        let work = desk.works.run_of(plan);
        if entries.is_empty() && work.is_none() {
            return Err(no_run());
        }
        let steps = desk.engine().store().plan(plan).await?;
        let steps = steps.filter(|plan| plan.tenant == desk.tenant());
        let mut tally = Tally::new(steps.as_ref().map_or(0, |p| p.steps.len() as u64));
        for entry in &entries {
            tally.add(entry);
        }
        let stand = match (&work, entries.first()) {
            _ if tally.ended_at.is_some() => Stand::Ended,
            (_, Some(_)) if !busy => Stand::Stopped,
            (_, Some(_)) => Stand::Going,
            (Some(work), None) if !work.is_going() => Stand::NotBegun(work.stage()),
            _ => Stand::Beginning,
        };
        Ok(Self {
            followed,
            plan,
            steps,
            entries,
            tally,
            stand,
            work,
        })
    }

    /// The run, once it began.
    pub(crate) fn run(&self) -> Option<RunId> {
        self.entries.first().map(|first| first.body.run)
    }

    /// Who began it.
    pub(crate) fn by(&self) -> Option<&Actor> {
        self.entries.first().map(|first| &first.body.by)
    }
}

/// Is somebody changing the tenant, or about to?
async fn is_busy(desk: &Desk) -> Result<bool, Problem> {
    let finishing = desk.works.finishing(desk.tenant());
    if finishing.is_some_and(|work| work.is_going()) {
        return Ok(true);
    }
    let busy = desk.engine().busy(&desk.caller, desk.tenant()).await?;
    Ok(busy.is_some())
}

fn followed(id: &str) -> Option<Followed> {
    let plan = || PlanDigest::from_str(id).map(Followed::Plan);
    let run = RunId::from_str(id).map(Followed::Run);
    run.ok().or_else(|| plan().ok())
}

/// The entries of a run; of a plan, those of its first run.
async fn entries(desk: &Desk, followed: Followed) -> Result<Vec<Entry>, Problem> {
    let (run, plan) = match followed {
        Followed::Run(run) => (Some(run), None),
        Followed::Plan(plan) => (None, Some(plan)),
    };
    let query = LedgerQuery {
        run,
        plan,
        ..LedgerQuery::default()
    };
    let mut entries = desk
        .engine()
        .history(&desk.caller, desk.tenant(), query)
        .await?;
    if let Some(run) = entries.first().map(|first| first.body.run) {
        entries.retain(|entry| entry.body.run == run);
    }
    Ok(entries)
}
