//! Taking back many licences: how near it comes to what the services allow.
//!
//! On virtual time: each Exchange cmdlet takes 0.7 s and each request of Graph 0.1 s, so the time is what those and the
//! quotas make of it. `--licenses N` for another number.
#![expect(clippy::print_stderr, reason = "a benchmark says how far it is")]

mod common;

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use boxseat_sim::{Job, RouterTransport, World};
use bytes::Bytes;
use common::{grouped, head, option, row, say, seconds};
use engine::{Events, RemovalGoal, Targets};
use http::{Request, Response};
use m365::{Connection, SendError, Transport};
use model::StepState;
use rules::Answers;
use serde_json::Value;
use tenant::Profile;
use tokio::time::Instant;

/// A cmdlet of Exchange, whether alone or in a batch, whose items run side by side.
const CMDLET: Duration = Duration::from_millis(700);

/// A request of Graph; its batches too.
const GRAPH: Duration = Duration::from_millis(100);

/// Cmdlets in flight.
const IN_FLIGHT: f64 = 10.0;

/// Graph's write quota of an application in a tenant: so many in that time (`graph.md` 7).
const QUOTA: (f64, f64) = (3_000.0, 150.0);

fn main() {
    let licenses = option("--licenses").map_or(2_000, |n| n.parse().expect("a number"));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .expect("a runtime");
    runtime.block_on(remove(licenses));
}

async fn remove(licenses: usize) {
    // Of 1,000 accounts 20 are licensed shared mailboxes, and more than a third of those lose everything they hold.
    let users = u32::try_from(licenses * 150).expect("a size");
    eprintln!("a tenant of {users} accounts, and a review of it");
    let world = World::new(Profile::Crowd, users);
    let job = Job::first(&world, licenses).await;
    let slow = Arc::new(Slow::new(&world));
    let conn = Connection::new(
        &world.info,
        Arc::clone(&slow) as Arc<dyn Transport>,
        world.env.clone(),
    );
    eprintln!("removing");
    let start = Instant::now();
    let (steps, done) = apply(&world, &conn, &job.accounts).await;
    let time = start.elapsed();
    let meter = conn.meter();
    let requests = meter.total() + meter.items.values().sum::<u64>();
    let cmdlets = slow.cmdlets.load(Ordering::Relaxed);
    let writes = slow.writes.load(Ordering::Relaxed);
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let (by_cmdlets, by_quota, throttled) = (
        Duration::from_secs_f64(cmdlets as f64 * CMDLET.as_secs_f64() / IN_FLIGHT),
        Duration::from_secs_f64(writes as f64 * QUOTA.1 / QUOTA.0),
        100.0 * meter.throttled as f64 / requests as f64,
    );
    let slower = by_cmdlets.max(by_quota);
    head(&["removal", "value"]);
    row(&[
        &"licences that were removed, and read back",
        &format!("{} of {}", grouped(done), grouped(steps)),
    ]);
    row(&[&"time (virtual)", &seconds(time)]);
    row(&[&"requests, batch items too", &grouped(requests)]);
    row(&[&"Exchange cmdlets", &grouped(cmdlets)]);
    row(&[
        &"ceiling of Exchange: 0.7 s a cmdlet, ten in flight",
        &seconds(by_cmdlets),
    ]);
    row(&[&"ceiling of Graph: its write quota", &seconds(by_quota)]);
    let share = 100.0 * slower.as_secs_f64() / time.as_secs_f64();
    row(&[&"share of the slower of the two", &format!("{share:.1} %")]);
    row(&[
        &"requests that were throttled",
        &format!("{throttled:.2} %"),
    ]);
    say(
        "On virtual time: a cmdlet takes 0.7 s, a request of Graph 0.1 s, everything else no time. The plan is made \
         first, and its reading counts too; each account is read again before its licence goes, and after.",
    );
}

/// Proposes and applies; answers how many steps there were, and how many were done.
async fn apply(
    world: &World,
    conn: &Connection,
    accounts: &BTreeSet<model::AccountId>,
) -> (u64, u64) {
    let (engine, quiet) = (world.engine(), Events::none());
    let goal = RemovalGoal {
        targets: Targets::Named(accounts.iter().map(ToString::to_string).collect()),
        license: None,
        block_sign_in: false,
        answers: Answers::none(),
        exclusions: Vec::new(),
    };
    let proposal = engine.propose_removal(&world.by, conn, &goal, &world.policy, &quiet);
    let proposal = proposal.await.expect("a plan");
    let report = engine.apply(&world.by, conn, &proposal.plan, &world.policy, &quiet);
    let report = report.await.expect("a run");
    let done = report
        .steps
        .iter()
        .filter(|end| end.state == StepState::Done);
    (proposal.plan.steps.len() as u64, done.count() as u64)
}

/// The tenant at a distance: every request takes its virtual time.
#[derive(Debug)]
struct Slow {
    near: RouterTransport,
    cmdlets: AtomicU64,
    writes: AtomicU64,
}

impl Slow {
    fn new(world: &World) -> Self {
        Self {
            near: RouterTransport::new(world.tenant.router()),
            cmdlets: AtomicU64::new(0),
            writes: AtomicU64::new(0),
        }
    }

    /// Counts what a request holds; answers how long it takes.
    fn note(&self, request: &Request<Bytes>) -> Duration {
        let path = request.uri().path();
        let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
        let items = body["requests"].as_array();
        if path.contains("/adminapi/") {
            let cmdlets = items.map_or(1, Vec::len);
            self.cmdlets.fetch_add(cmdlets as u64, Ordering::Relaxed);
            return CMDLET;
        }
        let writes = items
            .into_iter()
            .flatten()
            .filter(|item| item["method"] != "GET");
        self.writes
            .fetch_add(writes.count() as u64, Ordering::Relaxed);
        GRAPH
    }
}

impl Transport for Slow {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, SendError>> + Send + '_>> {
        Box::pin(async move {
            tokio::time::sleep(self.note(&request)).await;
            self.near.send(request).await
        })
    }
}
