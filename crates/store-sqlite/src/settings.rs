//! Settings by key.

use rusqlite::{OptionalExtension as _, Transaction, params};
use serde_json::Value;
use store::{Fut, Settings};

use crate::SqliteStore;
use crate::failure::{Work, json, parsed};
use crate::statements::statements;

statements! {
    GET = "SELECT value FROM setting WHERE key = ?1";
    SET = "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    REMOVE = "DELETE FROM setting WHERE key = ?1";
}

impl Settings for SqliteStore {
    fn setting(&self, key: &str) -> Fut<'_, Option<Value>> {
        let key = key.to_owned();
        self.read(move |t| get(t, &key))
    }

    fn set_setting(&self, key: &str, value: Option<Value>) -> Fut<'_, ()> {
        let key = key.to_owned();
        self.write(move |t| set(t, &key, value.as_ref()))
    }

    fn replace_setting(
        &self,
        key: &str,
        was: Option<Value>,
        value: Option<Value>,
    ) -> Fut<'_, bool> {
        let key = key.to_owned();
        self.write(move |t| {
            let same = get(t, &key)? == was;
            if same {
                set(t, &key, value.as_ref())?;
            }
            Ok(same)
        })
    }
}

fn get(t: &Transaction<'_>, key: &str) -> Work<Option<Value>> {
    let found: Option<String> = t
        .prepare_cached(GET)?
        .query_row([key], |r| r.get(0))
        .optional()?;
    found.map(|text| parsed("setting", key, &text)).transpose()
}

fn set(t: &Transaction<'_>, key: &str, value: Option<&Value>) -> Work<()> {
    match value {
        Some(value) => t.prepare_cached(SET)?.execute(params![key, json(value)?])?,
        None => t.prepare_cached(REMOVE)?.execute([key])?,
    };
    Ok(())
}
