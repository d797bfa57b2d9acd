//! The documented limits of Graph (`graph.md` 7) as token buckets: as many tokens as the quota, refilled
//! evenly over its window. The first limit that is reached wins.
//!
//! Left out, because with one tenant they can never be the first: the quotas of an application across tenants.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Transaction};

use crate::assume;
use crate::error::Result;
use crate::operation::{Operation, Surface};

/// What a request costs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cost {
    /// Resource units; `x-ms-resource-unit`.
    pub(crate) units: Option<u32>,
    /// Does it write?
    pub(crate) write: bool,
    /// Is it a usage report?
    pub(crate) report: bool,
    /// Does it read `signInActivity`?
    pub(crate) sign_in: bool,
}

/// How a request stands towards the limits.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Standing {
    /// The fullest quota: 1 is used up.
    pub(crate) used: f64,
    /// The quota that refuses it.
    pub(crate) refused: Option<Refused>,
}

/// A quota that is used up.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// `x-ms-throttle-scope` without the ids, such as `Tenant_Application/Write`.
    pub(crate) scope: &'static str,
    /// `x-ms-throttle-information`.
    pub(crate) information: &'static str,
    /// Until the next such request would pass.
    pub(crate) seconds: u32,
}

struct Quota {
    name: String,
    scope: &'static str,
    information: &'static str,
    size: u32,
    seconds: u32,
    cost: u32,
}

impl Cost {
    /// Of a Graph operation with this query.
    pub(crate) fn of(operation: &Operation, reads: bool, query: &[(String, String)]) -> Self {
        let option = |name: &str| {
            query
                .iter()
                .find(|(key, _)| key.trim_start_matches('$') == name)
                .map(|(_, value)| value.as_str())
        };
        let report = operation.name.starts_with("reports.");
        let counted = operation.surface == Surface::Graph
            && !report
            && !matches!(
                operation.name.as_str(),
                "batch" | "unknown" | "reportSettings.get" | "reportSettings.patch"
            );
        let units = counted.then(|| {
            let mut units: i32 = match operation.name.as_str() {
                "users.list" | "users.licenseDetails" => 2,
                "subscribedSkus" => 3,
                _ => 1,
            };
            if option("select").is_some() {
                units -= 1;
            }
            if option("expand").is_some() {
                units += 1;
            }
            if option("top")
                .and_then(|top| top.parse::<u32>().ok())
                .is_some_and(|top| top < 20)
            {
                units -= 1;
            }
            units.max(1).unsigned_abs()
        });
        let sign_in = operation.name.starts_with("users.")
            && ["select", "filter"]
                .iter()
                .any(|name| option(name).is_some_and(|text| text.contains("signInActivity")));
        Self {
            units,
            write: counted && !reads,
            report,
            sign_in,
        }
    }
}

/// Takes the cost from every quota that it counts against.
pub(crate) fn charge(
    tx: &Transaction<'_>,
    cost: Cost,
    operation: &Operation,
    app: &str,
    now: Timestamp,
) -> Result<Standing> {
    let mut standing = Standing::default();
    if !assume::LIMITS.on(tx)? {
        return Ok(standing);
    }
    for quota in quotas(tx, cost, operation, app)? {
        let (tokens, fits) = take(tx, &quota, now)?;
        let used = 1.0 - tokens / f64::from(quota.size);
        standing.used = standing.used.max(if fits { used } else { used.max(1.0) });
        if !fits && standing.refused.is_none() {
            let missing =
                (f64::from(quota.cost) - tokens) * f64::from(quota.seconds) / f64::from(quota.size);
            standing.refused = Some(Refused {
                scope: quota.scope,
                information: quota.information,
                seconds: whole_seconds(missing),
            });
        }
    }
    Ok(standing)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a wait is between 1 and the window"
)]
fn whole_seconds(seconds: f64) -> u32 {
    seconds.ceil().max(1.0) as u32
}

fn quotas(
    tx: &Transaction<'_>,
    cost: Cost,
    operation: &Operation,
    app: &str,
) -> Result<Vec<Quota>> {
    let mut quotas = Vec::new();
    if let Some(units) = cost.units {
        let users: i64 = tx
            .prepare_cached("SELECT coalesce(max(n), 0) FROM account")?
            .query_row([], |row| row.get(0))?;
        let size = match users {
            ..50 => 3_500,
            50..=500 => 5_000,
            _ => 8_000,
        };
        quotas.push(Quota {
            name: format!("units/{app}"),
            scope: "Tenant_Application/ReadWrite",
            information: "ResourceUnitLimitExceeded",
            size,
            seconds: 10,
            cost: units,
        });
    }
    if cost.write {
        let write = |name, scope, size, seconds| Quota {
            name,
            scope,
            information: "WriteLimitExceeded",
            size,
            seconds,
            cost: 1,
        };
        quotas.push(write(
            format!("write/{app}"),
            "Tenant_Application/Write",
            3_000,
            150,
        ));
        quotas.push(write("write".to_owned(), "Tenant/Write", 18_000, 300));
    }
    if cost.report {
        let report = |name, scope, size| Quota {
            name,
            scope,
            information: "RequestLimitExceeded",
            size,
            seconds: 600,
            cost: 1,
        };
        quotas.push(report(
            format!("{}/{app}", operation.name),
            "Tenant_Application/Read",
            14,
        ));
        quotas.push(report(operation.name.clone(), "Tenant/Read", 40));
    }
    if cost.sign_in && assume::SIGN_IN_LIMIT.on(tx)? {
        quotas.push(Quota {
            name: format!("sign-in/{app}"),
            scope: "Tenant_Application/Read",
            information: "RequestLimitExceeded",
            size: 5,
            seconds: 10,
            cost: 1,
        });
    }
    Ok(quotas)
}

/// What is left after the request, and whether it fitted. Throttled calls keep counting, so a request that
/// does not fit empties the bucket; the answer then is what there was before.
fn take(tx: &Transaction<'_>, quota: &Quota, now: Timestamp) -> Result<(f64, bool)> {
    let now = now.as_millisecond();
    let size = f64::from(quota.size);
    let known: Option<(f64, i64)> = tx
        .prepare_cached("SELECT tokens, at FROM bucket WHERE name = ?1")?
        .query_row([&quota.name], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (tokens, at) = known.unwrap_or((size, now));
    #[expect(
        clippy::cast_precision_loss,
        reason = "a window is far shorter than 2^52 milliseconds"
    )]
    let elapsed = (now - at).max(0) as f64 / 1000.0;
    let tokens = (tokens + elapsed * size / f64::from(quota.seconds)).min(size);
    let fits = tokens >= f64::from(quota.cost);
    let left = (tokens - f64::from(quota.cost)).max(0.0);
    tx.prepare_cached("INSERT OR REPLACE INTO bucket (name, tokens, at) VALUES (?1, ?2, ?3)")?
        .execute((&quota.name, left, now))?;
    Ok((if fits { left } else { tokens }, fits))
}
