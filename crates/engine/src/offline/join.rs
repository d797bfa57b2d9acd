//! Which rows of which file are about the same mailbox.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use m365::offline::{Content, ExportedAccount, ExportedSignIn, ExportedStatistics};
use m365::{
    ActiveUserRow, MailboxRow, MailboxUsageRow, OneDriveUsageRow, OrgConfigRow, Report, SkuRow,
};
use model::fact::GapWhy;
use model::{AccountId, MailboxGuid, Source};
use rules::Policy;

use super::Export;
use crate::observe::{Answer, JoinedReport};

/// A row with the time at which it was true.
#[derive(Debug, Clone)]
pub(super) struct Dated<T> {
    pub(super) row: T,
    pub(super) as_of: Timestamp,
}

/// The names by which a row may be found. Names and addresses are in small letters.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys {
    pub(super) id: Option<AccountId>,
    pub(super) guid: Option<MailboxGuid>,
    pub(super) upn: Option<String>,
    pub(super) addresses: Vec<String>,
}

/// A mailbox, or an account where no file says which mailboxes there are.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) keys: Keys,
    /// One row, or why there is none.
    pub(super) mailbox: Found<MailboxRow>,
}

/// What was found for a mailbox in the files of a kind.
#[derive(Debug)]
pub(super) enum Found<T> {
    /// There is no file of the kind.
    NoFile,
    /// There is one, without a row for it.
    NoRow,
    /// One row.
    One(Dated<T>),
    /// Several that differ.
    Several(u64),
}

impl<T> Found<T> {
    pub(super) fn into_answer<U>(self, read_at: Timestamp, take: impl FnOnce(T) -> U) -> Answer<U> {
        match self {
            Self::NoFile => Answer::NotAsked,
            Self::NoRow => Answer::None(GapWhy::Absent),
            Self::Several(rows) => Answer::None(GapWhy::Ambiguous { rows }),
            Self::One(dated) => Answer::Row {
                row: take(dated.row),
                as_of: dated.as_of,
                read_at,
            },
        }
    }

    pub(super) const fn one(&self) -> Option<&Dated<T>> {
        match self {
            Self::One(dated) => Some(dated),
            _ => None,
        }
    }
}

/// Rows of one kind, found by id, mailbox, sign-in name or address.
#[derive(Debug)]
pub(super) struct Index<T> {
    rows: Vec<(Keys, Dated<T>)>,
    by_id: HashMap<AccountId, Vec<usize>>,
    by_guid: HashMap<MailboxGuid, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    any_file: bool,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            by_id: HashMap::new(),
            by_guid: HashMap::new(),
            by_name: HashMap::new(),
            any_file: false,
        }
    }
}

impl<T: Clone + PartialEq> Index<T> {
    fn add(&mut self, rows: Vec<T>, as_of: Timestamp, keys: impl Fn(&T) -> Keys) {
        self.any_file = true;
        for row in rows {
            let (keys, at) = (keys(&row), self.rows.len());
            if let Some(id) = keys.id {
                self.by_id.entry(id).or_default().push(at);
            }
            if let Some(guid) = keys.guid {
                self.by_guid.entry(guid).or_default().push(at);
            }
            for name in keys.upn.iter().chain(&keys.addresses) {
                let places = self.by_name.entry(name.clone()).or_default();
                if !places.contains(&at) {
                    places.push(at);
                }
            }
            self.rows.push((keys, Dated { row, as_of }));
        }
    }

    /// The row for these keys: the surest key that finds anything decides.
    pub(super) fn find(&self, wanted: &Keys) -> Found<T> {
        if !self.any_file {
            return Found::NoFile;
        }
        let by_guid = wanted.guid.and_then(|guid| self.by_guid.get(&guid));
        let by_id = wanted.id.and_then(|id| self.by_id.get(&id));
        let by_upn = wanted.upn.as_ref().and_then(|upn| self.by_name.get(upn));
        let by_address = || wanted.addresses.iter().find_map(|a| self.by_name.get(a));
        let sure = by_guid.or(by_id);
        let places: Vec<usize> = if let Some(places) = sure {
            places.clone()
        } else {
            let named = by_upn.or_else(by_address).map_or(&[][..], Vec::as_slice);
            // A name that another account has by now is another account's.
            let other =
                |a: Option<AccountId>| matches!((a, wanted.id), (Some(a), Some(b)) if a != b);
            named
                .iter()
                .copied()
                .filter(|&i| !other(self.rows[i].0.id))
                .collect()
        };
        self.only(&places)
    }

    /// The same row in two files is one row, as old as the newer file.
    fn only(&self, places: &[usize]) -> Found<T> {
        let Some((&first, rest)) = places.split_first() else {
            return Found::NoRow;
        };
        let mut dated = self.rows[first].1.clone();
        for &place in rest {
            let other = &self.rows[place].1;
            if other.row != dated.row {
                return Found::Several(places.len() as u64);
            }
            dated.as_of = dated.as_of.max(other.as_of);
        }
        Found::One(dated)
    }
}

/// All files, joined.
#[derive(Debug)]
pub(super) struct Joined {
    pub(super) read_at: Timestamp,
    /// No statistics of a file may be older; then a usage report is asked.
    pub(super) oldest: Timestamp,
    pub(super) mailboxes: Index<MailboxRow>,
    pub(super) statistics: Index<ExportedStatistics>,
    pub(super) users: Index<ExportedAccount>,
    pub(super) active_users: Index<ExportedAccount>,
    pub(super) sign_ins: Index<ExportedSignIn>,
    pub(super) usage: Option<JoinedReport<MailboxUsageRow>>,
    pub(super) activity: Option<JoinedReport<ActiveUserRow>>,
    pub(super) onedrive: Option<JoinedReport<OneDriveUsageRow>>,
    pub(super) products: Option<Dated<Vec<SkuRow>>>,
    /// Two files may speak of two organisations.
    pub(super) organizations: Vec<Dated<OrgConfigRow>>,
}

impl Joined {
    pub(super) fn new(exports: Vec<Export>, read_at: Timestamp, policy: &Policy) -> Self {
        let mut joined = Self {
            read_at,
            oldest: read_at
                .checked_sub(policy.greatest_age(Source::Export))
                .unwrap_or(Timestamp::MIN),
            mailboxes: Index::default(),
            statistics: Index::default(),
            users: Index::default(),
            active_users: Index::default(),
            sign_ins: Index::default(),
            usage: None,
            activity: None,
            onedrive: None,
            products: None,
            organizations: Vec::new(),
        };
        let (mut usage, mut activity, mut onedrive) = (None, None, None);
        for Export { content, as_of } in exports {
            match content {
                Content::Mailboxes(rows) => joined.mailboxes.add(rows, as_of, mailbox_keys),
                Content::Statistics(mut rows) => {
                    // How much an archive holds decides nothing: there is one, and that is a need.
                    rows.retain(|row| !row.is_archive);
                    joined.statistics.add(rows, as_of, statistics_keys);
                }
                Content::Users(rows) => joined.users.add(rows, as_of, account_keys),
                Content::ActiveUsers(rows) => joined.active_users.add(rows, as_of, account_keys),
                Content::SignIns(rows) => joined.sign_ins.add(rows, as_of, sign_in_keys),
                Content::MailboxUsage(report) => merge(&mut usage, report),
                Content::ActiveUserReport(report) => merge(&mut activity, report),
                Content::OneDriveUsage(report) => merge(&mut onedrive, report),
                Content::Products(rows) => joined.add_products(rows, as_of),
                Content::Organization(rows) => {
                    let dated = rows.into_iter().map(|row| Dated { row, as_of });
                    joined.organizations.extend(dated);
                }
            }
        }
        joined.usage = usage.map(|r| {
            JoinedReport::new(Ok(r), read_at, |r| (&r.user_principal_name, &r.is_deleted))
        });
        joined.activity = activity.map(|r| {
            JoinedReport::new(Ok(r), read_at, |r| (&r.user_principal_name, &r.is_deleted))
        });
        joined.onedrive = onedrive.map(|r| {
            JoinedReport::new(Ok(r), read_at, |r| (&r.owner_principal_name, &r.is_deleted))
        });
        joined
    }

    fn add_products(&mut self, rows: Vec<SkuRow>, as_of: Timestamp) {
        match &mut self.products {
            Some(known) => {
                known.as_of = known.as_of.min(as_of);
                for row in rows {
                    if !known.row.contains(&row) {
                        known.row.push(row);
                    }
                }
            }
            None => self.products = Some(Dated { row: rows, as_of }),
        }
    }

    /// Every mailbox, once; where no file tells mailboxes, every account.
    pub(super) fn subjects(&self) -> Vec<Subject> {
        if self.mailboxes.any_file {
            return once(&self.mailboxes, |keys| Subject {
                mailbox: self.mailboxes.find(&keys),
                keys,
            });
        }
        let account = |keys| Subject {
            mailbox: Found::NoFile,
            keys,
        };
        let mut subjects = once(&self.users, account);
        subjects.extend(
            once(&self.active_users, account)
                .into_iter()
                .filter(|s| !matches!(self.users.find(&s.keys), Found::One(_) | Found::Several(_))),
        );
        subjects
    }
}

/// One subject for all rows that answer to the same keys. A row without any key is a mailbox of the system's.
fn once<T: Clone + PartialEq>(index: &Index<T>, make: impl Fn(Keys) -> Subject) -> Vec<Subject> {
    let mut seen = HashSet::new();
    let mut subjects = Vec::new();
    for (keys, _) in &index.rows {
        let key = match (&keys.id, &keys.upn, keys.addresses.first()) {
            (Some(id), ..) => id.to_string(),
            (None, Some(name), _) | (None, None, Some(name)) => name.clone(),
            (None, None, None) => continue,
        };
        if seen.insert(key) {
            subjects.push(make(keys.clone()));
        }
    }
    subjects
}

/// Two reports of a kind are one, as old as the older. A row that stands in both is one row.
fn merge<R: std::fmt::Debug>(into: &mut Option<Report<R>>, report: Report<R>) {
    let Some(known) = into else {
        *into = Some(report);
        return;
    };
    known.refresh_date = match (known.refresh_date, report.refresh_date) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    known.concealed |= report.concealed;
    let seen: HashSet<String> = known.rows.iter().map(|row| format!("{row:?}")).collect();
    let new = |row: &R| !seen.contains(&format!("{row:?}"));
    known.rows.extend(report.rows.into_iter().filter(new));
}

fn small(field: &m365::Field<String>) -> Option<String> {
    field.value().map(|text| text.to_lowercase())
}

fn mailbox_keys(row: &MailboxRow) -> Keys {
    let proxies = row.email_addresses.value().into_iter().flatten();
    let smtp = proxies.filter_map(|a| {
        let (kind, address) = a.split_once(':')?;
        kind.eq_ignore_ascii_case("smtp")
            .then(|| address.to_lowercase())
    });
    // A mailbox of the system's has an object id that is empty: it is no account, whatever else it is called.
    let system = row.external_directory_object_id == m365::Field::Null;
    if system {
        return Keys::default();
    }
    Keys {
        id: row.account(),
        guid: row.exchange_guid.value().copied(),
        upn: small(&row.user_principal_name),
        addresses: small(&row.primary_smtp_address)
            .into_iter()
            .chain(smtp)
            .collect(),
    }
}

fn account_keys(account: &ExportedAccount) -> Keys {
    Keys {
        id: account.id,
        guid: None,
        upn: small(&account.row.user_principal_name),
        addresses: account.addresses.clone(),
    }
}

fn sign_in_keys(sign_in: &ExportedSignIn) -> Keys {
    Keys {
        id: sign_in.id,
        upn: sign_in.user_principal_name.clone(),
        ..Keys::default()
    }
}

fn statistics_keys(statistics: &ExportedStatistics) -> Keys {
    Keys {
        id: statistics.account,
        guid: statistics.row.mailbox_guid.value().copied(),
        upn: None,
        addresses: statistics.names.clone(),
    }
}
