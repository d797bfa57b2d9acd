//! What the pages are about: the tenants that they show, and who may come in.

use std::sync::Arc;

use engine::{Connection, Engine, Policy};
use model::{Env, PriceList};

use crate::door::{Access, SignedIn};

/// What the pages are about. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Site {
    /// The engine behind them.
    pub engine: Engine,
    /// The tenants, in the order in which they are shown. Their keys differ.
    pub places: Arc<[Arc<Place>]>,
    /// Who may come in.
    pub access: Access,
    /// Where "now" and chance come from.
    pub env: Env,
}

/// A tenant behind the pages.
#[derive(Debug)]
pub struct Place {
    /// What names it in addresses: lower-case letters, digits and hyphens.
    pub key: String,
    /// The connection to it.
    pub connection: Connection,
    /// Is it the embedded tenant? Then every page says so.
    pub simulated: bool,
    /// The policy that verdicts rest on, unless the tenant's settings name another.
    pub policy: Policy,
    /// Prices, unless the tenant's settings hold others; an empty list makes every figure unknown.
    pub prices: PriceList,
}

impl Site {
    /// The tenant of a key.
    pub fn place(&self, key: &str) -> Option<&Arc<Place>> {
        self.places.iter().find(|place| place.key == key)
    }

    /// The tenants that a person may see.
    pub(crate) fn places_of(&self, person: &SignedIn) -> impl Iterator<Item = &Arc<Place>> {
        self.places.iter().filter(|place| person.reaches(place))
    }
}
