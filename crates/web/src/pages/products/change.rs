//! **Submit change**: really, where the tenant has a stand-in for Microsoft's billing; elsewhere it becomes an
//! instruction that is watched.

use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use engine::{Channel, TotalAsked, TotalEnd};
use serde::Deserialize;

use super::show::{Told, goal, page, subscription_id};
use crate::desk::{Answer, Desk};

/// The form as it was sent.
#[derive(Debug, Deserialize)]
pub(crate) struct Sent {
    #[serde(default)]
    total: String,
    #[serde(default)]
    from: String,
}

pub(crate) async fn post(
    desk: Desk,
    Path((_, id)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Answer {
    let id = subscription_id(&id)?;
    let (engine, by, conn) = (desk.engine(), &desk.caller, desk.conn());
    let Some(goal) = goal(id, &sent.total, Some(&sent.from)) else {
        return page(&desk, id, Told::NotANumber(sent.total)).await;
    };
    let end = match engine.propose_total(by, conn, &goal).await? {
        TotalAsked::Differs(differs) => TotalEnd::Differs(differs),
        TotalAsked::Proposed(change) => match change.channel {
            Channel::Submit { .. } => engine.submit_total(by, conn, &goal).await?,
            Channel::Instruction(_) => engine.watch_total(by, conn, &goal).await?,
        },
    };
    let here = format!("/products/{id}");
    let seen = match end {
        TotalEnd::Differs(differs) => return page(&desk, id, Told::Differs(differs)).await,
        TotalEnd::Refused(change) => return page(&desk, id, Told::Refused(change)).await,
        TotalEnd::Done(done) => desk.links.to(&here, &[("entry", &done.seq.0.to_string())]),
        // What is awaited stands on the page until it is there.
        TotalEnd::Scheduled(_) | TotalEnd::Unconfirmed(_) | TotalEnd::Watching(_) => {
            desk.links.to(&here, &[])
        }
    };
    Ok(Redirect::to(&seen).into_response())
}
