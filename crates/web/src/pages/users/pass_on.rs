//! Pass on: a licence that became available goes to another person, there and then.

use askama::Template;
use axum::response::{IntoResponse as _, Redirect};
use engine::{Candidate, Events, Obstacle, PassOn, Right, Seen};
use model::{AccountId, SkuId};
use words::{Locale, panel};

use super::asked::ago;
use super::panel::Notice;
use crate::address::Params;
use crate::desk::{Answer, Desk, answer};
use crate::filled::Filled;
use crate::pages::problem::Problem;
use crate::shell::Shell;
use crate::view::account::account_name;
use crate::view::obstacles::{conflicts, differences, told};

/// So many people are offered; a search finds the others.
const OFFERED: usize = 20;

#[derive(Debug, Template)]
#[template(path = "user_pass_on.html")]
struct PassOnPage {
    shell: Shell,
    product: String,
    product_id: String,
    /// Whose licence it was.
    from: String,
    back: String,
    action: String,
    users: String,
    typed: String,
    /// How old the list is; `None` while it was never read.
    read: Option<String>,
    people: Vec<Person>,
    more: bool,
    notice: Option<Notice>,
    chosen: Option<ChosenView>,
}

/// Somebody who may get it.
#[derive(Debug)]
struct Person {
    name: String,
    username: String,
    href: String,
    /// Has no usage location: it will be asked for.
    asks_location: bool,
}

/// The one who was chosen, as read now.
#[derive(Debug)]
struct ChosenView {
    id: String,
    name: String,
    username: String,
    seen: String,
    /// A usage location is asked for, and what was given.
    location: Option<String>,
    conflicts: Vec<String>,
    /// What stands against it, each with what would clear it.
    obstacles: Vec<(String, Vec<String>)>,
}

/// What the address or the form asks for.
struct Wish {
    sku: SkuId,
    from: String,
    to: Option<AccountId>,
    typed: String,
    location: String,
    seen: Option<Seen>,
}

impl Wish {
    fn of(params: &Params) -> Result<Self, Problem> {
        let text = |name| params.get(name).unwrap_or_default().to_owned();
        let sku = params.get("product").and_then(|sku| sku.parse().ok());
        Ok(Self {
            sku: sku.ok_or(Problem::BadForm)?,
            from: text("from"),
            to: params.get("to").and_then(|to| to.parse().ok()),
            typed: text("q"),
            location: text("usage-location"),
            seen: params.get("seen").and_then(|seen| seen.parse().ok()),
        })
    }

    fn location(&self) -> Option<&str> {
        Some(self.location.as_str()).filter(|location| !location.is_empty())
    }
}

pub(crate) async fn get(desk: Desk) -> Answer {
    let wish = Wish::of(&desk.visit.params)?;
    desk.caller
        .may(Right::Assign)
        .map_err(engine::EngineError::from)?;
    let proposed = match wish.to {
        Some(to) => Some(propose(&desk, &wish, to).await?),
        None => None,
    };
    show(&desk, &wish, proposed, None).await
}

pub(crate) async fn post(desk: Desk, Filled(fields): Filled) -> Answer {
    let wish = Wish::of(&fields)?;
    let (Some(to), Some(seen)) = (wish.to, &wish.seen) else {
        return Err(Problem::BadForm);
    };
    let proposed = propose(&desk, &wish, to).await?;
    let l = &desk.locale;
    if let Some(difference) = seen.difference(&proposed.seen) {
        let notice = Notice {
            about: Some(panel::differs(l)),
            points: differences(&difference, l)
                .into_iter()
                .map(|text| (text, Vec::new()))
                .collect(),
        };
        return show(&desk, &wish, Some(proposed), Some(notice)).await;
    }
    if !proposed.proposal.obstacles.is_empty() || proposed.proposal.plan.steps.is_empty() {
        let notice = Notice {
            about: None,
            points: obstacles(&proposed, l),
        };
        return show(&desk, &wish, Some(proposed), Some(notice)).await;
    }
    let digest = desk.works.run(&desk, proposed.proposal.plan).await?;
    let to = desk
        .links
        .to(&format!("/users/{to}"), &[("run", &digest.to_string())]);
    Ok(Redirect::to(&to).into_response())
}

async fn propose(desk: &Desk, wish: &Wish, to: AccountId) -> Result<PassOn, Problem> {
    let proposed = desk
        .engine()
        .propose_pass_on(
            &desk.caller,
            desk.conn(),
            &to.to_string(),
            wish.sku,
            wish.location(),
            &desk.policy(),
            &Events::none(),
        )
        .await;
    proposed.map_err(|error| match error {
        engine::EngineError::UnknownAccount(id) => Problem::NoUser(id),
        other => other.into(),
    })
}

fn obstacles(proposed: &PassOn, l: &Locale) -> Vec<(String, Vec<String>)> {
    let proposal = &proposed.proposal;
    let told = |obstacle: &Obstacle| {
        let told = told(obstacle, &proposal.tenant, l);
        (told.text, told.remedies)
    };
    proposal.obstacles.iter().map(told).collect()
}

async fn show(
    desk: &Desk,
    wish: &Wish,
    proposed: Option<PassOn>,
    notice: Option<Notice>,
) -> Answer {
    let (l, sku) = (&desk.locale, wish.sku.to_string());
    let search = Some(wish.typed.as_str()).filter(|text| !text.is_empty());
    let candidates = desk
        .engine()
        .candidates(&desk.caller, desk.tenant(), wish.sku, search, OFFERED)
        .await?;
    let person = |candidate: &Candidate| Person {
        name: account_name(&candidate.account),
        username: candidate.account.user_principal_name.clone(),
        asks_location: candidate.usage_location == Some(false),
        href: desk.links.to(
            "/users/pass-on",
            &[
                ("product", &sku),
                ("from", &wish.from),
                ("q", &wish.typed),
                ("to", &candidate.account.id.to_string()),
            ],
        ),
    };
    let from: Option<AccountId> = wish.from.parse().ok();
    let page = PassOnPage {
        shell: desk.shell(panel::pass_on(l)),
        product: words::product(wish.sku),
        back: from.map_or_else(
            || desk.links.to("/users", &[]),
            |from| desk.links.user(from),
        ),
        from: wish.from.clone(),
        action: desk.links.to("/users/pass-on", &[]),
        users: desk.links.to("/users", &[]),
        typed: wish.typed.clone(),
        read: candidates
            .reading
            .map(|r| words::users::read(l, &ago(r.finished_at, desk.now(), l))),
        people: candidates.rows.iter().map(person).collect(),
        more: candidates.more,
        notice,
        chosen: proposed.map(|proposed| chosen(&proposed, wish, l)),
        product_id: sku,
    };
    answer(&page)
}

fn chosen(proposed: &PassOn, wish: &Wish, l: &Locale) -> ChosenView {
    let is_location = |o: &Obstacle| {
        matches!(
            o,
            Obstacle::NoUsageLocation { .. } | Obstacle::BadUsageLocation { .. }
        )
    };
    let nowhere = proposed.to.usage_location.as_deref() == Some("");
    let others = proposed
        .proposal
        .obstacles
        .iter()
        .filter(|o| !is_location(o));
    ChosenView {
        id: proposed.to.id.to_string(),
        name: account_name(&proposed.to),
        username: proposed.to.user_principal_name.clone(),
        seen: proposed.seen.to_string(),
        location: nowhere.then(|| wish.location.clone()),
        conflicts: conflicts(&proposed.proposal.conflicts, l),
        obstacles: others
            .map(|o| {
                let told = told(o, &proposed.proposal.tenant, l);
                (told.text, told.remedies)
            })
            .collect(),
    }
}
