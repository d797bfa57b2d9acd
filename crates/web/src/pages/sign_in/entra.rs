//! Microsoft Entra ID: to its page and back.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use http::StatusCode;
use words::{Locale, signin};

use super::{Porch, Wrong, again};
use crate::PageError;
use crate::desk::Answer;
use crate::door::oidc::{Known, Oidc, Pending, Stranger};
use crate::door::{own_path, session};
use crate::pages::problem::Problem;

/// Where the authority sends people back to.
const CALLBACK: &str = "/auth/callback";
/// How long somebody may be away.
const AWAY_SECONDS: u32 = 15 * 60;

/// Sends somebody to the authority of a tenant. Nothing is kept but a cookie.
pub(crate) async fn begin(porch: Porch, Path(place): Path<String>) -> Answer {
    let oidc = porch.door.entra(&place).ok_or(Problem::NotFound)?;
    let to = porch.visit.params.get("to").and_then(own_path);
    let begun = oidc
        .begin(&place, to.unwrap_or("/"), &porch.address(CALLBACK))
        .await;
    let (page, pending) = match begun {
        Ok(begun) => begun,
        Err(stranger) => return refused(&porch, to, &stranger).await,
    };
    let mut response = Redirect::to(page.as_str()).into_response();
    if let Some(kept) = pending.to_cookie() {
        let cookie = porch.pending_cookie();
        cookie.set(response.headers_mut(), &kept, Some(AWAY_SECONDS));
    }
    Ok(response)
}

/// Somebody comes back.
pub(crate) async fn callback(porch: Porch) -> Answer {
    let attempts = porch.attempts(None);
    if let Err(too_many) = attempts.note(&porch.site).await? {
        return again(&porch, "", "", Wrong::TooMany(too_many)).await;
    }
    let cookie = porch.pending_cookie();
    let pending = cookie.read(&porch.parts).and_then(Pending::from_cookie);
    let to = pending.as_ref().map(|p| p.to.clone());
    let mut response = match known(&porch, pending).await {
        Ok(known) => {
            attempts.forget(&porch.site).await?;
            porch
                .let_in(known.person, known.elsewhere, to.as_deref())
                .await?
        }
        Err(stranger) => refused(&porch, to.as_deref(), &stranger).await?,
    };
    cookie.clear(response.headers_mut());
    Ok(response)
}

/// Who it is, if the answer is to a question of this browser.
async fn known(porch: &Porch, pending: Option<Pending>) -> Result<Known, Stranger> {
    let params = &porch.visit.params;
    let state = params.raw("state").unwrap_or_default();
    let pending = pending
        .filter(|pending| pending.is_answered_by(state))
        .ok_or(Stranger::NotAsked)?;
    if let Some(error) = params.get("error") {
        return Err(Stranger::declined(error));
    }
    let oidc = porch.door.entra(&pending.place).ok_or(Stranger::NotAsked)?;
    let code = params.raw("code").ok_or(Stranger::NotAsked)?;
    oidc.finish(&pending, code, &porch.address(CALLBACK)).await
}

async fn refused(porch: &Porch, to: Option<&str>, stranger: &Stranger) -> Answer {
    tracing::warn!(%stranger, "nobody was signed in by Entra ID");
    again(
        porch,
        to.unwrap_or_default(),
        "",
        Wrong::Entra(stranger.clone()),
    )
    .await
}

/// The authority says that somebody signed out there. It asks from inside a page of its own, so without our cookie:
/// what it knows is the session there, which nobody else does.
pub(crate) async fn ended(porch: Porch) -> Answer {
    let params = &porch.visit.params;
    // Entra ID sends `sid` alone, although the standard has `iss` beside it. A session's id is chance, so it will do.
    if let Some(session) = params.get("sid") {
        session::end_with(&porch.site, session)
            .await
            .map_err(PageError::from)?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Ends the session at the authority of a tenant too.
pub(crate) async fn sign_out(porch: Porch, Path(place): Path<String>) -> Answer {
    let oidc: &Oidc = porch.door.entra(&place).ok_or(Problem::NotFound)?;
    match oidc.end(&porch.address("/signed-out")).await {
        Ok(Some(page)) => Ok(Redirect::to(page.as_str()).into_response()),
        Ok(None) => Ok(Redirect::to("/signed-out").into_response()),
        Err(stranger) => refused(&porch, None, &stranger).await,
    }
}

impl Stranger {
    pub(super) const fn status(&self) -> StatusCode {
        match self {
            Self::NotAsked | Self::Declined(_) => StatusCode::BAD_REQUEST,
            Self::Unreachable(_) | Self::Odd(_) => StatusCode::BAD_GATEWAY,
            Self::Token(_) => StatusCode::FORBIDDEN,
        }
    }

    pub(super) fn text(&self, l: &Locale) -> String {
        match self {
            Self::NotAsked => signin::entra_not_asked(l),
            Self::Declined(code) if code == "access_denied" => signin::entra_cancelled(l),
            Self::Declined(code) => signin::entra_declined(l, code),
            Self::Unreachable(why) => signin::entra_unreachable(l, why),
            Self::Odd(why) => signin::entra_odd(l, why),
            Self::Token(why) => signin::entra_token(l, why),
        }
    }
}
