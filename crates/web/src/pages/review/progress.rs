//! How far a review is; and where it leads when it is done.

use askama::Template;
use axum::response::{IntoResponse as _, Redirect};
use words::run as said;

use crate::desk::{Answer, Desk, answer};
use crate::pages::problem::{Problem, why};
use crate::shell::Shell;
use crate::view::counted::{self, Line, lines};
use crate::work::Stage;

/// Something that goes on in the background, or ended without what was wanted.
#[derive(Debug, Template)]
#[template(path = "work.html")]
pub(crate) struct WorkPage {
    pub(crate) shell: Shell,
    pub(crate) lead: String,
    /// Where its events come from; none when it ended.
    pub(crate) events: Option<String>,
    pub(crate) lines: Vec<Line>,
    /// What to press to try again: where, and what it says.
    pub(crate) again: Option<(String, String)>,
    pub(crate) back: String,
}

pub(crate) async fn get(desk: Desk) -> Answer {
    let l = &desk.locale;
    let review = desk.links.to("/review", &[]);
    let Some(work) = desk.works.review_of(desk.tenant()) else {
        return Ok(Redirect::to(&review).into_response());
    };
    let stage = work.stage();
    let (lead, counted) = match &stage {
        Stage::Done(_) => return Ok(Redirect::to(&review).into_response()),
        Stage::Going(counted) => (said::reviewing(l), Some(counted)),
        Stage::Failed(error) => (said::review_failed(l, &why(error, l)), None),
        Stage::Broken => (said::review_broken(l), None),
    };
    let events = desk.links.to("/review/progress/events", &[]);
    let page = WorkPage {
        shell: desk.shell(said::new_review(l)),
        lead,
        events: counted.map(|_| events),
        lines: counted.map_or_else(Vec::new, |c| lines(c, desk.now(), l)),
        again: counted
            .is_none()
            .then(|| (review.clone(), said::new_review(l))),
        back: review,
    };
    answer(&page)
}

pub(crate) async fn events(desk: Desk) -> Answer {
    let work = desk.works.review_of(desk.tenant());
    let work = work.ok_or(Problem::NotFound)?;
    Ok(counted::follow(&desk, work))
}
