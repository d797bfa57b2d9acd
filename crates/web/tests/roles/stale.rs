//! (placeholder)
use crate::fill::Sent;
use crate::house::House;
use futures_util::future::BoxFuture;
pub(crate) struct Behind {
    pub(crate) what: &'static str,
    pub(crate) change: for<'h> fn(&'h House, &'h Sent) -> BoxFuture<'h, ()>,
    pub(crate) told: &'static str,
}
pub(crate) static WAY_BACK: [Behind; 0] = [];
pub(crate) static RUN: [Behind; 0] = [];
pub(crate) static RUN_BACK: [Behind; 0] = [];
pub(crate) static FINISH: [Behind; 0] = [];
pub(crate) static TOTAL: [Behind; 0] = [];
pub(crate) static PASS_ON: [Behind; 0] = [];
pub(crate) static SAVE: [Behind; 0] = [];
