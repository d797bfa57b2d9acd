//! Processes that share a data folder: the command line and the pages at once, and one of them killed.
//!
//! The other process is this very test program, run again for [`the_other_process`] with a role.

use std::env;
use std::io::{self, BufRead as _, BufReader, Lines, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use crate::common::open;
use model::{EntryKind, StepState};
use serde_json::json;
use store::conformance::samples::{CONTOSO, of_run, of_step, run};
use store::{HeldBy, Lease, Leases, Ledger as _, OpenStep, Settings as _, StoreError};

const ROLE: &str = "BOXSEAT_TEST_ROLE";
const FOLDER: &str = "BOXSEAT_TEST_FOLDER";

/// Another process in its role; killed, not asked, when it is dropped.
struct Other {
    child: Child,
    says: Lines<BufReader<ChildStderr>>,
}

impl Other {
    fn starts(role: &str, folder: &Path) -> Self {
        let mut child = Command::new(env::current_exe().expect("this program"))
            .args(["--exact", "processes::the_other_process", "--nocapture"])
            .env(ROLE, role)
            .env(FOLDER, folder)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let says = BufReader::new(child.stderr.take().expect("it is piped")).lines();
        Self { child, says }
    }

    /// Its next line; `None` when it has ended.
    fn says(&mut self) -> Option<String> {
        self.says.next().map(|line| line.expect("a line"))
    }

    /// `kill -9` where there is one.
    fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    fn ends_well(mut self) {
        let mut said = Vec::new();
        while let Some(line) = self.says() {
            said.push(line);
        }
        assert!(self.child.wait().expect("it ends").success(), "{said:#?}");
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        // It may have ended already, and there is nobody left to tell.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn say(line: impl std::fmt::Display) {
    writeln!(io::stderr(), "{line}").expect("someone listens");
}

/// Plays the role that the environment names. Without one, as in a plain test run, it plays each that ends once.
#[tokio::test]
async fn the_other_process() {
    let own = tempfile::tempdir().unwrap();
    let folder = env::var_os(FOLDER).map_or_else(|| own.path().to_owned(), PathBuf::from);
    match env::var(ROLE).as_deref() {
        Ok("holder") => hold(&folder).await,
        Ok("writer") => write_for_ever(&folder).await,
        Ok("opener") => set_own(&folder).await,
        Ok("sharer") => append_in_turns(&folder).await,
        Ok(role) => panic!("there is no role {role}"),
        Err(_) => {
            set_own(&folder).await;
            append_in_turns(&folder).await;
            assert_eq!(open(&folder).verify().await.unwrap(), 2 * u64::from(TURNS));
        }
    }
}

async fn take(store: &impl Leases, number: u32) -> Result<Lease, HeldBy> {
    store.take(CONTOSO, run(number)).await.expect("take")
}

async fn hold(folder: &Path) {
    let store = open(folder);
    let lease = take(&store, 7).await.expect("it is free");
    say(lease.fence);
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn a_lease_is_free_at_once_when_its_holder_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let mut holder = Other::starts("holder", folder.path());
    let their_fence: u64 = holder.says().expect("it took the lease").parse().unwrap();

    let store = open(folder.path());
    let by = take(&store, 1).await.expect_err("it is held");
    if cfg!(unix) {
        assert_eq!(
            by,
            HeldBy {
                run: Some(run(7)),
                process: Some(holder.child.id())
            }
        );
    }
    holder.kill();
    let ours = take(&store, 1).await.expect("it is free at once");
    assert!(
        ours.fence.0 > their_fence,
        "{:?} after {their_fence}",
        ours.fence
    );
}

async fn write_for_ever(folder: &Path) {
    let store = open(folder);
    let fence = take(&store, 7).await.expect("it is free").fence;
    for step in 1.. {
        let intent = of_step(7, step, StepState::Intended);
        let numbers = store
            .append(CONTOSO, fence, vec![intent])
            .await
            .expect("append");
        say(numbers[0]);
    }
}

#[tokio::test]
async fn what_was_answered_is_there_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..5 {
        let mut writer = Other::starts("writer", folder.path());
        let mut last = 0;
        for _ in 0..20 {
            last = writer.says().expect("it writes").parse().unwrap();
        }
        writer.kill();
        while let Some(line) = writer.says() {
            // The last line may be torn.
            last = line.parse().map_or(last, |n: u64| n.max(last));
        }
        let store = open(folder.path());
        let whole = store.verify().await.unwrap();
        assert!(whole >= last, "{whole} entries, {last} were answered");
        let fence = take(&store, 1).await.expect("it is free at once").fence;
        // Its steps are done with, so that the next may begin them again.
        let settle = |o: OpenStep| of_step(7, o.step.0, StepState::NotApplied);
        let open = store.open_steps(CONTOSO).await.unwrap();
        store
            .append(CONTOSO, fence, open.into_iter().map(settle).collect())
            .await
            .unwrap();
    }
}

async fn set_own(folder: &Path) {
    let store = open(folder);
    let key = std::process::id().to_string();
    store
        .set_setting(&key, Some(json!(true)))
        .await
        .expect("set");
    assert_eq!(store.setting(&key).await.expect("get"), Some(json!(true)));
}

#[test]
fn many_may_open_a_new_folder_at_once() {
    for _ in 0..3 {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("new");
        let all: Vec<_> = (0..6).map(|_| Other::starts("opener", &folder)).collect();
        all.into_iter().for_each(Other::ends_well);
    }
}

const TURNS: u32 = 15;

/// Takes the lease, appends, lets go, again and again.
async fn append_in_turns(folder: &Path) {
    let store = open(folder);
    let me = std::process::id();
    for _ in 0..TURNS {
        let lease = loop {
            match take(&store, me).await {
                Ok(lease) => break lease,
                Err(_) => tokio::time::sleep(Duration::from_millis(1)).await,
            }
        };
        let entries = vec![
            of_run(me, EntryKind::RunStarted),
            of_run(me, EntryKind::RunEnded),
        ];
        let numbers = store
            .append(CONTOSO, lease.fence, entries)
            .await
            .expect("append");
        assert_eq!(numbers[1].0, numbers[0].0 + 1, "nobody writes in between");
    }
}

#[tokio::test]
async fn processes_take_turns_in_one_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let others: Vec<_> = (0..3)
        .map(|_| Other::starts("sharer", folder.path()))
        .collect();
    append_in_turns(folder.path()).await;
    others.into_iter().for_each(Other::ends_well);
    assert_eq!(
        open(folder.path()).verify().await.unwrap(),
        4 * 2 * u64::from(TURNS)
    );
}

#[tokio::test]
async fn two_stores_of_a_folder_see_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (open(folder.path()), open(folder.path()));
    let asleep = take(&one, 1).await.expect("it is free");
    let by = take(&two, 2).await.expect_err("it is held");
    assert!(by.run.is_none_or(|r| r == run(1)), "{by:?}");

    // The lock is lost while its holder sleeps, as on a network drive: the fence holds.
    fs_err::remove_file(folder.path().join(format!("lease-{CONTOSO}.lock"))).unwrap();
    let awake = take(&two, 2).await.expect("nobody seems to hold it");
    one.append(CONTOSO, awake.fence, vec![of_run(2, EntryKind::RunStarted)])
        .await
        .unwrap();
    let late = one
        .append(
            CONTOSO,
            asleep.fence,
            vec![of_run(1, EntryKind::RunStarted)],
        )
        .await;
    assert!(
        matches!(late, Err(StoreError::StaleFence { .. })),
        "{late:?}"
    );
    assert_eq!(two.verify().await.unwrap(), 1);
}
