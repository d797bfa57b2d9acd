//! Which accounts are being changed at this moment, by whichever process.

use std::collections::BTreeMap;

use model::{AccountId, EntryKind, Plan, PlanDigest, Purpose, RunId, StepState};
use store::LedgerQuery;

use crate::PageError;
use crate::desk::Desk;

/// What is happening to an account that nobody has read back yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pending {
    /// A run goes on.
    Going(Purpose),
    /// It was sent, and could not be read back within the time.
    Unconfirmed,
}

/// Those of `accounts` that are being changed. Runs are found in the ledger, whichever process began them; `begun` is
/// one that this process began and that may not have written yet.
pub(crate) async fn pending(
    desk: &Desk,
    accounts: &[AccountId],
    begun: Option<PlanDigest>,
) -> Result<BTreeMap<AccountId, Pending>, PageError> {
    let (engine, store) = (desk.engine(), desk.engine().store());
    let mut found = BTreeMap::new();
    for open in store.open_steps(desk.tenant()).await? {
        let account = open.entry.body.account.filter(|id| accounts.contains(id));
        if let (Some(account), StepState::Unconfirmed) = (account, open.state) {
            found.insert(account, Pending::Unconfirmed);
        }
    }
    let is_going = |digest: &PlanDigest| {
        let work = desk.works.run_of(*digest);
        work.is_some_and(|work| work.is_going())
    };
    let open = engine.open_runs(&desk.caller, desk.tenant()).await?;
    if let Some(digest) = begun.filter(is_going)
        && !open.iter().any(|(_, of)| *of == digest)
        && let Some(plan) = store.plan(digest).await?
    {
        let concerned = accounts.iter().filter(|id| concerns(&plan, **id));
        found.extend(concerned.map(|id| (*id, Pending::Going(plan.purpose))));
    }
    if engine.busy(&desk.caller, desk.tenant()).await?.is_none() {
        // What is open then was interrupted: nothing happens to it now.
        return Ok(found);
    }
    for (run, digest) in open {
        let Some(plan) = store.plan(digest).await? else {
            continue;
        };
        for &account in accounts.iter().filter(|id| concerns(&plan, **id)) {
            if !has_ended(desk, run, &plan, account).await? {
                found.insert(account, Pending::Going(plan.purpose));
            }
        }
    }
    Ok(found)
}

fn concerns(plan: &Plan, account: AccountId) -> bool {
    plan.steps.iter().any(|step| step.account == account)
}

/// Has the run come to an end with this account?
async fn has_ended(
    desk: &Desk,
    run: RunId,
    plan: &Plan,
    account: AccountId,
) -> Result<bool, PageError> {
    let query = LedgerQuery {
        run: Some(run),
        account: Some(account),
        ..LedgerQuery::default()
    };
    let entries = desk
        .engine()
        .history(&desk.caller, desk.tenant(), query)
        .await?;
    let mut newest = BTreeMap::new();
    for entry in entries {
        if let (Some(step), EntryKind::Step { state, .. }) = (entry.body.step, entry.body.kind) {
            newest.insert(step, state);
        }
    }
    let steps = plan.steps.iter().filter(|step| step.account == account);
    let on_its_way = |state: &StepState| *state == StepState::Intended;
    Ok(steps
        .into_iter()
        .all(|step| newest.get(&step.no).is_some_and(|state| !on_its_way(state))))
}
