//! What a page shows, as text that only has to be put in its place. Templates escape; nothing here does.

pub(crate) mod account;
pub(crate) mod choice;
pub(crate) mod cost;
pub(crate) mod counted;
pub(crate) mod facts;
pub(crate) mod group;
pub(crate) mod history;
pub(crate) mod license;
pub(crate) mod members;
pub(crate) mod obstacle;
pub(crate) mod obstacles;
pub(crate) mod outcome;
pub(crate) mod overview;
pub(crate) mod pending;
pub(crate) mod person;
pub(crate) mod powershell;
pub(crate) mod proposal;
pub(crate) mod row;
pub(crate) mod tally;
pub(crate) mod todo;

pub(crate) use todo::ToDo;

use model::{PriceList, TenantFacts};
use words::Locale;

use crate::address::Links;

/// What every part of a page needs to be told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) tenant: &'a TenantFacts,
    pub(crate) prices: &'a PriceList,
    pub(crate) locale: &'a Locale,
    /// Links to other pages; none in a report, which stands alone.
    pub(crate) links: Option<&'a Links>,
}
