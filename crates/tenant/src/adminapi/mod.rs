//! The Exchange admin API: `POST /adminapi/beta/{tenant}/InvokeCommand` and `$batch` (`exchange.md` 1).
//!
//! ```text
//! token (401) ─▶ body (400) ─▶ roles and cmdlet (403) ─▶ parameters (400) ─▶ cmdlet ─▶ envelope
//! ```

mod batch;
mod cmdlet;
mod envelope;
mod error;
mod find;
mod gate;
mod load;
mod opath;
mod paging;
mod params;
mod row;

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use model::TenantId;
use rusqlite::{Connection, Transaction};
use wire::exchange::{Command, PAGE_MAX, header};

use self::cmdlet::Call;
use self::envelope::Standing;
use self::error::Failure;
use self::load::View;
use self::paging::Binding;
use self::row::Selection;
use crate::context::Context;
use crate::error::Error;
use crate::faults::Effect;
use crate::oauth::verify::Caller;
use crate::refusal::Refusal;
use crate::{Tenant, assume, meta};

/// The routes. The gate has spelled the first segment in small letters.
pub(crate) fn routes() -> Router<Arc<Tenant>> {
    Router::new().route("/adminapi/{version}/{tenant}/{call}", post(serve))
}

async fn serve(
    context: Context,
    Path((version, tenant, call)): Path<(String, String, String)>,
    body: Bytes,
) -> Response {
    let answer = if call.eq_ignore_ascii_case("InvokeCommand") {
        invoke(&context, &version, &tenant, &body).await
    } else if call == "$batch" {
        batch::serve(&context, &body).await
    } else {
        return axum::response::IntoResponse::into_response(Refusal::new(
            StatusCode::NOT_FOUND,
            "NotFound",
            format!("There is no resource '{call}'."),
        ));
    };
    answer.unwrap_or_else(Failure::into_response)
}

/// One command.
async fn invoke(
    context: &Context,
    version: &str,
    tenant: &str,
    body: &Bytes,
) -> Result<Response, Failure> {
    let caller = gate::token(context)?.clone();
    if !version.eq_ignore_ascii_case("beta") {
        return Err(Failure::Version);
    }
    let command: Command = serde_json::from_slice(body)
        .map_err(|why| Failure::Malformed(format!("The body is not a command: {why}.")))?;
    let request = Invocation::new(context, tenant, command);
    let (root, app) = (request.root.clone(), caller.client_id.clone());
    let (answer, standing) = context
        .tenant
        .db
        .write(move |tx| request.run(tx, &caller))
        .await?;
    Ok(answer.into_response(&root, standing, &app))
}

/// A command with everything of its request that matters.
#[derive(Debug)]
struct Invocation {
    /// Host, path and tenant as the caller named them: the beginning of every link.
    root: String,
    tenant: String,
    anchor: String,
    select: String,
    skip_token: Option<String>,
    page_size: usize,
    command: Command,
    now: jiff::Timestamp,
    ignore_identity: bool,
    delay: Option<u32>,
}

impl Invocation {
    fn new(context: &Context, tenant: &str, command: Command) -> Self {
        let path = context.target.split('?').next().unwrap_or_default();
        let above = path
            .trim_end_matches('/')
            .rsplit_once('/')
            .map_or(path, |(above, _)| above);
        Self {
            root: format!("{}{above}", context.base),
            tenant: tenant.to_owned(),
            anchor: context
                .header(header::ANCHOR)
                .unwrap_or_default()
                .to_owned(),
            select: context.option("select").unwrap_or_default().to_owned(),
            skip_token: context.option("skiptoken").map(str::to_owned),
            page_size: page_size(&context.headers),
            command,
            now: context.now,
            ignore_identity: context.ignores_identity(),
            delay: context.effects.iter().find_map(|effect| match effect {
                Effect::DelayVisibility { seconds } => Some(*seconds),
                _ => None,
            }),
        }
    }

    /// A link is bound to what was asked: the command and what was selected of its rows.
    fn binding(&self) -> Result<Binding, Error> {
        let body =
            serde_json::to_string(&self.command).map_err(|e| Error::corrupt("a command", e))?;
        Ok(Binding::of(&self.tenant, &self.anchor, &body))
    }

    fn run(
        self,
        tx: &Transaction<'_>,
        caller: &Caller,
    ) -> Result<(envelope::Answer, Standing), Failure> {
        if !is_this_tenant(tx, &self.tenant)? {
            return Err(Failure::Unauthorized);
        }
        let right = gate::right(caller)?;
        let standing =
            envelope::charge(tx, &caller.client_id, self.now)?.ok_or(Failure::TooMany)?;
        let binding = self.binding()?;
        let position = match &self.skip_token {
            None => None,
            Some(_) if assume::BROKEN_LINKS.on(tx)? => return Err(Failure::LinkExpired),
            Some(token) => {
                Some(paging::read(token, binding, self.now).ok_or(Failure::LinkExpired)?)
            }
        };
        let call = Call {
            name: self.command.input.cmdlet,
            parameters: self.command.input.parameters,
            selection: Selection::parse(if assume::SELECT_HONOURED.text(tx)? == "ignored" {
                ""
            } else {
                &self.select
            }),
            page_size: self
                .page_size
                .min(usize::try_from(assume::MAILBOX_PAGE.number(tx)?).unwrap_or(1)),
            position,
            ignore_identity: self.ignore_identity,
            delay: self.delay,
            view: View {
                home: load::home(tx)?,
                anchor: self.anchor,
                now: self.now,
                everything: false,
            },
        };
        let mut done = cmdlet::run(tx, &call, right)?;
        done.answer.next_link = done.next.map(|next| {
            link(
                &self.root,
                &self.select,
                &paging::write(next, binding, self.now),
            )
        });
        Ok((done.answer, standing))
    }
}

/// The link as captured: the dollar sign is percent-encoded. `$select` is carried along (assumption: otherwise a
/// client that follows the link as it stands would get whole rows).
fn link(root: &str, select: &str, token: &str) -> String {
    let encoded: String = url::form_urlencoded::byte_serialize(token.as_bytes()).collect();
    let select = if select.is_empty() {
        String::new()
    } else {
        let names: String = url::form_urlencoded::byte_serialize(select.as_bytes()).collect();
        format!("%24select={names}&")
    };
    format!("{root}/InvokeCommand?{select}%24skiptoken={encoded}")
}

/// Is this segment the tenant's id or one of its domains?
fn is_this_tenant(c: &Connection, segment: &str) -> Result<bool, Error> {
    if let Ok(id) = segment.parse::<TenantId>() {
        return Ok(meta::parse::<TenantId>(c, meta::TENANT_ID)? == id);
    }
    for key in [meta::DOMAIN, meta::INITIAL_DOMAIN] {
        if meta::get(c, key)?.is_some_and(|domain| domain.eq_ignore_ascii_case(segment)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `Prefer: odata.maxpagesize = 1000;odata.continue-on-error`, with or without blanks, in one header or several.
fn page_size(headers: &HeaderMap) -> usize {
    headers
        .get_all("prefer")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split([';', ',']))
        .filter_map(|preference| preference.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("odata.maxpagesize"))
        .and_then(|(_, size)| size.trim().parse().ok())
        .map_or(PAGE_MAX, |size: usize| size.clamp(1, PAGE_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_size_is_found_in_every_form() {
        for (values, expected) in [
            (&[][..], 1000),
            (&["odata.maxpagesize=50"], 50),
            (&["odata.maxpagesize = 20;odata.continue-on-error"], 20),
            (&["odata.continue-on-error", "OData.MaxPageSize=7"], 7),
            (&["odata.maxpagesize=5000"], 1000),
            (&["odata.maxpagesize=0"], 1),
            (&["odata.maxpagesize=many"], 1000),
        ] {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append("prefer", value.parse().unwrap());
            }
            assert_eq!(page_size(&headers), expected, "{values:?}");
        }
    }

    #[test]
    fn a_link_is_written_as_captured() {
        assert_eq!(
            link("https://h/adminapi/beta/t", "", "ADx=="),
            "https://h/adminapi/beta/t/InvokeCommand?%24skiptoken=ADx%3D%3D"
        );
        assert_eq!(
            link("r", "A,B", "AD"),
            "r/InvokeCommand?%24select=A%2CB&%24skiptoken=AD"
        );
    }
}
