//! Writes accounts into the tenant, in order, and counts the licences as they go.

use std::collections::{BTreeSet, HashMap};

use model::SkuId;
use model::catalogue::catalogue;
use rusqlite::{Statement, Transaction, params};
use uuid::Uuid;

use super::billing::Consumed;
use super::draft::{Account, Draft, Holding, Mailbox, Millis, Usage};
use super::groups;
use super::products::Terms;
use super::site::Site;
use crate::assume;
use crate::error::Result;
use crate::mailbox::{Grant, Holding as Granted, QuotaClass};

/// The statements, prepared once, and what has been counted.
pub(super) struct Writer<'tx> {
    account: Statement<'tx>,
    license: Statement<'tx>,
    member: Statement<'tx>,
    mailbox: Statement<'tx>,
    usage: Statement<'tx>,
    /// The number of the account written last.
    n: i64,
    consumed: Consumed,
    quotas: Quotas,
    seed: u64,
    now: Millis,
}

impl<'tx> Writer<'tx> {
    pub(super) fn new(tx: &'tx Transaction<'_>, site: &Site, now: jiff::Timestamp) -> Result<Self> {
        Ok(Self {
            account: tx.prepare(ACCOUNT)?,
            license: tx.prepare(LICENSE)?,
            member: tx.prepare("INSERT INTO member (grp, account) VALUES (?1, ?2)")?,
            mailbox: tx.prepare(MAILBOX)?,
            usage: tx.prepare(USAGE)?,
            n: 0,
            consumed: Consumed::new(),
            quotas: Quotas::new(site, assume::BUSINESS_100_GB.on(tx)?, now),
            seed: site.seed,
            now: site.day.ago(0, 0),
        })
    }

    /// Writes an account with its mailbox, its licences and what the reports say of it.
    pub(super) fn mailbox(&mut self, draft: &Draft) -> Result<()> {
        let skus: BTreeSet<SkuId> = draft.held.iter().map(|held| held.sku).collect();
        self.bare(&draft.account, skus.len())?;
        for sku in skus {
            *self.consumed.entry(sku).or_default() += 1;
        }
        for held in &draft.held {
            self.hold(held)?;
        }
        let class = self.quotas.class(&draft.held);
        self.write_mailbox(&draft.account, &draft.mailbox, class)?;
        self.write_usage(&draft.usage)
    }

    /// Writes an account that has no mailbox and no licence.
    pub(super) fn account(&mut self, account: &Account) -> Result<()> {
        self.bare(account, 0)
    }

    /// How many people hold each product.
    pub(super) fn finish(self) -> Consumed {
        self.consumed
    }

    fn bare(&mut self, account: &Account, license_count: usize) -> Result<()> {
        self.n += 1;
        let id = text(account.id);
        self.account.execute(params![
            self.n,
            id.as_str(),
            account.upn,
            account.display_name,
            account.given_name,
            account.surname,
            account.mail,
            account.nickname,
            account.job_title,
            account.department,
            account.office,
            account.usage_location,
            account.language,
            account.enabled,
            account.user_type,
            account.synced.then_some(true),
            proxy_addresses(account),
            account.created_at,
            account.last_sign_in,
            account.last_non_interactive,
            account.last_success,
            column(license_count as u64),
            self.now,
        ])?;
        Ok(())
    }

    fn hold(&mut self, held: &Holding) -> Result<()> {
        let group = held.by.map(|kind| text(groups::id(self.seed, kind)));
        if let Some(group) = &group {
            self.member.execute(params![group.as_str(), self.n])?;
        }
        self.license.execute(params![
            self.n,
            text(held.sku.as_uuid()).as_str(),
            group.as_ref().map_or("", Text::as_str),
            list(&held.disabled),
            held.updated,
        ])?;
        Ok(())
    }

    fn write_mailbox(&mut self, account: &Account, m: &Mailbox, class: QuotaClass) -> Result<()> {
        // A quota from before 2018 belongs to no class of today, so that any licence change ends it.
        let kept_class = m.quota.is_none().then(|| class.as_str());
        let quota = m.quota.unwrap_or_else(|| class.quota());
        let archive = m.archive.as_ref();
        let none = Uuid::nil();
        self.mailbox.execute(params![
            self.n,
            text(m.exchange_guid).as_str(),
            m.kind,
            account.nickname,
            account.display_name,
            m.primary_smtp,
            m.created_at,
            m.ever_used,
            column(m.bytes),
            column(m.items),
            column(m.deleted_bytes),
            column(m.deleted_items),
            m.last_activity,
            column(quota.warn.0),
            column(quota.send.0),
            column(quota.receive.0),
            kept_class,
            text(archive.map_or(none, |a| a.guid)).as_str(),
            archive.map_or(if m.archive_claimed { "Active" } else { "None" }, |a| a
                .status),
            if archive.is_some() { "Local" } else { "None" },
            column(archive.map_or(0, |a| a.bytes)),
            column(archive.map_or(0, |a| a.bytes / (120 * 1024))),
            m.auto_expanding,
            m.litigation.is_some(),
            m.litigation,
            if m.litigation.is_some() { "Legal" } else { "" },
            list(&m.in_place_holds),
            m.compliance_tag,
            m.delay_hold,
            m.delay_release,
            m.retention_hold,
            account.synced,
            m.remote_recipient.unwrap_or("None"),
            m.region,
            m.smtp_auth_disabled,
            m.hidden,
            m.forwarding_smtp,
        ])?;
        Ok(())
    }

    fn write_usage(&mut self, usage: &Usage) -> Result<()> {
        self.usage.execute(params![
            self.n,
            usage.onedrive.map(|(bytes, _)| column(bytes)),
            usage.onedrive.map(|(_, files)| column(files)),
            usage.last_exchange,
            usage.last_onedrive,
            usage.last_sharepoint,
            usage.last_teams,
            usage.report_bytes.map(column),
            usage.report_twice,
        ])?;
        Ok(())
    }
}

const ACCOUNT: &str = "INSERT INTO account (n, id, upn, display_name, given_name, surname, mail, mail_nickname,
    job_title, department, office_location, usage_location, preferred_language, enabled, user_type, synced,
    proxy_addresses, created_at, last_sign_in, last_non_interactive, last_success, license_count, changed_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
        ?22, ?23)";

const LICENSE: &str = "INSERT INTO license (account, sku, by_group, disabled, updated)
    VALUES (?1, ?2, ?3, ?4, ?5)";

const MAILBOX: &str = "INSERT INTO mailbox (account, exchange_guid, kind, alias, display_name, primary_smtp,
    created_at, ever_used, size_bytes, item_count, deleted_bytes, deleted_count, last_activity, quota_warn,
    quota_send, quota_receive, quota_class, archive_guid, archive_status, archive_state, archive_bytes,
    archive_items, auto_expanding, litigation, litigation_date, litigation_owner, in_place_holds,
    compliance_tag, delay_hold, delay_release, retention_hold, dir_synced, remote_recipient, region,
    smtp_auth_disabled, hidden, forwarding_smtp)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
        ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37)";

const USAGE: &str =
    "INSERT INTO usage (account, onedrive_bytes, onedrive_files, last_exchange, last_onedrive,
    last_sharepoint, last_teams, report_bytes, report_twice)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

/// `SMTP:` marks the primary address, `smtp:` the others.
fn proxy_addresses(account: &Account) -> String {
    let Some(primary) = &account.mail else {
        return "[]".to_owned();
    };
    let others = account.aliases.iter().map(|alias| format!("smtp:{alias}"));
    list(
        &std::iter::once(format!("SMTP:{primary}"))
            .chain(others)
            .collect::<Vec<_>>(),
    )
}

/// A list for a column.
fn list<T: serde::Serialize>(items: &[T]) -> String {
    if items.is_empty() {
        return "[]".to_owned();
    }
    serde_json::to_string(items).expect("texts and ids are JSON")
}

fn column(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A GUID as text, without an allocation.
struct Text([u8; 36]);

fn text(id: Uuid) -> Text {
    let mut bytes = [0; 36];
    id.as_hyphenated().encode_lower(&mut bytes);
    Text(bytes)
}

impl Text {
    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("hexadecimal digits and hyphens")
    }
}

/// For which plan the quotas of a mailbox are set, worked out as everywhere else in the tenant and remembered
/// per product, for most accounts hold one product and nothing of it is switched off.
struct Quotas {
    inactive: Vec<SkuId>,
    business_100_gb: bool,
    now: jiff::Timestamp,
    known: HashMap<SkuId, QuotaClass>,
}

impl Quotas {
    fn new(site: &Site, business_100_gb: bool, now: jiff::Timestamp) -> Self {
        let inactive = site
            .org
            .owned
            .iter()
            .filter(|owned| owned.terms == Terms::Suspended);
        Self {
            inactive: inactive.map(|owned| owned.sku).collect(),
            business_100_gb,
            now,
            known: HashMap::new(),
        }
    }

    fn class(&mut self, held: &[Holding]) -> QuotaClass {
        match held {
            [] => QuotaClass::Unlicensed,
            [one] if one.disabled.is_empty() => {
                if let Some(&known) = self.known.get(&one.sku) {
                    return known;
                }
                let class = self.work_out(held);
                self.known.insert(one.sku, class);
                class
            }
            _ => self.work_out(held),
        }
    }

    fn work_out(&self, held: &[Holding]) -> QuotaClass {
        let granted: Vec<_> = held
            .iter()
            .filter(|held| !self.inactive.contains(&held.sku))
            .map(|held| {
                let plans = catalogue()
                    .product(held.sku)
                    .map_or(&[][..], |product| product.plans);
                let on = plans
                    .iter()
                    .copied()
                    .filter(|plan| !held.disabled.contains(plan));
                Granted {
                    sku: held.sku,
                    plans: on.collect(),
                }
            })
            .collect();
        Grant::of(&granted, self.business_100_gb, self.now).class()
    }
}
