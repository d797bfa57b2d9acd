//! Review, propose, run, put back: with forms and links alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::Role;
use http::StatusCode;
use model::AccountId;
use serde_json::Value;
use sim::{Before, Crash, Job, Template, World};
use tenant::Profile;

use crate::browser::{Form, Live, Page, person, send};

const REVIEW: &str = "/t/contoso/review";

/// Presses **New review** and waits until it is done.
pub(crate) async fn reviewed(live: &Live) -> Page {
    let begin = Form {
        action: REVIEW.to_owned(),
        fields: Vec::new(),
    };
    let (address, page) = live.submit_and_follow(&begin).await;
    assert_eq!(address, "/t/contoso/review/progress", "{}", page.html);
    let (address, page) = live.wait(&address).await;
    assert_eq!(address, REVIEW);
    page
}

/// The accounts that can be ticked in a group.
pub(crate) fn ticks(page: &Page, group: &str) -> Vec<AccountId> {
    let (_, section) = page
        .html
        .split_once(&format!("<section class=\"group {group}\""))
        .unwrap_or_else(|| panic!("no group {group}: {}", page.html));
    let (section, _) = section.split_once("</section>").unwrap();
    let boxes = section.split("name=\"mailbox\" value=\"").skip(1);
    boxes
        .map(|rest| rest.split_once('"').unwrap().0.parse().unwrap())
        .collect()
}

/// Asks for a proposal and waits for it.
pub(crate) async fn proposed(live: &Live, form: &Form) -> Page {
    let (address, _) = live.submit_and_follow(form).await;
    live.wait(&address).await.1
}

/// Runs a proposal and waits for its end.
pub(crate) async fn ran(live: &Live, proposal: &Page) -> (String, Page) {
    let (address, _) = live.submit_and_follow(&proposal.form("/run")).await;
    live.wait(&address).await
}

/// Direct licences of an account.
async fn direct(world: &World, account: AccountId) -> usize {
    let tables = world.tables().await;
    let accounts = tables["account"].as_array().unwrap();
    let id = account.to_string();
    let known = accounts.iter().find(|row| row["id"] == id.as_str());
    let n = &known.unwrap()["n"];
    let licenses = tables["license"].as_array().unwrap();
    let own = |row: &&Value| &row["account"] == n && row["by_group"] == "";
    licenses.iter().filter(own).count()
}

#[tokio::test(start_paused = true)]
async fn licences_are_taken_back_and_put_back_with_forms_alone() {
    let live = Live::new(World::new(Profile::Contoso, 250));
    let world = &live.world;
    let page = reviewed(&live).await;
    let chosen: Vec<_> = ticks(&page, "removable").into_iter().take(3).collect();
    assert_eq!(chosen.len(), 3);
    let before = Before::of(world).await;
    let held = world.tables().await["license"].clone();

    let mut form = page.form("/proposals");
    for account in &chosen {
        form = form.with("mailbox", &account.to_string());
    }
    let proposal = proposed(&live, &form).await;
    assert!(
        proposal.html.contains("from 3 mailboxes"),
        "{}",
        proposal.html
    );
    assert!(
        proposal.html.contains("at most 50 GB"),
        "the quota afterwards"
    );
    assert_eq!(
        world.tables().await["license"],
        held,
        "a proposal changes nothing"
    );

    let (address, run) = ran(&live, &proposal).await;
    assert!(run.html.contains("Ended on"), "{}", run.html);
    assert!(run.html.contains("available again"), "{}", run.html);
    assert!(run.html.contains("alex@contoso.com (web)"), "{}", run.html);
    before
        .all_taken_once(world, &chosen.iter().copied().collect())
        .await;
    for account in &chosen {
        assert_eq!(direct(world, *account).await, 0);
    }
    // Pressing the button once more leads to the same run, and nothing is done twice.
    let (again, _) = live.submit_and_follow(&proposal.form("/run")).await;
    assert_eq!(again, address);

    let back = proposed(&live, &run.form("/proposals")).await;
    assert!(back.html.contains("Put back"), "{}", back.html);
    let (_, run) = ran(&live, &back).await;
    assert!(run.html.contains("Ended on"), "{}", run.html);
    let sorted = |rows: &Value| {
        let rows = rows.as_array().unwrap().iter();
        let told = |row: &Value| {
            let mut row = row.clone();
            // When a licence was assigned is the tenant's own affair.
            row.as_object_mut().unwrap().remove("updated");
            row.to_string()
        };
        rows.map(told).collect::<BTreeSet<_>>()
    };
    assert_eq!(sorted(&world.tables().await["license"]), sorted(&held));
}

#[tokio::test(start_paused = true)]
async fn many_take_their_number_and_a_group_is_ticked_as_a_whole() {
    let live = Live::new(World::new(Profile::Contoso, 250));
    let page = reviewed(&live).await;
    let form = page.form("/proposals").with("group", "removable");
    let proposal = proposed(&live, &form).await;
    let run = proposal.form("/run");
    let asked = proposal.html.split_once("Type the number of mailboxes, ");
    let (_, rest) = asked.expect("more than 20 mailboxes");
    let number = rest.split_once('<').unwrap().0.to_owned();

    for wrong in ["", "20", "yes"] {
        let refused = live.submit(&run.clone().with("number", wrong)).await;
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{wrong:?}"
        );
        assert!(
            refused.html.contains("Nothing was changed yet"),
            "{wrong:?}"
        );
    }
    let (address, _) = live.submit_and_follow(&run.with("number", &number)).await;
    let (_, page) = live.wait(&address).await;
    assert!(page.html.contains("Ended on"), "{}", page.html);
}

#[tokio::test(start_paused = true)]
async fn a_condition_is_overridden_for_one_mailbox_with_its_name_and_a_reason() {
    let live = Live::new(World::new(Profile::Contoso, 250));
    let page = reviewed(&live).await;
    // One mailbox of those that must stay which a person may answer for.
    let mut found = None;
    for account in ticks(&page, "required") {
        let form = page
            .form("/proposals")
            .with("mailbox", &account.to_string());
        let proposal = proposed(&live, &form).await;
        if proposal.html.contains("name=\"override\"") {
            found = Some((account, proposal));
            break;
        }
    }
    let (account, proposal) = found.expect("a mailbox that may be overridden");
    assert!(!proposal.html.contains("/run\""), "nothing can be run yet");
    let mut form = proposal.form("/proposals");
    for code in proposal.html.split("name=\"override\" value=\"").skip(1) {
        form = form.with("override", code.split_once('"').unwrap().0);
    }
    for code in proposal.html.split("name=\"ack\" value=\"").skip(1) {
        form = form.with("ack", code.split_once('"').unwrap().0);
    }
    let review = live.world.store();
    let snapshot = review.latest_snapshot(live.world.conn.tenant()).await;
    let snapshot = snapshot.unwrap().unwrap().id;
    let record = review.record(snapshot, account).await.unwrap().unwrap();
    let name = record.facts.name.display_name;

    let wrong = form.clone().with("confirm", "another").with("reason", "x");
    let refused = live.submit(&wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let silent = form.clone().with("confirm", &name);
    let silent = live.submit(&silent).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.html.contains("takes a reason"), "{}", silent.html);

    let form = form.with("confirm", &name).with("reason", "being emptied");
    let proposal = proposed(&live, &form).await;
    assert!(proposal.html.contains("being emptied"), "{}", proposal.html);
    let (_, run) = ran(&live, &proposal).await;
    assert!(run.html.contains("Ended on"), "{}", run.html);
    assert_eq!(direct(&live.world, account).await, 0);
}

#[tokio::test(start_paused = true)]
async fn an_interrupted_run_says_so_and_is_finished_by_a_button() {
    let world = Template::new(Profile::Contoso, 250).world(7);
    let job = Job::first(&world, 3).await;
    let before = Before::of(&world).await;
    let crash = Arc::new(Crash::at("after_write", 1));
    job.attempt(&world, Some(&crash)).await.unwrap();
    assert!(crash.died_at().is_some());
    let tenant = world.conn.tenant();
    let (run, plan) = world.store().open_runs(tenant).await.unwrap()[0];

    // Nothing of the process that died is left.
    let live = Live::new(world.restarted());
    for id in [run.to_string(), plan.to_string()] {
        let page = live.get(&format!("/t/contoso/runs/{id}")).await;
        assert!(page.html.contains("It was interrupted"), "{}", page.html);
        assert!(
            page.html.contains("sim (sim)"),
            "who began it: {}",
            page.html
        );
    }
    let page = live.get(&format!("/t/contoso/runs/{run}")).await;
    let (address, _) = live.submit_and_follow(&page.form("/finish")).await;
    let (_, page) = live.wait(&address).await;
    assert!(page.html.contains("Ended on"), "{}", page.html);
    before.all_taken_once(&live.world, &job.accounts).await;
}

#[tokio::test(start_paused = true)]
async fn a_proposal_is_its_makers_and_runs_only_what_it_showed() {
    let world = World::new(Profile::Contoso, 250);
    let works = boxseat_web::router(crate::browser::site(&world, person(&[Role::Global])));
    let live = Live { world, app: works };
    reviewed(&live).await;
    let form = Form {
        action: "/t/contoso/proposals".to_owned(),
        fields: vec![
            ("goal".to_owned(), "remove".to_owned()),
            ("all".to_owned(), "yes".to_owned()),
        ],
    };
    let (address, _) = live.submit_and_follow(&form).await;
    let (_, proposal) = live.wait(&address).await;
    let run = proposal.form("/run");

    let other = Form {
        fields: vec![("plan".to_owned(), "ab".repeat(32))],
        ..run.clone()
    };
    assert_eq!(live.submit(&other).await.status, StatusCode::GONE);
    // A restart forgets it, and says so.
    let restarted = Live::new(live.world.restarted());
    for page in [restarted.submit(&run).await, restarted.get(&address).await] {
        assert_eq!(page.status, StatusCode::GONE);
        assert!(page.html.contains("Nothing was changed"), "{}", page.html);
    }
}

#[tokio::test(start_paused = true)]
async fn two_reviews_at_once_are_one_and_a_bad_form_is_words() {
    let live = Live::new(World::new(Profile::Contoso, 250));
    let begin = Form {
        action: REVIEW.to_owned(),
        fields: Vec::new(),
    };
    let (one, other) = tokio::join!(live.submit(&begin), live.submit(&begin));
    assert_eq!(
        (one.status, other.status),
        (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER)
    );
    let (address, _) = live.wait("/t/contoso/review/progress").await;
    assert_eq!(address, REVIEW);
    let tenant = live.world.conn.tenant();
    let kept = live.world.store().snapshots(tenant, 10).await.unwrap();
    assert_eq!(kept.len(), 1, "the second joined the first");

    for (body, status) in [
        ("", StatusCode::BAD_REQUEST),
        ("goal=explode", StatusCode::BAD_REQUEST),
        ("goal=remove", StatusCode::UNPROCESSABLE_ENTITY),
        ("goal=restore", StatusCode::UNPROCESSABLE_ENTITY),
        ("goal=remove&mailbox=%3Cscript%3E", StatusCode::BAD_REQUEST),
        ("goal=remove&group=x", StatusCode::BAD_REQUEST),
        ("goal=remove&all=yes&ack=x", StatusCode::BAD_REQUEST),
        (
            "goal=remove&all=yes&ack=archive",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        ("goal=restore&change=x", StatusCode::BAD_REQUEST),
        ("goal=restore&plan=%00", StatusCode::BAD_REQUEST),
    ] {
        let method = http::Method::POST;
        let address = "/t/contoso/proposals";
        let page = send(&live.app, method, address, body.to_owned()).await;
        assert_eq!(page.status, status, "{body}");
        let said = page.html.contains("othing was changed");
        assert!(said, "{body}: {}", page.html);
    }
}
