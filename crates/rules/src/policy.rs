//! The dated policy: thresholds, greatest ages, switches, and what service plans and products are good for.
//!
//! All of it is data (`policy/*.toml`), each entry with its source. What is good for what is shared by the
//! policies (`capabilities.toml`); a policy document may replace or add entries of its own.

mod capabilities;
mod file;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use model::{ByteSize, PriceList, ServicePlanId, SkuId, Source};

pub use capabilities::{Capabilities, Sureness};
use capabilities::{Entry, Rank};
pub use file::{
    DefenderSwitch, Limits, NeedSwitch, NoteSwitch, PolicyError, RetentionSwitch, Switches,
};

const CURRENT: &str = include_str!("../policy/current.toml");
const ARTICLE_2021: &str = include_str!("../policy/article-2021.toml");
const CAPABILITIES: &str = include_str!("../policy/capabilities.toml");

/// The names of the policies that ship; the first is the default.
pub const POLICIES: [&str; 2] = ["current", "article-2021"];

/// What decides. Made once and handed to every function of this crate.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    name: String,
    from: Date,
    source: String,
    limits: Limits,
    ages: file::Ages,
    switches: Switches,
    plans: BTreeMap<ServicePlanId, Vec<Entry>>,
    products: BTreeMap<SkuId, Vec<Entry>>,
    ranks: BTreeMap<SkuId, Rank>,
    prices: Option<PriceList>,
}

impl Policy {
    /// The default: `current`.
    pub fn current() -> Self {
        static READ: LazyLock<Policy> = LazyLock::new(|| shipped(CURRENT));
        READ.clone()
    }

    /// A policy that ships, by its name (see [`POLICIES`]).
    pub fn named(name: &str) -> Result<Self, PolicyError> {
        static ARTICLE: LazyLock<Policy> = LazyLock::new(|| shipped(ARTICLE_2021));
        match name {
            "current" => Ok(Self::current()),
            "article-2021" => Ok(ARTICLE.clone()),
            other => Err(PolicyError::UnknownName {
                name: other.to_owned(),
            }),
        }
    }

    /// Reads a policy document of one's own. Everything but `[[plan]]`, `[[sku]]` and `[[rank]]` must be there.
    pub fn from_toml(text: &str) -> Result<Self, PolicyError> {
        file::read(text, CAPABILITIES)
    }

    /// The same policy, choosing what is cheapest by these prices.
    #[must_use]
    pub fn with_prices(mut self, prices: PriceList) -> Self {
        self.prices = Some(prices);
        self
    }

    /// Its name, as plans record it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Since when its source says so.
    pub const fn from(&self) -> Date {
        self.from
    }

    /// Its source.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Its thresholds.
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Its switches.
    pub const fn switches(&self) -> &Switches {
        &self.switches
    }

    /// The same policy with other switches.
    #[must_use]
    pub fn with_switches(mut self, switches: Switches) -> Self {
        self.switches = switches;
        self
    }

    /// The price list in use, where there is one.
    pub const fn prices(&self) -> Option<&PriceList> {
        self.prices.as_ref()
    }

    /// How old a fact from this source may be.
    pub fn greatest_age(&self, source: Source) -> SignedDuration {
        self.ages.of(source)
    }

    /// How old a size from this source may be. A usage report decides only a small mailbox; a larger size must
    /// be as fresh as any live fact.
    pub fn greatest_age_of_size(&self, source: Source, size: ByteSize) -> SignedDuration {
        let too_large =
            source == Source::MailboxUsageReport && size >= self.limits.report_decides_below;
        self.ages.of(if too_large {
            Source::ExchangeStatistics
        } else {
            source
        })
    }

    /// What a plan is good for at `now`.
    pub fn plan(&self, plan: ServicePlanId, now: Timestamp) -> Capabilities {
        self.in_force(self.plans.get(&plan), now)
            .map_or_else(Capabilities::default, |e| e.capabilities)
    }

    /// What a product is good for beyond its plans at `now`; `None` where its plans tell all.
    pub fn product(&self, sku: SkuId, now: Timestamp) -> Option<Capabilities> {
        self.in_force(self.products.get(&sku), now)
            .map(|e| e.capabilities)
    }

    /// What these plans of a product are good for together at `now`.
    pub fn capabilities<'a>(
        &self,
        sku: SkuId,
        on: impl IntoIterator<Item = &'a ServicePlanId>,
        now: Timestamp,
    ) -> Capabilities {
        let of_plans = on.into_iter().fold(Capabilities::default(), |all, &p| {
            all.and(&self.plan(p, now))
        });
        self.product(sku, now)
            .map_or(of_plans, |exception| of_plans.except(&exception))
    }

    /// How a product compares in cost where no price says so; `None` is unknown, and never cheaper.
    pub fn rank(&self, sku: SkuId) -> Option<u32> {
        self.ranks.get(&sku).map(|r| r.rank)
    }

    /// Products that are sold for a mailbox alone, proposed even where the tenant does not own them yet.
    pub fn singles(&self) -> impl Iterator<Item = SkuId> + '_ {
        self.ranks
            .iter()
            .filter(|(_, r)| r.single)
            .map(|(&sku, _)| sku)
    }

    fn in_force<'a>(&self, entries: Option<&'a Vec<Entry>>, now: Timestamp) -> Option<&'a Entry> {
        let in_force = |e: &&Entry| {
            e.from
                .is_none_or(|from| from <= now.to_zoned(TimeZone::UTC).date())
        };
        let counts = |e: &&Entry| self.switches.third_party || e.sure.is_microsofts();
        entries?
            .iter()
            .filter(in_force)
            .filter(counts)
            .max_by_key(|e| e.from)
    }
}

fn shipped(text: &str) -> Policy {
    Policy::from_toml(text).expect("the policies are built in, and a test reads them")
}

impl Default for Policy {
    fn default() -> Self {
        Self::current()
    }
}

#[cfg(test)]
mod tests;
