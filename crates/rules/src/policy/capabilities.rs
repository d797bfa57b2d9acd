//! What a service plan or a product is good for.

use jiff::civil::Date;
use model::ByteSize;
use serde::Deserialize;

/// How much the source of an entry is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    /// Microsoft documents it.
    Documented,
    /// It follows from what Microsoft publishes.
    Inferred,
    /// Others say so.
    ThirdParty,
    /// Remembered, and not verified.
    Recollection,
}

impl Sureness {
    /// Does it rest on what Microsoft publishes?
    pub const fn is_microsofts(self) -> bool {
        matches!(self, Self::Documented | Self::Inferred)
    }
}

/// What a plan, or several together, are good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Capabilities {
    /// Gives a mailbox: it is an Exchange licence.
    pub mailbox: bool,
    /// How much the primary mailbox may hold; `None` is not known, and covers no size.
    pub quota: Option<ByteSize>,
    /// A mailbox that covers no need.
    pub kiosk: bool,
    /// Covers an archive and holds by itself.
    pub archive: bool,
    /// Covers them together with an add-on.
    pub archive_base: bool,
    /// The archiving add-on.
    pub archive_addon: bool,
    /// Defender for Office 365.
    pub defender: bool,
    /// Multi-geo.
    pub multi_geo: bool,
    /// Stands beside other plans and decides nothing.
    pub companion: bool,
    /// For rooms, devices and phones.
    pub device: bool,
    /// Gives the account a OneDrive.
    pub onedrive: bool,
    /// Teams.
    pub teams: bool,
    /// The Office apps.
    pub office: bool,
    /// A plan of the US Government offers.
    pub government: bool,
}

impl Capabilities {
    /// Both together.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        Self {
            mailbox: self.mailbox || other.mailbox,
            quota: self.quota.max(other.quota),
            // A kiosk plan beside a real one takes nothing away.
            kiosk: (self.kiosk || other.kiosk) && !(self.covers_needs() || other.covers_needs()),
            archive: self.archive || other.archive,
            archive_base: self.archive_base || other.archive_base,
            archive_addon: self.archive_addon || other.archive_addon,
            defender: self.defender || other.defender,
            multi_geo: self.multi_geo || other.multi_geo,
            companion: self.companion || other.companion,
            device: self.device || other.device,
            onedrive: self.onedrive || other.onedrive,
            teams: self.teams || other.teams,
            office: self.office || other.office,
            government: self.government || other.government,
        }
    }

    /// A mailbox plan that can cover a need.
    pub const fn covers_needs(&self) -> bool {
        self.mailbox && !self.kiosk
    }

    /// Does it touch the mailbox: a mailbox or an archiving plan?
    pub const fn touches_mailbox(&self) -> bool {
        self.mailbox || self.archive_addon
    }

    /// Neither mailbox, archiving nor Defender for Office 365.
    pub const fn is_not_exchange(&self) -> bool {
        !self.touches_mailbox() && !self.defender
    }

    /// With what a product's own entry says of it: its quota counts while a mailbox plan is switched on.
    #[must_use]
    pub(super) fn except(mut self, exception: &Self) -> Self {
        if self.mailbox && exception.quota.is_some() {
            self.quota = exception.quota;
        }
        self.device |= exception.device;
        self
    }
}

/// A dated entry of the policy.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) from: Option<Date>,
    pub(super) sure: Sureness,
    pub(super) capabilities: Capabilities,
}

/// A product's place in the order of cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rank {
    pub(super) rank: u32,
    pub(super) single: bool,
}
