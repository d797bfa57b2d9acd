//! Who may open mailboxes, read live: few requests, nothing kept, and a clear word where it is not allowed.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use boxseat_sim::World;
use engine::{Caller, EngineError, Scope};
use model::{AccountId, Trouble};
use serde_json::json;
use store::RecordQuery;
use tenant::Profile;

/// The accounts of the first shared mailboxes of a review.
async fn reviewed(w: &World, most: usize) -> Vec<(AccountId, String)> {
    let (scope, quiet) = (Scope::shared(), World::quiet());
    let engine = w.engine();
    engine
        .review(&w.by, &w.conn, &scope, &w.policy, &quiet)
        .await
        .unwrap();
    let snapshot = w.store().latest_snapshot(w.conn.tenant()).await.unwrap();
    let query = RecordQuery {
        limit: most,
        ..RecordQuery::default()
    };
    let records = w.store().records(snapshot.unwrap().id, query).await;
    let row = |r: store::Record| (r.facts.account, r.facts.name.primary_smtp_address);
    records.unwrap().into_iter().map(row).collect()
}

#[tokio::test(start_paused = true)]
async fn fifty_mailboxes_cost_five_requests() {
    let w = World::new(Profile::Contoso, 250);
    let accounts: Vec<_> = reviewed(&w, 50)
        .await
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    assert_eq!(accounts.len(), 50);
    let before = w.conn.meter();
    assert_eq!(
        before.items.get("Get-MailboxPermission"),
        None,
        "a review reads none"
    );
    // Whoever has no role is a reader.
    let reader = Caller {
        roles: std::collections::BTreeSet::new(),
        ..w.by.clone()
    };
    let read = w
        .engine()
        .members(&reader, &w.conn, &accounts)
        .await
        .unwrap();
    let after = w.conn.meter();
    assert_eq!(after.total() - before.total(), 5);
    assert_eq!(after.items["Get-MailboxPermission"], 50);
    assert_eq!(read.read_at, w.env.now());
    let asked: Vec<_> = read.mailboxes.iter().map(|m| m.account).collect();
    assert_eq!(asked, accounts);
    let counts: Vec<_> = read
        .mailboxes
        .iter()
        .map(|m| m.members.as_ref().unwrap().len())
        .collect();
    assert!(
        counts.contains(&0) && counts.iter().any(|n| *n > 2),
        "{counts:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn only_full_access_of_ones_own_makes_a_member() {
    let w = World::new(Profile::Contoso, 250);
    let names = [
        "script@contoso.com",
        "reception@contoso.com",
        "SCRIPT@contoso.com",
    ];
    let names = names.map(str::to_owned);
    let (read, asked) = w.engine().members_of(&w.by, &w.conn, &names).await.unwrap();
    assert_eq!(asked, names[..2], "each once");
    let users = |at: usize| -> Vec<&str> {
        let members = read.mailboxes[at].members.as_ref().unwrap();
        members.iter().map(|m| m.user.as_str()).collect()
    };
    assert!(
        users(0).contains(&"<script>alert('member')</script>"),
        "{:?}",
        users(0)
    );
    for no_member in ["Front desk", "Contractors", "Organization Management"] {
        assert!(!users(1).contains(&no_member), "{no_member}");
    }
    let people = users(1).iter().filter(|user| user.contains('@')).count();
    assert_eq!(people, users(1).len());
}

#[tokio::test(start_paused = true)]
async fn one_mailbox_that_fails_is_one_and_all_that_fail_are_an_error() {
    let w = World::new(Profile::Contoso, 250);
    let accounts: Vec<_> = reviewed(&w, 3)
        .await
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    let refused = |times: u64| {
        json!({"matcher": {"operation": "exchange.Get-MailboxPermission"},
            "effect": {"kind": "status", "status": 403}, "times": times})
    };
    w.fault(refused(1)).await;
    let read = w.engine().members(&w.by, &w.conn, &accounts).await.unwrap();
    let unread: Vec<_> = read
        .mailboxes
        .iter()
        .filter(|m| m.members.is_err())
        .collect();
    assert_eq!(unread.len(), 1);
    let trouble = unread[0].members.as_ref().unwrap_err().trouble();
    assert!(
        matches!(trouble, Trouble::ExchangeRole { .. }),
        "{trouble:?}"
    );

    w.fault(refused(3)).await;
    let read = w.engine().members(&w.by, &w.conn, &accounts).await;
    let error = read.unwrap_err();
    assert!(matches!(error, EngineError::Read { .. }), "{error:?}");
    assert!(
        matches!(error.trouble(), Trouble::ExchangeRole { .. }),
        "{error:?}"
    );
}
