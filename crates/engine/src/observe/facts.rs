//! From rows to facts. Pure; used by the large reading, by the re-check before a write and by exports.
//!
//! A member that is absent, null where null means nothing, or of an odd form is a gap. Nothing has a default.

use std::collections::BTreeMap;

use jiff::Timestamp;
use m365::{
    ActiveUserRow, CasMailboxRow, Field, MailboxRow, MailboxUsageRow, OneDriveUsageRow, ReadError,
    SignInRow, Statistics, UserRow,
};
use model::fact::{Gap, GapWhy};
use model::mailbox::{Archive, DirSync, Holds, LastUse, OneDrive, Quota, SmtpAuth};
use model::{
    AccountId, AccountState, ByteSize, Fact, License, LicenseSource, MailboxFacts, MailboxName,
    MailboxSize, Observed, RecipientKind, SignIn, SkuId, Source,
};

/// What came of asking for one row.
#[derive(Debug, Clone, Default)]
pub(crate) enum Answer<T> {
    /// Nobody asked.
    #[default]
    NotAsked,
    /// A row, when it was true and when it was read.
    Row {
        row: T,
        as_of: Timestamp,
        read_at: Timestamp,
    },
    /// Why there is none.
    None(GapWhy),
}

impl<T> Answer<T> {
    /// A row that is true now.
    pub(crate) const fn live(row: T, at: Timestamp) -> Self {
        Self::Row {
            row,
            as_of: at,
            read_at: at,
        }
    }

    /// A row, or why the read gave none.
    pub(crate) fn of(result: Result<T, ReadError>, at: Timestamp) -> Self {
        match result {
            Ok(row) => Self::live(row, at),
            Err(e) => Self::None(why(&e)),
        }
    }

    pub(crate) const fn asked(&self) -> bool {
        !matches!(self, Self::NotAsked)
    }

    pub(crate) const fn row(&self) -> Option<&T> {
        match self {
            Self::Row { row, .. } => Some(row),
            _ => None,
        }
    }

    /// A fact taken from the row, where there is one.
    fn fact<U>(&self, source: Source, take: impl FnOnce(&T) -> Result<U, GapWhy>) -> Fact<U> {
        match self {
            Self::NotAsked => Fact::not_read(),
            Self::None(why) => Fact::Gap(Gap::at(source, why.clone())),
            Self::Row {
                row,
                as_of,
                read_at,
            } => match take(row) {
                Ok(value) => Fact::Known(Observed {
                    value,
                    source,
                    as_of: *as_of,
                    read_at: *read_at,
                }),
                Err(why) => Fact::Gap(Gap::at(source, why)),
            },
        }
    }
}

/// Why a read gave nothing, as a gap says it.
pub(crate) fn why(e: &ReadError) -> GapWhy {
    match e {
        ReadError::Denied { needs, .. } => GapWhy::Forbidden {
            permission: (*needs).to_owned(),
        },
        ReadError::NotOffered { what } => GapWhy::NotOffered {
            what: (*what).to_owned(),
        },
        ReadError::NotFound { .. } | ReadError::NotExactlyOne { rows: 0, .. } => GapWhy::NotFound,
        ReadError::NotExactlyOne { rows, .. } => GapWhy::Ambiguous { rows: *rows },
        other => GapWhy::Failed {
            code: other.code().to_owned(),
            request_id: other.request_id().map(|r| r.0.clone()),
        },
    }
}

/// Everything that was read of one mailbox and its account.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    pub(crate) mailbox: Answer<MailboxRow>,
    pub(crate) user: Answer<UserRow>,
    /// The account is not in the complete list of licensed accounts that was read then.
    pub(crate) not_licensed_at: Option<Timestamp>,
    pub(crate) usage: Answer<MailboxUsageRow>,
    pub(crate) statistics: Answer<Statistics>,
    pub(crate) archive_statistics: Answer<Statistics>,
    pub(crate) sign_in: Answer<SignInRow>,
    pub(crate) activity: Answer<ActiveUserRow>,
    /// `Ok(None)`: a complete report without a row for the account, so it has no OneDrive.
    pub(crate) onedrive: Answer<Option<OneDriveUsageRow>>,
    pub(crate) cas: Answer<CasMailboxRow>,
}

/// The facts that rows give.
pub(crate) fn facts(account: AccountId, rows: &Rows) -> MailboxFacts {
    let mut facts = MailboxFacts::unread(account, name(rows));
    let from_mailbox = &rows.mailbox;
    facts.exchange_guid = from_mailbox
        .row()
        .and_then(|r| r.exchange_guid.value().copied());
    facts.kind = from_mailbox.fact(Source::ExchangeMailbox, kind);
    facts.quota = from_mailbox.fact(Source::ExchangeMailbox, quota);
    facts.archive = from_mailbox.fact(Source::ExchangeMailbox, archive);
    facts.holds = from_mailbox.fact(Source::ExchangeMailbox, holds);
    facts.region = from_mailbox.fact(Source::ExchangeMailbox, region);
    facts.dir_sync = dir_sync(rows);
    facts.size = size(rows);
    facts.archive_size = rows
        .archive_statistics
        .fact(Source::ExchangeStatistics, statistics);
    facts.sign_in = rows.user.fact(Source::GraphUser, sign_in);
    facts.usage_location = rows.user.fact(Source::GraphUser, |row| {
        or_null(&row.usage_location, String::new())
    });
    facts.licenses = licenses(rows);
    facts.last_sign_in = rows.sign_in.fact(Source::GraphSignInActivity, last_sign_in);
    facts.last_activity = rows.activity.fact(Source::ActiveUserReport, last_activity);
    facts.onedrive = rows.onedrive.fact(Source::OneDriveUsageReport, onedrive);
    facts.smtp_auth = rows.cas.fact(Source::ExchangeCasMailbox, smtp_auth);
    facts
}

/// The part of an account that steps change, where it is known.
pub(crate) fn state(facts: &MailboxFacts) -> AccountState {
    let direct = facts.licenses.value().map(|licenses| {
        licenses
            .iter()
            .filter_map(|l| Some((l.sku, l.direct_source()?.disabled_plans.clone())))
            .collect()
    });
    AccountState {
        direct,
        sign_in: facts.sign_in.value().copied(),
        usage_location: facts.usage_location.value().cloned(),
    }
}

fn name(rows: &Rows) -> MailboxName {
    let text = |f: Option<&Field<String>>| f.and_then(Field::value).cloned().unwrap_or_default();
    let (mailbox, user) = (rows.mailbox.row(), rows.user.row());
    let or = |a: String, b: String| if a.is_empty() { b } else { a };
    MailboxName {
        display_name: or(
            text(mailbox.map(|m| &m.display_name)),
            text(user.map(|u| &u.display_name)),
        ),
        primary_smtp_address: or(
            text(mailbox.map(|m| &m.primary_smtp_address)),
            text(user.map(|u| &u.mail)),
        ),
        user_principal_name: or(
            text(user.map(|u| &u.user_principal_name)),
            text(mailbox.map(|m| &m.user_principal_name)),
        ),
    }
}

/// A member that must be there.
fn must<T: Clone>(field: &Field<T>) -> Result<T, GapWhy> {
    match field {
        Field::Value(v) => Ok(v.clone()),
        Field::Odd(text) => Err(GapWhy::Unparsable { text: text.clone() }),
        Field::Missing | Field::Null => Err(GapWhy::Absent),
    }
}

/// A member whose null means `empty`. One that is not there at all is still a gap.
fn or_null<T: Clone>(field: &Field<T>, empty: T) -> Result<T, GapWhy> {
    if matches!(field, Field::Null) {
        Ok(empty)
    } else {
        must(field)
    }
}

fn kind(row: &MailboxRow) -> Result<RecipientKind, GapWhy> {
    must(&row.recipient_type_details)
}

fn quota(row: &MailboxRow) -> Result<Quota, GapWhy> {
    must(&row.prohibit_send_receive_quota)
}

fn archive(row: &MailboxRow) -> Result<Archive, GapWhy> {
    Ok(Archive {
        guid: must(&row.archive_guid)?,
        // Both say nothing that could change a verdict: the first is known to lie, the second only matters
        // where there is an archive, which is a need by itself.
        status: row.archive_status.value().cloned().unwrap_or_default(),
        auto_expanding: row
            .auto_expanding_archive_enabled
            .value()
            .copied()
            .unwrap_or(false),
    })
}

fn holds(row: &MailboxRow) -> Result<Holds, GapWhy> {
    Ok(Holds {
        litigation: must(&row.litigation_hold_enabled)?,
        // Exchange writes an empty list where there is none: null was not read.
        in_place: must(&row.in_place_holds)?,
        compliance_tag: must(&row.compliance_tag_hold_applied)?,
        delay: must(&row.delay_hold_applied)?,
        delay_release: must(&row.delay_release_hold_applied)?,
        // Never a hold: it may be absent.
        retention_paused: row.retention_hold_enabled.value().copied().unwrap_or(false),
    })
}

fn region(row: &MailboxRow) -> Result<String, GapWhy> {
    or_null(&row.mailbox_region, String::new())
}

/// Exchange and the directory must agree on who masters the account.
fn dir_sync(rows: &Rows) -> Fact<DirSync> {
    let fact = rows.mailbox.fact(Source::ExchangeMailbox, |row| {
        let synced = or_null(&row.is_dir_synced, false)?;
        let remote = &row.remote_recipient_type;
        Ok(DirSync {
            synced,
            // As what it is mastered on premises decides there; Exchange says `None` where that is nothing.
            remote_recipient_type: if synced {
                must(remote)?
            } else {
                remote.value().cloned().unwrap_or_default()
            },
        })
    });
    let directory = rows
        .user
        .row()
        .and_then(|u| match u.on_premises_sync_enabled {
            Field::Value(synced) => Some(synced),
            Field::Null => Some(false),
            Field::Missing | Field::Odd(_) => None,
        });
    match (fact.value(), directory) {
        (Some(exchange), Some(directory)) if exchange.synced != directory => Fact::Gap(Gap::at(
            Source::ExchangeMailbox,
            GapWhy::Conflict {
                one: Source::ExchangeMailbox,
                one_says: exchange.synced.to_string(),
                other: Source::GraphUser,
                other_says: directory.to_string(),
            },
        )),
        _ => fact,
    }
}

/// Fresh statistics, once asked, are the only word; until then the usage report.
fn size(rows: &Rows) -> Fact<MailboxSize> {
    if rows.statistics.asked() {
        return rows.statistics.fact(Source::ExchangeStatistics, statistics);
    }
    rows.usage.fact(Source::MailboxUsageReport, |row| {
        must(&row.storage_used).map(MailboxSize::Used)
    })
}

fn statistics(found: &Statistics) -> Result<MailboxSize, GapWhy> {
    match found {
        Statistics::Row(row) => must(&row.total_item_size).map(MailboxSize::Used),
        Statistics::NeverUsed => Ok(MailboxSize::NeverUsed),
    }
}

fn sign_in(row: &UserRow) -> Result<SignIn, GapWhy> {
    must(&row.account_enabled).map(|on| if on { SignIn::Allowed } else { SignIn::Blocked })
}

fn licenses(rows: &Rows) -> Fact<Vec<License>> {
    match (&rows.user, rows.not_licensed_at) {
        (Answer::NotAsked, Some(at)) => Fact::live(Vec::new(), Source::GraphUser, at),
        (user, _) => user.fact(Source::GraphUser, held),
    }
}

/// The states of an assignment (`graph.md` 2.4; assumption 32). What another one gives is not known, and that a
/// licence gives nothing must not be concluded from a word that nobody knows.
const STATES: [&str; 4] = ["Active", "ActiveWithError", "Disabled", "Error"];

fn unknown_state(state: &str) -> GapWhy {
    GapWhy::Unparsable {
        text: format!("licenseAssignmentStates: state {state:?}"),
    }
}

/// What `assignedLicenses` and `licenseAssignmentStates` say together. The first says what is held, the second by
/// whom; where they contradict each other (a write on its way), nothing is known.
fn held(row: &UserRow) -> Result<Vec<License>, GapWhy> {
    let assigned = must(&row.assigned_licenses)?;
    let states = must(&row.license_assignment_states)?;
    let mut sources: BTreeMap<SkuId, Vec<LicenseSource>> = BTreeMap::new();
    for state in &states {
        if !STATES
            .iter()
            .any(|known| state.state.eq_ignore_ascii_case(known))
        {
            return Err(unknown_state(&state.state));
        }
        match state.source() {
            Some((sku, source)) => sources.entry(sku).or_default().push(source),
            // A failed assignment gives nothing, so it need not say from whom.
            None if state.state.eq_ignore_ascii_case("Error") => {}
            None => return Err(unknown_state(&state.state)),
        }
    }
    let conflict = |one_says: String, other_says: String| GapWhy::Conflict {
        one: Source::GraphUser,
        one_says,
        other: Source::GraphUser,
        other_says,
    };
    let mut licenses = Vec::with_capacity(assigned.len());
    for license in &assigned {
        let sku = license.sku_id;
        let Some(sources) = sources.remove(&sku) else {
            return Err(conflict(
                format!("assignedLicenses: {sku}"),
                "licenseAssignmentStates: -".to_owned(),
            ));
        };
        licenses.push(License { sku, sources });
    }
    if let Some((sku, _)) = sources
        .iter()
        .find(|(_, s)| s.iter().any(LicenseSource::is_active))
    {
        return Err(conflict(
            "assignedLicenses: -".to_owned(),
            format!("licenseAssignmentStates: {sku}"),
        ));
    }
    Ok(licenses)
}

/// Only a success proves use; the other two times count failed attempts (`graph.md` 2.4).
fn last_sign_in(row: &SignInRow) -> Result<LastUse, GapWhy> {
    let at = match &row.sign_in_activity {
        Field::Missing | Field::Null => None,
        Field::Odd(text) => return Err(GapWhy::Unparsable { text: text.clone() }),
        Field::Value(activity) => match &activity.last_successful {
            Field::Value(at) => Some(*at),
            Field::Missing | Field::Null => None,
            Field::Odd(text) => return Err(GapWhy::Unparsable { text: text.clone() }),
        },
    };
    Ok(LastUse { at })
}

fn last_activity(row: &ActiveUserRow) -> Result<LastUse, GapWhy> {
    let mut last = None;
    for day in [
        &row.onedrive_last_activity,
        &row.sharepoint_last_activity,
        &row.teams_last_activity,
    ] {
        match day {
            Field::Value(at) => last = last.max(Some(*at)),
            Field::Null => {}
            Field::Missing => return Err(GapWhy::Absent),
            Field::Odd(text) => return Err(GapWhy::Unparsable { text: text.clone() }),
        }
    }
    Ok(LastUse { at: last })
}

#[expect(
    clippy::ref_option,
    reason = "it is the row of an answer, as every other"
)]
fn onedrive(row: &Option<OneDriveUsageRow>) -> Result<OneDrive, GapWhy> {
    let Some(row) = row else {
        return Ok(OneDrive {
            used: ByteSize::ZERO,
            files: 0,
        });
    };
    Ok(OneDrive {
        used: must(&row.storage_used)?,
        files: must(&row.file_count)?,
    })
}

fn smtp_auth(row: &CasMailboxRow) -> Result<SmtpAuth, GapWhy> {
    match &row.smtp_client_authentication_disabled {
        Field::Null => Ok(SmtpAuth::Organization),
        Field::Value(true) => Ok(SmtpAuth::Blocked),
        Field::Value(false) => Ok(SmtpAuth::Allowed),
        Field::Missing => Err(GapWhy::Absent),
        Field::Odd(text) => Err(GapWhy::Unparsable { text: text.clone() }),
    }
}
