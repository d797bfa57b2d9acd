//! Writing many rows at once. Indexes that are built when all rows are there cost a fraction of indexes that
//! are kept up row by row, and a page that stays in memory is not written twice.

use rusqlite::Transaction;

use crate::error::Result;

/// Kibibytes of pages kept in memory while rows are written: the tables of 100,000 accounts fit in.
const CACHE_KIB: i64 = 192 * 1024;

/// Does the work without the indexes that only make reading fast, then builds them.
pub(super) fn load(tx: &Transaction<'_>, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let pages: i64 = tx.pragma_query_value(None, "cache_size", |row| row.get(0))?;
    tx.pragma_update(None, "cache_size", -CACHE_KIB)?;
    let done = reindexed(tx, work);
    tx.pragma_update(None, "cache_size", pages)?;
    done
}

fn reindexed(tx: &Transaction<'_>, work: impl FnOnce() -> Result<()>) -> Result<()> {
    // The indexes behind UNIQUE and PRIMARY KEY have no statement of their own and stay.
    let indexes = tx
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<Vec<(String, String)>, _>>()?;
    for (name, _) in &indexes {
        tx.execute(&format!("DROP INDEX \"{name}\""), [])?;
    }
    work()?;
    for (_, create) in &indexes {
        tx.execute(create, [])?;
    }
    Ok(())
}
