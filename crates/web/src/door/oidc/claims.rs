//! The id token: whether it may be believed, and what it says.

use std::collections::BTreeSet;

use engine::Role;
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, Validation, decode, decode_header};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::discovery::Endpoints;
use super::{Oidc, Stranger, roles};

/// Clocks differ by so many seconds at most, as Microsoft's libraries have it.
const LEEWAY: i64 = 300;

/// What an id token says (v2.0).
#[derive(Deserialize)]
pub(super) struct Claims {
    tid: String,
    oid: String,
    exp: i64,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    nonce: Option<String>,
    #[serde(default)]
    preferred_username: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    wids: Vec<String>,
    #[serde(default)]
    sid: Option<String>,
}

impl Claims {
    /// As the history names the person.
    pub(super) fn name(&self) -> &str {
        let name = self.preferred_username.as_deref().map(str::trim);
        name.filter(|name| !name.is_empty()).unwrap_or(&self.oid)
    }

    /// As the pages greet the person.
    pub(super) fn shown_as(&self) -> Option<String> {
        let name = self.name.as_deref().map(str::trim);
        name.filter(|name| !name.is_empty()).map(str::to_owned)
    }

    pub(super) fn roles(&self) -> BTreeSet<Role> {
        roles::of(&self.roles, &self.wids)
    }

    /// The session at the authority: an id that chance made.
    pub(super) fn session(&self) -> Option<String> {
        self.sid.clone().filter(|sid| !sid.is_empty())
    }
}

impl Oidc {
    /// Checks an id token at a time of the authority's clock: its signature by one of the authority's keys, for whom
    /// and by whom it is, of which tenant, when, and whether it answers our question.
    pub(super) async fn check(
        &self,
        endpoints: &Endpoints,
        id_token: &str,
        nonce: &str,
        at: Timestamp,
    ) -> Result<Claims, Stranger> {
        let header = decode_header(id_token).map_err(|_| Stranger::Token("it is no JWT"))?;
        // Before any key is looked for: what a key is good for is ours to say, not the token's.
        if header.alg != Algorithm::RS256 {
            return Err(Stranger::Token("it is not signed with RS256"));
        }
        let id = header.kid.ok_or(Stranger::Token("it names no key"))?;
        let key = self.key(&endpoints.keys, &id).await?;
        let key = key.ok_or(Stranger::Token("its key is none of the authority's"))?;

        let mut rules = Validation::new(Algorithm::RS256);
        rules.set_audience(&[&self.registration.client_id]);
        rules.set_issuer(&[&endpoints.issuer]);
        rules.set_required_spec_claims(&["exp", "iss", "aud"]);
        // Times are compared below, by the authority's clock and not by this machine's.
        rules.validate_exp = false;
        rules.validate_nbf = false;
        let claims: Claims = decode(id_token, &key, &rules)
            .map_err(|e| Stranger::Token(told(e.kind())))?
            .claims;

        let now = at.as_second();
        if claims.exp.saturating_add(LEEWAY) <= now {
            return Err(Stranger::Token("it has expired"));
        }
        if claims
            .nbf
            .is_some_and(|from| from.saturating_sub(LEEWAY) > now)
        {
            return Err(Stranger::Token("it is not valid yet"));
        }
        if !claims
            .tid
            .eq_ignore_ascii_case(&self.registration.tenant.to_string())
        {
            return Err(Stranger::Token("it is of another tenant"));
        }
        let answered = claims.nonce.as_deref().unwrap_or_default();
        if Sha256::digest(answered) != Sha256::digest(nonce) {
            return Err(Stranger::Token("it answers another sign-in"));
        }
        Ok(claims)
    }
}

/// What was wrong, without what was in the token.
fn told(kind: &jsonwebtoken::errors::ErrorKind) -> &'static str {
    use jsonwebtoken::errors::ErrorKind;
    match kind {
        ErrorKind::InvalidSignature => "its signature is not the authority's",
        ErrorKind::InvalidIssuer => "it is of another issuer",
        ErrorKind::InvalidAudience => "it is for another application",
        ErrorKind::MissingRequiredClaim(_) => "it says too little",
        _ => "it cannot be read",
    }
}
