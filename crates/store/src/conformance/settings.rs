//! Settings.

use std::sync::Arc;

use serde_json::json;

use super::checks;
use crate::Store;

checks! {
    a_setting_reads_back_as_it_was_last_set,
    settings_do_not_know_each_other,
    of_two_who_replace_the_same_value_one_is_too_late,
}

async fn a_setting_reads_back_as_it_was_last_set(store: Arc<dyn Store>) {
    assert_eq!(store.setting("policy").await.expect("get"), None);
    let values = [
        json!("2026-01"),
        json!(null),
        json!(false),
        json!([1, "two", 3.5]),
        json!({ "b": 1, "a": 2 }),
    ];
    for value in values {
        store
            .set_setting("policy", Some(value.clone()))
            .await
            .expect("set");
        assert_eq!(store.setting("policy").await.expect("get"), Some(value));
    }
    for _ in 0..2 {
        store
            .set_setting("policy", None)
            .await
            .expect("remove, if it is there");
        assert_eq!(store.setting("policy").await.expect("get"), None);
    }
}

async fn settings_do_not_know_each_other(store: Arc<dyn Store>) {
    store
        .set_setting("prices", Some(json!(1)))
        .await
        .expect("set");
    store
        .set_setting("Prices", Some(json!(2)))
        .await
        .expect("set");
    store.set_setting("prices", None).await.expect("remove");
    assert_eq!(store.setting("Prices").await.expect("get"), Some(json!(2)));
}

async fn of_two_who_replace_the_same_value_one_is_too_late(store: Arc<dyn Store>) {
    let replace = async |was: Option<u64>, value: Option<u64>| {
        let [was, value] = [was, value].map(|n| n.map(|n| json!({ "n": n })));
        store
            .replace_setting("list", was, value)
            .await
            .expect("replace")
    };
    assert!(!replace(Some(1), Some(2)).await, "it was never set");
    assert!(replace(None, Some(1)).await);
    assert!(!replace(None, Some(2)).await);
    assert!(replace(Some(1), Some(2)).await);
    assert!(!replace(Some(1), Some(3)).await);
    let kept = store.setting("list").await.expect("get");
    assert_eq!(kept, Some(json!({ "n": 2 })));
    assert!(replace(Some(2), None).await);
    assert_eq!(store.setting("list").await.expect("get"), None);
}
