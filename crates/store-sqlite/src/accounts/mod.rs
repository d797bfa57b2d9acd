//! The list of accounts: rows, their texts, and one listing per filter with its size.

mod complete;
mod kept;
mod order;
mod page;
mod places;
mod writer;

use jiff::Timestamp;
use model::{AccountId, TenantId};
use rusqlite::{OptionalExtension as _, Transaction};
use store::{
    Account, AccountFilter, AccountPage, AccountQuery, AccountReading, AccountRow, Accounts, Fut,
    Record,
};

use crate::SqliteStore;
use crate::failure::{Work, damaged, parsed};
use crate::inventory::count;
use crate::statements::statements;
use crate::time::stored;
use kept::Kept;
use writer::Writer;

#[cfg(test)]
pub(crate) use {
    complete::STATEMENTS as COMPLETE, kept::STATEMENTS as KEPT, page::every_query,
    writer::STATEMENTS as WRITER,
};

statements! {
    DIRECTORY = "SELECT n FROM directory WHERE tenant = ?1";
    NEW_DIRECTORY = "INSERT INTO directory (tenant) VALUES (?1) RETURNING n";
    READING = "SELECT reading FROM directory WHERE tenant = ?1";
    LISTED = "SELECT n FROM directory WHERE tenant = ?1 AND reading IS NOT NULL";
    SIZES = "SELECT filter, size FROM listing
        WHERE directory = (SELECT n FROM directory WHERE tenant = ?1 AND reading IS NOT NULL) AND size > 0";
    OTHER_VERDICT = "SELECT a.n, r.kind, r.verdict FROM record r
        JOIN account a ON a.directory = ?1 AND a.id = r.account
        WHERE r.snapshot = ?2 AND (a.kind IS NOT r.kind OR a.verdict IS NOT r.verdict)";
    NO_VERDICT = "SELECT n, NULL, NULL FROM account
        WHERE directory = ?1 AND verdict IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM record WHERE snapshot = ?2 AND account = account.id)";
}

impl Accounts for SqliteStore {
    fn put_accounts(&self, tenant: TenantId, accounts: Vec<Account>) -> Fut<'_, ()> {
        self.write(move |t| {
            let directory = directory_to_write(t, tenant)?;
            let mut writer = Writer::new(t, directory, tenant)?;
            for account in &accounts {
                writer.put(account)?;
            }
            writer.finish()
        })
    }

    fn drop_accounts(
        &self,
        tenant: TenantId,
        accounts: Vec<AccountId>,
        at: Timestamp,
    ) -> Fut<'_, ()> {
        self.write(move |t| {
            let Some(directory) = directory(t, tenant)? else {
                return Ok(());
            };
            let mut writer = Writer::new(t, directory, tenant)?;
            for account in accounts {
                match Kept::of(t, directory, account)? {
                    Some(kept) if kept.read_at <= stored(at) => writer.remove(&kept)?,
                    _ => {}
                }
            }
            writer.finish()
        })
    }

    fn finish_accounts(&self, tenant: TenantId, reading: AccountReading) -> Fut<'_, u64> {
        self.blocking(move |db| complete::complete(db, tenant, &reading))
    }

    fn account_reading(&self, tenant: TenantId) -> Fut<'_, Option<AccountReading>> {
        self.read(move |t| {
            let reading: Option<Option<String>> = t
                .prepare_cached(READING)?
                .query_row([tenant.to_string()], |r| r.get(0))
                .optional()?;
            reading
                .flatten()
                .map(|body| parsed("directory", tenant, &body))
                .transpose()
        })
    }

    fn accounts(&self, tenant: TenantId, query: AccountQuery) -> Fut<'_, AccountPage> {
        self.read(move |t| {
            let directory = t
                .prepare_cached(LISTED)?
                .query_row([tenant.to_string()], |r| r.get(0))
                .optional()?;
            directory.map_or_else(
                || Ok(page::empty()),
                |directory| page::read(t, directory, &query),
            )
        })
    }

    fn account_counts(&self, tenant: TenantId) -> Fut<'_, Vec<(AccountFilter, u64)>> {
        self.read(move |t| {
            let sizes: Vec<(String, u64)> = t
                .prepare_cached(SIZES)?
                .query_map([tenant.to_string()], |r| Ok((r.get(0)?, count(r, 1)?)))?
                .collect::<Result<_, _>>()?;
            let named = |(filter, size): (String, u64)| match filter.parse() {
                Ok(filter) => Ok((filter, size)),
                Err(e) => Err(damaged("listing", filter, e)),
            };
            let mut counts = sizes.into_iter().map(named).collect::<Work<Vec<_>>>()?;
            counts.sort_unstable();
            Ok(counts)
        })
    }

    fn account(&self, tenant: TenantId, account: AccountId) -> Fut<'_, Option<AccountRow>> {
        self.read(move |t| {
            let Some(directory) = directory(t, tenant)? else {
                return Ok(None);
            };
            Kept::of(t, directory, account)?
                .map(|kept| kept.row())
                .transpose()
        })
    }
}

/// What the newest complete snapshot, which is now this one, says of mailboxes goes onto the list.
pub(crate) fn follow_snapshot(t: &Transaction<'_>, tenant: TenantId, snapshot: i64) -> Work<()> {
    let Some(directory) = directory(t, tenant)? else {
        return Ok(());
    };
    let mut writer = Writer::new(t, directory, tenant)?;
    for sql in [OTHER_VERDICT, NO_VERDICT] {
        let others: Vec<(i64, Option<String>, Option<String>)> = t
            .prepare_cached(sql)?
            .query_map([directory, snapshot], |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?))
            })?
            .collect::<Result<_, _>>()?;
        for (n, kind, verdict) in others {
            let Some(kept) = Kept::numbered(t, n)? else {
                continue;
            };
            let next = Kept {
                kind,
                verdict,
                ..kept.clone()
            };
            writer.change(&kept, next)?;
        }
    }
    writer.finish()
}

/// Accounts on the list take over what was read of their mailboxes since; `in_snapshot`: so does the newest snapshot.
pub(crate) fn read_back(
    t: &Transaction<'_>,
    tenant: TenantId,
    records: &[Record],
    in_snapshot: bool,
) -> Work<()> {
    let Some(directory) = directory(t, tenant)? else {
        return Ok(());
    };
    let mut writer = Writer::new(t, directory, tenant)?;
    for record in records {
        let Some(kept) = Kept::of(t, directory, record.facts.account)? else {
            continue;
        };
        let mut account = kept.account()?;
        account.read_back(&record.facts);
        let mut next = kept.read_as(&account)?;
        if in_snapshot {
            next.kind = record.facts.kind.value().map(|k| k.as_str().to_owned());
            next.verdict = Some(record.assessment.verdict.as_str().to_owned());
        }
        writer.change(&kept, next)?;
    }
    writer.finish()
}

fn directory(t: &Transaction<'_>, tenant: TenantId) -> Work<Option<i64>> {
    Ok(t.prepare_cached(DIRECTORY)?
        .query_row([tenant.to_string()], |r| r.get(0))
        .optional()?)
}

fn directory_to_write(t: &Transaction<'_>, tenant: TenantId) -> Work<i64> {
    match directory(t, tenant)? {
        Some(found) => Ok(found),
        None => Ok(t
            .prepare_cached(NEW_DIRECTORY)?
            .query_row([tenant.to_string()], |r| r.get(0))?),
    }
}
