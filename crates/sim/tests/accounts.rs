//! The admin center's walk through the engine: the list, a panel, a save, the licence passed on.

use std::collections::BTreeSet;

use boxseat_sim::World;
use engine::{
    Asked, Caller, Change, EngineError, Followed, RemovalGoal, Save, Saved, Scope, Targets,
};
use futures_util::StreamExt as _;
use model::{AccountId, EntryKind, Purpose, RunId, SkuId, StepState, Verdict};
use rules::{Answers, Obstacle};
use store::{AccountFilter, AccountQuery, AccountRow, LedgerQuery};
use tenant::Profile;

/// A world with its list read and reviewed.
async fn read() -> World {
    let w = World::new(Profile::Contoso, 250);
    let (engine, quiet) = (w.engine(), World::quiet());
    engine
        .refresh_accounts(&w.by, &w.conn, &quiet)
        .await
        .expect("the directory is read");
    engine
        .review(&w.by, &w.conn, &Scope::shared(), &w.policy, &quiet)
        .await
        .expect("a review");
    w
}

async fn rows(w: &World, filter: AccountFilter) -> Vec<AccountRow> {
    let query = AccountQuery {
        filter,
        limit: 10_000,
        ..AccountQuery::default()
    };
    let tenant = w.conn.tenant();
    let list = w
        .engine()
        .accounts(&w.by, tenant, query)
        .await
        .expect("a page");
    assert!(list.reading.is_some());
    list.page.rows
}

/// A removable mailbox with a directly assigned product, and that product.
async fn removable(w: &World) -> (AccountId, SkuId) {
    let rows = rows(w, AccountFilter::Verdict(Verdict::Removable)).await;
    let one = rows
        .iter()
        .find(|r| {
            let held = r.account.licenses.as_deref().unwrap_or_default();
            held.len() == 1 && held[0].direct && held[0].groups.is_empty()
        })
        .expect("the sample organisation has one");
    (
        one.account.id,
        one.account.licenses.as_ref().expect("known")[0].sku,
    )
}

async fn save_for(w: &World, account: AccountId, sku: SkuId) -> Save {
    let panel = w
        .engine()
        .panel(&w.by, &w.conn, account, &w.policy, &World::quiet())
        .await
        .expect("a panel");
    assert_eq!(panel.account.id, account);
    Save {
        account,
        seen: panel.seen.to_string().parse().expect("its own text"),
        remove: BTreeSet::from([sku]),
        add: BTreeSet::new(),
        usage_location: None,
        block_sign_in: false,
        answers: Answers::none(),
        exclusions: Vec::new(),
    }
}

#[tokio::test(start_paused = true)]
async fn the_list_is_the_directory_and_the_review() {
    let w = read().await;
    let users = w.conn.count_users(&m365::UserFilter::All).await.unwrap();
    assert!(users >= 250, "{users}");
    assert_eq!(rows(&w, AccountFilter::All).await.len() as u64, users);
    let licensed = w
        .conn
        .count_users(&m365::UserFilter::Licensed)
        .await
        .unwrap();
    let found = rows(&w, AccountFilter::Licensed).await.len();
    assert_eq!(found as u64, licensed);

    let snapshot = w
        .store()
        .latest_snapshot(w.conn.tenant())
        .await
        .unwrap()
        .unwrap();
    let counted = w.store().verdict_counts(snapshot.id).await.unwrap();
    for (verdict, count) in counted {
        let listed = rows(&w, AccountFilter::Verdict(verdict)).await.len();
        assert_eq!(listed as u64, count, "{verdict:?}");
    }
    let (first, figures) = w
        .engine()
        .figures(&w.by, w.conn.tenant(), 5)
        .await
        .unwrap()
        .remove(0);
    let shared = rows(&w, AccountFilter::LicensedSharedMailboxes).await.len();
    assert_eq!(
        (first.id, figures.unwrap().licensed),
        (snapshot.id, shared as u64)
    );
    let leavers = w.engine().leavers(&w.by, w.conn.tenant()).await.unwrap();
    assert!(!leavers.value().expect("they were read").is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_save_changes_the_account_as_it_was_shown_and_no_other() {
    let w = read().await;
    let (engine, quiet) = (w.engine(), World::quiet());
    let (account, sku) = removable(&w).await;
    let save = save_for(&w, account, sku).await;
    let before = engine.figures(&w.by, w.conn.tenant(), 1).await.unwrap();

    let asked = engine
        .propose_save(&w.by, &w.conn, &save, &w.policy, &quiet)
        .await
        .unwrap();
    let Asked::Proposed(proposal) = asked else {
        panic!("nothing changed meanwhile: {asked:?}")
    };
    assert_eq!(
        (proposal.plan.steps.len(), proposal.obstacles.len()),
        (1, 0)
    );

    let Saved::Ran(report) = engine
        .save(&w.by, &w.conn, &save, &w.policy, &quiet)
        .await
        .unwrap()
    else {
        panic!("it runs")
    };
    assert_eq!(report.count(StepState::Done), 1);
    let listed = engine
        .listed(&w.by, w.conn.tenant(), account)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(listed.account.licenses, Some(vec![]));
    assert_eq!(listed.verdict, Some(Verdict::Unlicensed));
    let after = engine.figures(&w.by, w.conn.tenant(), 1).await.unwrap();
    let licensed =
        |f: &[(store::Snapshot, Option<engine::Figures>)]| f[0].1.as_ref().unwrap().licensed;
    assert_eq!(licensed(&after) + 1, licensed(&before));

    // Somebody who still has the old panel open changes nothing.
    let entries = w.store().entries(LedgerQuery::default()).await.unwrap();
    let Saved::Differs(difference) = engine
        .save(&w.by, &w.conn, &save, &w.policy, &quiet)
        .await
        .unwrap()
    else {
        panic!("the account is no longer as it was shown")
    };
    let [Change::Unassigned { was }] = &difference.changes[..] else {
        panic!("{difference:?}")
    };
    assert_eq!(was.sku, sku);
    let now = w.store().entries(LedgerQuery::default()).await.unwrap();
    assert_eq!(now, entries, "nothing was even begun");

    let shown = engine
        .panel(&w.by, &w.conn, account, &w.policy, &quiet)
        .await
        .unwrap();
    let states: Vec<_> = shown.history.iter().map(|e| e.seq).collect();
    assert!(
        states.len() >= 2 && states.is_sorted_by(|a, b| a > b),
        "newest first"
    );
}

#[tokio::test(start_paused = true)]
async fn a_licence_is_passed_on_to_whom_it_can_go() {
    let w = read().await;
    let (engine, quiet) = (w.engine(), World::quiet());
    let (account, sku) = removable(&w).await;
    let save = save_for(&w, account, sku).await;
    engine
        .save(&w.by, &w.conn, &save, &w.policy, &quiet)
        .await
        .unwrap();

    let unlicensed = rows(&w, AccountFilter::Unlicensed).await;
    let somewhere = |r: &&AccountRow, is: bool| {
        let nowhere = r.account.usage_location.as_deref() == Some("");
        r.mailbox.is_none() && nowhere != is
    };
    if let Some(nowhere) = unlicensed.iter().find(|r| somewhere(r, false)) {
        let id = nowhere.account.id.to_string();
        let pass_on = engine
            .propose_pass_on(&w.by, &w.conn, &id, sku, None, &w.policy, &quiet)
            .await
            .unwrap();
        let [Obstacle::NoUsageLocation { .. }] = &pass_on.proposal.obstacles[..] else {
            panic!("{:?}", pass_on.proposal.obstacles)
        };
    }
    let person = unlicensed
        .iter()
        .find(|r| somewhere(r, true))
        .expect("somebody without a licence");
    let upn = &person.account.user_principal_name;
    let pass_on = engine
        .propose_pass_on(&w.by, &w.conn, upn, sku, None, &w.policy, &quiet)
        .await
        .unwrap();
    assert_eq!(pass_on.to.id, person.account.id);
    assert_eq!(pass_on.proposal.obstacles, []);
    assert_eq!(pass_on.proposal.plan.purpose, Purpose::AssignLicenses);
    let report = engine
        .run(&w.by, &w.conn, &pass_on.proposal.plan, &w.policy, &quiet)
        .await
        .unwrap();
    assert_eq!(report.count(StepState::Done), 1);
    let listed = engine
        .listed(&w.by, w.conn.tenant(), person.account.id)
        .await
        .unwrap()
        .unwrap();
    let held: Vec<_> = listed
        .account
        .licenses
        .iter()
        .flatten()
        .map(|h| h.sku)
        .collect();
    assert_eq!(held, [sku]);

    let again = engine
        .propose_pass_on(&w.by, &w.conn, upn, sku, None, &w.policy, &quiet)
        .await
        .unwrap();
    assert!(matches!(
        again.proposal.obstacles[..],
        [Obstacle::NothingToDo { .. }]
    ));
    let nobody = engine
        .propose_pass_on(
            &w.by,
            &w.conn,
            "nobody@contoso.com",
            sku,
            None,
            &w.policy,
            &quiet,
        )
        .await;
    assert!(
        matches!(nobody, Err(EngineError::UnknownAccount(_))),
        "{nobody:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_run_is_followed_from_before_its_beginning_to_its_end() {
    let w = read().await;
    let (engine, quiet, tenant) = (w.engine(), World::quiet(), w.conn.tenant());
    let (account, _) = removable(&w).await;
    let goal = RemovalGoal {
        targets: Targets::Named(vec![account.to_string()]),
        license: None,
        block_sign_in: false,
        answers: Answers::none(),
        exclusions: Vec::new(),
    };
    let plan = engine
        .propose_removal(&w.by, &w.conn, &goal, &w.policy, &quiet)
        .await
        .unwrap()
        .plan;
    let early = engine
        .follow(&w.by, tenant, Followed::Plan(plan.digest()), None)
        .unwrap();
    let (digest, running) = engine
        .start(&w.by, &w.conn, plan, &w.policy, quiet)
        .unwrap();
    let entries: Vec<_> = early.map(Result::unwrap).collect().await;
    let report = running.await.unwrap().unwrap();
    assert_eq!(report.plan, digest);
    let kinds: Vec<_> = entries.iter().map(|e| &e.body.kind).collect();
    assert_eq!(kinds.first(), Some(&&EntryKind::RunStarted));
    assert_eq!(kinds.last(), Some(&&EntryKind::RunEnded));
    let query = LedgerQuery {
        run: Some(report.run),
        ..LedgerQuery::default()
    };
    assert_eq!(w.store().entries(query).await.unwrap(), entries);

    let after = entries[0].seq;
    let late = engine
        .follow(&w.by, tenant, Followed::Run(report.run), Some(after))
        .unwrap();
    let late: Vec<_> = late.map(Result::unwrap).collect().await;
    assert_eq!(late, entries[1..]);
    let progress = engine
        .progress(&w.by, tenant, report.run)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((progress.total, progress.steps[&StepState::Done]), (1, 1));
    assert!(progress.ended_at.is_some());
    let none = engine
        .progress(&w.by, tenant, RunId::from_u128(9))
        .await
        .unwrap();
    assert_eq!(none, None);
    assert_eq!(engine.open_runs(&w.by, tenant).await.unwrap(), []);
}

#[tokio::test(start_paused = true)]
async fn a_reader_reads_and_changes_nothing() {
    let w = read().await;
    let (engine, quiet) = (w.engine(), World::quiet());
    let (account, sku) = removable(&w).await;
    let save = save_for(&w, account, sku).await;
    let reader = Caller {
        roles: BTreeSet::new(),
        ..w.by.clone()
    };
    engine
        .panel(&reader, &w.conn, account, &w.policy, &quiet)
        .await
        .expect("everyone reads");
    let id = account.to_string();
    let denied = [
        engine
            .save(&reader, &w.conn, &save, &w.policy, &quiet)
            .await
            .err(),
        engine
            .propose_save(&reader, &w.conn, &save, &w.policy, &quiet)
            .await
            .err(),
        engine
            .propose_pass_on(&reader, &w.conn, &id, sku, None, &w.policy, &quiet)
            .await
            .err(),
    ];
    for error in denied {
        assert!(matches!(error, Some(EngineError::Denied(_))), "{error:?}");
    }
    assert_eq!(w.store().entries(LedgerQuery::default()).await.unwrap(), []);
}
