//! **Submit change**: really, where the tenant has a stand-in for Microsoft's billing; elsewhere it becomes an
//! instruction that is watched.

use std::time::Duration;

use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use engine::{Channel, EngineError, TotalAsked, TotalEnd, TotalGoal};
use serde::Deserialize;

use super::show::{Told, goal, page, subscription_id};
use crate::PageError;
use crate::desk::{Answer, Desk};

/// So long a browser waits for the end. It goes on without the browser, and its page shows it as awaited.
const PATIENCE: Duration = Duration::from_secs(10);

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
    let Some(goal) = goal(id, &sent.total, Some(&sent.from)) else {
        return page(&desk, id, Told::NotANumber(sent.total)).await;
    };
    let here = format!("/products/{id}");
    let Some(end) = begun(&desk, goal).await? else {
        return Ok(Redirect::to(&desk.links.to(&here, &[])).into_response());
    };
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

/// Does it, whether or not the browser stays. `None` where the end is not known in time.
async fn begun(desk: &Desk, goal: TotalGoal) -> Result<Option<TotalEnd>, PageError> {
    let work = {
        let desk = desk.clone();
        tokio::spawn(async move {
            let end = done(&desk, &goal).await;
            if let Err(error) = &end {
                tracing::warn!(%error, "a new number of licences was not submitted");
            }
            end
        })
    };
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(end) => Ok(Some(end??)),
        Err(_) => Ok(None),
    }
}

async fn done(desk: &Desk, goal: &TotalGoal) -> Result<TotalEnd, EngineError> {
    let (engine, by, conn) = (desk.engine(), &desk.caller, desk.conn());
    match engine.propose_total(by, conn, goal).await? {
        TotalAsked::Differs(differs) => Ok(TotalEnd::Differs(differs)),
        TotalAsked::Proposed(change) => match change.channel {
            Channel::Submit { .. } => engine.submit_total(by, conn, goal).await,
            Channel::Instruction(_) => engine.watch_total(by, conn, goal).await,
        },
    }
}
