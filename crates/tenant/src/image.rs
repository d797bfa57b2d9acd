//! A tenant as one document: every row of every table.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction, params_from_iter};
use serde_json::{Map, Value};
use wire::image::TenantImage;

use crate::db::SCHEMA_VERSION;
use crate::error::{Error, Result};
use crate::meta;

/// What belongs to this copy alone, and no image changes: the tenant keeps its id, cloud, key and credentials,
/// so that clients that are connected stay so.
const OWN: [&str; 5] = [
    meta::TENANT_ID,
    meta::CLOUD,
    meta::SIGNING_KEY,
    meta::CLIENT_ID,
    meta::CLIENT_SECRET,
];

/// Tables that no image holds: credentials, and what was handed out for them.
const CREDENTIALS: [&str; 5] = [
    "app",
    "redirect_uri",
    "password",
    "sign_in_failure",
    "handed_out",
];

/// The tenant as it stands. The signing key and the client's secret are left out: an image is passed around.
pub(crate) fn export(c: &Connection) -> Result<TenantImage> {
    let mut tables = Map::new();
    for (table, columns) in tables_of(c)? {
        let order = if columns.iter().any(|column| column == "n") {
            "n"
        } else {
            "1"
        };
        let mut statement = c.prepare(&format!("SELECT * FROM {table} ORDER BY {order}"))?;
        let mut rows = statement.query([])?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            let mut object = Map::new();
            for (at, column) in columns.iter().enumerate() {
                object.insert(column.clone(), to_json(row.get_ref(at)?)?);
            }
            list.push(Value::Object(object));
        }
        if table == "meta" {
            list.retain(|row| !is_secret(row["key"].as_str().unwrap_or_default()));
        }
        if !CREDENTIALS.contains(&table.as_str()) {
            tables.insert(table, list.into());
        }
    }
    Ok(TenantImage {
        format: TenantImage::FORMAT.to_owned(),
        schema: SCHEMA_VERSION,
        tables,
    })
}

fn is_secret(key: &str) -> bool {
    [meta::SIGNING_KEY, meta::CLIENT_SECRET].contains(&key)
}

/// Takes the rows of an image in place of what is there.
pub(crate) fn import(tx: &Transaction<'_>, image: &TenantImage) -> Result<()> {
    if image.format != TenantImage::FORMAT || image.schema != SCHEMA_VERSION {
        return Err(Error::Image(format!(
            "it is `{}` of schema {}, and this tenant takes `{}` of schema {SCHEMA_VERSION}",
            image.format,
            image.schema,
            TenantImage::FORMAT
        )));
    }
    let known = tables_of(tx)?;
    if let Some(unknown) = image
        .tables
        .keys()
        .find(|name| known.iter().all(|(table, _)| table != *name))
    {
        return Err(Error::Image(format!("there is no table `{unknown}`")));
    }
    // Rows of one table may name rows of another that come later.
    tx.pragma_update(None, "defer_foreign_keys", "ON")?;
    for (table, columns) in &known {
        let Some(rows) = image.tables.get(table) else {
            continue;
        };
        let rows = rows
            .as_array()
            .ok_or_else(|| Error::Image(format!("`{table}` is not a list of rows")))?;
        if CREDENTIALS.contains(&table.as_str()) {
            continue;
        }
        clear(tx, table)?;
        for row in rows {
            insert(tx, table, columns, row)?;
        }
    }
    Ok(())
}

/// Empties a table; of `meta` everything but what is this copy's own.
pub(crate) fn clear(tx: &Transaction<'_>, table: &str) -> Result<()> {
    let own = OWN.map(|key| format!("'{key}'")).join(", ");
    match table {
        "meta" => tx.execute(&format!("DELETE FROM meta WHERE key NOT IN ({own})"), [])?,
        _ => tx.execute(&format!("DELETE FROM {table}"), [])?,
    };
    Ok(())
}

fn insert(tx: &Transaction<'_>, table: &str, columns: &[String], row: &Value) -> Result<()> {
    let object = row
        .as_object()
        .ok_or_else(|| Error::Image(format!("a row of `{table}` is not an object")))?;
    if table == "meta"
        && object
            .get("key")
            .and_then(Value::as_str)
            .is_some_and(|key| OWN.contains(&key))
    {
        return Ok(());
    }
    if let Some(unknown) = object.keys().find(|name| !columns.contains(name)) {
        return Err(Error::Image(format!("`{table}` has no column `{unknown}`")));
    }
    let names: Vec<&str> = object.keys().map(String::as_str).collect();
    let marks = vec!["?"; names.len()].join(", ");
    let values = object
        .values()
        .map(|value| from_json(table, value))
        .collect::<Result<Vec<_>>>()?;
    tx.prepare_cached(&format!(
        "INSERT INTO {table} ({}) VALUES ({marks})",
        names.join(", ")
    ))?
    .execute(params_from_iter(values))
    .map_err(|e| Error::Image(format!("a row of `{table}` does not fit: {e}")))?;
    Ok(())
}

/// Every table with its columns.
pub(crate) fn tables_of(c: &Connection) -> Result<Vec<(String, Vec<String>)>> {
    let mut statement = c.prepare_cached("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")?;
    let names = statement
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    names
        .into_iter()
        .map(|name| {
            let mut statement =
                c.prepare_cached("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
            let columns = statement
                .query_map([&name], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok((name, columns))
        })
        .collect()
}

fn to_json(value: ValueRef<'_>) -> Result<Value> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => n.into(),
        ValueRef::Real(x) => x.into(),
        ValueRef::Text(text) => std::str::from_utf8(text)
            .map_err(|e| Error::corrupt("text", e))?
            .into(),
        ValueRef::Blob(_) => return Err(Error::corrupt("row", "the schema has no blobs")),
    })
}

fn from_json(table: &str, value: &Value) -> Result<rusqlite::types::Value> {
    use rusqlite::types::Value as Sql;
    Ok(match value {
        Value::Null => Sql::Null,
        Value::Bool(b) => Sql::from(*b),
        Value::Number(n) => match n.as_i64() {
            Some(n) => Sql::from(n),
            None => Sql::from(n.as_f64().unwrap_or_default()),
        },
        Value::String(text) => Sql::from(text.clone()),
        Value::Array(_) | Value::Object(_) => {
            return Err(Error::Image(format!(
                "a column of `{table}` holds a list or an object"
            )));
        }
    })
}
