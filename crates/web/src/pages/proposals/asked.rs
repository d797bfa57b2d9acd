//! What a form asks to be proposed.

use std::collections::BTreeSet;

use engine::{Answers, Caller, Denied, RemovalGoal, Restore, Right, Targets};
use model::{AccountId, Exclusion, LedgerSeq, ReasonCode};
use store::RecordQuery;

use crate::address::Params;
use crate::desk::Desk;
use crate::pages::problem::Problem;
use crate::pages::review::Filter;
use crate::view::ToDo;

/// What a form asks to be proposed.
#[derive(Debug, Clone)]
pub(crate) enum Asked {
    Remove(RemovalGoal),
    PutBack(Restore),
}

impl Asked {
    /// What the fields of a form say. Which mailboxes a group has is what the last review says; each is read again.
    pub(crate) async fn of(desk: &Desk, form: &Params) -> Result<Self, Problem> {
        match form.get("goal") {
            Some("remove") => remove(desk, form).await.map(Self::Remove),
            Some("restore") => put_back(form).map(Self::PutBack),
            _ => Err(Problem::BadForm),
        }
    }

    /// May this person ask for that? The engine asks again, of what becomes of it as well.
    pub(crate) fn allowed_to(&self, by: &Caller) -> Result<(), Denied> {
        match self {
            Self::Remove(goal) => goal.allowed_to(by),
            Self::PutBack(_) => by.may(Right::Assign),
        }
    }

    /// The one mailbox that it is about, if it is one.
    pub(crate) fn only_mailbox(&self) -> Option<&str> {
        match self {
            Self::Remove(RemovalGoal {
                targets: Targets::Named(names),
                ..
            }) if names.len() == 1 => names.first().map(String::as_str),
            _ => None,
        }
    }
}

async fn remove(desk: &Desk, form: &Params) -> Result<RemovalGoal, Problem> {
    let targets = if form.get("all").is_some() {
        Targets::AllRemovable
    } else {
        Targets::Named(picked(desk, form).await?)
    };
    let license = form.get("license").map(str::parse).transpose();
    Ok(RemovalGoal {
        answers: answers(desk, form, &targets).await?,
        targets,
        license: license.map_err(|_| Problem::BadForm)?,
        block_sign_in: form.get("block_sign_in").is_some(),
        exclusions: exclusions(form),
    })
}

/// The mailboxes whose boxes were ticked, and those of groups that were ticked as a whole.
async fn picked(desk: &Desk, form: &Params) -> Result<Vec<String>, Problem> {
    let mut accounts = BTreeSet::new();
    for id in form.all("mailbox") {
        let id: AccountId = id.parse().map_err(|_| Problem::BadForm)?;
        accounts.insert(id);
    }
    let groups: Result<Vec<ToDo>, _> = form.all("group").into_iter().map(str::parse).collect();
    let groups = groups.map_err(|_| Problem::BadForm)?;
    if !groups.is_empty() {
        let (snapshot, _) = desk.last_review().await?;
        let store = desk.engine().store();
        let records = store.records(snapshot.id, RecordQuery::default()).await?;
        let filter = Filter::beside(form)?;
        let of_groups = records
            .iter()
            .filter(|r| groups.contains(&ToDo::of(r)) && filter.wants(r));
        accounts.extend(of_groups.map(|r| r.facts.account));
    }
    if accounts.is_empty() {
        return Err(Problem::NothingPicked);
    }
    Ok(accounts.iter().map(ToString::to_string).collect())
}

/// What a person answers for: one mailbox, whose name is typed where a condition is overridden.
async fn answers(desk: &Desk, form: &Params, targets: &Targets) -> Result<Answers, Problem> {
    let codes = |field| -> Result<Vec<ReasonCode>, Problem> {
        let codes = form.all(field).into_iter().map(str::parse).collect();
        let codes: Result<_, _> = codes;
        codes.map_err(|_| Problem::BadForm)
    };
    let (acks, overrides) = (codes("ack")?, codes("override")?);
    if acks.is_empty() && overrides.is_empty() {
        return Ok(Answers::none());
    }
    let Targets::Named(names) = targets else {
        return Err(Problem::OneByOne);
    };
    let [name] = names.as_slice() else {
        return Err(Problem::OneByOne);
    };
    if !overrides.is_empty() {
        is_called(desk, name, form.get("confirm").unwrap_or_default()).await?;
        // The engine would refuse it; here the form is still at hand.
        form.get("reason").ok_or(Problem::NoReason)?;
    }
    let mut answers = Answers::none();
    for code in acks {
        answers = answers.ack(code);
    }
    for code in overrides {
        answers = answers.overriding(code, form.get("reason").unwrap_or_default());
    }
    Ok(answers)
}

/// Did the person type the mailbox's name, or its address?
async fn is_called(desk: &Desk, id: &str, typed: &str) -> Result<(), Problem> {
    let account: AccountId = id.parse().map_err(|_| Problem::BadForm)?;
    let (snapshot, _) = desk.last_review().await?;
    let record = desk.engine().store().record(snapshot.id, account).await?;
    let name = record
        .ok_or_else(|| Problem::NoMailbox(id.to_owned()))?
        .facts
        .name;
    let same = |known: &str| {
        let known = known.trim();
        !known.is_empty() && known.to_lowercase() == typed.trim().to_lowercase()
    };
    if same(&name.display_name) || same(&name.primary_smtp_address) {
        Ok(())
    } else {
        Err(Problem::NameNotTyped(name.display_name))
    }
}

/// One mailbox a line, all for the same reason.
fn exclusions(form: &Params) -> Vec<Exclusion> {
    let lines = form.get("exclude").unwrap_or_default().lines();
    let named = lines.map(str::trim).filter(|line| !line.is_empty());
    let exclusion = |mailbox: &str| Exclusion {
        mailbox: mailbox.to_owned(),
        reason: form.get("exclude_reason").unwrap_or_default().to_owned(),
        until: None,
    };
    named.map(exclusion).collect()
}

fn put_back(form: &Params) -> Result<Restore, Problem> {
    if let Some(plan) = form.get("plan") {
        let plan = plan.parse().map_err(|_| Problem::BadForm)?;
        return Ok(Restore::Plan(plan));
    }
    let numbers: Result<Vec<u64>, _> = form.all("change").into_iter().map(str::parse).collect();
    let numbers = numbers.map_err(|_| Problem::BadForm)?;
    match numbers.as_slice() {
        [] => {}
        [one] => return Ok(Restore::Change(LedgerSeq(*one))),
        many => {
            return Ok(Restore::Changes(
                many.iter().map(|n| LedgerSeq(*n)).collect(),
            ));
        }
    }
    match form.get("mailbox") {
        Some(mailbox) => Ok(Restore::Mailbox(mailbox.to_owned())),
        None => Err(Problem::NothingPicked),
    }
}
