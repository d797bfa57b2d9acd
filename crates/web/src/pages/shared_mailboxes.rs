//! Teams & groups > Shared mailboxes: what the last review knows of each. No licence is removed here: licences are
//! user settings, so a mailbox leads to its account on Active users.

use askama::Template;
use model::{AccountId, FactName, ReasonCode, RecipientKind, Verdict};
use store::{Record, RecordQuery, Snapshot};
use words::{Locale, Span, article, shared, web};

use super::problem::Problem;
use crate::PageError;
use crate::desk::{Answer, Desk, answer};
use crate::shell::Shell;
use crate::view::facts::cell;
use crate::view::license::{LicenseCell, cells};
use crate::view::overview::read_line;
use crate::view::powershell;
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
    /// The lines that list its members.
    members: [String; 2],
    licenses: Vec<LicenseCell>,
    licenses_gap: Option<String>,
    key: &'static str,
    verdict: String,
    /// The verdict with its evidence.
    why: String,
}

/// What the address asks for.
struct Wanted<'v> {
    todo: Option<ToDo>,
    search: Option<&'v str>,
    after: Option<AccountId>,
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

    let l = &desk.locale;
    let cx = Context {
        tenant: &tenant,
        prices: desk.prices(),
        locale: l,
        links: Some(&desk.links),
    };
    let search = wanted.search.unwrap_or_default();
    let verdict = wanted.todo.map_or("", ToDo::key);
    let here = |after: &str| {
        let pairs = [("verdict", verdict), ("q", search), ("after", after)];
        desk.links.to("/shared-mailboxes", &pairs)
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
        first: wanted.after.map(|_| here("")),
        next: records
            .last()
            .filter(|_| more)
            .map(|last| here(&last.facts.account.to_string())),
        rows: records.iter().map(|record| row(record, &cx)).collect(),
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
        members: [
            format!(
                "Get-MailboxPermission -Identity {}",
                powershell::quoted(address)
            ),
            format!(
                "Get-RecipientPermission -Identity {}",
                powershell::quoted(address)
            ),
        ],
        address: address.clone(),
        licenses,
        licenses_gap,
        key: ToDo::of(record).key(),
        verdict: words::verdict(record.assessment.verdict, l),
        why: link(format!("/mailboxes/{}", facts.account)),
    }
}
