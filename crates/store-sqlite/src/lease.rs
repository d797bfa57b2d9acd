//! Leases: the lock of a file, which a dead process cannot hold, and the fence in the database.

use std::fs::TryLockError;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::thread;
use std::time::Duration;

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

    fn holder(&self, tenant: TenantId) -> Fut<'_, Option<HeldBy>> {
        self.blocking(move |db| Ok(Lock::holder(db.files().lease(tenant)?)?))
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

/// How often a lock is tried that nobody signed, and how long between: whoever [looks](Lock::holder) has it for less.
const LOOKED_AT: u32 = 5;
const BETWEEN: Duration = Duration::from_millis(10);

impl Lock {
    #[expect(
        clippy::disallowed_methods,
        reason = "on a thread for blocking work; what it waits for is another process, which knows no virtual time"
    )]
    fn try_take(mut file: File, run: RunId) -> io::Result<Result<Self, HeldBy>> {
        let mut tries = 1;
        loop {
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(e)) => return Err(e),
                Ok(()) => break,
            }
            let held_by = held_by(&mut file);
            if held_by.run.is_some() || tries == LOOKED_AT {
                return Ok(Err(held_by));
            }
            tries += 1;
            thread::sleep(BETWEEN);
        }
        let mut lock = Self(file);
        lock.0.set_len(0)?;
        writeln!(lock.0, "{run} {}", std::process::id())?;
        Ok(Ok(lock))
    }

    /// Whose it is. A shared lock, let go at once, tells: it excludes a holder and no other look.
    fn holder(mut file: File) -> io::Result<Option<HeldBy>> {
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => Ok(Some(held_by(&mut file))),
            Err(TryLockError::Error(e)) => Err(e),
            Ok(()) => {
                file.unlock()?;
                Ok(None)
            }
        }
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
    let read = file.rewind().and_then(|()| file.read_to_string(&mut text));
    if read.is_err() {
        text.clear();
    }
    let mut words = text.split_whitespace();
    let run = words.next().and_then(|w| w.parse().ok());
    let process = words.next().and_then(|w| w.parse().ok());
    HeldBy { run, process }
}
