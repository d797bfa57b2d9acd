//! A removal that is carried through, whatever comes in between.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::{EngineError, Events, Probe, RemovalGoal, Scope, Targets};
use model::{AccountId, StepState, Verdict};
use rules::Answers;

use crate::{Crash, World};

/// A removal from some mailboxes of a world.
#[derive(Debug, Clone)]
pub struct Job {
    /// The accounts.
    pub accounts: BTreeSet<AccountId>,
}

/// So many rounds are more than any fault needs.
const ROUNDS: usize = 12;

impl Job {
    /// The first `n` removable mailboxes that lose everything they hold.
    pub async fn first(world: &World, n: usize) -> Self {
        let review = world
            .engine()
            .review(
                &world.by,
                &world.conn,
                &Scope::shared(),
                &world.policy,
                &World::quiet(),
            )
            .await
            .expect("a review without faults");
        let all_go = |r: &&store::Record| {
            let held = r.facts.licenses.value().map_or(0, Vec::len);
            r.assessment.verdict == Verdict::Removable
                && r.assessment.removable_skus().count() == held
        };
        let accounts: BTreeSet<_> = review
            .records
            .iter()
            .filter(all_go)
            .map(|r| r.facts.account)
            .take(n)
            .collect();
        assert_eq!(
            accounts.len(),
            n,
            "the sample organisation has enough removable mailboxes"
        );
        Self { accounts }
    }

    /// Runs it once. A crash kills it where it says.
    pub async fn attempt(
        &self,
        world: &World,
        crash: Option<&Arc<Crash>>,
    ) -> Result<(), EngineError> {
        let engine = match crash {
            Some(crash) => world
                .engine()
                .with_probe(Arc::clone(crash) as Arc<dyn Probe>),
            None => world.engine(),
        };
        let quiet = Events::none();
        let goal = RemovalGoal {
            targets: Targets::Named(self.accounts.iter().map(ToString::to_string).collect()),
            license: None,
            block_sign_in: false,
            answers: Answers::none(),
            exclusions: Vec::new(),
        };
        let work = async {
            let proposal = engine
                .propose_removal(&world.by, &world.conn, &goal, &world.policy, &quiet)
                .await?;
            if !proposal.plan.steps.is_empty() {
                engine
                    .apply(
                        &world.by,
                        &world.conn,
                        &proposal.plan,
                        &world.policy,
                        &quiet,
                    )
                    .await?;
            }
            Ok(())
        };
        match crash {
            None => work.await,
            Some(crash) => crash.run(work).await.unwrap_or(Ok(())),
        }
    }

    /// Restarts and goes on until nothing is open and every account has lost its licences.
    pub async fn carry_through(&self, mut world: World) -> World {
        for _ in 0..ROUNDS {
            world = world.restarted();
            let engine = world.engine();
            let quiet = Events::none();
            // A fault may hit the way back to work as well; the next round tries again.
            let _ = engine
                .resume(&world.by, &world.conn, &world.policy, &quiet)
                .await;
            let _ = self.attempt(&world, None).await;
            if self.is_done(&world).await {
                return world;
            }
        }
        panic!("not carried through in {ROUNDS} rounds");
    }

    async fn is_done(&self, world: &World) -> bool {
        let tenant = world.conn.tenant();
        let open = world
            .store()
            .open_steps(tenant)
            .await
            .expect("the store answers");
        let query = store::LedgerQuery {
            tenant: Some(tenant),
            ..store::LedgerQuery::default()
        };
        let entries = world
            .store()
            .entries(query)
            .await
            .expect("the store answers");
        let done: BTreeSet<_> = entries
            .iter()
            .filter(|e| {
                matches!(
                    e.body.kind,
                    model::EntryKind::Step {
                        state: StepState::Done,
                        ..
                    }
                )
            })
            .filter_map(|e| e.body.account)
            .collect();
        open.is_empty() && done == self.accounts
    }
}
