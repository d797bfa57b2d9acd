//! A person at the authority, and what tokens say of one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use model::TenantId;
use rusqlite::{Connection, OptionalExtension as _, Transaction};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::answer::TokenRefusal;
use super::apps::App;
use super::handed_out::{Kind, hand_out};
use super::scopes::Scopes;
use super::token::Lifetime;
use super::verify::issuer;
use crate::context::Context;
use crate::error::Result;
use crate::{assume, people};

/// A row of `account`, as far as the authority is concerned.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) upn: String,
    pub(super) display_name: String,
    pub(super) given_name: Option<String>,
    pub(super) surname: Option<String>,
    pub(super) mail: Option<String>,
    pub(super) enabled: bool,
}

/// By object id or user principal name.
pub(super) fn find(c: &Connection, id_or_name: &str) -> Result<Option<Person>> {
    Ok(c.prepare_cached(
        "SELECT id, upn, display_name, given_name, surname, mail, enabled FROM account
         WHERE (id = lower(?1) OR upn = ?1) AND deleted_at IS NULL",
    )?
    .query_row([id_or_name], |row| {
        Ok(Person {
            id: row.get(0)?,
            upn: row.get(1)?,
            display_name: row.get(2)?,
            given_name: row.get(3)?,
            surname: row.get(4)?,
            mail: row.get(5)?,
            enabled: row.get(6)?,
        })
    })
    .optional()?)
}

/// The person, if there still is one who may sign in.
pub(super) fn active(c: &Connection, id: &str) -> Result<Person, TokenRefusal> {
    let grant = |code, text: &str| TokenRefusal::new(400, "invalid_grant", code, text);
    let person = find(c, id)?
        .ok_or_else(|| grant(50034, "The user account does not exist in the directory."))?;
    if person.enabled {
        Ok(person)
    } else {
        Err(grant(50057, "The user account is disabled."))
    }
}

/// What a refresh token stands for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct RefreshData {
    pub(super) client_id: String,
    pub(super) scopes: Scopes,
}

/// What is granted to whom.
pub(super) struct Granted<'a> {
    pub(super) app: &'a App,
    pub(super) person: &'a Person,
    /// What the tokens are for now.
    pub(super) scopes: &'a Scopes,
    /// What a refresh token is good for.
    pub(super) consented: &'a Scopes,
    pub(super) nonce: Option<&'a str>,
    /// Did the client ask for `client_info`?
    pub(super) client_info: bool,
}

impl Granted<'_> {
    /// The answer of the token endpoint; member order as captured.
    pub(super) fn answer(
        &self,
        tx: &Transaction<'_>,
        context: &Context,
    ) -> Result<Value, TokenRefusal> {
        let tenant = &context.tenant;
        let lifetime = Lifetime::read(tx)?;
        let mut answer = Map::new();
        let mut put = |name: &str, value: Value| answer.insert(name.to_owned(), value);
        put("token_type", "Bearer".into());
        put("scope", self.scopes.text().into());
        put("expires_in", lifetime.seconds.into());
        put("ext_expires_in", lifetime.seconds.into());
        let access = tenant.fixed.key.sign(&self.access_claims(tx, context)?)?;
        put("access_token", access.into());
        if self.consented.has("offline_access") {
            let data = RefreshData {
                client_id: self.app.client_id.clone(),
                scopes: self.consented.clone(),
            };
            let (id, now) = (&self.person.id, context.now);
            put(
                "refresh_token",
                hand_out(tx, &tenant.env, Kind::Refresh, id, &data, now)?.into(),
            );
        }
        if self.scopes.has("openid") {
            let id_token = tenant.fixed.key.sign(&self.id_claims(tx, context)?)?;
            put("id_token", id_token.into());
        }
        if self.client_info {
            let info = json!({"uid": self.person.id, "utid": tenant.fixed.id});
            put(
                "client_info",
                URL_SAFE_NO_PAD.encode(info.to_string()).into(),
            );
        }
        Ok(answer.into())
    }

    /// Of an id token (v2.0).
    fn id_claims(&self, c: &Connection, context: &Context) -> Result<Value> {
        let fixed = &context.tenant.fixed;
        let mut claims = json!({
            "aud": self.app.client_id,
            "iss": format!("{}/{}/v2.0", fixed.cloud.record().authorities[0], fixed.id),
        });
        let mut put = |name: &str, value: Value| {
            if let Some(claims) = claims.as_object_mut() {
                claims.insert(name.to_owned(), value);
            }
        };
        put_times(&mut put, context.now, Lifetime::read(c)?);
        if self.scopes.has("email")
            && let Some(mail) = &self.person.mail
        {
            put("email", mail.as_str().into());
        }
        if self.scopes.has("profile") {
            put("name", self.person.display_name.as_str().into());
        }
        if let Some(nonce) = self.nonce {
            put("nonce", nonce.into());
        }
        if self.scopes.has("profile") {
            put("oid", self.person.id.as_str().into());
            put("preferred_username", self.person.upn.as_str().into());
        }
        let emitted = assume::ROLE_CLAIMS.text(c)?;
        let app_roles = people::app_roles(c, &self.person.id)?;
        if matches!(emitted.trim(), "roles" | "both") && !app_roles.is_empty() {
            put("roles", json!(app_roles));
        }
        put(
            "sub",
            subject(fixed.id, &self.app.client_id, &self.person.id).into(),
        );
        put("tid", fixed.id.to_string().into());
        put("uti", token_id(context).into());
        put("ver", "2.0".into());
        if matches!(emitted.trim(), "wids" | "both") {
            put("wids", json!(people::directory_roles(c, &self.person.id)?));
        }
        Ok(claims)
    }

    /// Of an access token for Graph (v1.0; `graph.md` 1.10).
    fn access_claims(&self, c: &Connection, context: &Context) -> Result<Value> {
        let fixed = &context.tenant.fixed;
        let mut claims = json!({
            "aud": fixed.cloud.record().graph,
            "iss": issuer(fixed.id),
        });
        let mut put = |name: &str, value: Value| {
            if let Some(claims) = claims.as_object_mut() {
                claims.insert(name.to_owned(), value);
            }
        };
        put_times(&mut put, context.now, Lifetime::read(c)?);
        put("amr", json!(["pwd"]));
        put("app_displayname", self.app.display_name.as_str().into());
        put("appid", self.app.client_id.as_str().into());
        put(
            "appidacr",
            if self.app.is_public() { "0" } else { "1" }.into(),
        );
        put("idtyp", "user".into());
        put("name", self.person.display_name.as_str().into());
        put("oid", self.person.id.as_str().into());
        put("scp", self.scopes.text().into());
        put(
            "sub",
            subject(fixed.id, &self.app.client_id, &self.person.id).into(),
        );
        put("tid", fixed.id.to_string().into());
        put("unique_name", self.person.upn.as_str().into());
        put("upn", self.person.upn.as_str().into());
        put("uti", token_id(context).into());
        put("ver", "1.0".into());
        put("wids", json!(people::directory_roles(c, &self.person.id)?));
        Ok(claims)
    }
}

fn put_times(put: &mut impl FnMut(&str, Value), now: Timestamp, lifetime: Lifetime) {
    let now = now.as_second();
    put("iat", (now - lifetime.backdated).into());
    put("nbf", (now - lifetime.backdated).into());
    put("exp", (now + lifetime.seconds).into());
}

fn token_id(context: &Context) -> String {
    URL_SAFE_NO_PAD.encode(context.request_id.as_bytes())
}

/// Pairwise: the same person is another subject to every application.
pub(super) fn subject(tenant: TenantId, client_id: &str, person: &str) -> String {
    let digest = Sha256::digest(format!("{tenant}/{client_id}/{person}"));
    URL_SAFE_NO_PAD.encode(digest)
}
