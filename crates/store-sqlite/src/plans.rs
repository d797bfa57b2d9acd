//! Plans, kept under the digest of their content.

use model::{Plan, PlanDigest};
use rusqlite::{OptionalExtension as _, params};
use store::{Fut, Plans};

use crate::SqliteStore;
use crate::failure::{damaged, json, parsed};
use crate::statements::statements;

statements! {
    KEEP = "INSERT INTO plan (digest, body) VALUES (?1, ?2) ON CONFLICT (digest) DO NOTHING";
    GET = "SELECT body FROM plan WHERE digest = ?1";
}

impl Plans for SqliteStore {
    fn put_plan(&self, plan: Plan) -> Fut<'_, PlanDigest> {
        self.write(move |t| {
            let digest = plan.digest();
            t.prepare_cached(KEEP)?
                .execute(params![digest.to_string(), json(&plan)?])?;
            Ok(digest)
        })
    }

    fn plan(&self, digest: PlanDigest) -> Fut<'_, Option<Plan>> {
        self.read(move |t| {
            let found: Option<String> = t
                .prepare_cached(GET)?
                .query_row([digest.to_string()], |r| r.get(0))
                .optional()?;
            let Some(body) = found else { return Ok(None) };
            let plan: Plan = parsed("plan", digest, &body)?;
            if plan.digest() != digest {
                return Err(damaged("plan", digest, "its content has another digest"));
            }
            Ok(Some(plan))
        })
    }
}
