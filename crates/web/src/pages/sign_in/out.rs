//! Signing out.

use askama::Template;
use axum::response::{IntoResponse as _, Redirect};
use words::signin;

use super::Porch;
use crate::PageError;
use crate::address::with_query;
use crate::desk::{Answer, answer};
use crate::door::{SignedIn, session};
use crate::shell::Shell;

/// Ends the session.
pub(crate) async fn post(porch: Porch) -> Answer {
    // A browser may be signed in at the authority still; which one is known as long as the session is.
    let tenant = porch.person().and_then(SignedIn::tenant);
    let place = porch.site.places.iter().find(|place| {
        tenant == Some(place.connection.tenant()) && porch.door.entra(&place.key).is_some()
    });
    let at = place.map_or("", |place| place.key.as_str());
    let mut response = Redirect::to(&with_query("/signed-out", &[("at", at)])).into_response();
    session::end(&porch.site, &porch.door, &porch.parts, &mut response)
        .await
        .map_err(PageError::from)?;
    Ok(response)
}

#[derive(Debug, Template)]
#[template(path = "signed_out.html")]
struct SignedOutPage {
    shell: Shell,
    /// Where to sign out of Entra ID too.
    entra: Option<String>,
}

/// Says so.
pub(crate) async fn done(porch: Porch) -> Answer {
    let at = porch.visit.params.get("at");
    let at = at.filter(|key| porch.door.entra(key).is_some());
    answer(&SignedOutPage {
        entra: at.map(|key| format!("/sign-out/entra/{key}")),
        shell: porch.shell(signin::signed_out),
    })
}
