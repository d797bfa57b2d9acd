//! What needs a decision by a person: mailboxes near their limit, on hold without a licence, with sign-in open, and
//! leavers whose mailbox was never made shared.

use model::{
    AccountId, ByteSize, Effect, Fact, MailboxName, ReasonCode, RecipientKind, SignIn, TenantId,
    Verdict,
};
use serde::{Deserialize, Serialize};
use store::{Record, Snapshot};

use super::{NAMED, known};
use crate::report::Leaver;
use crate::roles::{Caller, Right};
use crate::{Engine, EngineError};

const DECISIONS: &str = "decisions";

/// What needs a decision, as the newest review and what was read back since say it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decisions {
    /// The review.
    pub snapshot: Snapshot,
    /// Shared mailboxes near the limit of the policy, and those above it without a licence that suffices.
    pub near_limit: Decision,
    /// Shared mailboxes on hold without a licence that suffices.
    pub hold_unlicensed: Decision,
    /// Shared mailboxes whose account may sign in.
    pub sign_in_open: Decision,
    /// Licensed user mailboxes with sign-in blocked; a gap where no list of licensed accounts was read.
    pub leavers: Fact<Vec<Leaver>>,
}

/// Mailboxes of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// How many.
    pub count: u64,
    /// The first of them by name, at most [`NAMED`]; near the limit, the largest.
    pub first: Vec<Deciding>,
}

/// A mailbox that needs a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deciding {
    /// The account.
    pub account: AccountId,
    /// Its names.
    pub name: MailboxName,
    /// Its verdict.
    pub verdict: Verdict,
    /// Would a licence go once sign-in is blocked?
    pub removable_once_blocked: bool,
    /// How much is in it, where that is known.
    pub size: Option<ByteSize>,
    /// The reasons behind it.
    pub codes: Vec<ReasonCode>,
}

/// As it is kept.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kept {
    near_limit: Decision,
    hold_unlicensed: Decision,
    sign_in_open: Decision,
}

/// Reasons that are holds.
const HOLDS: [ReasonCode; 6] = [
    ReasonCode::LitigationHold,
    ReasonCode::InPlaceHold,
    ReasonCode::RetentionPolicy,
    ReasonCode::LabelHold,
    ReasonCode::OrgRetention,
    ReasonCode::DelayHold,
];
/// Reasons that are sizes below the limit.
const NEAR: [ReasonCode; 2] = [ReasonCode::Near50Gb, ReasonCode::SizeLimit];

impl Engine {
    /// What needs a decision; `None` before the first review.
    pub async fn decisions(
        &self,
        by: &Caller,
        tenant: TenantId,
    ) -> Result<Option<Decisions>, EngineError> {
        by.may(Right::Read)?;
        let Some((snapshot, value)) = self.store.beside(tenant, DECISIONS, 1).await?.pop() else {
            return Ok(None);
        };
        let kept = if let Some(kept) = known(value) {
            kept
        } else {
            let mut kept = Kept::default();
            self.each_record(snapshot.id, |record| kept.add(&record))
                .await?;
            self.keep_beside(snapshot.id, DECISIONS, &kept).await?;
            kept
        };
        Ok(Some(Decisions {
            snapshot,
            near_limit: kept.near_limit,
            hold_unlicensed: kept.hold_unlicensed,
            sign_in_open: kept.sign_in_open,
            leavers: self.leavers(by, tenant).await?,
        }))
    }
}

impl Engine {
    /// Counts them while a review has every record at hand.
    pub(crate) async fn keep_decisions(
        &self,
        snapshot: &Snapshot,
        records: &[Record],
    ) -> Result<(), EngineError> {
        let mut kept = Kept::default();
        for record in records {
            kept.add(record);
        }
        self.keep_beside(snapshot.id, DECISIONS, &kept).await
    }
}

impl Kept {
    fn add(&mut self, record: &Record) {
        let Record { facts, assessment } = record;
        if facts.kind.value() != Some(&RecipientKind::SharedMailbox) {
            return;
        }
        let found = |among: &[ReasonCode], need: bool| -> Vec<ReasonCode> {
            let codes = assessment
                .findings
                .iter()
                .filter(|f| !need || f.effect == Effect::Need)
                .map(|f| f.reason.code());
            codes.filter(|code| among.contains(code)).collect()
        };
        let missing = assessment.verdict == Verdict::Missing;
        let mut near = found(&NEAR, false);
        if missing {
            near.extend(found(&[ReasonCode::Over50Gb], true));
        }
        if !near.is_empty() {
            self.near_limit.largest(deciding(record, near));
        }
        let holds = found(&HOLDS, true);
        if missing && !holds.is_empty() {
            self.hold_unlicensed.next(deciding(record, holds));
        }
        if facts.sign_in.value() == Some(&SignIn::Allowed) {
            let codes = found(&[ReasonCode::SignInOpen, ReasonCode::SignInUsed], false);
            self.sign_in_open.next(deciding(record, codes));
        }
    }
}

impl Decision {
    fn next(&mut self, one: Deciding) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push(one);
        }
    }

    fn largest(&mut self, one: Deciding) {
        self.count += 1;
        let at = self.first.partition_point(|other| other.size >= one.size);
        self.first.insert(at, one);
        self.first.truncate(NAMED);
    }
}

fn deciding(record: &Record, codes: Vec<ReasonCode>) -> Deciding {
    Deciding {
        account: record.facts.account,
        name: record.facts.name.clone(),
        verdict: record.assessment.verdict,
        removable_once_blocked: record.assessment.removable_once_blocked,
        size: record.facts.size.value().map(|size| size.bytes()),
        codes,
    }
}
