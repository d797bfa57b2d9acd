//! What a mailbox does when something happens to it: (state, event) → (state, due rows) or a refusal.
//!
//! Pure: no clock, no database. Each rule names the section of the fact sheet it comes from.

use jiff::{SignedDuration, Timestamp};
use model::{ByteSize, RecipientKind};

use super::grant::{Grant, MailboxPlan};
use super::quota::{Quota, QuotaClass};

/// "30 days", for every grace period of Exchange (`exchange.md` 5.3, 4.3).
pub(crate) const GRACE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The part of a mailbox that events change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct State {
    /// `RecipientTypeDetails`.
    pub(crate) kind: RecipientKind,
    /// The quotas.
    pub(crate) quota: Quota,
    /// The class for which the quotas were set last; `None` while no licence has changed yet.
    pub(crate) class: Option<QuotaClass>,
    /// Since when a user mailbox is soft-deleted for want of a licence.
    pub(crate) disconnected_at: Option<Timestamp>,
    /// `LitigationHoldEnabled`.
    pub(crate) litigation: bool,
    /// `LitigationHoldDate`.
    pub(crate) litigation_date: Option<Timestamp>,
    /// `DelayHoldApplied`.
    pub(crate) delay_hold: bool,
    /// `DelayReleaseHoldApplied`.
    pub(crate) delay_release: bool,
    /// Any hold that events here do not change: retention policies, in-place holds, labels.
    pub(crate) other_hold: bool,
    /// `IsDirSynced`.
    pub(crate) dir_synced: bool,
    /// Does the on-premises object name the mailbox shared?
    pub(crate) shared_on_premises: bool,
}

/// What may happen to a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    /// Licences came or went; [`World::grant`] is what there is now.
    LicensesChanged,
    /// An administrator asked for another type.
    Convert(RecipientKind),
    /// The asked-for type takes effect.
    Converted(RecipientKind),
    /// An administrator switched litigation hold on or off.
    LitigationHold(bool),
    /// `RemoveDelayHoldApplied`.
    RemoveDelayHold,
    /// `RemoveDelayReleaseHoldApplied`.
    RemoveDelayReleaseHold,
    /// The directory synchronisation wrote the on-premises type over the cloud's.
    Synced,
    /// The grace period of an unlicensed user mailbox is over.
    GraceOver,
    /// Thirty days after a mailbox was disconnected.
    PurgeDue,
    /// Thirty days after a hold was removed.
    DelayHoldOver,
}

/// Something a mailbox does later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Later {
    /// [`Event::Converted`].
    Converted(RecipientKind),
    /// [`Event::Synced`].
    Synced,
    /// [`Event::GraceOver`].
    GraceOver,
    /// [`Event::PurgeDue`].
    PurgeDue,
    /// [`Event::DelayHoldOver`].
    DelayHoldOver,
}

/// What surrounds the mailbox.
#[derive(Debug, Clone)]
pub(crate) struct World<'a> {
    /// What the licences give.
    pub(crate) grant: &'a Grant,
    /// `DelayedDelicensingEnabled` of the organisation (`exchange.md` 5.4).
    pub(crate) delayed_delicensing: bool,
    /// The switches for guesses.
    pub(crate) guesses: Guesses,
    /// The time.
    pub(crate) now: Timestamp,
}

/// What the sources do not settle; see `assume.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Guesses {
    /// Does a mailbox keep the 2 GB of a Kiosk plan after the licence has gone (`peers.md`, issue 5321)?
    pub(crate) kiosk_quota_sticks: bool,
    /// How long until a converted mailbox shows its new type (`exchange.md` 4.10, 7.7).
    pub(crate) conversion_delay: SignedDuration,
    /// How long until the directory synchronisation runs over a converted mailbox (`exchange.md` 5.5).
    pub(crate) sync_delay: SignedDuration,
}

/// How an event ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The mailbox afterwards; `None` when it is gone for good.
    pub(crate) state: Option<State>,
    /// What happens later. A new entry takes the place of a pending one of its kind.
    pub(crate) later: Vec<(Timestamp, Later)>,
    /// Is a pending [`Later::GraceOver`] called off?
    pub(crate) keep_licensed: bool,
    /// Is a pending [`Later::PurgeDue`] called off?
    pub(crate) keep_connected: bool,
}

/// Why Exchange does not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It has that type already (`exchange.md` 4.10).
    AlreadyOfType,
    /// A litigation hold needs Plan 2 or the archiving add-on (`exchange.md` 4.12).
    HoldNotLicensed,
}

/// The one door: what `event` makes of a mailbox.
pub(crate) fn step(state: &State, event: &Event, world: &World<'_>) -> Result<Outcome, Refusal> {
    let mut next = Next::new(state, world);
    match event {
        Event::LicensesChanged => next.licenses_changed(),
        Event::Convert(kind) => next.convert(kind)?,
        Event::Converted(kind) => next.converted(kind),
        Event::LitigationHold(on) => next.litigation_hold(*on)?,
        Event::RemoveDelayHold | Event::DelayHoldOver => next.state.delay_hold = false,
        Event::RemoveDelayReleaseHold => next.state.delay_release = false,
        Event::Synced => next.synced(),
        Event::GraceOver => next.grace_over(),
        Event::PurgeDue => next.purge(),
    }
    Ok(next.into_outcome())
}

/// A mailbox on its way from one state to the next.
struct Next<'a> {
    world: &'a World<'a>,
    state: State,
    gone: bool,
    later: Vec<(Timestamp, Later)>,
    keep_licensed: bool,
    keep_connected: bool,
}

impl<'a> Next<'a> {
    fn new(state: &State, world: &'a World<'a>) -> Self {
        let (later, state) = (Vec::new(), state.clone());
        Self {
            world,
            state,
            gone: false,
            later,
            keep_licensed: false,
            keep_connected: false,
        }
    }

    fn into_outcome(self) -> Outcome {
        Outcome {
            state: (!self.gone).then_some(self.state),
            later: self.later,
            keep_licensed: self.keep_licensed,
            keep_connected: self.keep_connected,
        }
    }

    fn after(&mut self, delay: SignedDuration, what: Later) {
        let at = self.world.now.checked_add(delay).unwrap_or(Timestamp::MAX);
        self.later.push((at, what));
    }

    const fn licensed(&self) -> bool {
        self.world.grant.plan.is_some()
    }

    /// Does a mailbox of this type need no licence of its own? Shared ones and resources (`exchange.md` 5.1).
    fn needs_no_license(&self) -> bool {
        !matches!(
            self.state.kind,
            RecipientKind::UserMailbox | RecipientKind::LinkedMailbox
        )
    }

    /// `exchange.md` 5.3: by type of mailbox at the moment of the change.
    fn licenses_changed(&mut self) {
        if self.licensed() {
            // Re-licensing within the 30 days reconnects.
            self.state.disconnected_at = None;
            self.keep_connected = true;
            self.keep_licensed = true;
            self.set_quota();
        } else if self.needs_no_license() {
            // A shared mailbox stays, in the 50 GB class.
            self.set_quota();
        } else if self.state.disconnected_at.is_none() {
            if self.world.delayed_delicensing {
                self.after(GRACE, Later::GraceOver);
            } else {
                self.disconnect();
            }
        }
    }

    /// The quotas follow the plan, not the product: an unrelated licence leaves an administrator's own quotas
    /// alone. While no change has been seen, the class is set whatever the quota: so any change ends the
    /// unlicensed 100 GB of before July 2018 for good (`exchange.md` 5.1, 13).
    fn set_quota(&mut self) {
        let class = self.world.grant.class();
        if self.state.class == Some(class) {
            return;
        }
        let of_kiosk = self.state.class == Some(QuotaClass::Deskless)
            || (self.state.class.is_none()
                && self.state.quota.receive <= QuotaClass::Deskless.quota().receive);
        let sticks =
            self.world.guesses.kiosk_quota_sticks && of_kiosk && class == QuotaClass::Unlicensed;
        self.state.class = Some(class);
        if !sticks {
            self.state.quota = class.quota();
        }
    }

    /// Access is gone at once; thirty days later the content is (`exchange.md` 5.3).
    fn disconnect(&mut self) {
        self.state.disconnected_at = Some(self.world.now);
        self.after(GRACE, Later::PurgeDue);
    }

    fn convert(&mut self, kind: &RecipientKind) -> Result<(), Refusal> {
        if self.state.kind == *kind {
            return Err(Refusal::AlreadyOfType);
        }
        if self.world.guesses.conversion_delay.is_zero() {
            self.converted(kind);
        } else {
            self.after(
                self.world.guesses.conversion_delay,
                Later::Converted(kind.clone()),
            );
        }
        Ok(())
    }

    /// No size is checked (`exchange.md` 4.10). A mailbox that was disconnected meanwhile is past converting.
    fn converted(&mut self, kind: &RecipientKind) {
        if self.state.disconnected_at.is_some() {
            return;
        }
        self.state.kind = kind.clone();
        if self.needs_no_license() {
            self.keep_licensed = true;
            if !self.licensed() {
                self.set_quota();
            }
            if self.sync_would_flip() {
                self.after(self.world.guesses.sync_delay, Later::Synced);
            }
        } else {
            self.start_grace();
        }
    }

    /// `exchange.md` 5.5: the on-premises object still says "user".
    fn sync_would_flip(&self) -> bool {
        self.state.dir_synced
            && self.state.kind == RecipientKind::SharedMailbox
            && !self.state.shared_on_premises
    }

    fn synced(&mut self) {
        if self.sync_would_flip() && self.state.disconnected_at.is_none() {
            self.state.kind = RecipientKind::UserMailbox;
            self.start_grace();
        }
    }

    /// A user mailbox without a licence is disconnected after the grace period (`exchange.md` 5.3, last row).
    fn start_grace(&mut self) {
        if !self.licensed() {
            self.after(GRACE, Later::GraceOver);
        }
    }

    fn grace_over(&mut self) {
        if !self.licensed() && !self.needs_no_license() && self.state.disconnected_at.is_none() {
            self.disconnect();
        }
    }

    /// On hold it becomes inactive and stays; otherwise it is gone (`exchange.md` 5.3).
    fn purge(&mut self) {
        let on_hold = self.state.litigation
            || self.state.delay_hold
            || self.state.delay_release
            || self.state.other_hold;
        self.gone = self.state.disconnected_at.is_some() && !on_hold;
    }

    /// The capability is checked when a hold is switched on, never afterwards (`exchange.md` 4.12, 5.3). A hold
    /// that is switched off leaves a delay hold of 30 days (`exchange.md` 4.3); when the assistant sets it is
    /// not documented, so here it is at once.
    fn litigation_hold(&mut self, on: bool) -> Result<(), Refusal> {
        if on && !self.world.grant.allows_litigation_hold() {
            return Err(Refusal::HoldNotLicensed);
        }
        if self.state.litigation && !on {
            self.state.delay_hold = true;
            self.after(GRACE, Later::DelayHoldOver);
        }
        if self.state.litigation != on {
            self.state.litigation_date = on.then_some(self.world.now);
        }
        self.state.litigation = on;
        Ok(())
    }
}

/// Does `RemoteRecipientType` name a shared mailbox (`exchange.md` 4.2; the names are recollections)?
pub(crate) fn names_shared(remote_recipient_type: &str) -> bool {
    remote_recipient_type
        .split(',')
        .any(|flag| flag.trim().eq_ignore_ascii_case("SharedMailbox"))
}

/// More than a mailbox of this plan may hold? Used to keep `Set-Mailbox` below the licence (`exchange.md` 4.1).
pub(crate) fn above_license(receive: ByteSize, grant: &Grant) -> bool {
    receive > grant.class().quota().receive && grant.plan != Some(MailboxPlan::Enterprise)
        || receive > QuotaClass::Enterprise.quota().receive
}

#[cfg(test)]
#[path = "machine_tests.rs"]
mod tests;
