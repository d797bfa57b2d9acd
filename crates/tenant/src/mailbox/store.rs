//! The state machine on the tenant's rows: reads a mailbox, takes the step, writes what came of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use model::{ByteSize, RecipientKind, ServicePlanId, SkuId};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction};
use serde::Deserialize;
use serde_json::{Value, json};

use super::grant::{Grant, Holding};
use super::machine::{self, Event, Guesses, Later, Outcome, Refusal, State, World};
use super::quota::{Quota, QuotaClass};
use crate::error::{Error, Result};
use crate::{assume, due, meta};

/// The row of a mailbox as the machine sees it.
const STATE: &str = "SELECT kind, quota_warn, quota_send, quota_receive, quota_class, disconnected_at, litigation,
    litigation_date, delay_hold, delay_release, compliance_tag, in_place_holds, dir_synced, remote_recipient
    FROM mailbox WHERE account = ?1";

/// What an event did to a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Applied {
    /// It was carried out.
    Done,
    /// Exchange refuses.
    Refused(Refusal),
    /// The account has no mailbox.
    NoMailbox,
}

/// Lets an event happen to the mailbox of an account.
pub(crate) fn apply(
    tx: &Transaction<'_>,
    account: i64,
    event: &Event,
    now: Timestamp,
) -> Result<Applied> {
    let Some(state) = state(tx, account)? else {
        return Ok(Applied::NoMailbox);
    };
    let grant = grants(tx, &[account], now)?
        .remove(&account)
        .unwrap_or_default();
    let world = World {
        grant: &grant,
        delayed_delicensing: meta::get(tx, meta::ORG_DELAYED_DELICENSING)?.as_deref() == Some("1"),
        guesses: guesses(tx)?,
        now,
    };
    match machine::step(&state, event, &world) {
        Ok(outcome) => write(tx, account, &outcome).map(|()| Applied::Done),
        Err(refusal) => Ok(Applied::Refused(refusal)),
    }
}

fn guesses(c: &Connection) -> Result<Guesses> {
    Ok(Guesses {
        kiosk_quota_sticks: assume::KIOSK_QUOTA_STICKS.on(c)?,
        conversion_delay: SignedDuration::from_secs(assume::CONVERSION_SECONDS.number(c)?.max(0)),
        sync_delay: SignedDuration::from_secs(assume::SYNC_SECONDS.number(c)?.max(0)),
    })
}

fn state(c: &Connection, account: i64) -> Result<Option<State>> {
    let found = c
        .prepare_cached(STATE)?
        .query_row([account], |row| Ok(read_state(row)))
        .optional()?;
    found.transpose()
}

fn read_state(row: &Row<'_>) -> Result<State> {
    let size = |at: usize| -> Result<ByteSize> { bytes(row.get(at)?) };
    let time = |at: usize| -> Result<Option<Timestamp>> {
        row.get::<_, Option<i64>>(at)?.map(meta::time).transpose()
    };
    let holds: String = row.get(11)?;
    let holds: Vec<String> =
        serde_json::from_str(&holds).map_err(|e| Error::corrupt("mailbox.in_place_holds", e))?;
    let class: Option<String> = row.get(4)?;
    Ok(State {
        kind: RecipientKind::from(row.get::<_, String>(0)?),
        quota: Quota {
            warn: size(1)?,
            send: size(2)?,
            receive: size(3)?,
        },
        class: class.and_then(|name| QuotaClass::from_name(&name)),
        disconnected_at: time(5)?,
        litigation: row.get(6)?,
        litigation_date: time(7)?,
        delay_hold: row.get(8)?,
        delay_release: row.get(9)?,
        other_hold: row.get(10)? || holds.iter().any(|hold| retains(hold)),
        dir_synced: row.get(12)?,
        shared_on_premises: machine::names_shared(&row.get::<_, String>(13)?),
    })
}

/// Does an entry of `InPlaceHolds` keep content (`exchange.md` 4.3)? An exclusion and a delete-only policy do not.
fn retains(hold: &str) -> bool {
    !hold.starts_with('-') && !hold.ends_with(":1")
}

/// A size as it stands in a column.
pub(crate) fn bytes(column: i64) -> Result<ByteSize> {
    u64::try_from(column)
        .map(ByteSize)
        .map_err(|e| Error::corrupt("a size in bytes", e))
}

/// A size for a column; what is larger than any mailbox ends at the column's own end.
pub(crate) fn column(size: ByteSize) -> i64 {
    i64::try_from(size.0).unwrap_or(i64::MAX)
}

fn write(tx: &Transaction<'_>, account: i64, outcome: &Outcome) -> Result<()> {
    let subject = account.to_string();
    if outcome.keep_licensed {
        due::cancel(tx, Due::GRACE_OVER, &subject)?;
    }
    if outcome.keep_connected {
        due::cancel(tx, Due::PURGE, &subject)?;
    }
    for (at, later) in &outcome.later {
        let (kind, data) = Due::of(later);
        due::cancel(tx, kind, &subject)?;
        due::schedule(tx, *at, kind, &subject, &data)?;
    }
    let Some(state) = &outcome.state else {
        tx.prepare_cached("DELETE FROM mailbox WHERE account = ?1")?
            .execute([account])?;
        return Ok(());
    };
    tx.prepare_cached(
        "UPDATE mailbox SET kind = ?2, quota_warn = ?3, quota_send = ?4, quota_receive = ?5, quota_class = ?6,
            disconnected_at = ?7, litigation = ?8, litigation_date = ?9, delay_hold = ?10, delay_release = ?11
         WHERE account = ?1",
    )?
    .execute((
        account,
        state.kind.as_str(),
        column(state.quota.warn),
        column(state.quota.send),
        column(state.quota.receive),
        state.class.map(QuotaClass::as_str),
        state.disconnected_at.map(Timestamp::as_millisecond),
        state.litigation,
        state.litigation_date.map(Timestamp::as_millisecond),
        state.delay_hold,
        state.delay_release,
    ))?;
    Ok(())
}

/// The names under which a mailbox's future stands in `due`.
pub(crate) struct Due;

impl Due {
    const CONVERTED: &str = "mailbox.converted";
    const SYNCED: &str = "mailbox.synced";
    const GRACE_OVER: &str = "mailbox.grace_over";
    const PURGE: &str = "mailbox.purge";
    const DELAY_HOLD_OVER: &str = "mailbox.delay_hold_over";

    fn of(later: &Later) -> (&'static str, Value) {
        match later {
            Later::Converted(kind) => (Self::CONVERTED, json!({ "kind": kind })),
            Later::Synced => (Self::SYNCED, json!({})),
            Later::GraceOver => (Self::GRACE_OVER, json!({})),
            Later::PurgeDue => (Self::PURGE, json!({})),
            Later::DelayHoldOver => (Self::DELAY_HOLD_OVER, json!({})),
        }
    }

    /// The event of a due row; `None` for a row that is none of these.
    pub(crate) fn event(kind: &str, data: &Value) -> Option<Event> {
        Some(match kind {
            Self::CONVERTED => {
                Event::Converted(RecipientKind::from(data.get("kind")?.as_str()?.to_owned()))
            }
            Self::SYNCED => Event::Synced,
            Self::GRACE_OVER => Event::GraceOver,
            Self::PURGE => Event::PurgeDue,
            Self::DELAY_HOLD_OVER => Event::DelayHoldOver,
            _ => return None,
        })
    }
}

/// What the licences of these accounts give to their mailboxes. Accounts without a licence are left out.
pub(crate) fn grants(
    c: &Connection,
    accounts: &[i64],
    now: Timestamp,
) -> Result<BTreeMap<i64, Grant>> {
    let business = assume::BUSINESS_100_GB.on(c)?;
    let held = holdings(c, accounts)?;
    Ok(held
        .into_iter()
        .map(|(account, held)| (account, Grant::of(&held, business, now)))
        .collect())
}

/// The products of these accounts with the plans that are on. Accounts without a licence are left out.
pub(crate) fn holdings(c: &Connection, accounts: &[i64]) -> Result<BTreeMap<i64, Vec<Holding>>> {
    let products = Products::load(c)?;
    let mut licenses =
        c.prepare_cached("SELECT sku, disabled, state FROM license WHERE account = ?1")?;
    let mut holdings = BTreeMap::new();
    for &account in accounts {
        let mut held: BTreeMap<SkuId, BTreeSet<ServicePlanId>> = BTreeMap::new();
        let mut rows = licenses.query([account])?;
        while let Some(row) = rows.next()? {
            let sku: String = row.get(0)?;
            let sku: SkuId = sku.parse().map_err(|e| Error::corrupt("license.sku", e))?;
            let on =
                products.switched_on(sku, &row.get::<_, String>(1)?, &row.get::<_, String>(2)?)?;
            held.entry(sku).or_default().extend(on);
        }
        if !held.is_empty() {
            holdings.insert(
                account,
                held.into_iter()
                    .map(|(sku, plans)| Holding { sku, plans })
                    .collect(),
            );
        }
    }
    Ok(holdings)
}

/// The service plans of every active product.
struct Products(BTreeMap<SkuId, BTreeSet<ServicePlanId>>);

#[derive(Deserialize)]
struct PlanOfSku {
    id: ServicePlanId,
}

impl Products {
    fn load(c: &Connection) -> Result<Self> {
        // Only `Enabled` and `Warning` give service plans (`graph.md` 4.1).
        let mut read =
            c.prepare_cached("SELECT sku, plans FROM sku WHERE status IN ('Enabled', 'Warning')")?;
        let mut rows = read.query([])?;
        let mut products = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let sku: String = row.get(0)?;
            let plans: String = row.get(1)?;
            let sku = sku.parse().map_err(|e| Error::corrupt("sku.sku", e))?;
            let plans: Vec<PlanOfSku> =
                serde_json::from_str(&plans).map_err(|e| Error::corrupt("sku.plans", e))?;
            products.insert(sku, plans.into_iter().map(|plan| plan.id).collect());
        }
        Ok(Self(products))
    }

    /// The plans that one source of a licence leaves on; none where the source is not active.
    fn switched_on(
        &self,
        sku: SkuId,
        disabled: &str,
        state: &str,
    ) -> Result<BTreeSet<ServicePlanId>> {
        if !state.starts_with("Active") {
            return Ok(BTreeSet::new());
        }
        let off: BTreeSet<ServicePlanId> =
            serde_json::from_str(disabled).map_err(|e| Error::corrupt("license.disabled", e))?;
        Ok(self
            .0
            .get(&sku)
            .map(|plans| plans.difference(&off).copied().collect())
            .unwrap_or_default())
    }
}
