//! Device code flow (`graph.md` 1.6): a program shows a code, a person enters it on the page here and signs in.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::StatusCode;
use http::header::{AUTHORIZATION, ORIGIN};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Transaction};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::answer::TokenRefusal;
use super::apps::{self, App};
use super::form::{Form, known, missing};
use super::handed_out::{self, Kind, hand_out};
use super::is_tenant;
use super::page::{Page, SignIn};
use super::person::{self, Granted};
use super::request::Parameters;
use super::scopes::Scopes;
use super::sign_in;
use crate::assume;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::tenant::Tenant;

/// Where a person enters the code.
pub(super) const PAGE: &str = "/devicelogin";

/// Of a code that people type: consonants and digits, which make no word.
const LETTERS: &[u8; 28] = b"BCDFGHJKLMNPQRSTVWXYZ2345678";

/// What a device code stands for.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct DeviceData {
    client_id: String,
    scopes: Scopes,
    user_code: String,
}

/// `POST /{tenant}/oauth2/v2.0/devicecode`.
pub(super) async fn start(
    State(tenant): State<Arc<Tenant>>,
    Path(name): Path<String>,
    context: Context,
    body: Bytes,
) -> Response {
    let form = Form::read(&body, context.header(AUTHORIZATION.as_str()));
    let asking = context.clone();
    let started = tenant.db.write::<_, TokenRefusal>(move |tx| {
        let client_id = form
            .client_id
            .as_deref()
            .ok_or_else(|| missing("client_id"))?;
        let app = apps::find(tx, client_id)?;
        if let ("common" | "organizations" | "consumers", Some(app)) = (name.as_str(), &app) {
            return Err(TokenRefusal::single_tenant(&app.client_id));
        }
        if !is_tenant(tx, &name)? {
            return Err(TokenRefusal::no_tenant("invalid_request", &name));
        }
        let app = known(app, client_id, &name)?;
        let scopes = Scopes::read(form.need("scope")?, asking.tenant.fixed.cloud)?;
        Ok(begin(tx, &asking, &app, scopes)?)
    });
    match started.await {
        Ok(answer) => Json(answer).into_response(),
        Err(refusal) => refusal.answer(&context),
    }
}

/// Member order as captured.
fn begin(tx: &Transaction<'_>, context: &Context, app: &App, scopes: Scopes) -> Result<Value> {
    let env = &context.tenant.env;
    let user_code: String = (0..9)
        .map(|_| {
            let at = usize::try_from(env.entropy.below(LETTERS.len() as u64)).unwrap_or_default();
            char::from(LETTERS[at])
        })
        .collect();
    let data = DeviceData {
        client_id: app.client_id.clone(),
        scopes,
        user_code: user_code.clone(),
    };
    let device_code = hand_out(tx, env, Kind::Device, "", &data, context.now)?;
    let page = format!("{}{PAGE}", context.base);
    // Seconds between two polls (REC).
    let interval = assume::DEVICE_INTERVAL.number(tx)?;
    Ok(json!({
        "user_code": user_code,
        "device_code": device_code,
        "verification_uri": page,
        "expires_in": 900,
        "interval": interval,
        "message": format!("To sign in, use a web browser to open the page {page} and enter the code {user_code} to authenticate."),
    }))
}

/// `grant_type=urn:ietf:params:oauth:grant-type:device_code`.
pub(super) fn grant(
    tx: &Transaction<'_>,
    context: &Context,
    form: &Form,
    app: &App,
) -> Result<Value, TokenRefusal> {
    let code = form.need("device_code")?;
    let refused = |error, code, text: &str| TokenRefusal::new(400, error, code, text);
    let bad = || {
        refused(
            "bad_verification_code",
            70018,
            "Invalid verification code due to user typing in wrong user code for device code flow.",
        )
    };
    let found = handed_out::find::<DeviceData>(tx, Kind::Device, code, context.now)?
        .filter(|found| found.data.client_id == app.client_id)
        .ok_or_else(bad)?;
    match (found.account.as_str(), found.spent) {
        // Cancelled on the page; the number is that of a person who declines (assumed).
        ("", true) => Err(refused(
            "authorization_declined",
            65004,
            "User declined to consent to access the app.",
        )),
        // Redeemed already (assumed: as a code that never was).
        (_, true) => Err(bad()),
        _ if found.expired => Err(refused(
            "expired_token",
            70020,
            "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
        )),
        ("", false) => Err(refused(
            "authorization_pending",
            70016,
            "OAuth 2.0 device flow error. Authorization is pending. Continue polling.",
        )),
        (account, false) => {
            let person = person::active(tx, account)?;
            handed_out::spend(tx, code)?;
            Granted {
                app,
                person: &person,
                scopes: &found.data.scopes,
                consented: &found.data.scopes,
                nonce: None,
                client_info: form.get("client_info") == Some("1"),
            }
            .answer(tx, context)
        }
    }
}

/// `GET /devicelogin`.
pub(super) async fn page() -> Response {
    Page::device(PAGE, None).answer(StatusCode::OK)
}

/// What the page comes to.
enum Shown {
    WrongCode,
    SignIn {
        app: String,
        organization: String,
        user_name: String,
        fault: Option<sign_in::Fault>,
    },
    Done(String),
    Cancelled,
}

/// `POST /devicelogin`: first the code, then with it who it is. Without a script the second form carries the code.
pub(super) async fn submit(
    State(tenant): State<Arc<Tenant>>,
    context: Context,
    body: Bytes,
) -> Response {
    if context
        .header(ORIGIN.as_str())
        .is_some_and(|origin| origin != context.base)
    {
        return Page::problem("The sign-in form was sent by another site.")
            .answer(StatusCode::FORBIDDEN);
    }
    let form = Parameters::parse(&body);
    let user_code = form.get("otc").unwrap_or_default().trim().to_uppercase();
    let asking = context.clone();
    let code = user_code.clone();
    let shown = tenant.db.write::<_, Error>(move |tx| {
        let Some((row, data)) = pending(tx, &code, asking.now)? else {
            return Ok(Shown::WrongCode);
        };
        let app = apps::find(tx, &data.client_id)?.map_or_else(String::new, |app| app.display_name);
        let user_name = form.get("loginfmt").unwrap_or_default().to_owned();
        let fault = match form.get("do") {
            Some("cancel") => {
                tx.execute("UPDATE handed_out SET spent = 1 WHERE sha256 = ?1", [row])?;
                return Ok(Shown::Cancelled);
            }
            Some("sign_in") => {
                let password = form.get("passwd").unwrap_or_default();
                let cloud = asking.tenant.fixed.cloud;
                match sign_in::attempt(tx, cloud, &user_name, password, asking.now)? {
                    Ok(person) => {
                        tx.execute(
                            "UPDATE handed_out SET account = ?2 WHERE sha256 = ?1",
                            (row, &person.id),
                        )?;
                        return Ok(Shown::Done(app));
                    }
                    Err(fault) => Some(fault),
                }
            }
            _ => None,
        };
        let (organization, _) = sign_in::shown(tx)?;
        Ok(Shown::SignIn {
            app,
            organization,
            user_name,
            fault,
        })
    });
    match shown.await {
        Ok(shown) => shown.page(&user_code),
        Err(error) => TokenRefusal::from(error).answer(&context),
    }
}

impl Shown {
    fn page(self, user_code: &str) -> Response {
        let page = match self {
            Self::WrongCode => Page::device(
                PAGE,
                Some(
                    "That code didn't work. Check the code and try again, or get a new one on your device.",
                ),
            ),
            Self::Done(app) => Page::note(
                "You are signed in",
                &format!(
                    "You have signed in to {app} on your device. You may now close this window."
                ),
            ),
            Self::Cancelled => Page::note(
                "Cancelled",
                "Nobody was signed in on your device. You may close this window.",
            ),
            Self::SignIn {
                app,
                organization,
                user_name,
                fault,
            } => Page::sign_in(&SignIn {
                organization: &organization,
                application: &format!("{app} on another device"),
                action: PAGE,
                hidden: &[("otc", user_code)],
                user_name: &user_name,
                error: fault.map(sign_in::Fault::text),
                // No links: they would lead away from the code that was entered.
                people: &[],
                pick: &|_| String::new(),
                leads_to: String::new(),
            }),
        };
        page.answer(StatusCode::OK)
    }
}

/// The device that waits for this code.
fn pending(
    c: &Connection,
    user_code: &str,
    now: Timestamp,
) -> Result<Option<(String, DeviceData)>> {
    let row: Option<(String, String)> = c
        .prepare_cached(
            "SELECT sha256, data FROM handed_out
             WHERE kind = 'device' AND account = '' AND spent = 0 AND expires > ?1 AND data ->> 'user_code' = ?2",
        )?
        .query_row((now.as_millisecond(), user_code), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((sha256, data)) = row else {
        return Ok(None);
    };
    let data = serde_json::from_str(&data).map_err(|e| Error::corrupt("handed_out.data", e))?;
    Ok(Some((sha256, data)))
}
