//! Save: what the form **Licenses** asks for becomes a plan that runs behind the page.

use std::collections::BTreeSet;

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use engine::{Answers, Asked, Events, Proposal, Right, Save, Seen};
use model::{AccountId, SkuId};
use store::Account;
use store::inventory::folded;
use words::panel;

use super::panel::{Look, Notice, account_id, show, waiting};
use crate::address::Params;
use crate::desk::{Answer, Desk};
use crate::filled::Filled;
use crate::pages::problem::Problem;
use crate::view::account::account_name;
use crate::view::choice::Chosen;
use crate::view::obstacles::{conflicts, differences, told};

/// What came with the form.
#[derive(Debug)]
struct Wish {
    seen: Seen,
    /// Products with a box that was ticked when the page was shown.
    held: BTreeSet<SkuId>,
    chosen: Chosen,
    /// Which answers each product's removal asks for.
    asked: Vec<(SkuId, Question)>,
}

/// An answer that a removal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question {
    Acknowledge(model::ReasonCode),
    Override(model::ReasonCode),
}

impl Wish {
    fn of(params: &Params) -> Option<Self> {
        let skus = |name| params.all(name).into_iter().flat_map(str::parse).collect();
        let text = |name| params.get(name).unwrap_or_default().to_owned();
        Some(Self {
            seen: params.get("seen")?.parse().ok()?,
            held: skus("held"),
            chosen: Chosen {
                ticked: Some(skus("license")),
                block_sign_in: params.get("block-sign-in").is_some(),
                name: text("name"),
                reason: text("reason"),
                usage_location: text("usage-location"),
                warned: params.get("warned").is_some(),
            },
            asked: params.all("answer").into_iter().filter_map(asked).collect(),
        })
    }

    fn ticked(&self) -> impl Iterator<Item = SkuId> + '_ {
        self.chosen.ticked.iter().flatten().copied()
    }

    fn removed(&self) -> BTreeSet<SkuId> {
        let ticked: BTreeSet<SkuId> = self.ticked().collect();
        self.held.difference(&ticked).copied().collect()
    }

    fn added(&self) -> BTreeSet<SkuId> {
        self.ticked()
            .filter(|sku| !self.held.contains(sku))
            .collect()
    }

    /// The answers that the removals ask for, given with the reason of the form.
    fn answers(&self) -> Answers {
        let removed = self.removed();
        let mut answers = Answers::none();
        for (_, answer) in self.asked.iter().filter(|(sku, _)| removed.contains(sku)) {
            let reason = self.chosen.reason.clone();
            match answer {
                Question::Acknowledge(code) => {
                    answers.acks.insert(*code, Some(reason));
                }
                Question::Override(code) => {
                    answers.overrides.insert(*code, reason);
                }
            }
        }
        answers
    }
}

/// `sku.kind.code`, as [`choice`](crate::view::choice) writes it.
fn asked(text: &str) -> Option<(SkuId, Question)> {
    let mut parts = text.splitn(3, '.');
    let sku = parts.next()?.parse().ok()?;
    let (kind, code) = (parts.next()?, parts.next()?.parse().ok()?);
    match kind {
        "ack" => Some((sku, Question::Acknowledge(code))),
        "override" => Some((sku, Question::Override(code))),
        _ => None,
    }
}

pub(crate) async fn post(
    desk: Desk,
    Path((_, id)): Path<(String, String)>,
    Filled(fields): Filled,
) -> Answer {
    let account = account_id(&id)?;
    desk.caller
        .may(Right::Assign)
        .map_err(engine::EngineError::from)?;
    if let Some(waiting) = waiting(&desk, account).await? {
        return Ok(waiting);
    }
    let mut wish = Wish::of(&fields).ok_or(Problem::BadForm)?;
    let again = |wish: &Wish, notice| Look {
        chosen: wish.chosen.clone(),
        notice: Some(notice),
        licenses_only: true,
    };
    if let Some(missing) = missing(&desk, account, &wish).await? {
        return show(&desk, account, again(&wish, missing)).await;
    }
    let save = Save {
        account,
        seen: wish.seen.clone(),
        remove: wish.removed(),
        add: wish.added(),
        usage_location: Some(wish.chosen.usage_location.clone()).filter(|text| !text.is_empty()),
        block_sign_in: wish.chosen.block_sign_in,
        answers: wish.answers(),
        exclusions: Vec::new(),
    };
    let policy = desk.policy();
    let asked = desk
        .engine()
        .propose_save(&desk.caller, desk.conn(), &save, &policy, &Events::none())
        .await?;
    let l = &desk.locale;
    let notice = match asked {
        Asked::Differs(difference) => Notice {
            about: Some(panel::differs(l)),
            points: plain(differences(&difference, l)),
        },
        Asked::Proposed(proposal) if warns(&proposal, &wish) => {
            wish.chosen.warned = true;
            Notice {
                about: Some(panel::save_again(l)),
                points: plain(conflicts(&proposal.conflicts, l)),
            }
        }
        Asked::Proposed(proposal) if proposal.obstacles.is_empty() && has_steps(&proposal) => {
            let digest = desk.works.run(&desk, proposal.plan).await?;
            let run = digest.to_string();
            let to = desk
                .links
                .to(&format!("/users/{account}"), &[("run", &run)]);
            return Ok(Redirect::to(&to).into_response());
        }
        Asked::Proposed(proposal) => refused(&proposal, l),
    };
    // What was chosen on an older page is not carried over to one that shows something else.
    show(&desk, account, again(&wish, notice)).await
}

/// Does something come that excludes what is there, and nobody was told yet?
fn warns(proposal: &Proposal, wish: &Wish) -> bool {
    proposal.obstacles.is_empty() && !proposal.conflicts.is_empty() && !wish.chosen.warned
}

fn has_steps(proposal: &Proposal) -> bool {
    !proposal.plan.steps.is_empty()
}

fn refused(proposal: &Proposal, l: &words::Locale) -> Notice {
    let points = proposal.obstacles.iter().map(|obstacle| {
        let told = told(obstacle, &proposal.tenant, l);
        (told.text, told.remedies)
    });
    Notice {
        about: None,
        points: points.collect(),
    }
}

fn plain(texts: Vec<String>) -> Vec<(String, Vec<String>)> {
    texts.into_iter().map(|text| (text, Vec::new())).collect()
}

/// What the form still lacks: a change, or the name and the reason where a removal asks for them.
async fn missing(desk: &Desk, account: AccountId, wish: &Wish) -> Result<Option<Notice>, Problem> {
    let l = &desk.locale;
    let say = |text: String| {
        Some(Notice {
            about: None,
            points: plain(vec![text]),
        })
    };
    let changes = !wish.removed().is_empty()
        || !wish.added().is_empty()
        || wish.chosen.block_sign_in
        || !wish.chosen.usage_location.is_empty();
    if !changes {
        return Ok(say(panel::unchanged(l)));
    }
    let answers = wish.answers();
    if answers.acks.is_empty() && answers.overrides.is_empty() {
        return Ok(None);
    }
    let listed = desk
        .engine()
        .listed(&desk.caller, desk.tenant(), account)
        .await?
        .ok_or_else(|| Problem::NoUser(account.to_string()))?;
    let (name, typed) = (account_name(&listed.account), wish.chosen.name.as_str());
    Ok(if typed.is_empty() {
        say(panel::name_missing(l, &name))
    } else if !names(&listed.account, typed) {
        say(panel::name_wrong(l, &name, typed))
    } else if wish.chosen.reason.is_empty() {
        say(panel::reason_missing(l))
    } else {
        None
    })
}

/// Does the text name the account? Letters of either case.
fn names(account: &Account, typed: &str) -> bool {
    let typed = folded(typed.trim());
    [
        &account.display_name,
        &account.mail,
        &account.user_principal_name,
        &account_name(account),
    ]
    .into_iter()
    .any(|name| !name.trim().is_empty() && folded(name.trim()) == typed)
}
