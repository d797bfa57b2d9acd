//! Usage reports are few (14 in 10 minutes): whoever reads one account takes them from the last review or from the
//! shelf, waits no longer than a moment, and never takes a report that did not arrive for "nothing there".

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use std::time::Duration;

use boxseat_sim::{Template, World};
use engine::{Answers, Asked, Engine, RemovalGoal, Save, Scope, Targets};
use m365::Period;
use model::{AccountId, Action, Fact, Gap, GapWhy, MailboxFacts, Plan, SkuId, Verdict};
use store::Record;
use tenant::Profile;
use tokio::time::Instant;

static TEMPLATE: LazyLock<Template> = LazyLock::new(|| Template::new(Profile::Contoso, 400));

/// So long a page may wait: a moment for each of two kinds of report.
const A_FEW_SECONDS: Duration = Duration::from_secs(10);
/// Between two clicks. Sign-in activity has a limit of its own, five in 10 seconds.
const A_CLICK: Duration = Duration::from_secs(2);
const TEN_MINUTES: Duration = Duration::from_mins(10);

const ACTIVE_USERS: &str = "getOffice365ActiveUserDetail";
const ONEDRIVE: &str = "getOneDriveUsageAccountDetail";

/// Requests for usage reports, by kind.
fn asked(w: &World) -> BTreeMap<&'static str, u64> {
    let mut requests = w.conn.meter().requests;
    requests.retain(|name, _| name.starts_with("get"));
    requests
}

async fn review(w: &World, engine: &Engine) -> Vec<Record> {
    let quiet = World::quiet();
    let all = Scope::shared();
    let read = engine.review(&w.by, &w.conn, &all, &w.policy, &quiet);
    read.await.expect("a review without faults").records
}

/// Forty licensed mailboxes as a review finds them in a world of its own, those first that depend on a report.
async fn forty() -> Vec<Record> {
    let w = TEMPLATE.world(1);
    let mut records = review(&w, &w.engine()).await;
    records.retain(|r| r.facts.licenses.value().is_some_and(|l| !l.is_empty()));
    records.sort_by_key(|r| r.facts.onedrive == Fact::not_read());
    assert!(records.len() >= 40, "{} mailboxes", records.len());
    records.truncate(40);
    records
}

/// Opens the panel of each, and says how long the slowest took.
async fn open_all(w: &World, engine: &Engine, wanted: &[Record]) -> (Vec<Record>, Duration) {
    let quiet = World::quiet();
    let (mut records, mut slowest) = (Vec::new(), Duration::ZERO);
    for record in wanted {
        let begun = Instant::now();
        let panel = engine.panel(&w.by, &w.conn, record.facts.account, &w.policy, &quiet);
        records.push(panel.await.expect("a panel").record);
        slowest = slowest.max(begun.elapsed());
        tokio::time::sleep(A_CLICK).await;
    }
    (records, slowest)
}

fn verdicts(records: &[Record]) -> Vec<(AccountId, Verdict)> {
    let of = |r: &Record| (r.facts.account, r.assessment.verdict);
    records.iter().map(of).collect()
}

/// Nothing is left of this connection's reports for ten minutes.
async fn use_up_the_limit(w: &World) {
    for _ in 0..14 {
        let report = w.conn.onedrive_usage(Period::D7).await;
        report.expect("a report within the limit");
    }
}

fn is_not_yet(facts: &MailboxFacts) -> bool {
    let not_yet = |gap: Option<&Gap>| gap.is_some_and(|g| g.why == GapWhy::NotYet);
    not_yet(facts.onedrive.gap()) || not_yet(facts.last_activity.gap())
}

fn taken_by(plan: &Plan) -> BTreeSet<SkuId> {
    let taken = |action: &Action| match action {
        Action::ChangeLicenses { remove, .. } => remove.clone(),
        _ => Vec::new(),
    };
    plan.steps.iter().flat_map(|s| taken(&s.action)).collect()
}

#[tokio::test(start_paused = true)]
async fn panels_after_a_review_ask_for_no_report() {
    let (w, wanted) = (TEMPLATE.world(1), forty().await);
    let engine = w.engine();
    review(&w, &engine).await;
    let reviewed = asked(&w);
    assert!(reviewed.values().all(|n| *n == 1), "{reviewed:?}");
    let (shown, slowest) = open_all(&w, &engine, &wanted).await;
    assert_eq!(asked(&w), reviewed);
    assert!(slowest <= A_FEW_SECONDS, "{slowest:?}");
    assert_eq!(verdicts(&shown), verdicts(&wanted));
}

#[tokio::test(start_paused = true)]
async fn panels_without_a_review_share_one_report_of_each_kind_for_an_hour() {
    let (w, wanted) = (TEMPLATE.world(1), forty().await);
    let engine = w.engine();
    let (shown, slowest) = open_all(&w, &engine, &wanted).await;
    assert_eq!(
        asked(&w),
        BTreeMap::from([(ACTIVE_USERS, 1), (ONEDRIVE, 1)])
    );
    assert!(slowest <= A_FEW_SECONDS, "{slowest:?}");
    assert_eq!(verdicts(&shown), verdicts(&wanted));

    tokio::time::sleep(Duration::from_hours(1)).await;
    open_all(&w, &engine, &wanted).await;
    assert_eq!(
        asked(&w),
        BTreeMap::from([(ACTIVE_USERS, 2), (ONEDRIVE, 2)])
    );
}

#[tokio::test(start_paused = true)]
async fn without_a_report_left_a_panel_says_so_and_nothing_becomes_removable() {
    let (w, wanted) = (TEMPLATE.world(1), forty().await);
    let engine = w.engine();
    use_up_the_limit(&w).await;
    let begun = Instant::now();
    let (shown, slowest) = open_all(&w, &engine, &wanted).await;
    assert!(begun.elapsed() < TEN_MINUTES, "the limit still stands");
    assert!(slowest <= A_FEW_SECONDS, "{slowest:?}");
    assert_eq!(asked(&w), BTreeMap::from([(ONEDRIVE, 14)]));

    let mut silent = 0;
    for (now, reviewed) in shown.iter().zip(&wanted) {
        let name = &now.facts.name.display_name;
        if !is_not_yet(&now.facts) {
            let (now, then) = (&now.assessment, &reviewed.assessment);
            assert_eq!(
                (now.verdict, &now.licenses),
                (then.verdict, &then.licenses),
                "{name}"
            );
            continue;
        }
        let goes: BTreeSet<_> = now.assessment.removable_skus().collect();
        let went: BTreeSet<_> = reviewed.assessment.removable_skus().collect();
        assert!(goes.is_subset(&went), "{name}: {goes:?} {went:?}");
        silent += usize::from(now.assessment.verdict == Verdict::Unknown && goes != went);
    }
    assert!(silent > 0, "some verdict depends on a report");

    // What was begun arrives by itself when the limit allows.
    tokio::time::sleep(TEN_MINUTES).await;
    let (shown, _) = open_all(&w, &engine, &wanted).await;
    assert_eq!(verdicts(&shown), verdicts(&wanted));
    assert_eq!(
        asked(&w),
        BTreeMap::from([(ACTIVE_USERS, 1), (ONEDRIVE, 15)])
    );
}

#[tokio::test(start_paused = true)]
async fn proposals_for_one_mailbox_wait_no_longer_than_a_panel() {
    let (w, wanted) = (TEMPLATE.world(1), forty().await);
    let (engine, quiet) = (w.engine(), World::quiet());
    let (panels, _) = open_all(&w, &engine, &wanted).await;
    // A new process: the limit is the service's, the shelf is empty.
    let (engine, before) = (w.engine(), asked(&w));
    for _ in 0..14 - before.values().sum::<u64>() {
        let report = w.conn.mailbox_usage(Period::D7).await;
        report.expect("a report within the limit");
    }
    let used_up = asked(&w);
    let mut slowest = Duration::ZERO;
    let mut silent = 0;
    for record in &panels {
        let facts = &record.facts;
        let sku = facts.licenses.value().expect("licences")[0].sku;
        let removal = RemovalGoal {
            targets: Targets::Named(vec![facts.account.to_string()]),
            license: None,
            block_sign_in: false,
            answers: Answers::none(),
            exclusions: Vec::new(),
        };
        let save = Save {
            account: facts.account,
            seen: engine
                .panel(&w.by, &w.conn, facts.account, &w.policy, &quiet)
                .await
                .expect("a panel")
                .seen,
            remove: BTreeSet::from([sku]),
            add: BTreeSet::new(),
            usage_location: None,
            block_sign_in: false,
            answers: Answers::none(),
            exclusions: Vec::new(),
        };
        tokio::time::sleep(A_CLICK).await;

        let begun = Instant::now();
        let removal = engine.propose_removal(&w.by, &w.conn, &removal, &w.policy, &quiet);
        let removal = removal.await.expect("a proposal");
        slowest = slowest.max(begun.elapsed());
        tokio::time::sleep(A_CLICK).await;

        let begun = Instant::now();
        let saved = engine.propose_save(&w.by, &w.conn, &save, &w.policy, &quiet);
        let Asked::Proposed(saved) = saved.await.expect("a proposal") else {
            panic!("nobody else is here");
        };
        slowest = slowest.max(begun.elapsed());
        tokio::time::sleep(A_CLICK).await;

        let begun = Instant::now();
        let to = facts.account.to_string();
        let passed = engine.propose_pass_on(&w.by, &w.conn, &to, sku, None, &w.policy, &quiet);
        passed.await.expect("a proposal");
        slowest = slowest.max(begun.elapsed());

        let went: BTreeSet<_> = record.assessment.removable_skus().collect();
        for proposal in [removal, saved] {
            let goes = taken_by(&proposal.plan);
            assert!(goes.is_subset(&went), "{goes:?} {went:?}");
            silent += usize::from(is_not_yet(&proposal.records[0].facts) && goes.is_empty());
        }
        if asked(&w) != used_up {
            break; // ten minutes are over, and what was begun has arrived
        }
    }
    assert!(silent > 0, "some proposal depends on a report");
    assert!(slowest <= A_FEW_SECONDS, "{slowest:?}");
}
