//! What every backend must do, as one suite: each promise of the traits, as a check with a store of its own.

mod accounts;
mod inventory;
mod leases;
mod ledger;
mod plans;
pub mod samples;
mod sessions;
mod settings;
mod steps;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;

use crate::Store;

/// A check by its name: it panics where the promise is broken.
struct Check {
    promise: &'static str,
    run: fn(Arc<dyn Store>) -> BoxFuture<'static, ()>,
}

/// A list of checks from `async fn(Arc<dyn Store>)`, whose names say what is promised.
macro_rules! checks {
    ($($name:ident,)*) => {
        pub(super) const CHECKS: &[super::Check] = &[$(super::Check {
            promise: stringify!($name),
            run: |store| Box::pin($name(store)),
        }),*];
    };
}

use checks;

/// Runs every check, each on a store that `make` makes empty, and panics with the names of those that failed.
pub async fn suite(make: impl AsyncFn() -> Arc<dyn Store>) {
    let rooms = [
        inventory::CHECKS,
        accounts::CHECKS,
        plans::CHECKS,
        ledger::CHECKS,
        steps::CHECKS,
        leases::CHECKS,
        sessions::CHECKS,
        settings::CHECKS,
    ];
    let mut broken = Vec::new();
    for check in rooms.into_iter().flatten() {
        let store = make().await;
        if AssertUnwindSafe((check.run)(store))
            .catch_unwind()
            .await
            .is_err()
        {
            broken.push(check.promise);
        }
    }
    assert!(
        broken.is_empty(),
        "the store breaks these promises (each said above where): {broken:#?}"
    );
}
