//! `undo`: a plan, made from the ledger, that puts back what was changed and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{
    AccountId, AccountState, Action, Entry, EntryKind, FactName, LicenseAdd, MailboxFacts, Plan,
    Purpose, ReasonCode, ServicePlanId, SignIn, SkuId, StepState,
};

use crate::change::set_usage_location;
use crate::conditions::pre_2018_quota;
use crate::obstacle::{Obstacle, require};
use crate::plan::{Draft, World, direct, numbered};
use crate::policy::Policy;
use crate::view::View;

type Direct = BTreeMap<SkuId, BTreeSet<ServicePlanId>>;

/// Plans the way back from the steps that these entries say were done, the last one first. What is already as it
/// was is skipped; what others changed since is left alone and said.
pub fn undo(
    entries: &[Entry],
    w: &World<'_>,
    p: &Policy,
    now: Timestamp,
) -> Result<Plan, Vec<Obstacle>> {
    let mut done: Vec<&Entry> = entries
        .iter()
        .filter(|e| is_done(e) && e.body.tenant == w.tenant.tenant)
        .collect();
    done.sort_by_key(|e| e.seq);
    done.reverse();

    let mut obstacles = Vec::new();
    let mut drafts = Vec::new();
    let mut accounts: Vec<AccountId> = done.iter().filter_map(|e| e.body.account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    for account in accounts {
        let of_account = done
            .iter()
            .copied()
            .filter(|e| e.body.account == Some(account));
        match way_back(account, of_account, w, p, now) {
            Ok(more) => drafts.extend(more),
            Err(more) => obstacles.extend(more),
        }
    }
    obstacles.extend(seats(&drafts, w, p, now));
    if drafts.is_empty() && obstacles.is_empty() {
        obstacles.push(Obstacle::NothingToDo { account: None });
    }
    if !obstacles.is_empty() {
        return Err(obstacles);
    }
    let plans: BTreeSet<_> = done.iter().map(|e| e.body.plan).collect();
    Ok(Plan {
        tenant: w.tenant.tenant,
        purpose: Purpose::Restore,
        policy: p.name().to_owned(),
        snapshot: w.snapshot,
        parent: if plans.len() == 1 {
            plans.first().copied()
        } else {
            None
        },
        made_at: now,
        steps: numbered(drafts),
    })
}

fn is_done(entry: &Entry) -> bool {
    matches!(
        entry.body.kind,
        EntryKind::Step {
            state: StepState::Done,
            ..
        }
    )
}

fn way_back<'a>(
    account: AccountId,
    done: impl Iterator<Item = &'a Entry>,
    w: &World<'_>,
    p: &Policy,
    now: Timestamp,
) -> Result<Vec<Draft>, Vec<Obstacle>> {
    let m = w
        .mailbox(account)
        .ok_or_else(|| vec![Obstacle::UnknownMailbox { account }])?;
    let v = View::new(m, w.tenant, p, now);
    // What is lost by the next licence change of a mailbox without one.
    let old_quota = pre_2018_quota::check(&v).map(|_| ReasonCode::Pre2018Quota);

    let mut state = direct(m);
    let mut sign_in = m.sign_in.value().copied();
    let mut location = m.usage_location.value().cloned();
    let mut drafts = Vec::new();
    for entry in done {
        let (Some(before), Some(after)) = (&entry.body.before, &entry.body.after) else {
            return Err(vec![Obstacle::NotRecorded { account }]);
        };
        if let (Some(was), Some(became)) = (&before.direct, &after.direct)
            && was != became
        {
            require(&v, FactName::Licenses)?;
            let back = put_back(m, &state, was, became)?;
            if let Some(mut draft) = back {
                // Graph refuses every assignment then (`graph.md` 3.1). Not known is no obstacle: Graph will say.
                let nowhere = location.as_deref().is_some_and(str::is_empty);
                if draft_adds(&draft) && nowhere {
                    let name = m.name.clone();
                    return Err(vec![Obstacle::NoUsageLocation { account, name }]);
                }
                draft.irreversible.extend(old_quota);
                state = draft.result.direct.clone().unwrap_or_default();
                drafts.push(draft);
            }
        }
        if let (Some(was), Some(became)) = (before.sign_in, after.sign_in)
            && was != became
        {
            require(&v, FactName::SignIn)?;
            if sign_in != Some(was) {
                drafts.push(set_sign_in(m, became, was));
                sign_in = Some(was);
            }
        }
        if let (Some(was), Some(became)) = (&before.usage_location, &after.usage_location)
            && was != became
            && location.as_ref() != Some(was)
        {
            if location.as_ref() != Some(became) {
                let (name, now) = (m.name.clone(), location);
                return Err(vec![Obstacle::UsageLocationChanged { account, name, now }]);
            }
            drafts.push(set_usage_location(m, became, was));
            location = Some(was.clone());
        }
    }
    Ok(drafts)
}

fn draft_adds(draft: &Draft) -> bool {
    matches!(&draft.action, Action::ChangeLicenses { add, .. } if !add.is_empty())
}

/// The one call that makes every product that the step touched as it was. Others keep what they have.
fn put_back(
    m: &MailboxFacts,
    state: &Direct,
    was: &Direct,
    became: &Direct,
) -> Result<Option<Draft>, Vec<Obstacle>> {
    let touched: BTreeSet<SkuId> = was.keys().chain(became.keys()).copied().collect();
    let mut result = state.clone();
    let (mut add, mut remove) = (Vec::new(), Vec::new());
    let (mut add_inverse, mut remove_inverse) = (Vec::new(), Vec::new());
    for sku in touched {
        let (was, became, is) = (was.get(&sku), became.get(&sku), state.get(&sku));
        if was == became || is == was {
            continue; // not changed then, or already as it was
        }
        if is != became {
            return Err(vec![Obstacle::ChangedSince {
                account: m.account,
                name: m.name.clone(),
                sku: Some(sku),
            }]);
        }
        let assign = |plans: &BTreeSet<ServicePlanId>| LicenseAdd {
            sku,
            disabled_plans: plans.clone(),
        };
        if let Some(plans) = was {
            add.push(assign(plans));
            result.insert(sku, plans.clone());
        } else {
            remove.push(sku);
            result.remove(&sku);
        }
        match is {
            Some(plans) => add_inverse.push(assign(plans)),
            None => remove_inverse.push(sku),
        }
    }
    if add.is_empty() && remove.is_empty() {
        return Ok(None);
    }
    Ok(Some(Draft {
        account: m.account,
        name: m.name.clone(),
        action: Action::ChangeLicenses { add, remove },
        expects: AccountState {
            direct: Some(state.clone()),
            ..AccountState::default()
        },
        result: AccountState {
            direct: Some(result),
            ..AccountState::default()
        },
        inverse: Action::ChangeLicenses {
            add: add_inverse,
            remove: remove_inverse,
        },
        acknowledged: Vec::new(),
        assess: false,
        irreversible: Vec::new(),
    }))
}

fn set_sign_in(m: &MailboxFacts, from: SignIn, to: SignIn) -> Draft {
    let state = |sign_in| AccountState {
        sign_in: Some(sign_in),
        ..AccountState::default()
    };
    Draft {
        account: m.account,
        name: m.name.clone(),
        action: Action::SetSignIn { to },
        expects: state(from),
        result: state(to),
        inverse: Action::SetSignIn { to: from },
        acknowledged: Vec::new(),
        assess: false,
        irreversible: Vec::new(),
    }
}

/// Products of which too few licences are available. What a group gives already takes no further one; what the
/// same plan sets free is not counted on.
fn seats(drafts: &[Draft], w: &World<'_>, p: &Policy, now: Timestamp) -> Vec<Obstacle> {
    let mut needed: BTreeMap<SkuId, BTreeSet<AccountId>> = BTreeMap::new();
    for draft in drafts {
        let Action::ChangeLicenses { add, .. } = &draft.action else {
            continue;
        };
        let held = |sku| {
            let licenses = w.mailbox(draft.account).and_then(|m| m.licenses.value());
            licenses.is_some_and(|l| l.iter().any(|l| l.sku == sku))
        };
        for license in add.iter().filter(|license| !held(license.sku)) {
            needed.entry(license.sku).or_default().insert(draft.account);
        }
    }
    let fresh = |o: &model::Observed<_>| o.age(now) <= p.greatest_age(o.source);
    let known = w.tenant.skus.observed().is_some_and(fresh);
    let short = needed.into_iter().filter_map(|(sku, accounts)| {
        let needed = accounts.len() as u64;
        let owned = w.tenant.sku(sku).filter(|owned| owned.is_active());
        let available = known.then(|| owned.map_or(0, model::tenant_facts::OwnedSku::available));
        let enough = available.is_some_and(|available| available >= needed);
        (!enough).then_some(Obstacle::NoneAvailable {
            sku,
            needed,
            available,
        })
    });
    short.collect()
}
