//! `Get-OrganizationConfig` (`exchange.md` 4.3).

use rusqlite::Transaction;

use super::super::envelope::Answer;
use super::super::error::Failure;
use super::super::params::Bindings;
use super::super::row::encode;
use super::super::row::organization::{OrganizationRow, PROPERTIES};
use super::{Call, Done};
use crate::error::Error;
use crate::meta;

pub(super) fn run(tx: &Transaction<'_>, call: &Call, _: &Bindings) -> Result<Done, Failure> {
    let on = |key| -> Result<bool, Error> { Ok(meta::get(tx, key)?.as_deref() == Some("1")) };
    let holds = meta::get(tx, meta::ORG_HOLDS)?.unwrap_or_else(|| "[]".to_owned());
    let row = OrganizationRow {
        home: call.view.home.clone(),
        display_name: meta::need(tx, meta::NAME)?,
        in_place_holds: serde_json::from_str(&holds)
            .map_err(|e| Error::corrupt(meta::ORG_HOLDS, e))?,
        region: meta::get(tx, meta::ORG_REGION)?.unwrap_or_default(),
        auto_expanding: on(meta::ORG_AUTO_EXPANDING)?,
        delayed_delicensing: on(meta::ORG_DELAYED_DELICENSING)?,
        hybrid: tx.query_row(
            "SELECT EXISTS (SELECT 1 FROM mailbox WHERE dir_synced = 1)",
            [],
            |row| row.get(0),
        )?,
    };
    Ok(Answer {
        rows: vec![encode(PROPERTIES, &row, &call.selection)],
        ..Answer::default()
    }
    .into())
}
