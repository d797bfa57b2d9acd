//! Run: the plan that was shown, and no other.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};

use crate::desk::{Answer, Desk};
use crate::filled::Filled;
use crate::pages::problem::Problem;
use crate::view::proposal::{MANY, accounts};
use crate::work::Stage;

pub(crate) async fn post(
    desk: Desk,
    Path((_, id)): Path<(String, String)>,
    Filled(form): Filled,
) -> Answer {
    let proposed = desk.works.proposed(&desk, &id)?;
    let Stage::Done(proposal) = proposed.work.stage() else {
        return Err(Problem::NoProposal);
    };
    // The form says which plan its page showed.
    let shown = form.get("plan").unwrap_or_default();
    if shown != proposal.plan.digest().to_string() || proposal.plan.steps.is_empty() {
        return Err(Problem::NoProposal);
    }
    let mailboxes = accounts(&proposal);
    let typed = form.get("number").unwrap_or_default();
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    if mailboxes > MANY && typed != mailboxes.to_string() {
        return Err(Problem::NumberNotTyped(mailboxes));
    }
    let plan = desk.works.run(&desk, proposal.plan.clone()).await?;
    Ok(Redirect::to(&desk.links.run(plan)).into_response())
}
