//! Sessions: begun at a sign-in, found by a cookie, ended by signing out, by idling, or by their age.

use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use engine::Caller;
use http::request::Parts;
use jiff::{SignedDuration, Timestamp};
use model::{Entropy, TenantId};
use serde::{Deserialize, Serialize};
use store::{Session, StoreError, TokenHash};

use super::cookie::Cookie;
use super::{Attempts, Door, Person, Way};
use crate::site::Place;
use crate::{PageError, Site};

/// A session ends when nothing was asked for so long.
const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// It ends then whatever was asked; roles are read anew at the next sign-in.
const LASTS: SignedDuration = SignedDuration::from_hours(12);
/// When it was last seen is written down no more often than this.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(1);

const COOKIE: &str = "boxseat";

/// What the store keeps with a session.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kept {
    person: Person,
    /// The latest end of it.
    until: Timestamp,
    /// The session at the authority, where that tells one: it ends this one too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    elsewhere: Option<String>,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    pub(crate) caller: Caller,
    /// As the pages greet the person.
    pub(crate) shown: String,
    /// How the person came in; `None` where the door is open.
    pub(crate) way: Option<Way>,
    tenant: Option<TenantId>,
}

impl SignedIn {
    pub(super) fn open(caller: &Caller) -> Self {
        Self {
            shown: caller.actor.name.clone(),
            caller: caller.clone(),
            way: None,
            tenant: None,
        }
    }

    fn of(person: &Person) -> Self {
        Self {
            caller: person.caller(),
            shown: person.shown().to_owned(),
            way: Some(person.way),
            tenant: person.tenant,
        }
    }

    /// May the person see this tenant?
    pub(crate) fn reaches(&self, place: &Place) -> bool {
        self.tenant
            .is_none_or(|tenant| tenant == place.connection.tenant())
    }

    /// The tenant that the person belongs to, where it is the only one to see.
    pub(crate) const fn tenant(&self) -> Option<TenantId> {
        self.tenant
    }
}

/// A token that nobody guesses: 256 bits.
pub(super) fn token(entropy: &Entropy) -> String {
    let mut bytes = [0; 32];
    entropy.fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Who shows this cookie. A session that was seen lives on, but never longer than its latest end.
pub(super) async fn find(
    site: &Site,
    door: &Door,
    parts: &Parts,
) -> Result<Option<SignedIn>, PageError> {
    let Some(shown) = Cookie::of(COOKIE, &door.front, parts).read(parts) else {
        return Ok(None);
    };
    let (store, now) = (site.engine.store(), site.env.now());
    let token = TokenHash::of(shown);
    let Some(session) = store.session(token, now).await? else {
        return Ok(None);
    };
    // One that an older Boxseat kept otherwise is none.
    let Ok(kept) = serde_json::from_value::<Kept>(session.data) else {
        return Ok(None);
    };
    if let Some(elsewhere) = &kept.elsewhere
        && store.session(beacon(elsewhere), now).await?.is_none()
    {
        return Ok(None);
    }
    if now.duration_since(session.seen_at) >= SEEN_EVERY {
        let end = (now + IDLE).min(kept.until);
        store.touch_session(token, now, end).await?;
    }
    Ok(Some(SignedIn::of(&kept.person)))
}

/// Begins a session: its cookie goes out with the response. What the browser held before ends.
pub(crate) async fn begin(
    site: &Site,
    door: &Door,
    parts: &Parts,
    person: Person,
    elsewhere: Option<String>,
    response: &mut Response,
) -> Result<(), StoreError> {
    let (store, now) = (site.engine.store(), site.env.now());
    let cookie = Cookie::of(COOKIE, &door.front, parts);
    store.purge_sessions(now, Attempts::forgotten(now)).await?;
    if let Some(before) = cookie.read(parts) {
        store.delete_session(TokenHash::of(before)).await?;
    }
    let until = now + LASTS;
    let new = |token: TokenHash, data, expires_at| Session {
        token,
        person: person.name.clone(),
        data,
        created_at: now,
        seen_at: now,
        expires_at,
    };
    if let Some(elsewhere) = &elsewhere {
        let lit = new(beacon(elsewhere), serde_json::Value::Null, until);
        store.put_session(lit).await?;
    }
    let shown = token(&site.env.entropy);
    let kept = Kept {
        person: person.clone(),
        until,
        elsewhere,
    };
    let kept = serde_json::to_value(kept)
        .map_err(|e| StoreError::Driver(format!("a session is not JSON: {e}")))?;
    store
        .put_session(new(TokenHash::of(&shown), kept, now + IDLE))
        .await?;
    cookie.set(response.headers_mut(), &shown, None);
    Ok(())
}

/// Ends the session of whoever asks; its cookie goes with the response.
pub(crate) async fn end(
    site: &Site,
    door: &Door,
    parts: &Parts,
    response: &mut Response,
) -> Result<(), StoreError> {
    let cookie = Cookie::of(COOKIE, &door.front, parts);
    if let Some(shown) = cookie.read(parts) {
        site.engine
            .store()
            .delete_session(TokenHash::of(shown))
            .await?;
    }
    cookie.clear(response.headers_mut());
    Ok(())
}

/// Ends whatever sessions here rest on a session at the authority. Whoever asks needs no cookie: the authority asks
/// from inside its own page, where a browser sends none.
pub(crate) async fn end_with(site: &Site, elsewhere: &str) -> Result<(), StoreError> {
    site.engine
        .store()
        .delete_session(beacon(elsewhere))
        .await?;
    Ok(())
}

/// A session at the authority as a row of its own: it is there as long as that session is, as far as we were told.
fn beacon(elsewhere: &str) -> TokenHash {
    TokenHash::of(&format!("elsewhere/{elsewhere}"))
}
