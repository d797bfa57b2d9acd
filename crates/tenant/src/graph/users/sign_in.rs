//! Who may read `signInActivity` (`graph.md` 2.2).

use http::StatusCode;
use rusqlite::Connection;
use wire::graph::code;

use crate::oauth::verify::Caller;
use crate::refusal::Refusal;

/// Entra ID P1 and P2: one of them has to be owned.
const PREMIUM: [&str; 2] = [
    "41781fb2-bc02-4b7c-bd55-b576c07bb09d",
    "eec0eb4f-6444-4f95-aba0-50c24d67f998",
];

/// The caller needs another app role for it.
pub(super) fn require_role(caller: &Caller, reads: bool) -> Result<(), Refusal> {
    if reads && !caller.has_any(&["AuditLog.Read.All"]) {
        // REC, both.
        return Err(Refusal::new(
            StatusCode::FORBIDDEN,
            "Authentication_MSGraphPermissionMissing",
            "Calling principal does not have required MSGraph permissions AuditLog.Read.All",
        ));
    }
    Ok(())
}

/// The tenant needs a licence for it.
pub(super) fn require_premium(c: &Connection, reads: bool) -> Result<(), Refusal> {
    if reads && !is_premium(c)? {
        return Err(Refusal::new(
            StatusCode::FORBIDDEN,
            code::NON_PREMIUM,
            "Neither tenant is B2C or tenant doesn't have premium license",
        ));
    }
    Ok(())
}

fn is_premium(c: &Connection) -> Result<bool, rusqlite::Error> {
    c.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM sku, json_each(sku.plans) AS plan
         WHERE status IN ('Enabled', 'Warning') AND plan.value ->> 'id' IN (?1, ?2))",
    )?
    .query_row(PREMIUM, |row| row.get(0))
}
