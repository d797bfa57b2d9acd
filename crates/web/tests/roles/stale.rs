//! Forms that rest on what their page showed, sent after somebody else changed that in the tenant: nothing is written,
//! and what is different is said.

use std::fmt;

use engine::Role;
use http::StatusCode;

use crate::acts::{ACTS, Act, Facts};
use crate::browser::{Answer, Browser};
use crate::house::{HERE, House, Who};
use crate::meanwhile::Meanwhile;
use crate::standing::Standing;
use crate::try_all::CONTOSO;

/// What happens behind a form, and what is said of it.
pub(crate) struct Behind {
    happens: Meanwhile,
    said: &'static str,
}

const fn behind(happens: Meanwhile, said: &'static str) -> Behind {
    Behind { happens, said }
}

const ALTERED: &str = "is assigned in another way now";
const AGAINST: &str = "the facts just read speak against it";
const DRIFTED: &str = "the account is no longer as the plan expects";

pub(crate) static SAVE: [Behind; 5] = [
    behind(Meanwhile::Assigns, "was assigned meanwhile."),
    behind(Meanwhile::Unassigns, "was taken away meanwhile."),
    behind(Meanwhile::Alters, ALTERED),
    behind(Meanwhile::Groups, ALTERED),
    behind(Meanwhile::Allows, "Sign-in was allowed meanwhile."),
];
pub(crate) static SAVE_AND_BLOCK: [Behind; 2] = [
    behind(Meanwhile::Assigns, "was assigned meanwhile."),
    behind(Meanwhile::Blocks, "Sign-in was blocked meanwhile."),
];
pub(crate) static PASS_ON: [Behind; 2] = [
    behind(Meanwhile::Assigns, "was assigned meanwhile."),
    behind(Meanwhile::Groups, "was assigned meanwhile."),
];
pub(crate) static TOTAL: [Behind; 1] = [behind(Meanwhile::Buys, "changed meanwhile")];
pub(crate) static RUN: [Behind; 4] = [
    behind(Meanwhile::Unassigns, "It was read back as wanted"),
    behind(Meanwhile::Alters, DRIFTED),
    behind(Meanwhile::Groups, AGAINST),
    behind(Meanwhile::Holds, AGAINST),
];
pub(crate) static FINISH: [Behind; 2] = [
    behind(Meanwhile::Alters, DRIFTED),
    behind(Meanwhile::Holds, AGAINST),
];
pub(crate) static WAY_BACK: [Behind; 1] =
    [behind(Meanwhile::Alters, "was changed by others since")];
pub(crate) static RUN_BACK: [Behind; 1] = [behind(Meanwhile::Alters, DRIFTED)];

impl fmt::Debug for Behind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "somebody {:?}", self.happens)
    }
}

async fn try_stale(act: &Act, behind: &Behind) {
    let case = format!("{act:?}, {behind:?}");
    let house = House::new(CONTOSO.world(1)).await;
    let mut browser = house.browser_of(Who::Admin(Role::Global)).await;
    let sent = (act.fill)(&house, &mut browser).await;
    behind.happens.happen(&house, &sent.proof).await;
    let before = Standing::of(&house).await;
    let answer = sent.by(&mut browser, HERE).await;
    let page = end(&mut browser, &answer).await;
    let said = page.contains(behind.said);
    assert!(said, "{case}: {}\n{page}", behind.said);
    if answer.status == StatusCode::SEE_OTHER {
        // What was looked at and left alone is in the ledger.
        before.assert_tenant_unchanged(&house, &case).await;
    } else {
        before.assert_unchanged(&house, &case).await;
    }
}

/// The page itself, or that of the run or the proposal that it leads to, once that has ended.
async fn end(browser: &mut Browser, answer: &Answer) -> String {
    match answer.status {
        StatusCode::SEE_OTHER => browser.settled(answer.leads_to()).await,
        _ => answer.text.clone(),
    }
}

macro_rules! behind_it {
    ($($name:ident = $path:literal;)*) => {
        const TRIED: &[&str] = &[$($path),*];
        $(
            #[tokio::test(start_paused = true)]
            async fn $name() {
                for act in ACTS.iter().filter(|act| act.path == $path) {
                    if let Facts::Carries(all) = act.facts {
                        for behind in all {
                            try_stale(act, behind).await;
                        }
                    }
                }
            }
        )*
    };
}

behind_it! {
    a_stale_panel_saves_nothing = "/t/{place}/users/{id}/licenses";
    a_stale_person_gets_nothing = "/t/{place}/users/pass-on";
    a_stale_total_is_not_submitted = "/t/{place}/products/{subscription}";
    a_stale_proposal_writes_nothing = "/t/{place}/proposals/{id}/run";
    a_stale_run_is_finished_without_a_write = "/t/{place}/runs/{id}/finish";
    a_stale_change_is_not_put_back = "/t/{place}/proposals";
}

#[test]
fn every_form_that_carries_facts_is_tried_and_every_other_says_why_it_does_not() {
    for act in &ACTS {
        match act.facts {
            Facts::Carries(behind) => {
                assert!(!behind.is_empty() && TRIED.contains(&act.path), "{act:?}");
            }
            Facts::None(why) => assert!(!why.is_empty(), "{act:?}"),
        }
    }
}
