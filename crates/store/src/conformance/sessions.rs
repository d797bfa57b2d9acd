//! Sessions, links, attempts and the local administrator.

use std::sync::Arc;

use serde_json::json;

use super::checks;
use super::samples::time;
use crate::{LocalAdmin, Session, SignInLink, Store, TokenHash};

checks! {
    a_session_reads_back_until_it_expires,
    a_session_that_expired_never_lives_again,
    a_session_ends_alone_or_with_all_of_its_person,
    a_link_signs_in_once,
    attempts_are_counted_under_their_key_and_within_their_time,
    what_is_over_is_purged_and_nothing_else,
    the_local_administrator_is_the_one_last_set,
}

fn session(token: &str, person: &str, ends: u32) -> Session {
    Session {
        token: TokenHash::of(token),
        person: person.to_owned(),
        data: json!({ "roles": ["license"], "language": "nl" }),
        created_at: time(1),
        seen_at: time(1),
        expires_at: time(ends),
    }
}

async fn a_session_reads_back_until_it_expires(store: Arc<dyn Store>) {
    let kept = session("one", "avery", 10);
    store.put_session(kept.clone()).await.expect("put");
    for (token, at, found) in [
        ("one", 1, Some(&kept)),
        ("one", 9, Some(&kept)),
        ("one", 10, None),
        ("One", 1, None),
        ("", 1, None),
    ] {
        let read = store.session(TokenHash::of(token), time(at)).await;
        assert_eq!(read.expect("session").as_ref(), found, "{token} at {at}");
    }
}

async fn a_session_that_expired_never_lives_again(store: Arc<dyn Store>) {
    let token = TokenHash::of("one");
    store
        .put_session(session("one", "avery", 10))
        .await
        .expect("put");
    let touch = async |seen, ends| {
        store
            .touch_session(token, time(seen), time(ends))
            .await
            .expect("touch")
    };
    assert!(touch(5, 20).await);
    let read = store
        .session(token, time(15))
        .await
        .expect("session")
        .expect("it lives");
    assert_eq!(
        (read.seen_at, read.expires_at, read.created_at),
        (time(5), time(20), time(1))
    );
    assert!(!touch(20, 30).await);
    assert_eq!(store.session(token, time(20)).await.expect("session"), None);
}

async fn a_session_ends_alone_or_with_all_of_its_person(store: Arc<dyn Store>) {
    for (token, person) in [
        ("1", "avery"),
        ("2", "avery"),
        ("3", "avery"),
        ("4", "robin"),
    ] {
        store
            .put_session(session(token, person, 10))
            .await
            .expect("put");
    }
    let first = TokenHash::of("1");
    assert!(store.delete_session(first).await.expect("delete"));
    assert!(!store.delete_session(first).await.expect("delete again"));
    assert_eq!(store.delete_sessions_of("avery").await.expect("delete"), 2);
    for (token, there) in [("1", false), ("2", false), ("3", false), ("4", true)] {
        let read = store.session(TokenHash::of(token), time(1)).await;
        assert_eq!(read.expect("session").is_some(), there, "{token}");
    }
}

async fn a_link_signs_in_once(store: Arc<dyn Store>) {
    let link = |token: &str| SignInLink {
        token: TokenHash::of(token),
        data: json!({ "for": "avery" }),
        expires_at: time(10),
    };
    store.put_link(link("one")).await.expect("put");
    store.put_link(link("late")).await.expect("put");
    let take = async |token: &str, at| {
        let taken = store.take_link(TokenHash::of(token), time(at)).await;
        taken.expect("take")
    };
    assert_eq!(take("other", 1).await, None);
    let (a, b) = futures_util::join!(take("one", 9), take("one", 9));
    assert_eq!(a.or(b), Some(json!({ "for": "avery" })));
    assert_eq!(take("one", 9).await, None);
    assert_eq!(take("late", 10).await, None);
    assert_eq!(
        take("late", 9).await,
        None,
        "a link that came too late is used up as well"
    );
}

async fn attempts_are_counted_under_their_key_and_within_their_time(store: Arc<dyn Store>) {
    for (key, at, since, count) in [
        ("avery", 1, 0, 1),
        ("avery", 2, 0, 2),
        ("robin", 3, 0, 1),
        ("avery", 4, 0, 3),
        ("avery", 5, 2, 2),
        ("", 5, 0, 1),
    ] {
        let counted = store.note_attempt(key, time(at), time(since)).await;
        assert_eq!(counted.expect("note"), count, "{key} at {at} since {since}");
    }
    store.forget_attempts("avery").await.expect("forget");
    let counted = store.note_attempt("avery", time(6), time(0)).await;
    assert_eq!(counted.expect("note"), 1);
}

async fn what_is_over_is_purged_and_nothing_else(store: Arc<dyn Store>) {
    for ends in [5, 10] {
        let token = ends.to_string();
        store
            .put_session(session(&token, "avery", ends))
            .await
            .expect("put");
        let link = SignInLink {
            token: TokenHash::of(&token),
            data: json!(null),
            expires_at: time(ends),
        };
        store.put_link(link).await.expect("put");
        store
            .note_attempt("avery", time(ends), time(0))
            .await
            .expect("note");
    }
    assert_eq!(
        store.purge_sessions(time(5), time(5)).await.expect("purge"),
        3
    );
    assert_eq!(
        store.purge_sessions(time(5), time(5)).await.expect("purge"),
        0
    );
    let kept = TokenHash::of("10");
    assert!(
        store
            .session(kept, time(6))
            .await
            .expect("session")
            .is_some()
    );
    assert!(
        store
            .take_link(kept, time(6))
            .await
            .expect("link")
            .is_some()
    );
    assert_eq!(
        store
            .note_attempt("avery", time(11), time(0))
            .await
            .expect("note"),
        2
    );
}

async fn the_local_administrator_is_the_one_last_set(store: Arc<dyn Store>) {
    assert_eq!(store.local_admin().await.expect("none"), None);
    for name in ["admin", "break-glass"] {
        let admin = LocalAdmin {
            name: name.to_owned(),
            password_hash: format!("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA${name}"),
            set_at: time(1),
        };
        store
            .set_local_admin(Some(admin.clone()))
            .await
            .expect("set");
        let read = store.local_admin().await.expect("read");
        assert_eq!(read.as_ref(), Some(&admin));
        let shown = format!("{admin:?}");
        assert!(!shown.contains("argon2id"), "{shown}");
    }
    store.set_local_admin(None).await.expect("remove");
    assert_eq!(store.local_admin().await.expect("none"), None);
}
