//! Is the ledger what was written? Each entry is hashed again, and its end compared with the one kept apart.

use model::ledger::NewEntry;
use model::{Entry, LedgerSeq};
use rusqlite::{OptionalExtension as _, Row, Transaction};
use store::StoreError;

use crate::failure::{Failure, Work, parsed, text};
use crate::ledger::{kind_name, number};
use crate::statements::statements;

statements! {
    END = "SELECT seq, hash FROM ledger_end WHERE only = 1";
    LAST = "SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1";
    WALK = "SELECT seq, body, prev_hash, hash, tenant, run, plan, step, account, kind FROM entry ORDER BY seq";
}

/// Where a ledger ends.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) seq: LedgerSeq,
    pub(crate) hash: String,
}

/// The end of the ledger, if the last entry is the one that was written last.
pub(crate) fn end(t: &Transaction<'_>) -> Work<End> {
    let (written, found) = (end_of(t, END)?, end_of(t, LAST)?);
    if found == written {
        return Ok(found);
    }
    let (last, was) = (found.seq, written.seq);
    if last == was {
        return Err(broken(
            last,
            "it is not the entry that was written last".to_owned(),
        ));
    }
    let first = LedgerSeq(last.min(was).0 + 1);
    Err(broken(
        first,
        format!("the last entry is {last}, and {was} was written last"),
    ))
}

fn end_of(t: &Transaction<'_>, sql: &str) -> Work<End> {
    let found: Option<(i64, String)> = t
        .prepare_cached(sql)?
        .query_row([], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    match found {
        Some((seq, hash)) => Ok(End {
            seq: number(seq)?,
            hash,
        }),
        None => Ok(End {
            seq: LedgerSeq(0),
            hash: Entry::GENESIS.to_owned(),
        }),
    }
}

/// Walks the whole chain; answers its length.
pub(crate) fn walk(t: &Transaction<'_>) -> Work<u64> {
    let mut statement = t.prepare_cached(WALK)?;
    let mut rows = statement.query([])?;
    let mut so_far = End {
        seq: LedgerSeq(0),
        hash: Entry::GENESIS.to_owned(),
    };
    while let Some(row) = rows.next()? {
        so_far = follow(&so_far, row)?;
    }
    end(t)?;
    Ok(so_far.seq.0)
}

fn follow(before: &End, row: &Row<'_>) -> Work<End> {
    let seq = LedgerSeq(before.seq.0 + 1);
    let found = number(row.get(0)?)?;
    if found != seq {
        return Err(broken(seq, format!("it is not there; the next is {found}")));
    }
    let prev_hash: String = row.get(2)?;
    if prev_hash != before.hash {
        return Err(broken(
            seq,
            "it does not follow the entry before".to_owned(),
        ));
    }
    let (body, hash) = (text("entry", seq, row, 1)?, text("entry", seq, row, 3)?);
    if Entry::hash_of_json(seq, &prev_hash, body.as_bytes()) != hash {
        return Err(broken(seq, "its content has another hash".to_owned()));
    }
    if !columns_repeat(&parsed("entry", seq, body)?, row)? {
        return Err(broken(
            seq,
            "its columns and its content say different things".to_owned(),
        ));
    }
    Ok(End {
        seq,
        hash: hash.to_owned(),
    })
}

/// The columns beside the body are not hashed: they must say what the body says.
fn columns_repeat(body: &NewEntry, row: &Row<'_>) -> Work<bool> {
    Ok(row.get::<_, String>(4)? == body.tenant.to_string()
        && row.get::<_, String>(5)? == body.run.to_string()
        && row.get::<_, String>(6)? == body.plan.to_string()
        && row.get::<_, Option<u32>>(7)? == body.step.map(|s| s.0)
        && row.get::<_, Option<String>>(8)? == body.account.map(|a| a.to_string())
        && row.get::<_, String>(9)? == kind_name(&body.kind))
}

fn broken(at: LedgerSeq, why: String) -> Failure {
    StoreError::Chain { at, why }.into()
}
