//! Review from exported files: the same facts, the same rules, and no connection anywhere in the call.
//!
//! Rows of the files are joined by object id, then sign-in name, then address, each to exactly one; more than one is
//! a gap. What the files do not hold is a gap too, and [`Offline::wanted`] says which export would fill it.

mod facts;
mod join;
mod wanted;

use jiff::Timestamp;
use m365::offline::{Content, ExportKind};
use model::{CloudId, Env, Fact, SnapshotId, TenantFacts, TenantId};
use rules::Policy;
use store::{Record, Snapshot};

use crate::EngineError;
use crate::report::Review;
use crate::review::Scope;
use join::Joined;
pub use wanted::Wanted;

/// What a file holds, and when that was true.
#[derive(Debug, Clone)]
pub struct Export {
    /// The rows.
    pub content: Content,
    /// When they were true, UTC. A usage report's own date wins over it.
    pub as_of: Timestamp,
}

/// A review of exported files.
#[derive(Debug, Clone)]
pub struct Offline {
    /// The review. Its tenant is known by the domain that most mailboxes have; its id is all zeros.
    pub review: Review,
    /// What would say more, the most useful first.
    pub wanted: Vec<Wanted>,
}

/// Reviews what the files hold. Nothing is read or kept elsewhere, and only `env`'s clock and chance are asked.
pub fn review_exports(
    exports: Vec<Export>,
    scope: &Scope,
    policy: &Policy,
    cloud: CloudId,
    env: &Env,
) -> Result<Offline, EngineError> {
    let now = env.now();
    let found: Vec<ExportKind> = exports.iter().map(|e| e.content.kind()).collect();
    let joined = Joined::new(exports, now, policy);
    let subjects = joined.subjects();
    let tenant = facts::tenant(&joined, &subjects, cloud);
    let mut records: Vec<Record> = subjects
        .iter()
        .map(|subject| {
            let facts = facts::of(subject, &joined);
            let assessment = rules::assess(&facts, &tenant, policy, now);
            Record { facts, assessment }
        })
        .collect();
    select(&mut records, scope)?;
    records.sort_by_cached_key(Record::key);
    let snapshot = Snapshot {
        id: SnapshotId::from_uuid(env.entropy.uuid()),
        tenant: tenant.tenant,
        started_at: now,
        finished_at: Some(now),
        facts: Some(tenant.clone()),
        policy: policy.name().to_owned(),
        requests: 0,
    };
    let wanted = wanted::of(&records, &found);
    let review = Review {
        snapshot,
        tenant,
        records,
        // Whether the accounts are all there are is not known, so no list of leavers is whole.
        leavers: Fact::not_read(),
        settled: Vec::new(),
        left_alone: Vec::new(),
    };
    Ok(Offline { review, wanted })
}

/// The mailboxes that were asked for. One whose kind is not known may be any.
fn select(records: &mut Vec<Record>, scope: &Scope) -> Result<(), EngineError> {
    let answers = |record: &Record, name: &str| {
        let names = &record.facts.name;
        [&names.primary_smtp_address, &names.user_principal_name]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
            || record.facts.account.to_string().eq_ignore_ascii_case(name)
    };
    if !scope.mailboxes.is_empty() {
        if let Some(unknown) = scope
            .mailboxes
            .iter()
            .find(|name| !records.iter().any(|r| answers(r, name)))
        {
            return Err(EngineError::UnknownMailbox(unknown.clone()));
        }
        records.retain(|r| scope.mailboxes.iter().any(|name| answers(r, name)));
    } else if !scope.kinds.is_empty() {
        records.retain(|r| {
            let kind = r.facts.kind.value();
            kind.is_none_or(|k| scope.kinds.contains(k))
        });
    }
    Ok(())
}

/// A tenant that only files speak of has no id.
const NO_TENANT: TenantId = TenantId::from_u128(0);

/// Nothing but the name of a tenant.
fn unread(name: String, cloud: CloudId) -> TenantFacts {
    TenantFacts::unread(NO_TENANT, name, cloud)
}
