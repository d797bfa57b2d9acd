//! Leases: the lock of a file, which a dead process cannot hold, and the fence in the database.

use std::fs::TryLockError;
use std::io::{self, Read as _, Write as _};

use fs_err::File;
use model::{Fence, RunId, TenantId};
use store::{Fut, HeldBy, Lease, Leases};

use crate::SqliteStore;
use crate::failure::{Work, damaged};
use crate::statements::statements;

statements! {
    RAISE_FENCE = "INSERT INTO fence (tenant, newest) VALUES (?1, 1)
        ON CONFLICT (tenant) DO UPDATE SET newest = newest + 1 RETURNING newest";
}

impl Leases for SqliteStore {
    fn take(&self, tenant: TenantId, run: RunId) -> Fut<'_, Result<Lease, HeldBy>> {
        self.blocking(move |db| {
            let lock = match Lock::try_take(db.files().lease(tenant)?, run)? {
                Ok(lock) => lock,
                Err(held_by) => return Ok(Err(held_by)),
            };
            let newest: i64 = db.write(|t| {
                Ok(t.prepare_cached(RAISE_FENCE)?
                    .query_row([tenant.to_string()], |r| r.get(0))?)
            })?;
            Ok(Ok(Lease {
                tenant,
                fence: fence(tenant, newest)?,
                guard: Box::new(lock),
            }))
        })
    }
}

/// A fence as the database keeps it.
pub(crate) fn fence(tenant: TenantId, newest: i64) -> Work<Fence> {
    u64::try_from(newest)
        .map(Fence)
        .map_err(|_| damaged("fence", tenant, "the number is negative"))
}

/// A locked file. It says whose it is while it is locked, and nothing afterwards.
#[derive(Debug)]
struct Lock(File);

impl Lock {
    fn try_take(mut file: File, run: RunId) -> io::Result<Result<Self, HeldBy>> {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Ok(Err(held_by(&mut file))),
            Err(TryLockError::Error(e)) => return Err(e),
            Ok(()) => {}
        }
        let mut lock = Self(file);
        lock.0.set_len(0)?;
        writeln!(lock.0, "{run} {}", std::process::id())?;
        Ok(Ok(lock))
    }
}

impl Drop for Lock {
    /// Closing the file would do too, but not at once if a child process has just been started. An error changes
    /// nothing: what is left in an unlocked file is not read.
    fn drop(&mut self) {
        let _ = self.0.set_len(0);
        let _ = self.0.unlock();
    }
}

/// As far as it can be read: the holder may be about to write it, and some systems keep a locked file from others.
fn held_by(file: &mut File) -> HeldBy {
    let mut text = String::new();
    if file.read_to_string(&mut text).is_err() {
        text.clear();
    }
    let mut words = text.split_whitespace();
    let run = words.next().and_then(|w| w.parse().ok());
    let process = words.next().and_then(|w| w.parse().ok());
    HeldBy { run, process }
}
