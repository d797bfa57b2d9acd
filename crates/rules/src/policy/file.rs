//! The policy document as it is written, and what can be wrong with it.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use jiff::civil::Date;
use model::{ByteSize, ServicePlanId, SkuId, Source};
use serde::Deserialize;

use super::capabilities::{Capabilities, Entry, Rank, Sureness};
use super::{POLICIES, Policy};

/// A policy that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// No policy has this name.
    #[error("there is no policy `{name}`; use one of: {}", POLICIES.join(", "))]
    UnknownName {
        /// What was asked for.
        name: String,
    },
    /// The document is not what a policy looks like.
    #[error("the policy cannot be read: {0}")]
    Unreadable(String),
    /// A value makes no sense.
    #[error("policy `{policy}`: {what}")]
    Senseless {
        /// The policy's name.
        policy: String,
        /// What is wrong, and what to do.
        what: String,
    },
}

/// Thresholds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// A licence is needed above this size.
    pub over: ByteSize,
    /// From this size on an unlicensed mailbox may stop sending before the next review.
    pub stop_sending: ByteSize,
    /// From this size on it is said.
    pub near: ByteSize,
    /// Below this size a usage report decides.
    pub report_decides_below: ByteSize,
    /// Use within so many days makes the account a person's.
    pub use_within_days: u32,
}

/// Greatest ages by source, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ages {
    live: u32,
    sign_in_activity: u32,
    usage_report: u32,
    export: u32,
}

impl Ages {
    pub(super) fn of(&self, source: Source) -> SignedDuration {
        let seconds = match source {
            Source::GraphSignInActivity => self.sign_in_activity,
            Source::MailboxUsageReport | Source::ActiveUserReport | Source::OneDriveUsageReport => {
                self.usage_report
            }
            Source::Export => self.export,
            // Any other source, also one that is added later, is a live read.
            _ => self.live,
        };
        SignedDuration::from_secs(i64::from(seconds))
    }
}

/// Is a reason a need, or only said?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NeedSwitch {
    /// A licence must stay.
    Need,
    /// Said; changes nothing.
    Note,
}

/// What retention asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RetentionSwitch {
    /// Policies on the mailbox and labels need a licence; policies of the whole organisation do not.
    Need,
    /// None of them needs a licence.
    Note,
    /// All of them need a licence.
    Strict,
}

/// What a suite with Defender for Office 365 asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DefenderSwitch {
    /// It is said.
    Note,
    /// It must be acknowledged.
    Strict,
}

/// Said, or to be acknowledged.
pub type NoteSwitch = DefenderSwitch;

/// What can be switched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switches {
    /// `size_limit`.
    pub size_limit: NeedSwitch,
    /// `in_place_hold`.
    pub in_place_hold: NeedSwitch,
    /// `multi_geo`.
    pub multi_geo: NeedSwitch,
    /// `retention_policy`, `label_hold` and `org_retention`.
    pub retention: RetentionSwitch,
    /// `defender_in_suite`.
    pub defender: DefenderSwitch,
    /// Does a Defender product call for an Exchange licence too?
    pub defender_needs_exchange: bool,
    /// `dir_synced` where the shared bit is named, or nothing is.
    pub dirsync: NoteSwitch,
    /// Must the size of an *unlicensed* mailbox be known? With `note` it is used when a report gives it; reading
    /// statistics of every unlicensed mailbox would cost a request each and could take no licence back.
    pub unlicensed_size: NoteSwitch,
    /// Do entries count that rest on others than Microsoft?
    pub third_party: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    name: String,
    from: Date,
    source: String,
    limits: Limits,
    ages: Ages,
    switches: Switches,
    #[serde(default)]
    plan: Vec<PlanEntry>,
    #[serde(default)]
    sku: Vec<SkuEntry>,
    #[serde(default)]
    rank: Vec<RankEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shared {
    plan: Vec<PlanEntry>,
    sku: Vec<SkuEntry>,
    rank: Vec<RankEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanEntry {
    id: ServicePlanId,
    name: String,
    source: String,
    sure: Sureness,
    from: Option<Date>,
    quota_gb: Option<u32>,
    #[serde(default)]
    mailbox: bool,
    #[serde(default)]
    kiosk: bool,
    #[serde(default)]
    archive: bool,
    #[serde(default)]
    archive_base: bool,
    #[serde(default)]
    archive_addon: bool,
    #[serde(default)]
    defender: bool,
    #[serde(default)]
    multi_geo: bool,
    #[serde(default)]
    companion: bool,
    #[serde(default)]
    device: bool,
    #[serde(default)]
    onedrive: bool,
    #[serde(default)]
    teams: bool,
    #[serde(default)]
    office: bool,
    #[serde(default)]
    government: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SkuEntry {
    id: SkuId,
    name: String,
    source: String,
    sure: Sureness,
    from: Option<Date>,
    quota_gb: Option<u32>,
    #[serde(default)]
    device: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RankEntry {
    id: SkuId,
    name: String,
    rank: u32,
    #[serde(default)]
    single: bool,
}

/// Reads a policy, with the shared entries under its own.
pub(super) fn read(text: &str, shared: &str) -> Result<Policy, PolicyError> {
    let own: Document = toml::from_str(text).map_err(|e| PolicyError::Unreadable(e.to_string()))?;
    let shared: Shared =
        toml::from_str(shared).map_err(|e| PolicyError::Unreadable(e.to_string()))?;
    check(&own)?;

    let mut plans = BTreeMap::new();
    let mut products = BTreeMap::new();
    for layer in [(shared.plan, shared.sku), (own.plan, own.sku)] {
        overlay(&mut plans, layer.0.into_iter().map(|e| (e.id, e.entry())));
        overlay(
            &mut products,
            layer.1.into_iter().map(|e| (e.id, e.entry())),
        );
    }
    let ranks = shared.rank.into_iter().chain(own.rank);
    Ok(Policy {
        name: own.name,
        from: own.from,
        source: own.source,
        limits: own.limits,
        ages: own.ages,
        switches: own.switches,
        plans,
        products,
        ranks: ranks
            .map(|r| {
                (
                    r.id,
                    Rank {
                        rank: r.rank,
                        single: r.single,
                    },
                )
            })
            .collect(),
        prices: None,
    })
}

/// A layer's entries for an id replace all that a lower layer says of it.
fn overlay<K: Ord>(below: &mut BTreeMap<K, Vec<Entry>>, layer: impl Iterator<Item = (K, Entry)>) {
    let mut above: BTreeMap<K, Vec<Entry>> = BTreeMap::new();
    for (id, entry) in layer {
        above.entry(id).or_default().push(entry);
    }
    below.extend(above);
}

fn check(own: &Document) -> Result<(), PolicyError> {
    let senseless = |what: &str| {
        Err(PolicyError::Senseless {
            policy: own.name.clone(),
            what: what.to_owned(),
        })
    };
    let l = &own.limits;
    if own.name.trim().is_empty() {
        return senseless("`name` is empty; plans record the policy by its name");
    }
    if !(l.near < l.stop_sending && l.stop_sending <= l.over) {
        return senseless("`limits` must rise: near < stop_sending <= over");
    }
    if l.report_decides_below > l.near {
        return senseless(
            "`limits.report_decides_below` must not be above `near`: a report is days old",
        );
    }
    if l.use_within_days == 0 {
        return senseless("`limits.use_within_days` must be at least 1");
    }
    let a = &own.ages;
    if [a.live, a.sign_in_activity, a.usage_report, a.export].contains(&0) {
        return senseless("an age of 0 would make every fact stale; give seconds");
    }
    let named = |name: &str, source: &str| !name.trim().is_empty() && !source.trim().is_empty();
    if !own.plan.iter().all(|p| named(&p.name, &p.source))
        || !own.sku.iter().all(|s| named(&s.name, &s.source))
    {
        return senseless("every [[plan]] and [[sku]] needs a `name` and a `source`");
    }
    if own.rank.iter().any(|r| r.name.trim().is_empty()) {
        return senseless("every [[rank]] needs a `name`");
    }
    Ok(())
}

impl PlanEntry {
    fn entry(self) -> Entry {
        let capabilities = Capabilities {
            mailbox: self.mailbox,
            quota: self.quota_gb.map(gigabytes),
            kiosk: self.kiosk,
            archive: self.archive,
            archive_base: self.archive_base,
            archive_addon: self.archive_addon,
            defender: self.defender,
            multi_geo: self.multi_geo,
            companion: self.companion,
            device: self.device,
            onedrive: self.onedrive,
            teams: self.teams,
            office: self.office,
            government: self.government,
        };
        Entry {
            from: self.from,
            sure: self.sure,
            capabilities,
        }
    }
}

impl SkuEntry {
    fn entry(self) -> Entry {
        let capabilities = Capabilities {
            quota: self.quota_gb.map(gigabytes),
            device: self.device,
            ..Capabilities::default()
        };
        Entry {
            from: self.from,
            sure: self.sure,
            capabilities,
        }
    }
}

fn gigabytes(n: u32) -> ByteSize {
    ByteSize::gb(u64::from(n))
}
