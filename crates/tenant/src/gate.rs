//! The one way in. Every request, and every item of a `$batch`, goes through [`Gate::pass`]: due rows, count,
//! faults and limits in one transaction, then the handler, then ids and headers.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::{HeaderValue, Method, StatusCode, Uri};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use crate::assume;
use crate::assume::rewrite::{Asked, Rewrites};
use crate::context::{Context, Inner};
use crate::faults::{self, Effect, LostBy, Scope};
use crate::hosts;
use crate::limits::{self, Cost, Standing};
use crate::oauth::verify;
use crate::operation::{Operation, Surface, plain_path};
use crate::refusal::Refusal;
use crate::tenant::Tenant;
use crate::{admin, adminapi, billing, due, graph, oauth, reports};

mod answer;
mod judge;

/// Largest body that is read: Graph's own limit for JSON requests is 4 MB.
const BODY_MAX: usize = 4 * 1024 * 1024;

/// In the extensions of a response: the connection was dropped, and what else the response holds must not
/// reach the caller. Its body ends in an error too, for those who do not look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dropped;

/// In the extensions of a request: it came over TLS.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Secure;

/// In the extensions of a response: a switch makes it, and Microsoft's metadata has no such answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unjudged;

/// Marks a request as an item of a `$batch`.
#[derive(Debug, Clone, Copy)]
struct Item {
    /// Another item of the batch writes the same account.
    collides: bool,
}

/// In the extensions of a response: how it is to be rewritten.
#[derive(Clone)]
struct Rewriting {
    rewrites: Rewrites,
    asked: Arc<Asked>,
}

/// The tenant and its routes. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    tenant: Arc<Tenant>,
    routes: Router,
}

/// The whole tenant as a service.
pub(crate) fn router(tenant: Arc<Tenant>) -> Router {
    let routes = oauth::routes()
        .merge(graph::routes())
        .merge(adminapi::routes())
        .merge(reports::routes())
        .merge(billing::routes())
        .fallback(graph::no_segment)
        .method_not_allowed_fallback(graph::no_segment)
        .with_state(Arc::clone(&tenant));
    let admin = admin::routes().with_state(Arc::clone(&tenant));
    let gate = Gate { tenant, routes };
    Router::new()
        .nest("/_tenant", admin)
        .fallback(
            |State(gate): State<Gate>, request: Request| async move { gate.pass(request).await },
        )
        .with_state(gate)
}

/// What the transaction at the door says.
struct Admission {
    now: jiff::Timestamp,
    effects: Vec<Effect>,
    standing: Standing,
    /// As the switch says, for answers that are throttled.
    retry_after: Option<String>,
    rewrites: Rewrites,
    caller: Result<verify::Caller, verify::TokenFault>,
}

impl Gate {
    /// An item of a `$batch`: counted, limited and disturbed like a call of its own.
    pub(crate) async fn item(&self, request: Request) -> Response {
        self.pass_item(request, Item { collides: false }).await
    }

    /// An item that collides with another one of its batch: counted, and answered 409.
    pub(crate) async fn colliding_item(&self, request: Request) -> Response {
        self.pass_item(request, Item { collides: true }).await
    }

    async fn pass_item(&self, mut request: Request, item: Item) -> Response {
        request.extensions_mut().insert(item);
        // The batch is itself inside of `pass`.
        Box::pin(self.pass(request)).await
    }

    /// The answer to a request; judged on its way out where the tenant is [`Tenant::judged`], and after that
    /// rewritten as the switches say.
    async fn pass(&self, request: Request) -> Response {
        let (method, path) = (request.method().clone(), plain_path(request.uri().path()));
        let mut response = self.answer(request).await;
        let rewriting = response.extensions_mut().remove::<Rewriting>();
        let is_graph = || Operation::of(&method, &path, b"").surface == Surface::Graph;
        // The items of a rewritten batch were judged one by one, before they were rewritten.
        let untouched = (rewriting.is_none() || !path.ends_with("/$batch"))
            && response.extensions().get::<Unjudged>().is_none();
        if self.tenant.judged && untouched && is_graph() {
            response = judge::judged(self.tenant.fixed.cloud, &method, &path, response).await;
        }
        match rewriting {
            None => response,
            Some(Rewriting { rewrites, asked }) => {
                let used = self.tenant.db.used();
                rewrites.apply(response, &asked, used).await
            }
        }
    }

    async fn answer(&self, request: Request) -> Response {
        let (mut parts, body) = request.into_parts();
        let item = parts.extensions.get::<Item>().copied();
        let scope = if item.is_some() {
            Scope::Item
        } else {
            Scope::Call
        };
        let target = parts
            .uri
            .path_and_query()
            .map_or("/", |pq| pq.as_str())
            .to_owned();
        let base = base_url(&parts);
        let path = plain_path(parts.uri.path());
        let ids = answer::Ids::new(&self.tenant.env, &parts.headers);
        let body = match http_body_util::Limited::new(body, BODY_MAX).collect().await {
            Ok(body) => body.to_bytes(),
            Err(_) => Bytes::new(),
        };
        let operation = Operation::of(&parts.method, &path, &body);
        if self.is_misdirected(&base, &operation) {
            return StatusCode::MISDIRECTED_REQUEST.into_response();
        }
        let query: Vec<(String, String)> =
            url::form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes())
                .into_owned()
                .collect();
        let cost = Cost::of(&operation, parts.method == Method::GET, &query);

        let admission = match self.admit(&parts, &operation, scope, &target, cost).await {
            Ok(admission) => admission,
            Err(refusal) => {
                let now = self.tenant.env.now();
                return answer::finish(
                    refusal.into(),
                    &operation,
                    ids,
                    now,
                    answer::Extra::default(),
                );
            }
        };
        let now = admission.now;
        let extra = answer::Extra {
            units: cost.units,
            used: admission.standing.used,
        };
        let request_id = ids.request;
        let rewriting = (!admission.rewrites.is_empty()).then(|| Rewriting {
            rewrites: admission.rewrites.clone(),
            asked: Arc::new(Asked {
                operation: operation.clone(),
                query: query.clone(),
            }),
        });
        let finish = |response| {
            let mut response = answer::finish(response, &operation, ids, now, extra);
            if let Some(rewriting) = rewriting {
                response.extensions_mut().insert(rewriting);
            }
            response
        };

        let ends_early = admission.effects.iter().find(|effect| effect.ends_early());
        // A licence write that is carried out holds its account meanwhile, so its handler waits by itself.
        if ends_early.is_some() || !operation.writes_licenses() {
            pause(&admission.effects).await;
        }
        if item.is_some_and(|item| item.collides) {
            return finish(Refusal::concurrency().into());
        }
        if let Some(effect) = ends_early {
            let turned = admission.retry_after.as_deref();
            return finish(answer::fault(effect, &operation, scope, turned));
        }
        if let Some(refused) = &admission.standing.refused {
            let caller = admission.caller.as_ref().ok();
            let refusal = answer::throttled(
                refused,
                admission.retry_after.as_deref(),
                caller,
                self.tenant.fixed.id,
            );
            return finish(answer::Answered::from(refusal));
        }
        let lost = admission.effects.iter().find_map(|effect| match effect {
            Effect::LoseAnswer { how } => Some(*how),
            _ => None,
        });
        let context = Context::new(Inner {
            tenant: Arc::clone(&self.tenant),
            gate: self.clone(),
            now,
            base,
            target,
            query,
            headers: parts.headers.clone(),
            caller: admission.caller,
            request_id,
            effects: admission.effects,
        });
        parts.extensions.insert(context);
        if let Ok(uri) = with_path(&parts.uri, &path) {
            parts.uri = uri;
        }
        let response = match self
            .routes
            .clone()
            .oneshot(Request::from_parts(parts, Body::from(body)))
            .await
        {
            Ok(response) => response,
            Err(never) => match never {},
        };
        finish(match lost {
            None => answer::Answered::Response(response),
            Some(LostBy::Drop) => answer::dropped(scope),
            Some(LostBy::GatewayTimeout) => answer::gateway(StatusCode::GATEWAY_TIMEOUT),
        })
    }

    /// Is the request for a host of Microsoft's that this tenant does not stand for, or for one that does not serve
    /// this?
    fn is_misdirected(&self, base: &str, operation: &Operation) -> bool {
        let host = base.split_once("://").map_or(base, |(_, host)| host);
        match hosts::service(host) {
            None => false,
            Some(_) if !self.tenant.impersonates => true,
            // What is neither tokens nor Graph nor Exchange is found by a link.
            Some(service) => operation.surface != Surface::Other && operation.surface != service,
        }
    }

    async fn admit(
        &self,
        parts: &http::request::Parts,
        operation: &Operation,
        scope: Scope,
        target: &str,
        cost: Cost,
    ) -> Result<Admission, Refusal> {
        let read = verify::read(&parts.headers, &self.tenant.fixed);
        let tenant = Arc::clone(&self.tenant);
        let (operation, method) = (operation.clone(), parts.method.clone());
        let path = target.split('?').next().unwrap_or_default().to_owned();
        self.tenant
            .db
            .write(move |tx| {
                let now = tenant.now_in(tx)?;
                due::execute(tx, now)?;
                tx.prepare_cached(
                    "INSERT INTO request_count (operation, n) VALUES (?1, 1) ON CONFLICT (operation) DO UPDATE SET n = n + 1",
                )?
                .execute([&operation.name])?;
                let effects = faults::fire(
                    tx,
                    &faults::Request {
                        operation: &operation.name,
                        method: method.as_str(),
                        path: &path,
                        account: operation.account.as_deref(),
                        scope,
                    },
                )?;
                let caller = read.and_then(|read| read.at(now));
                let standing = match &caller {
                    Ok(caller) => limits::charge(tx, cost, &operation, &caller.client_id, now)?,
                    Err(_) => Standing::default(),
                };
                let throttled = standing.refused.is_some()
                    || effects.iter().any(|e| matches!(e, Effect::Throttle { .. }));
                let retry_after = if throttled {
                    assume::RETRY_AFTER.turned(tx)?
                } else {
                    None
                };
                let rewrites = Rewrites::new(assume::turned(tx)?);
                Ok(Admission { now, effects, standing, retry_after, rewrites, caller })
            })
            .await
    }
}

/// Waits as long as the `slow` faults say.
pub(crate) async fn pause(effects: &[Effect]) {
    for effect in effects {
        if let Effect::Slow { millis } = effect {
            tokio::time::sleep(Duration::from_millis(*millis)).await;
        }
    }
}

/// Where the caller reaches the tenant. Behind a proxy that ends TLS the proxy says the scheme.
fn base_url(request: &http::request::Parts) -> String {
    let (uri, headers) = (&request.uri, &request.headers);
    let text = |value: Option<&HeaderValue>| value.and_then(|v| v.to_str().ok()).map(str::to_owned);
    let secure = request.extensions.get::<Secure>();
    let scheme = uri
        .scheme_str()
        .map(str::to_owned)
        .or_else(|| secure.map(|Secure| "https".to_owned()))
        .or_else(|| text(headers.get("x-forwarded-proto")))
        .unwrap_or_else(|| "http".to_owned());
    let host = uri
        .authority()
        .map(|authority| authority.as_str().to_owned())
        .or_else(|| text(headers.get(http::header::HOST)))
        .unwrap_or_else(|| "localhost".to_owned());
    format!("{scheme}://{host}")
}

fn with_path(uri: &Uri, path: &str) -> Result<Uri, http::Error> {
    let mut parts = uri.clone().into_parts();
    let path_and_query = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    parts.path_and_query = Some(path_and_query.parse()?);
    Ok(Uri::from_parts(parts)?)
}
