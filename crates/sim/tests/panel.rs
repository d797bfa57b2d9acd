//! What a panel says of each licence is what a save does with it.

use std::collections::BTreeSet;

use boxseat_sim::World;
use engine::{Answers, Asked, Save, Way};
use store::{AccountFilter, AccountQuery};
use tenant::Profile;

#[tokio::test(start_paused = true)]
async fn what_a_panel_calls_open_can_be_saved_and_what_it_calls_shut_cannot() {
    let w = World::new(Profile::Contoso, 250);
    let (engine, quiet) = (w.engine(), World::quiet());
    let read = engine.refresh_accounts(&w.by, &w.conn, &quiet).await;
    read.expect("the directory is read");
    let query = AccountQuery {
        filter: AccountFilter::Licensed,
        limit: 10_000,
        ..AccountQuery::default()
    };
    let list = engine.accounts(&w.by, w.conn.tenant(), query).await;
    let rows = list.expect("a page").page.rows;
    let (mut free, mut blocking, mut answered, mut shut) = (0, 0, 0, 0);
    // Every second one: each kind is among them, and each takes several reads.
    for row in rows.iter().step_by(2) {
        let panel = engine
            .panel(&w.by, &w.conn, row.account.id, &w.policy, &quiet)
            .await
            .expect("a panel");
        for (&sku, way) in &panel.ways {
            let block = matches!(
                way,
                Way::Open {
                    block_sign_in: true,
                    ..
                }
            );
            let ask = |answers: Answers, block_sign_in| Save {
                account: row.account.id,
                seen: panel.seen.clone(),
                remove: BTreeSet::from([sku]),
                add: BTreeSet::new(),
                usage_location: None,
                block_sign_in,
                answers,
                exclusions: Vec::new(),
            };
            let obstacles = async |save: Save| {
                let asked = engine.propose_save(&w.by, &w.conn, &save, &w.policy, &quiet);
                match asked.await.expect("a proposal") {
                    Asked::Proposed(proposal) => proposal.obstacles,
                    Asked::Differs(other) => panic!("nobody else is here: {other:?}"),
                }
            };
            let as_told = obstacles(ask(way.answered("because"), block)).await;
            let name = &row.account.display_name;
            match way {
                Way::Open { answers, .. } => {
                    assert_eq!(as_told, [], "{name}");
                    free += usize::from(way.is_free());
                    blocking += usize::from(block);
                    answered += usize::from(!answers.is_empty());
                    if !way.is_free() {
                        let silent = obstacles(ask(Answers::none(), false)).await;
                        assert_ne!(silent, [], "{name}: what is asked is needed");
                    }
                }
                Way::Shut(why) => {
                    assert!(!why.is_empty() && !as_told.is_empty(), "{name}");
                    shut += 1;
                }
            }
        }
    }
    let each = [free, blocking, answered, shut];
    assert!(each.iter().all(|n| *n > 0), "{each:?}");
}
