//! `/{tenant}/oauth2/v2.0/authorize` and the form of its page, `/{tenant}/login` (`graph.md` 1.7).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use bytes::Bytes;
use http::header::ORIGIN;
use http::{Method, StatusCode};
use rusqlite::{Connection, Transaction};

use super::answer::TokenRefusal;
use super::code::CodeData;
use super::handed_out::{Kind, hand_out};
use super::page::{Page, SignIn};
use super::person::Person;
use super::request::{AuthRequest, Parameters, Problem, Prompt};
use super::session;
use super::sign_in::{self, Fault};
use crate::assume;
use crate::context::Context;
use crate::error::Result;
use crate::people::Listed;
use crate::tenant::Tenant;

/// What is done with a request.
enum Next {
    /// The person is asked.
    Ask(Box<Asked>),
    /// The application gets a code, the browser a new session if the person has just signed in.
    Code {
        request: Box<AuthRequest>,
        code: String,
        session: Option<String>,
    },
}

/// What the page shows.
struct Asked {
    request: AuthRequest,
    organization: String,
    people: Vec<Listed>,
    user_name: String,
    fault: Option<Fault>,
}

/// A request, as a link or as a form.
pub(super) async fn begin(
    State(tenant): State<Arc<Tenant>>,
    Path(name): Path<String>,
    context: Context,
    method: Method,
    body: Bytes,
) -> Response {
    let parameters = if method == Method::POST {
        Parameters::parse(&body)
    } else {
        Parameters::new(context.query.clone())
    };
    let asking = context.clone();
    let directory = name.clone();
    let next = tenant.db.write::<_, Problem>(move |tx| {
        let request = AuthRequest::read(tx, &asking.tenant, &name, parameters)?;
        let cookie = session::cookie(&asking.headers, &asking.tenant);
        let signed_in = session::person(tx, cookie.as_deref(), asking.now)?;
        // Another name than that of whoever is signed in is a wish for another account.
        let wanted = |person: &Person| match &request.login_hint {
            Some(hint) => hint.eq_ignore_ascii_case(&person.upn),
            None => true,
        };
        match (request.prompt, signed_in.filter(wanted)) {
            (Prompt::Auto | Prompt::None, Some(person)) => {
                Ok(go_on(tx, &asking, request, &person, None)?)
            }
            (Prompt::None, None) => Err(Problem::Sent(
                request.reply,
                TokenRefusal::new(
                    400,
                    "login_required",
                    50058,
                    "A silent sign-in request was sent but no user is signed in.",
                ),
            )),
            _ => {
                let hint = request.login_hint.clone().unwrap_or_default();
                Ok(ask(tx, request, hint, None)?)
            }
        }
    });
    answer(&context, &directory, next.await).await
}

/// The form of the page.
pub(super) async fn submit(
    State(tenant): State<Arc<Tenant>>,
    Path(name): Path<String>,
    context: Context,
    body: Bytes,
) -> Response {
    // Only our own page may sign somebody in here.
    if context
        .header(ORIGIN.as_str())
        .is_some_and(|origin| origin != context.base)
    {
        return Page::problem("The sign-in form was sent by another site.")
            .answer(StatusCode::FORBIDDEN);
    }
    let form = Parameters::parse(&body);
    // What came with the form is checked as if it came anew.
    let parameters = Parameters::parse(form.get("request").unwrap_or_default().as_bytes());
    let asking = context.clone();
    let directory = name.clone();
    let next = tenant.db.write::<_, Problem>(move |tx| {
        let request = AuthRequest::read(tx, &asking.tenant, &name, parameters)?;
        if form.get("do") == Some("cancel") {
            return Err(Problem::Sent(
                request.reply,
                TokenRefusal::new(
                    400,
                    "access_denied",
                    65004,
                    "User declined to consent to access the app.",
                ),
            ));
        }
        let user_name = form.get("loginfmt").unwrap_or_default().to_owned();
        let password = form.get("passwd").unwrap_or_default();
        let cloud = asking.tenant.fixed.cloud;
        match sign_in::attempt(tx, cloud, &user_name, password, asking.now)? {
            Ok(person) => {
                let session = session::begin(tx, &asking, &person)?;
                Ok(go_on(tx, &asking, request, &person, Some(session))?)
            }
            Err(fault) => Ok(ask(tx, request, user_name, Some(fault))?),
        }
    });
    answer(&context, &directory, next.await).await
}

fn ask(
    c: &Connection,
    request: AuthRequest,
    user_name: String,
    fault: Option<Fault>,
) -> Result<Next> {
    let (organization, people) = sign_in::shown(c)?;
    Ok(Next::Ask(Box::new(Asked {
        request,
        organization,
        people,
        user_name,
        fault,
    })))
}

fn go_on(
    tx: &Transaction<'_>,
    context: &Context,
    request: AuthRequest,
    person: &Person,
    session: Option<String>,
) -> Result<Next> {
    let data = CodeData {
        client_id: request.app.client_id.clone(),
        redirect_uri: request.reply.redirect_uri.clone(),
        scopes: request.scopes.clone(),
        nonce: request.nonce.clone(),
        challenge: request.challenge.clone(),
    };
    let code = hand_out(
        tx,
        &context.tenant.env,
        Kind::Code,
        &person.id,
        &data,
        context.now,
    )?;
    Ok(Next::Code {
        request: Box::new(request),
        code,
        session,
    })
}

async fn answer(context: &Context, directory: &str, next: Result<Next, Problem>) -> Response {
    match next {
        Ok(Next::Ask(asked)) => asked.page(directory),
        Ok(Next::Code {
            request,
            code,
            session,
        }) => {
            let mut response = request.reply.code(code);
            if let Some(session) = session {
                session::set(response.headers_mut(), context, Some(&session));
            }
            response
        }
        Err(Problem::Sent(reply, refusal)) => reply.refusal(&refusal, context),
        Err(Problem::Shown(refusal)) => {
            let status = context
                .tenant
                .db
                .read::<_, crate::Error>(|c| assume::SIGN_IN_ERROR_STATUS.number(c))
                .await
                .ok()
                .and_then(|status| u16::try_from(status).ok())
                .and_then(|status| StatusCode::from_u16(status).ok())
                .unwrap_or(StatusCode::BAD_REQUEST);
            Page::problem(&refusal.description(context)).answer(status)
        }
    }
}

impl Asked {
    fn page(&self, directory: &str) -> Response {
        let parameters = &self.request.parameters;
        let request = parameters.encode();
        let directory = super::page::path_segment(directory);
        let pick = |name: &str| {
            let query = parameters
                .with("login_hint", name)
                .with("prompt", "login")
                .encode();
            format!("/{directory}/oauth2/v2.0/authorize?{query}")
        };
        Page::sign_in(&SignIn {
            organization: &self.organization,
            application: &self.request.app.display_name,
            action: &format!("/{directory}/login"),
            hidden: &[("request", &request)],
            user_name: &self.user_name,
            error: self.fault.map(Fault::text),
            people: &self.people,
            pick: &pick,
            leads_to: self.request.reply.origin(),
        })
        .answer(StatusCode::OK)
    }
}
