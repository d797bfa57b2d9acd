//! A row of the tenant before it is written: an account, and what hangs on it.

use model::{ServicePlanId, SkuId};
use uuid::Uuid;

use super::organization::GroupKind;
use crate::mailbox::Quota;

/// One gigabyte.
pub(super) const GB: u64 = 1 << 30;
/// One megabyte.
pub(super) const MB: u64 = 1 << 20;

/// Milliseconds since 1970, UTC.
pub(super) type Millis = i64;

/// The day on which the tenant is made. All times of the seed are so many days before or after it, at a fixed
/// time of the day, so that a tenant made twice on one day is the same tenant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day(Millis);

const DAY: Millis = 24 * 60 * 60 * 1000;

impl Day {
    pub(super) fn of(now: jiff::Timestamp) -> Self {
        Self(now.as_millisecond().div_euclid(DAY) * DAY)
    }

    /// A time of the day so many days ago; 1 is yesterday. `draw` gives the time within working hours.
    pub(super) fn ago(self, days: u64, draw: u64) -> Millis {
        let within = 7 * 3600 + draw % (11 * 3600);
        self.0 - millis(days) * DAY + millis(within) * 1000
    }

    /// Midnight, so many days from now.
    pub(super) fn ahead(self, days: u64) -> Millis {
        self.0 + millis(days) * DAY
    }
}

fn millis(count: u64) -> Millis {
    Millis::try_from(count).expect("days and seconds of a sample are few")
}

/// An account with a mailbox, and what the reports say of it.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) day: Day,
    pub(super) account: Account,
    pub(super) mailbox: Mailbox,
    pub(super) usage: Usage,
    pub(super) held: Vec<Holding>,
}

#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) id: Uuid,
    pub(super) upn: String,
    pub(super) display_name: String,
    pub(super) given_name: Option<&'static str>,
    pub(super) surname: Option<&'static str>,
    pub(super) mail: Option<String>,
    pub(super) nickname: String,
    pub(super) job_title: Option<&'static str>,
    pub(super) department: Option<&'static str>,
    pub(super) office: Option<&'static str>,
    pub(super) usage_location: Option<&'static str>,
    pub(super) language: Option<&'static str>,
    pub(super) enabled: bool,
    pub(super) user_type: &'static str,
    pub(super) synced: bool,
    /// Addresses besides the primary one.
    pub(super) aliases: Vec<String>,
    /// So many days ago it was made.
    pub(super) age: u64,
    pub(super) created_at: Millis,
    pub(super) last_sign_in: Option<Millis>,
    pub(super) last_non_interactive: Option<Millis>,
    pub(super) last_success: Option<Millis>,
}

#[derive(Debug, Clone)]
pub(super) struct Mailbox {
    pub(super) exchange_guid: Uuid,
    /// `RecipientTypeDetails`.
    pub(super) kind: &'static str,
    pub(super) primary_smtp: String,
    pub(super) created_at: Millis,
    pub(super) ever_used: bool,
    pub(super) bytes: u64,
    pub(super) items: u64,
    pub(super) deleted_bytes: u64,
    pub(super) deleted_items: u64,
    pub(super) last_activity: Option<Millis>,
    /// `None`: what its licences give.
    pub(super) quota: Option<Quota>,
    pub(super) archive: Option<Archive>,
    /// `ArchiveStatus` says so although there is no archive.
    pub(super) archive_claimed: bool,
    pub(super) auto_expanding: bool,
    /// `LitigationHoldDate`.
    pub(super) litigation: Option<Millis>,
    pub(super) in_place_holds: Vec<String>,
    pub(super) compliance_tag: bool,
    pub(super) delay_hold: bool,
    pub(super) delay_release: bool,
    pub(super) retention_hold: bool,
    /// `RemoteRecipientType` of a synced mailbox.
    pub(super) remote_recipient: Option<&'static str>,
    pub(super) region: &'static str,
    pub(super) smtp_auth_disabled: Option<bool>,
    pub(super) hidden: bool,
    pub(super) forwarding_smtp: Option<String>,
    /// Who is let in by name, beside colleagues.
    pub(super) let_in: &'static [LetIn],
}

/// Somebody that is no account of the organisation, and what that one may do with a mailbox.
#[derive(Debug, Clone, Copy)]
pub(super) struct LetIn {
    /// A group, or the SID of somebody who is gone.
    pub(super) name: &'static str,
    pub(super) rights: &'static str,
    pub(super) deny: bool,
    pub(super) inherited: bool,
}

impl LetIn {
    /// With these rights, given to the mailbox itself.
    pub(super) const fn with(name: &'static str, rights: &'static str) -> Self {
        Self {
            name,
            rights,
            deny: false,
            inherited: false,
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct Archive {
    pub(super) guid: Uuid,
    pub(super) status: &'static str,
    pub(super) bytes: u64,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Usage {
    pub(super) onedrive: Option<(u64, u64)>,
    pub(super) last_exchange: Option<Millis>,
    pub(super) last_onedrive: Option<Millis>,
    pub(super) last_sharepoint: Option<Millis>,
    pub(super) last_teams: Option<Millis>,
    /// What the mailbox report says when it lags behind.
    pub(super) report_bytes: Option<u64>,
    /// The mailbox report has a second row of this name: a mailbox that was deleted.
    pub(super) report_twice: bool,
}

/// One source of a licence.
#[derive(Debug, Clone)]
pub(super) struct Holding {
    pub(super) sku: SkuId,
    pub(super) by: Option<GroupKind>,
    pub(super) disabled: Vec<ServicePlanId>,
    pub(super) updated: Millis,
}

impl Draft {
    /// Allows sign-in.
    pub(super) fn open(&mut self) {
        self.account.enabled = true;
    }

    /// Makes it so many days old.
    pub(super) fn aged(&mut self, days: u64) {
        self.account.age = days;
        self.account.created_at = self.day.ago(days, 0);
        self.mailbox.created_at = self.account.created_at;
    }

    /// The account signs in, successfully, so many days ago.
    pub(super) fn seen(&mut self, days: u64, draw: u64) {
        let at = Some(self.day.ago(days, draw));
        self.account.last_sign_in = at;
        self.account.last_success = at;
    }

    /// Puts so many bytes into the mailbox, in items of an ordinary size.
    pub(super) fn fill(&mut self, bytes: u64) {
        self.mailbox.bytes = bytes;
        self.mailbox.items = bytes / (87 * 1024);
    }

    /// Gives it an archive with so many bytes.
    pub(super) fn archive(&mut self, bytes: u64) {
        // As good as any: the guid of the mailbox with its bits turned is a guid of its own.
        let guid = Uuid::from_u128(!self.mailbox.exchange_guid.as_u128());
        self.mailbox.archive = Some(Archive {
            guid,
            status: "Active",
            bytes,
        });
    }

    /// Puts a hold or a policy on it.
    pub(super) fn hold(&mut self, entry: &str) {
        self.mailbox.in_place_holds.push(entry.to_owned());
    }

    /// Makes it an object that is mastered on premises, where it is known as `remote`.
    pub(super) fn sync(&mut self, remote: &'static str) {
        self.account.synced = true;
        self.mailbox.remote_recipient = Some(remote);
    }

    /// Moves it to another address, as an administrator does who renames a mailbox in Exchange only.
    pub(super) fn primary(&mut self, smtp: String) {
        let old = std::mem::replace(&mut self.mailbox.primary_smtp, smtp.clone());
        self.account.mail = Some(smtp);
        self.account.aliases.push(old);
    }
}
