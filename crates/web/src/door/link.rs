//! Links that sign in once: printed where the embedded tenant is served, for whoever reads that terminal.

use jiff::SignedDuration;
use store::{SignInLink, StoreError, TokenHash};

use super::{Person, Way, session};
use crate::{PageError, Site};

/// A link is good for so long.
pub const LINK_LASTS: SignedDuration = SignedDuration::from_mins(15);

/// Makes a link for whoever owns the data folder, with all rights at all tenants of the site; answers its path.
pub async fn one_time_link(site: &Site, name: &str) -> Result<String, StoreError> {
    let token = session::token(&site.env.entropy);
    let link = SignInLink {
        token: TokenHash::of(&token),
        data: Person::owner(name, Way::Link).to_json()?,
        expires_at: site.env.now() + LINK_LASTS,
    };
    site.engine.store().put_link(link).await?;
    Ok(format!("/sign-in/link/{token}"))
}

/// Uses one up: of all who show it, one comes in.
pub(crate) async fn take(site: &Site, token: &str) -> Result<Option<Person>, PageError> {
    let store = site.engine.store();
    let data = store
        .take_link(TokenHash::of(token), site.env.now())
        .await?;
    Ok(data.and_then(|data| serde_json::from_value(data).ok()))
}
