//! Which mailboxes a cmdlet means: one by its identity, or a page of those that match.

use model::RecipientKind;
use rusqlite::{Connection, ToSql};

use super::error::Failure;
use super::load::{self, COLUMNS, TABLES, View};
use super::opath::{Filter, Literal, Operator, compare};
use super::row::mailbox::{DISCOVERY_N, MailboxRow, PROPERTIES};
use super::row::operand;
use crate::error::Result;

/// How many rows are read at once when a filter has to look at each.
const CHUNK: usize = 500;

/// In which life a mailbox is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Life {
    /// In use.
    #[default]
    Active,
    /// Disconnected, within its 30 days.
    SoftDeleted,
    /// Kept after its end because of a hold.
    Inactive,
    /// In use or inactive.
    ActiveOrInactive,
}

/// The properties by which `SortBy` sorts (`exchange.md` 1.5). `Name` is the object id here, `ServerLegacyDN`
/// is the same for all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum SortBy {
    /// As the service likes: by age of the account.
    #[default]
    Nothing,
    Alias,
    DisplayName,
    Name,
    Office,
}

impl SortBy {
    /// What SQL sorts by; all compare without regard to case. The alias does so by itself and has an index.
    const fn column(self) -> Option<&'static str> {
        match self {
            Self::Nothing => None,
            Self::Alias => Some("m.alias"),
            Self::DisplayName => Some("m.display_name COLLATE NOCASE"),
            Self::Name => Some("a.id COLLATE NOCASE"),
            Self::Office => Some("coalesce(a.office_location, '') COLLATE NOCASE"),
        }
    }

    fn key(self, row: &MailboxRow) -> &str {
        match self {
            Self::Nothing => "",
            Self::Alias => &row.alias,
            Self::DisplayName => &row.display_name,
            Self::Name => row.name(),
            Self::Office => &row.office,
        }
    }
}

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    /// `RecipientTypeDetails`; empty: all.
    pub(crate) kinds: Vec<RecipientKind>,
    /// `Filter`.
    pub(crate) filter: Option<Filter>,
    /// `SortBy`.
    pub(crate) sort: SortBy,
    /// In which life.
    pub(crate) life: Life,
    /// Only with an archive.
    pub(crate) archive: bool,
}

impl Wanted {
    /// The one meaning of the list.
    pub(super) fn takes(&self, row: &MailboxRow) -> bool {
        let alive = row.disconnected_at.is_none();
        (match self.life {
            Life::Active => alive,
            Life::SoftDeleted => !alive && !row.inactive,
            Life::Inactive => row.inactive,
            Life::ActiveOrInactive => alive || row.inactive,
        }) && (self.kinds.is_empty() || self.kinds.contains(&row.kind))
            && (!self.archive || row.has_archive())
            && self
                .filter
                .as_ref()
                .is_none_or(|f| f.matches(&|name: &str| operand(PROPERTIES, row, name)))
    }
}

/// The mailboxes of an identity, in any life: an object id, a mailbox GUID, an alias, a sign-in name, any
/// address, or a distinguished name.
pub(crate) fn by_identity(c: &Connection, view: &View, identity: &str) -> Result<Vec<MailboxRow>> {
    let identity = identity.trim();
    let identity = identity
        .strip_prefix("CN=")
        .map_or(identity, |dn| dn.split(',').next().unwrap_or(dn));
    let discovery = MailboxRow::discovery(&view.home);
    if [discovery.name(), &discovery.upn, &discovery.exchange_guid]
        .iter()
        .any(|n| n.eq_ignore_ascii_case(identity))
    {
        return Ok(vec![discovery]);
    }
    let mut accounts = numbers(
        c,
        "SELECT n FROM account WHERE id = lower(?1)
         UNION SELECT account FROM mailbox WHERE exchange_guid = lower(?1)
         UNION SELECT n FROM account WHERE upn = ?1
         UNION SELECT account FROM mailbox WHERE primary_smtp = ?1",
        identity,
    )?;
    if accounts.is_empty() {
        accounts = numbers(c, "SELECT account FROM mailbox WHERE alias = ?1", identity)?;
    }
    if accounts.is_empty() && identity.contains('@') {
        accounts = numbers(
            c,
            "SELECT a.n FROM account a, json_each(a.proxy_addresses) p WHERE lower(p.value) = 'smtp:' || lower(?1)",
            identity,
        )?;
    }
    load::by_accounts(c, view, &accounts)
}

fn numbers(c: &Connection, sql: &str, identity: &str) -> Result<Vec<i64>> {
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map([identity], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The one mailbox of an identity that is in use.
pub(crate) fn one(c: &Connection, view: &View, identity: &str) -> Result<MailboxRow, Failure> {
    let mut found = by_identity(c, view, identity)?;
    found.retain(|row| row.disconnected_at.is_none());
    exactly_one(c, found, identity)
}

/// The only row, or what Exchange says instead.
pub(crate) fn exactly_one(
    c: &Connection,
    mut found: Vec<MailboxRow>,
    identity: &str,
) -> Result<MailboxRow, Failure> {
    match (found.pop(), found.is_empty()) {
        (Some(row), true) => Ok(row),
        (Some(_), false) => Err(Failure::Ambiguous(identity.to_owned())),
        (None, _) => Err(Failure::NotFound {
            identity: identity.to_owned(),
            status: load::not_found_status(c)?,
        }),
    }
}

/// At most `most` mailboxes that come after number `after` in the list's order. `None`: the mailbox after which
/// to go on is gone.
pub(crate) fn page(
    c: &Connection,
    view: &View,
    wanted: &Wanted,
    after: Option<i64>,
    most: usize,
) -> Result<Option<Vec<MailboxRow>>> {
    let discovery = MailboxRow::discovery(&view.home);
    let mut place = match after {
        None => None,
        Some(DISCOVERY_N) => Some((wanted.sort.key(&discovery).to_owned(), DISCOVERY_N)),
        Some(n) => match wanted.sort.column() {
            None => Some((String::new(), n)),
            Some(column) => match load::sort_key(c, column, n)? {
                Some(key) => Some((key, n)),
                None => return Ok(None),
            },
        },
    };
    let place_of = |row: &MailboxRow| (wanted.sort.key(row).to_owned(), row.n);
    let before =
        |a: &(String, i64), b: &(String, i64)| compare(&a.0, &b.0).then(a.1.cmp(&b.1)).is_lt();
    // The discovery mailbox has no row: it is put in at its place.
    let mut extra = Some(discovery).filter(|row| {
        wanted.takes(row)
            && place
                .as_ref()
                .is_none_or(|place| before(place, &place_of(row)))
    });
    let mut page = Vec::new();
    loop {
        let chunk = chunk(c, view, wanted, place.as_ref())?;
        place = chunk.last().map(&place_of);
        let last = chunk.len() < CHUNK;
        for row in chunk {
            if extra
                .as_ref()
                .is_some_and(|extra| before(&place_of(extra), &place_of(&row)))
            {
                page.extend(extra.take());
            }
            if wanted.takes(&row) {
                page.push(row);
            }
        }
        if last {
            page.extend(extra.take());
        }
        if last || page.len() >= most {
            page.truncate(most);
            return Ok(Some(page));
        }
    }
}

/// The next rows in order: what SQL can tell already is left out, the rest is for [`Wanted::takes`].
fn chunk(
    c: &Connection,
    view: &View,
    wanted: &Wanted,
    after: Option<&(String, i64)>,
) -> Result<Vec<MailboxRow>> {
    let mut sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE a.deleted_at IS NULL");
    let mut params: Vec<Box<dyn ToSql>> = Vec::new();
    let mut conditions = prefilter(wanted, load::any_shadow(c)?);
    if let Some((key, n)) = after {
        conditions.push(match wanted.sort.column() {
            None => (
                "m.account > ?".to_owned(),
                vec![Box::new(*n) as Box<dyn ToSql>],
            ),
            Some(column) => {
                let key: Vec<Box<dyn ToSql>> = vec![Box::new(key.clone()), Box::new(*n)];
                (format!("({column}, m.account) > (?, ?)"), key)
            }
        });
    }
    for (condition, values) in conditions {
        sql.push_str(" AND ");
        sql.push_str(&condition);
        params.extend(values);
    }
    sql.push_str(" ORDER BY ");
    if let Some(column) = wanted.sort.column() {
        sql.push_str(column);
        sql.push_str(", ");
    }
    sql.push_str("m.account LIMIT ");
    sql.push_str(&CHUNK.to_string());
    let params: Vec<&dyn ToSql> = params.iter().map(AsRef::as_ref).collect();
    load::rows(c, view, &sql, &params)
}

type Condition = (String, Vec<Box<dyn ToSql>>);

/// Lets too much through, never too little: only tests that every wanted row passes, and a mailbox whose last
/// write this caller may not see yet always passes. (Said only where there is one: it costs the index.)
fn prefilter(wanted: &Wanted, any_shadow: bool) -> Vec<Condition> {
    let shadowed = if any_shadow {
        " OR m.account IN (SELECT account FROM mailbox_shadow)"
    } else {
        ""
    };
    let mut conditions: Vec<Condition> = Vec::new();
    if !wanted.kinds.is_empty() {
        let marks = vec!["?"; wanted.kinds.len()].join(", ");
        let kinds = wanted
            .kinds
            .iter()
            .map(|kind| Box::new(kind.as_str().to_owned()) as Box<dyn ToSql>)
            .collect();
        conditions.push((format!("(m.kind IN ({marks}){shadowed})"), kinds));
    }
    if wanted.life == Life::Active {
        conditions.push(("m.disconnected_at IS NULL".to_owned(), Vec::new()));
    }
    for (property, operator, value) in wanted.filter.iter().flat_map(Filter::necessary) {
        let Literal::Text(value) = value else {
            continue;
        };
        let operator = match operator {
            Operator::Eq => "=",
            Operator::Gt => ">",
            Operator::Ge => ">=",
            Operator::Lt => "<",
            Operator::Le => "<=",
            Operator::Ne | Operator::Like | Operator::NotLike => continue,
        };
        let (condition, value) = match property.to_ascii_lowercase().as_str() {
            "alias" => (format!("m.alias {operator} ?"), value.clone()),
            "primarysmtpaddress" => (format!("m.primary_smtp {operator} ?"), value.clone()),
            "userprincipalname" => (format!("a.upn {operator} ?"), value.clone()),
            "recipienttypedetails" if operator == "=" => {
                let kind = RecipientKind::from(value.clone()).as_str().to_owned();
                (format!("(m.kind = ?{shadowed})"), kind)
            }
            _ => continue,
        };
        conditions.push((condition, vec![Box::new(value)]));
    }
    conditions
}
