//! The panel of one account: read live, whatever the list says.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use engine::{Events, Panel};
use model::cloud::LicenseLayout;
use model::{AccountId, Plan, PlanDigest, RecipientKind};
use words::{panel, ui};

use crate::PageError;
use crate::desk::{Answer, Desk, answer};
use crate::pages::problem::{Problem, why};
use crate::shell::Shell;
use crate::view::account::{Shown, account_name, licenses, sign_in};
use crate::view::choice::{Chosen, Form, LicenseForm, Why, evidence_line};
use crate::view::facts::{FactRow, facts};
use crate::view::history::{self, HistoryRow};
use crate::view::outcome::{OutcomeView, outcome};
use crate::view::pending::{Pending, pending};
use crate::view::{Context, ToDo};

#[derive(Debug, Template)]
#[template(path = "user.html")]
struct UserPage {
    shell: Shell,
    frame: Frame,
    /// What a save came to that saved nothing.
    notice: Option<Notice>,
    outcome: Option<OutcomeView>,
    /// Why a run that this page began could not begin.
    not_begun: Option<String>,
    account: AccountView,
    /// The licences alone: the page **Product licenses** of the other layout.
    licenses_only: bool,
    /// The licences are a page of their own.
    product_licenses: bool,
    /// The part that is open at first.
    first: &'static str,
    form: LicenseForm,
    mail: Vec<FactRow>,
    /// Where the members of its mailbox are read.
    members: Option<String>,
    verdict: VerdictView,
    history: Vec<HistoryRow>,
}

#[derive(Debug, Template)]
#[template(path = "user_waiting.html")]
struct WaitingPage {
    shell: Shell,
    frame: Frame,
    /// What is happening, in a word with its icon.
    key: &'static str,
    state: String,
    about: String,
    /// Goes on: it is worth looking again by itself.
    goes_on: bool,
    /// The page of the run, and where its events come from.
    run: Option<(String, String)>,
}

/// What every state of the panel shows.
#[derive(Debug)]
struct Frame {
    name: String,
    username: String,
    back: String,
    /// This panel.
    here: String,
    licenses: String,
    put_back: String,
    /// Microsoft's own page of this cloud.
    microsoft: &'static str,
}

/// The tab **Account**.
#[derive(Debug)]
struct AccountView {
    id: String,
    email: String,
    sign_in: Shown,
    usage_location: String,
    licenses: Shown,
}

/// The tab with the verdict and what it rests on.
#[derive(Debug)]
struct VerdictView {
    key: &'static str,
    word: String,
    /// It is about a shared mailbox: it stands beside the name too.
    shared: bool,
    about: String,
    reasons: Vec<Why>,
    /// Further facts that were asked.
    evidence: Vec<String>,
}

/// Why nothing was saved.
#[derive(Debug, Clone, Default)]
pub(super) struct Notice {
    pub(super) about: Option<String>,
    /// Each with what would clear it.
    pub(super) points: Vec<(String, Vec<String>)>,
}

/// How the panel is shown: what came back, and which part.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) chosen: Chosen,
    pub(super) notice: Option<Notice>,
    pub(super) licenses_only: bool,
}

pub(crate) async fn get(desk: Desk, Path((_, id)): Path<(String, String)>) -> Answer {
    look(&desk, account_id(&id)?).await
}

/// The page **Product licenses**: the licences alone.
pub(crate) async fn get_licenses(desk: Desk, Path((_, id)): Path<(String, String)>) -> Answer {
    let look = Look {
        licenses_only: true,
        ..Look::default()
    };
    let account = account_id(&id)?;
    if let Some(waiting) = waiting(&desk, account).await? {
        return Ok(waiting);
    }
    show(&desk, account, look).await
}

async fn look(desk: &Desk, account: AccountId) -> Answer {
    if let Some(waiting) = waiting(desk, account).await? {
        return Ok(waiting);
    }
    show(desk, account, Look::default()).await
}

pub(super) fn account_id(text: &str) -> Result<AccountId, Problem> {
    text.parse().map_err(|_| Problem::NoUser(text.to_owned()))
}

/// Reads the account, and shows it.
pub(super) async fn show(desk: &Desk, account: AccountId, look: Look) -> Answer {
    let policy = desk.policy();
    let read = desk
        .engine()
        .panel(&desk.caller, desk.conn(), account, &policy, &Events::none())
        .await;
    let read = read.map_err(|error| match error {
        engine::EngineError::UnknownAccount(id) => Problem::NoUser(id),
        other => other.into(),
    })?;
    let (l, now) = (&desk.locale, desk.now());
    let cx = Context {
        tenant: &read.tenant,
        prices: desk.prices(),
        locale: l,
        links: Some(&desk.links),
    };
    let form = Form {
        read: &read,
        policy: &policy,
        by: &desk.caller,
        may_write: desk.conn().may_write(),
        now,
        cx,
    };
    let plans = plans(desk, &read).await?;
    let run = run_of(desk)?;
    let product_licenses = l.layout() == LicenseLayout::ProductLicenses;
    let first = if look.notice.is_some() || desk.visit.params.get("part") == Some("licenses") {
        "licenses"
    } else {
        "account"
    };
    let outcome = run
        .and_then(|digest| plans.get(&digest))
        .and_then(|plan| outcome(plan, &of_plan(&read, run), &read, &desk.links, l));
    let page = UserPage {
        shell: desk.shell(account_name(&read.account)),
        frame: frame(
            desk,
            account,
            account_name(&read.account),
            &read.account.user_principal_name,
        ),
        not_begun: run.and_then(|digest| not_begun(desk, digest)),
        outcome,
        account: account_view(&read, desk),
        licenses_only: look.licenses_only && product_licenses,
        product_licenses,
        first,
        form: form.fill(look.chosen),
        notice: look.notice,
        members: members(desk, &read),
        mail: facts(&read.record.facts, &read.tenant, now, l),
        verdict: verdict(&read, &cx, now),
        history: history::rows(&oldest_first(&read), &plans, l),
    };
    answer(&page)
}

/// The page that waits, while the account is being changed.
pub(super) async fn waiting(desk: &Desk, account: AccountId) -> Result<Option<Response>, Problem> {
    let found = pending(desk, &[account], run_of(desk)?).await?;
    let Some(Pending::Going(purpose)) = found.get(&account) else {
        return Ok(None);
    };
    let listed = desk
        .engine()
        .listed(&desk.caller, desk.tenant(), account)
        .await?;
    let (name, username) = listed.map_or_else(
        || (account.to_string(), String::new()),
        |row| (account_name(&row.account), row.account.user_principal_name),
    );
    let l = &desk.locale;
    let run = run_of(desk)?.map(|digest| {
        let page = format!("/runs/{digest}");
        let events = format!("{page}/events");
        (desk.links.to(&page, &[]), desk.links.to(&events, &[]))
    });
    let page = WaitingPage {
        shell: desk.shell(name.clone()),
        frame: frame(desk, account, name, &username),
        key: "intended",
        state: match purpose {
            model::Purpose::RemoveLicenses => panel::removing(l),
            _ => panel::changing(l),
        },
        about: panel::waiting(l),
        goes_on: true,
        run,
    };
    answer(&page).map(Some)
}

/// The plan that the address asks about (`?run=`).
fn run_of(desk: &Desk) -> Result<Option<PlanDigest>, Problem> {
    let text = desk.visit.params.get("run");
    text.map(|text| text.parse().map_err(|_| Problem::NotFound))
        .transpose()
}

fn of_plan(read: &Panel, run: Option<PlanDigest>) -> Vec<model::Entry> {
    let entries = oldest_first(read);
    entries
        .into_iter()
        .filter(|e| Some(e.body.plan) == run)
        .collect()
}

fn oldest_first(read: &Panel) -> Vec<model::Entry> {
    read.history.iter().rev().cloned().collect()
}

/// The plans behind the history.
async fn plans(desk: &Desk, read: &Panel) -> Result<BTreeMap<PlanDigest, Plan>, PageError> {
    let mut plans = BTreeMap::new();
    for digest in read.history.iter().map(|e| e.body.plan) {
        if plans.contains_key(&digest) {
            continue;
        }
        if let Some(plan) = desk.engine().store().plan(digest).await? {
            plans.insert(digest, plan);
        }
    }
    Ok(plans)
}

/// Why a run that a page of this process began could not begin.
fn not_begun(desk: &Desk, digest: PlanDigest) -> Option<String> {
    let error = desk.works.run_of(digest)?.failure()?;
    let l = &desk.locale;
    Some(panel::not_begun_about(l, &why(&error, l)))
}

fn frame(desk: &Desk, account: AccountId, name: String, username: &str) -> Frame {
    let below = |path: &str| desk.links.to(&format!("/users/{account}{path}"), &[]);
    Frame {
        name,
        username: username.to_owned(),
        back: desk.links.to("/users", &[]),
        here: below(""),
        licenses: below("/licenses"),
        put_back: desk.links.to("/proposals", &[]),
        microsoft: desk.locale.cloud().record().links.active_users,
    }
}

fn account_view(read: &Panel, desk: &Desk) -> AccountView {
    let (account, l) = (&read.account, &desk.locale);
    AccountView {
        id: account.id.to_string(),
        email: account.mail.clone(),
        sign_in: sign_in(account.sign_in, l),
        usage_location: match account.usage_location.as_deref() {
            None => words::users::unknown(l),
            Some("") => words::users::none(l),
            Some(location) => location.to_owned(),
        },
        licenses: licenses(account.licenses.as_deref(), None, l),
    }
}

/// Whose mailbox is known to be there has members.
fn members(desk: &Desk, read: &Panel) -> Option<String> {
    let is_there = read.record.facts.kind.value().is_some();
    let path = format!("/shared-mailboxes/{}/members", read.account.id);
    is_there.then(|| desk.links.to(&path, &[]))
}

fn verdict(read: &Panel, cx: &Context<'_>, now: jiff::Timestamp) -> VerdictView {
    let (assessment, l) = (&read.record.assessment, cx.locale);
    let todo = ToDo::of(&read.record);
    let of = |fact| assessment.evidence.iter().find(move |e| e.fact == fact);
    let reasons = assessment.findings.iter().map(|f| Why {
        key: f.effect.as_str(),
        effect: words::effect(f.effect, l),
        sentence: words::reason_among(&f.reason, &read.tenant.groups, l),
        evidence: f
            .facts
            .iter()
            .filter_map(|fact| of(*fact))
            .map(|e| evidence_line(e, now, l))
            .collect(),
        remedies: crate::view::obstacles::remedies([f], &read.tenant, l),
    });
    let told: Vec<_> = assessment.findings.iter().flat_map(|f| &f.facts).collect();
    let others = assessment
        .evidence
        .iter()
        .filter(|e| !told.contains(&&e.fact));
    VerdictView {
        key: todo.key(),
        word: words::verdict(assessment.verdict, l),
        shared: read.record.facts.kind.value() == Some(&RecipientKind::SharedMailbox),
        about: words::verdict_about(assessment.verdict, l),
        reasons: reasons.collect(),
        evidence: others.map(|e| evidence_line(e, now, l)).collect(),
    }
}

impl UserPage {
    /// The parts, each with its name, and whether it is open at first.
    fn parts(&self) -> Vec<(&'static str, String, bool)> {
        let l = &self.shell.locale;
        let mut parts = vec![("account", ui::account(l))];
        if !self.product_licenses {
            parts.push(("licenses", ui::licenses_and_apps(l)));
        }
        parts.extend([
            ("mail", ui::mail(l)),
            ("verdict", panel::verdict(l)),
            ("history", ui::history(l)),
        ]);
        let part = |(key, name)| (key, name, key == self.first);
        parts.into_iter().map(part).collect()
    }
}
