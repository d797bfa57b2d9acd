//! Settings by key.

use rusqlite::{OptionalExtension as _, params};
use serde_json::Value;
use store::{Fut, Settings};

use crate::SqliteStore;
use crate::failure::{json, parsed};
use crate::statements::statements;

statements! {
    GET = "SELECT value FROM setting WHERE key = ?1";
    SET = "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    REMOVE = "DELETE FROM setting WHERE key = ?1";
}

impl Settings for SqliteStore {
    fn setting(&self, key: &str) -> Fut<'_, Option<Value>> {
        let key = key.to_owned();
        self.read(move |t| {
            let found: Option<String> = t
                .prepare_cached(GET)?
                .query_row([&key], |r| r.get(0))
                .optional()?;
            found.map(|text| parsed("setting", &key, &text)).transpose()
        })
    }

    fn set_setting(&self, key: &str, value: Option<Value>) -> Fut<'_, ()> {
        let key = key.to_owned();
        self.write(move |t| {
            match value {
                Some(value) => t
                    .prepare_cached(SET)?
                    .execute(params![key, json(&value)?])?,
                None => t.prepare_cached(REMOVE)?.execute([&key])?,
            };
            Ok(())
        })
    }
}
