//! Rows of mailboxes out of the database, as a caller sees them at this moment.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::RecipientKind;
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, Transaction};
use serde::{Deserialize, Serialize};

use super::row::mailbox::{Home, MailboxRow};
use crate::error::{Error, Result};
use crate::mailbox::{self, GRACE, bytes};
use crate::{assume, meta};

/// Who looks, and when.
#[derive(Debug, Clone)]
pub(crate) struct View {
    /// The tenant.
    pub(crate) home: Home,
    /// `X-AnchorMailbox`; empty when the caller sent none.
    pub(crate) anchor: String,
    /// The time.
    pub(crate) now: Timestamp,
    /// Is everything shown, also what others wrote a moment ago?
    pub(crate) everything: bool,
}

impl View {
    /// As a write sees it, whatever its anchor.
    pub(crate) fn latest(&self) -> Self {
        Self {
            everything: true,
            ..self.clone()
        }
    }
}

/// The members of [`COLUMNS`] in the order in which [`MailboxRow`] is read.
pub(super) const COLUMNS: &str = "m.account, a.id, a.upn, a.enabled, a.office_location, a.usage_location,
    a.preferred_language, a.proxy_addresses, a.created_at, a.changed_at, m.exchange_guid, m.kind, m.alias,
    m.display_name, m.primary_smtp, m.created_at, m.ever_used, m.size_bytes, m.item_count, m.deleted_bytes,
    m.deleted_count, m.last_activity, m.quota_warn, m.quota_send, m.quota_receive, m.archive_guid,
    m.archive_status, m.archive_state, m.archive_bytes, m.archive_items, m.auto_expanding, m.litigation,
    m.litigation_date, m.litigation_owner, m.in_place_holds, m.compliance_tag, m.delay_hold, m.delay_release,
    m.retention_hold, m.dir_synced, m.remote_recipient, m.region, m.smtp_auth_disabled, m.hidden,
    m.forwarding_smtp, m.disconnected_at";

/// The tables of [`COLUMNS`].
pub(super) const TABLES: &str = "mailbox m JOIN account a ON a.n = m.account";

/// Where the tenant's mailboxes live.
pub(crate) fn home(c: &Connection) -> Result<Home> {
    let since: i64 = meta::parse(c, meta::SEEDED_AT)?;
    Ok(Home {
        tenant: meta::parse(c, meta::TENANT_ID)?,
        initial_domain: meta::need(c, meta::INITIAL_DOMAIN)?,
        since: meta::time(since)?,
        sku_unassigned: (assume::SKU_UNASSIGNED.text(c)? == "false").then_some(false),
    })
}

/// Reads the rows of a query over [`COLUMNS`], with their licences and what this caller may not see yet.
pub(super) fn rows(
    c: &Connection,
    view: &View,
    sql: &str,
    params: &[&dyn ToSql],
) -> Result<Vec<MailboxRow>> {
    let mut statement = c.prepare_cached(sql)?;
    let mut found = statement.query(params)?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        rows.push(read(row, view)?);
    }
    let accounts: Vec<_> = rows.iter().map(|row| row.n).collect();
    let mut grants = mailbox::grants(c, &accounts, view.now)?;
    let hidden = shadows(c, view)?;
    for row in &mut rows {
        row.grant = grants.remove(&row.n).unwrap_or_default();
        if let Some(before) = hidden.get(&row.n) {
            before.clone().put(row);
        }
    }
    Ok(rows)
}

/// Of some accounts.
pub(super) fn by_accounts(
    c: &Connection,
    view: &View,
    accounts: &[i64],
) -> Result<Vec<MailboxRow>> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE m.account = ?1");
    let mut all = Vec::new();
    for account in accounts {
        all.extend(rows(c, view, &sql, &[account])?);
    }
    Ok(all)
}

fn read(row: &Row<'_>, view: &View) -> Result<MailboxRow> {
    let time = |at: usize| -> Result<Timestamp> { meta::time(row.get(at)?) };
    let time_or_none = |at: usize| -> Result<Option<Timestamp>> {
        row.get::<_, Option<i64>>(at)?.map(meta::time).transpose()
    };
    let size = |at: usize| -> Result<_> { bytes(row.get(at)?) };
    let text_or_empty =
        |at: usize| -> Result<String> { Ok(row.get::<_, Option<String>>(at)?.unwrap_or_default()) };
    let list = |at: usize, what: &str| -> Result<Vec<String>> {
        serde_json::from_str(&row.get::<_, String>(at)?).map_err(|e| Error::corrupt(what, e))
    };
    let disconnected_at = time_or_none(45)?;
    let primary_smtp: String = row.get(14)?;
    Ok(MailboxRow {
        n: row.get(0)?,
        id: row.get(1)?,
        upn: row.get(2)?,
        enabled: row.get(3)?,
        office: text_or_empty(4)?,
        usage_location: text_or_empty(5)?,
        language: row.get(6)?,
        addresses: addresses(list(7, "account.proxy_addresses")?, &primary_smtp),
        account_created_at: time(8)?,
        changed_at: time(9)?,
        exchange_guid: row.get(10)?,
        kind: RecipientKind::from(row.get::<_, String>(11)?),
        alias: row.get(12)?,
        display_name: row.get(13)?,
        primary_smtp,
        created_at: time(15)?,
        ever_used: row.get(16)?,
        size: size(17)?,
        items: row.get(18)?,
        deleted_size: size(19)?,
        deleted_items: row.get(20)?,
        last_activity: time_or_none(21)?,
        quota_warn: size(22)?,
        quota_send: size(23)?,
        quota_receive: size(24)?,
        archive_guid: row.get(25)?,
        archive_status: row.get(26)?,
        archive_state: row.get(27)?,
        archive_size: size(28)?,
        archive_items: row.get(29)?,
        auto_expanding: row.get(30)?,
        litigation: row.get(31)?,
        litigation_date: time_or_none(32)?,
        litigation_owner: row.get(33)?,
        in_place_holds: list(34, "mailbox.in_place_holds")?,
        compliance_tag: row.get(35)?,
        delay_hold: row.get(36)?,
        delay_release: row.get(37)?,
        retention_hold: row.get(38)?,
        dir_synced: row.get(39)?,
        remote_recipient: row.get(40)?,
        region: row.get(41)?,
        smtp_auth_disabled: row.get(42)?,
        hidden: row.get(43)?,
        forwarding_smtp: row.get(44)?,
        disconnected_at,
        inactive: disconnected_at.is_some_and(|at| view.now.duration_since(at) >= GRACE),
        grant: mailbox::Grant::default(),
        home: view.home.clone(),
    })
}

/// The account's addresses; the primary one is always among them.
fn addresses(mut proxies: Vec<String>, primary: &str) -> Vec<String> {
    let primary = format!("SMTP:{primary}");
    if !proxies
        .iter()
        .any(|address| address.eq_ignore_ascii_case(&primary))
    {
        proxies.push(primary);
    }
    proxies
}

/// The part of a mailbox that `Set-` cmdlets change.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Before {
    kind: RecipientKind,
    quotas: [u64; 3],
    litigation: bool,
    litigation_date: Option<Timestamp>,
    litigation_owner: String,
    delay_hold: bool,
    delay_release: bool,
    hidden: bool,
    smtp_auth_disabled: Option<bool>,
    forwarding_smtp: Option<String>,
}

impl Before {
    fn of(row: &MailboxRow) -> Self {
        Self {
            kind: row.kind.clone(),
            quotas: [row.quota_warn.0, row.quota_send.0, row.quota_receive.0],
            litigation: row.litigation,
            litigation_date: row.litigation_date,
            litigation_owner: row.litigation_owner.clone(),
            delay_hold: row.delay_hold,
            delay_release: row.delay_release,
            hidden: row.hidden,
            smtp_auth_disabled: row.smtp_auth_disabled,
            forwarding_smtp: row.forwarding_smtp.clone(),
        }
    }

    fn put(self, row: &mut MailboxRow) {
        let [warn, send, receive] = self.quotas.map(model::ByteSize);
        (row.quota_warn, row.quota_send, row.quota_receive) = (warn, send, receive);
        (row.kind, row.hidden) = (self.kind, self.hidden);
        (row.litigation, row.litigation_date) = (self.litigation, self.litigation_date);
        row.litigation_owner = self.litigation_owner;
        (row.delay_hold, row.delay_release) = (self.delay_hold, self.delay_release);
        (row.smtp_auth_disabled, row.forwarding_smtp) =
            (self.smtp_auth_disabled, self.forwarding_smtp);
    }
}

/// Remembers a mailbox as it is before a write that others see only later (`exchange.md` 1.3, 7.7). An empty
/// `anchor` hides the write from everybody.
pub(super) fn hide(
    tx: &Transaction<'_>,
    row: &MailboxRow,
    anchor: &str,
    until: Timestamp,
) -> Result<()> {
    let before =
        serde_json::to_string(&Before::of(row)).map_err(|e| Error::corrupt("mailbox_shadow", e))?;
    // A second write within the time keeps the older state.
    tx.prepare_cached(
        "INSERT INTO mailbox_shadow (account, anchor, until, before) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (account) DO UPDATE SET until = excluded.until, anchor = excluded.anchor",
    )?
    .execute((row.n, anchor, until.as_millisecond(), before))?;
    Ok(())
}

/// Forgets what everybody may see by now. Called before a write, so that an old state is never shown again.
pub(super) fn forget_old(tx: &Transaction<'_>, now: Timestamp) -> Result<()> {
    tx.prepare_cached("DELETE FROM mailbox_shadow WHERE until <= ?1")?
        .execute([now.as_millisecond()])?;
    Ok(())
}

/// Is there any write that somebody may not see yet?
pub(super) fn any_shadow(c: &Connection) -> Result<bool> {
    Ok(
        c.prepare_cached("SELECT EXISTS (SELECT 1 FROM mailbox_shadow)")?
            .query_row([], |row| row.get(0))?,
    )
}

fn shadows(c: &Connection, view: &View) -> Result<BTreeMap<i64, Before>> {
    if view.everything {
        return Ok(BTreeMap::new());
    }
    let mut statement = c.prepare_cached(
        "SELECT account, before FROM mailbox_shadow WHERE until > ?1 AND (anchor = '' OR anchor <> ?2)",
    )?;
    let mut rows = statement.query((view.now.as_millisecond(), &view.anchor))?;
    let mut before = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let text: String = row.get(1)?;
        before.insert(
            row.get(0)?,
            serde_json::from_str(&text).map_err(|e| Error::corrupt("mailbox_shadow", e))?,
        );
    }
    Ok(before)
}

/// The status of an object that is not there.
pub(super) fn not_found_status(c: &Connection) -> Result<http::StatusCode> {
    let number = assume::EXCHANGE_NOT_FOUND.number(c)?;
    let status = u16::try_from(number)
        .ok()
        .and_then(|number| http::StatusCode::from_u16(number).ok());
    Ok(status
        .filter(|status| status.is_client_error() || status.is_server_error())
        .unwrap_or(http::StatusCode::NOT_FOUND))
}

/// What a list is sorted by, of one mailbox; `None` when it is gone.
pub(super) fn sort_key(c: &Connection, column: &str, account: i64) -> Result<Option<String>> {
    let sql = format!("SELECT {column} FROM {TABLES} WHERE m.account = ?1");
    Ok(c.prepare_cached(&sql)?
        .query_row([account], |row| row.get(0))
        .optional()?)
}
