//! See what would change for everybody who is selected.

use axum::response::{IntoResponse as _, Redirect};
use engine::{Answers, RemovalGoal, Targets};

use super::selection::Selection;
use crate::desk::{Answer, Desk};
use crate::filled::Filled;
use crate::pages::problem::Problem;
use crate::pages::proposals::asked::Asked;

pub(crate) async fn post(desk: Desk, Filled(form): Filled) -> Answer {
    let selection = Selection::of(&form);
    if selection.len() == 0 {
        return Err(Problem::NothingPicked);
    }
    let goal = RemovalGoal {
        targets: Targets::Named(selection.ids().map(|id| id.to_string()).collect()),
        license: None,
        block_sign_in: false,
        answers: Answers::none(),
        exclusions: Vec::new(),
    };
    let id = desk.works.propose(&desk, Asked::Remove(goal))?;
    Ok(Redirect::to(&desk.links.proposal(id)).into_response())
}
