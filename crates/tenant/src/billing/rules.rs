//! What a new number of licences comes to (`peers.md` 1g, "Return rules"; `graph.md` 8). Pure: facts in, outcome
//! out.

use jiff::{SignedDuration, Timestamp};

/// Under which agreement a subscription was bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AccountKind {
    /// Microsoft Customer Agreement: seven days, else at the renewal.
    Mca,
    /// Microsoft Online Services Agreement: at any time, prorated.
    Mosa,
    /// Paid with a key: renewed with a smaller key.
    PrepaidKey,
    /// Bought from a partner, who alone changes the number.
    Partner,
    /// Bought from a Microsoft representative.
    Representative,
}

impl AccountKind {
    const ALL: [Self; 5] = [
        Self::Mca,
        Self::Mosa,
        Self::PrepaidKey,
        Self::Partner,
        Self::Representative,
    ];

    /// As the table and the answers spell it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Mca => "MCA",
            Self::Mosa => "MOSA",
            Self::PrepaidKey => "PrepaidKey",
            Self::Partner => "Partner",
            Self::Representative => "Representative",
        }
    }

    /// The kind of this name.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// How long a purchase, an addition or a renewal can be taken back under a customer agreement.
pub(crate) const WINDOW: SignedDuration = SignedDuration::from_hours(7 * 24);
/// More than anybody buys; keeps the sums far from their limits. Assumed.
const MOST: u32 = 10_000_000;

/// A subscription as the rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) kind: AccountKind,
    pub(crate) partner: Option<String>,
    /// `status` is `Enabled`.
    pub(crate) active: bool,
    pub(crate) trial: bool,
    pub(crate) recurring: bool,
    pub(crate) credit_pending: bool,
    /// Licences of this subscription.
    pub(crate) total: u32,
    /// From the next renewal on, when that was asked for.
    pub(crate) scheduled: Option<u32>,
    /// Assigned licences of the product that no other subscription of it covers.
    pub(crate) needed: u32,
    /// The purchase or the last renewal.
    pub(crate) purchased_at: Timestamp,
    /// Licences added since, and when.
    pub(crate) added: Option<(u32, Timestamp)>,
    /// The next renewal.
    pub(crate) renews_at: Option<Timestamp>,
}

/// What a new number comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It holds now.
    Applied,
    /// It holds from the renewal on.
    Scheduled(Timestamp),
    /// It held already; a change that was waiting for the renewal is taken back.
    Unchanged,
    /// It does not.
    Refused(Refused),
}

/// Why a new number is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The partner of this name changes it.
    PartnerOwned(String),
    /// A Microsoft representative changes it.
    Representative,
    /// A trial has to be bought first.
    Trial,
    /// The credit check takes up to two working days.
    CreditCheckPending,
    /// Expired, suspended or deleted.
    NotActive,
    /// A key can be renewed with a smaller one, and not returned.
    PrepaidKey,
    /// Outside of 1 and [`MOST`].
    OutOfRange,
    /// So many licences have to stay, because they are assigned.
    BelowAssigned(u32),
    /// Recurring billing is off.
    RecurringBillingOff,
    /// The seven days are over and there is no renewal at which it could be lowered.
    NoRenewal,
}

impl Facts {
    /// Until when licences can be taken back at once: `None` where that depends on nothing, or is never so.
    pub(crate) fn window_until(&self) -> Option<Timestamp> {
        if self.kind != AccountKind::Mca {
            return None;
        }
        let last = self
            .added
            .map_or(self.purchased_at, |(_, at)| at.max(self.purchased_at));
        last.checked_add(WINDOW).ok()
    }

    /// What the new total comes to at this time.
    pub(crate) fn change(&self, to: u32, now: Timestamp) -> Outcome {
        match self.refusal(to) {
            Some(refused) => Outcome::Refused(refused),
            None if to == self.total => Outcome::Unchanged,
            None if to > self.total || self.kind == AccountKind::Mosa => Outcome::Applied,
            None => self.lower(to, now),
        }
    }

    fn refusal(&self, to: u32) -> Option<Refused> {
        let by_kind = match self.kind {
            AccountKind::Partner => Some(Refused::PartnerOwned(
                self.partner.clone().unwrap_or_default(),
            )),
            AccountKind::Representative => Some(Refused::Representative),
            AccountKind::PrepaidKey => Some(Refused::PrepaidKey),
            AccountKind::Mca | AccountKind::Mosa => None,
        };
        by_kind
            .or_else(|| self.trial.then_some(Refused::Trial))
            .or_else(|| (!self.active).then_some(Refused::NotActive))
            .or_else(|| self.credit_pending.then_some(Refused::CreditCheckPending))
            .or_else(|| (!(1..=MOST).contains(&to)).then_some(Refused::OutOfRange))
            .or_else(|| {
                (to < self.total && to < self.needed).then_some(Refused::BelowAssigned(self.needed))
            })
    }

    /// Under a customer agreement.
    fn lower(&self, to: u32, now: Timestamp) -> Outcome {
        if !self.recurring {
            return Outcome::Refused(Refused::RecurringBillingOff);
        }
        let open = |since: Timestamp| now.duration_since(since) < WINDOW;
        let added = self
            .added
            .filter(|(_, at)| open(*at))
            .map_or(0, |(count, _)| count);
        if open(self.purchased_at) || self.total - to <= added {
            return Outcome::Applied;
        }
        match self.renews_at.filter(|at| *at > now) {
            Some(at) => Outcome::Scheduled(at),
            None => Outcome::Refused(Refused::NoRenewal),
        }
    }
}

impl Refused {
    /// `error.code` of the answer.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::PartnerOwned(_) => "partnerOwned",
            Self::Representative => "representativeOwned",
            Self::Trial => "trial",
            Self::CreditCheckPending => "creditCheckPending",
            Self::NotActive => "notActive",
            Self::PrepaidKey => "prepaidKey",
            Self::OutOfRange => "outOfRange",
            Self::BelowAssigned(_) => "belowAssigned",
            Self::RecurringBillingOff => "recurringBillingOff",
            Self::NoRenewal => "noRenewal",
        }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::PartnerOwned(partner) => write!(
                f,
                "This subscription was bought from {partner}. Only the partner can change the number of licenses: ask there."
            ),
            Self::Representative => f.write_str(
                "This subscription was bought through a Microsoft representative. Ask there to change the number of licenses.",
            ),
            Self::Trial => f.write_str("This subscription is a trial. Buy it first, then change the number of licenses."),
            Self::CreditCheckPending => f.write_str(
                "A credit check is pending, which takes up to two working days. Try again when it is done.",
            ),
            Self::NotActive => f.write_str("This subscription is not active. Reactivate it first."),
            Self::PrepaidKey => f.write_str(
                "This subscription was paid with a product key. Its licenses cannot be returned: renew it with a key for fewer.",
            ),
            Self::OutOfRange => write!(
                f,
                "The new total must be between 1 and {MOST}. To have none, cancel the subscription."
            ),
            Self::BelowAssigned(needed) => write!(
                f,
                "{needed} licenses of this subscription are assigned. Unassign licenses first, or keep at least {needed}."
            ),
            Self::RecurringBillingOff => f.write_str(
                "Recurring billing is off for this subscription. Turn it on to be able to remove licenses.",
            ),
            Self::NoRenewal => f.write_str(
                "The seven days after the purchase are over, and this subscription has no renewal at which the number could be lowered.",
            ),
        }
    }
}
