//! Teams & groups > Shared mailboxes: what the last review knows of each. No licence is removed here: licences are
//! user settings, so a mailbox leads to its account on Active users.

use std::collections::HashMap;

use askama::Template;
use engine::{EngineError, Members};
use model::{AccountId, FactName, ReasonCode, RecipientKind, Verdict};
use store::{Record, RecordQuery, Snapshot};
use words::{Locale, Span, article, shared, web};

use crate::PageError;
use crate::desk::{Answer, Desk, answer};
use crate::pages::problem::{Problem, why};
use crate::shell::Shell;
use crate::view::facts::cell;
use crate::view::license::{LicenseCell, cells};
use crate::view::members::{self, MembersView};
use crate::view::overview::read_line;
use crate::view::row::{Known, shown_name};
use crate::view::{Context, ToDo};

/// So many mailboxes are on a page.
const PAGE: usize = 50;
/// So many records are read at once while a page is filled.
const CHUNK: usize = 500;

#[derive(Debug, Template)]
#[template(path = "shared_mailboxes.html")]
struct SharedMailboxesPage {
    shell: Shell,
    not_here: Vec<Span>,
    read: String,
    count: Option<String>,
    microsoft: &'static str,
    about: String,
    here: String,
    search: String,
    options: Vec<FilterOption>,
    is_filtered: bool,
    rows: Vec<SharedRow>,
    /// Where the members of these mailboxes are read.
    read_members: Option<String>,
    /// When they were read, or why they were not.
    members_read: Option<String>,
    members_unread: Option<String>,
    empty: String,
    first: Option<String>,
    next: Option<String>,
}

#[derive(Debug)]
struct FilterOption {
    key: &'static str,
    title: String,
    chosen: bool,
}

/// A shared mailbox as a row.
#[derive(Debug)]
struct SharedRow {
    name: String,
    address: String,
    /// Its account's panel on Active users.
    panel: String,
    size: Known,
    archive: Known,
    hold: Known,
    /// Its members, where they were asked for.
    members: Option<MembersView>,
    /// Where they are read.
    ask: String,
    /// The lines that list them too.
    lines: [String; 2],
    licenses: Vec<LicenseCell>,
    licenses_gap: Option<String>,
    key: &'static str,
    verdict: String,
    /// The verdict with its evidence.
    why: String,
}

impl SharedRow {
    /// The members themselves stand there: nobody needs the lines that would list them.
    fn lists_members(&self) -> bool {
        self.members
            .as_ref()
            .is_some_and(|view| view.unread.is_none())
    }
}

/// What the address asks for.
struct Wanted<'v> {
    todo: Option<ToDo>,
    search: Option<&'v str>,
    after: Option<AccountId>,
    /// Are the members of the mailboxes wanted too?
    members: bool,
}

impl<'v> Wanted<'v> {
    fn of(desk: &'v Desk) -> Result<Self, Problem> {
        let params = &desk.visit.params;
        let todo = params.get("verdict").map(str::parse::<ToDo>).transpose();
        Ok(Self {
            todo: todo.map_err(|e| Problem::BadFilter(e.0))?,
            search: params.get("q"),
            // A cursor that is not understood begins at the beginning.
            after: params.get("after").and_then(|id| id.parse().ok()),
            members: params.get("members") == Some("1"),
        })
    }

    fn is_set(&self) -> bool {
        self.todo.is_some() || self.search.is_some()
    }

    /// The verdicts among which the filter looks; none is all.
    fn verdicts(&self) -> Vec<Verdict> {
        let of = |verdict: &&Verdict| match self.todo {
            None => false,
            Some(ToDo::OnceBlocked) => **verdict != Verdict::Removable,
            Some(todo) => todo.key() == verdict.as_str(),
        };
        Verdict::ALL.iter().filter(of).copied().collect()
    }

    fn admits(&self, record: &Record) -> bool {
        let kind = record.facts.kind.value();
        kind.is_none_or(|k| *k == RecipientKind::SharedMailbox)
            && self.todo.is_none_or(|todo| ToDo::of(record) == todo)
    }
}

pub(crate) async fn get(desk: Desk) -> Answer {
    let wanted = Wanted::of(&desk)?;
    let (snapshot, tenant) = desk.last_review().await?;
    let (records, more) = page(&desk, &snapshot, &wanted).await?;
    let count = shared_mailboxes(&desk).await?;
    let members = members_of(&desk, &records, &wanted).await?;

    let l = &desk.locale;
    let cx = Context {
        tenant: &tenant,
        prices: desk.prices(),
        locale: l,
        links: Some(&desk.links),
    };
    let search = wanted.search.unwrap_or_default();
    let verdict = wanted.todo.map_or("", ToDo::key);
    let here = |after: &str, members: &str| {
        let pairs = [
            ("verdict", verdict),
            ("q", search),
            ("after", after),
            ("members", members),
        ];
        desk.links.to("/shared-mailboxes", &pairs)
    };
    let after = wanted.after.map_or_else(String::new, |id| id.to_string());
    let (mut members, members_read, members_unread) = match members {
        None => (HashMap::new(), None, None),
        Some(Ok(read)) => {
            let at = shared::members_read_at(l, read.read_at);
            let each = read.mailboxes.into_iter();
            (
                each.map(|m| (m.account, m.members)).collect(),
                Some(at),
                None,
            )
        }
        Some(Err(error)) => {
            let unread = shared::members_unread(l, &why(&error, l));
            (HashMap::new(), None, Some(unread))
        }
    };
    let page = SharedMailboxesPage {
        shell: desk.shell(words::ui::shared_mailboxes(l)),
        not_here: words::spans(&article::not_here(l)),
        read: read_line(&snapshot, desk.now(), &cx),
        count: count.map(|count| shared::count(l, count)),
        microsoft: l.cloud().record().links.shared_mailboxes,
        about: desk.links.to("/help/about", &[]),
        here: desk.links.to("/shared-mailboxes", &[]),
        search: search.to_owned(),
        options: options(wanted.todo, &cx),
        is_filtered: wanted.is_set(),
        empty: if wanted.is_set() {
            web::empty_search(l)
        } else {
            web::empty_tenant(l)
        },
        read_members: (!records.is_empty()).then(|| here(&after, "1")),
        members_read,
        members_unread,
        first: wanted.after.map(|_| here("", "")),
        next: records
            .last()
            .filter(|_| more)
            .map(|last| here(&last.facts.account.to_string(), "")),
        rows: records
            .iter()
            .map(|record| {
                let members = members.remove(&record.facts.account);
                SharedRow {
                    members: members.map(|members| MembersView::in_table(members, l)),
                    ..row(record, &cx)
                }
            })
            .collect(),
    };
    answer(&page)
}

/// The records of a page, and whether there are more behind it.
async fn page(
    desk: &Desk,
    snapshot: &Snapshot,
    wanted: &Wanted<'_>,
) -> Result<(Vec<Record>, bool), PageError> {
    let store = desk.engine().store();
    let mut after = match wanted.after {
        Some(account) => store.record(snapshot.id, account).await?.map(|r| r.key()),
        None => None,
    };
    let mut found = Vec::new();
    loop {
        let query = RecordQuery {
            verdicts: wanted.verdicts(),
            search: wanted.search.map(str::to_owned),
            after,
            limit: CHUNK,
        };
        let chunk = store.records(snapshot.id, query).await?;
        let is_last = chunk.len() < CHUNK;
        after = chunk.last().map(Record::key);
        found.extend(chunk.into_iter().filter(|record| wanted.admits(record)));
        if found.len() > PAGE {
            found.truncate(PAGE);
            return Ok((found, true));
        }
        if is_last {
            return Ok((found, false));
        }
    }
}

/// The members of the mailboxes of a page, read now, if they were asked for.
async fn members_of(
    desk: &Desk,
    records: &[Record],
    wanted: &Wanted<'_>,
) -> Result<Option<Result<Members, EngineError>>, Problem> {
    if !wanted.members || records.is_empty() {
        return Ok(None);
    }
    let accounts: Vec<_> = records.iter().map(|r| r.facts.account).collect();
    let read = desk
        .engine()
        .members(&desk.caller, desk.conn(), &accounts)
        .await;
    match read {
        Err(error @ EngineError::Denied(_)) => Err(error.into()),
        read => Ok(Some(read)),
    }
}

/// How many the last review found.
async fn shared_mailboxes(desk: &Desk) -> Result<Option<u64>, PageError> {
    let figures = desk
        .engine()
        .figures(&desk.caller, desk.tenant(), 1)
        .await?;
    Ok(figures.into_iter().find_map(|(_, f)| f).map(|f| f.shared))
}

/// What holds it, in the words of the reasons; as it was read where none of them is one.
fn hold(record: &Record, l: &Locale) -> Known {
    const HOLDS: [ReasonCode; 5] = [
        ReasonCode::LitigationHold,
        ReasonCode::InPlaceHold,
        ReasonCode::RetentionPolicy,
        ReasonCode::LabelHold,
        ReasonCode::DelayHold,
    ];
    let found = record.assessment.findings.iter().map(|f| f.reason.code());
    let titles: Vec<_> = found
        .filter(|code| HOLDS.contains(code))
        .map(|code| words::reason_title(code, l))
        .collect();
    if titles.is_empty() {
        return cell(FactName::Holds, &record.facts.holds, l);
    }
    Known {
        text: words::commas(&titles, l),
        tone: None,
    }
}

fn options(chosen: Option<ToDo>, cx: &Context<'_>) -> Vec<FilterOption> {
    let option = |todo: ToDo| FilterOption {
        key: todo.key(),
        title: todo.title(cx.locale),
        chosen: chosen == Some(todo),
    };
    ToDo::ALL.map(option).into()
}

fn row(record: &Record, cx: &Context<'_>) -> SharedRow {
    let (facts, l) = (&record.facts, cx.locale);
    let (licenses, licenses_gap) = cells(record, cx);
    let address = &facts.name.primary_smtp_address;
    let link = |path: String| cx.links.map(|l| l.to(&path, &[])).unwrap_or_default();
    SharedRow {
        name: shown_name(&facts.name),
        panel: link(format!("/users/{}", facts.account)),
        size: cell(FactName::Size, &facts.size, l),
        archive: cell(FactName::Archive, &facts.archive, l),
        hold: hold(record, l),
        members: None,
        ask: link(format!("/shared-mailboxes/{}/members", facts.account)),
        lines: members::lines(address),
        address: address.clone(),
        licenses,
        licenses_gap,
        key: ToDo::of(record).key(),
        verdict: words::verdict(record.assessment.verdict, l),
        why: link(format!("/mailboxes/{}", facts.account)),
    }
}
