//! What the first page and the page of connections tell: changes, decisions, health.

use std::sync::LazyLock;

use boxseat_sim::{Job, Template, World};
use engine::{Answered, Decision, Decisions, ReviewChanges, Scope, Writes};
use m365::Connection;
use model::{Exclusion, ReasonCode, RecipientKind, SignIn, Verdict};
use serde_json::json;
use store::{Record, RecordQuery};
use tenant::Profile;

static TEMPLATE: LazyLock<Template> = LazyLock::new(|| Template::new(Profile::Contoso, 150));

async fn review(w: &World) {
    let scope = Scope::shared();
    w.engine()
        .review(&w.by, &w.conn, &scope, &w.policy, &World::quiet())
        .await
        .expect("a review");
}

async fn changes(w: &World) -> Option<ReviewChanges> {
    let tenant = w.conn.tenant();
    w.engine().changes(&w.by, tenant).await.expect("changes")
}

async fn decisions(w: &World) -> Option<Decisions> {
    let tenant = w.conn.tenant();
    w.engine()
        .decisions(&w.by, tenant)
        .await
        .expect("decisions")
}

async fn records(w: &World) -> Vec<Record> {
    let latest = w.store().latest_snapshot(w.conn.tenant()).await;
    let snapshot = latest.expect("the store").expect("a snapshot");
    let all = w.store().records(snapshot.id, RecordQuery::default());
    let mut all = all.await.expect("records");
    all.retain(|r| r.facts.kind.value() == Some(&RecipientKind::SharedMailbox));
    all
}

#[tokio::test(start_paused = true)]
async fn what_changed_is_what_the_newest_review_says_otherwise() {
    let w = TEMPLATE.world(1);
    assert_eq!(changes(&w).await, None);
    review(&w).await;
    assert_eq!(changes(&w).await, None, "one review changed nothing");
    review(&w).await;
    let none = changes(&w).await.expect("two reviews");
    assert_eq!(
        (none.counts.as_slice(), none.first.as_slice()),
        (&[][..], &[][..])
    );

    let job = Job::first(&w, 3).await;
    job.attempt(&w, None).await.expect("a run");
    // The newest review follows what was read back since: the change shows before the next review.
    for again in [false, true] {
        if again {
            let newest = changes(&w).await.expect("reviews").now.id;
            review(&w).await;
            let since = changes(&w).await.expect("reviews").since.id;
            assert_eq!(since, newest, "it compares the two newest");
            break;
        }
        let told = changes(&w).await.expect("reviews");
        let [count] = told.counts[..] else {
            panic!("{:?}", told.counts)
        };
        assert_eq!(
            (count.from, count.to, count.count),
            (Some(Verdict::Removable), Some(Verdict::Unlicensed), 3)
        );
        let named: Vec<_> = told.first.iter().map(|c| c.account).collect();
        assert!(named.len() == 3 && named.iter().all(|a| job.accounts.contains(a)));
        assert_eq!(changes(&w).await, Some(told), "kept, and the same");
    }
}

#[tokio::test(start_paused = true)]
async fn what_needs_a_decision_is_counted_over_the_records() {
    let w = TEMPLATE.world(2);
    assert_eq!(decisions(&w).await, None);
    review(&w).await;
    let told = decisions(&w).await.expect("a review");
    let all = records(&w).await;
    let has = |r: &Record, code| {
        r.assessment
            .findings
            .iter()
            .any(|f| f.reason.code() == code)
    };
    let count = |is: &dyn Fn(&Record) -> bool| all.iter().filter(|r| is(r)).count() as u64;
    let missing = |r: &Record| r.assessment.verdict == Verdict::Missing;

    let near = count(&|r| {
        has(r, ReasonCode::Near50Gb)
            || has(r, ReasonCode::SizeLimit)
            || missing(r) && has(r, ReasonCode::Over50Gb)
    });
    let open = count(&|r| r.facts.sign_in.value() == Some(&SignIn::Allowed));
    let hold = count(&|r| missing(r) && has(r, ReasonCode::LitigationHold));
    assert!(near > 0 && open > 0 && hold > 0, "{near} {open} {hold}");
    assert_eq!(
        (told.near_limit.count, told.sign_in_open.count),
        (near, open)
    );
    assert!(told.hold_unlicensed.count >= hold);
    assert!(told.near_limit.first.is_sorted_by(|a, b| a.size >= b.size));
    let named = |d: &Decision| d.first.len() as u64 == d.count.min(50);
    assert!(named(&told.near_limit) && named(&told.sign_in_open) && named(&told.hold_unlicensed));
    let blocked = |d: &Decision| d.first.iter().filter(|m| m.removable_once_blocked).count();
    assert!(blocked(&told.sign_in_open) > 0);
    assert!(!told.leavers.value().expect("they were read").is_empty());
    assert_eq!(decisions(&w).await, Some(told));
}

#[tokio::test(start_paused = true)]
async fn health_says_what_answers_and_what_is_not_allowed() {
    let w = TEMPLATE.world(3);
    let well = w.engine().health(&w.by, &w.conn).await.expect("health");
    assert_eq!(
        (well.token.clone(), well.writes),
        (Answered::Yes, Writes::Allowed)
    );
    assert!(well.reachable && well.local && well.name.is_some());
    assert!(
        well.reads.iter().all(|r| r.answer == Answered::Yes),
        "{well:?}"
    );
    assert_eq!(
        (well.reviewed_at, well.accounts, well.open_runs.len()),
        (None, None, 0)
    );

    w.fault(json!({"matcher": {"operation": "subscribedSkus"}, "effect": {"kind": "status", "status": 403}, "times": 0}))
        .await;
    review(&w).await;
    let ill = w.engine().health(&w.by, &w.conn).await.expect("health");
    let denied: Vec<_> = ill
        .reads
        .iter()
        .filter(|r| r.answer == Answered::Denied)
        .map(|r| r.needs)
        .collect();
    assert_eq!(denied, ["LicenseAssignment.Read.All"]);
    assert!(ill.reviewed_at.is_some());

    let mut info = w.info.clone();
    info.client_secret = "not it".to_owned().into();
    info.write = Some(false);
    let transport = boxseat_sim::RouterTransport::new(w.tenant.router());
    let wrong = Connection::new(&info, std::sync::Arc::new(transport), w.env.clone());
    let locked = w.engine().health(&w.by, &wrong).await.expect("health");
    assert!(matches!(locked.token, Answered::Failed(_)));
    assert_eq!(locked.writes, Writes::ReadOnly);
    let rest = &locked.reads[1..];
    assert!(rest.iter().all(|r| r.answer == Answered::NotAsked));
}

#[tokio::test(start_paused = true)]
async fn what_is_left_alone_is_left_alone_at_every_door_until_its_day_is_over() {
    let w = TEMPLATE.world(4);
    let tenant = w.conn.tenant();
    let job = Job::first(&w, 2).await;
    let one = *job.accounts.first().expect("a mailbox");
    let exclusion = Exclusion {
        mailbox: one.to_string(),
        reason: "legal asks".to_owned(),
        until: Some("2026-11-30".parse().expect("a day")),
    };
    let engine = w.engine();
    engine
        .exclude(&w.by, tenant, exclusion)
        .await
        .expect("it is kept");
    job.attempt(&w, None).await.expect("a run");
    let held = |records: &[Record]| {
        let of = |r: &&Record| job.accounts.contains(&r.facts.account);
        let holds = |r: &Record| r.facts.licenses.value().is_some_and(|l| !l.is_empty());
        let holding = records.iter().filter(of).filter(|r| holds(r));
        holding.map(|r| r.facts.account).collect::<Vec<_>>()
    };
    review(&w).await;
    assert_eq!(held(&records(&w).await), [one]);

    tokio::time::sleep(std::time::Duration::from_hours(24 * 9)).await;
    let kept = engine.settings(&w.by, tenant).await.expect("settings");
    assert_eq!(
        (kept.exclusions.len(), kept.in_force(w.env.now()).count()),
        (1, 0)
    );
    job.attempt(&w, None).await.expect("a run");
    review(&w).await;
    assert!(held(&records(&w).await).is_empty());
}
