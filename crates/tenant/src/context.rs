//! What a handler knows of its request.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::HeaderMap;
use http::request::Parts;
use jiff::Timestamp;
use uuid::Uuid;
use wire::graph::header;

use crate::faults::Effect;
use crate::gate::Gate;
use crate::oauth::delegated;
use crate::oauth::verify::{Audience, Caller, TokenFault};
use crate::refusal::Refusal;
use crate::tenant::Tenant;

/// The request, as the gate has read it. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Context(Arc<Inner>);

/// The members of a [`Context`].
#[derive(Debug)]
pub(crate) struct Inner {
    /// The tenant.
    pub(crate) tenant: Arc<Tenant>,
    /// The way in, for the items of a `$batch`.
    pub(crate) gate: Gate,
    /// The tenant's time at which the request was let in.
    pub(crate) now: Timestamp,
    /// Where the caller reaches the tenant, without a slash at the end: the root of absolute links.
    pub(crate) base: String,
    /// Path and query as the caller sent them.
    pub(crate) target: String,
    /// The query, decoded, in order.
    pub(crate) query: Vec<(String, String)>,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The caller, or what is wrong with its token.
    pub(crate) caller: Result<Caller, TokenFault>,
    /// `request-id` of the answer.
    pub(crate) request_id: Uuid,
    /// Effects of faults that the handler has to bring about itself.
    pub(crate) effects: Vec<Effect>,
}

impl std::ops::Deref for Context {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Context {
    pub(crate) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// The caller, if its token is for Graph and holds one of the permissions (`graph.md` 3.4); a person's own
    /// directory roles must allow it too.
    pub(crate) fn require_graph(&self, any_of: &[&str]) -> Result<&Caller, Refusal> {
        let caller = self.require_token()?;
        if caller.has_any(any_of) && delegated::allows(caller, any_of) {
            Ok(caller)
        } else {
            Err(Refusal::denied())
        }
    }

    /// The caller, if its token is for Graph, whatever it may do there.
    pub(crate) fn require_token(&self) -> Result<&Caller, Refusal> {
        self.token(Audience::Graph)
            .map_err(|fault| Refusal::unauthorized(fault.graph_text()))
    }

    /// The caller, if its token is for this service.
    pub(crate) fn token(&self, audience: Audience) -> Result<&Caller, TokenFault> {
        let caller = self.caller.as_ref().map_err(Clone::clone)?;
        if caller.audience == audience {
            Ok(caller)
        } else {
            Err(TokenFault::Audience)
        }
    }

    /// A query option by its name, with or without `$`, letters of either case.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(key, _)| {
            key.strip_prefix('$')
                .unwrap_or(key)
                .eq_ignore_ascii_case(name)
        });
        found.map(|(_, value)| value.as_str())
    }

    /// `ConsistencyLevel: eventual`.
    pub(crate) fn eventual(&self) -> bool {
        self.header(header::CONSISTENCY_LEVEL)
            .is_some_and(|v| v.eq_ignore_ascii_case("eventual"))
    }

    /// A header as text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Did a fault fire that makes a read by identity answer everything?
    pub(crate) fn ignores_identity(&self) -> bool {
        self.effects
            .iter()
            .any(|effect| matches!(effect, Effect::IgnoreIdentity))
    }
}

impl<S: Sync> FromRequestParts<S> for Context {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            crate::Error::corrupt("request", "it did not come through the gate").into()
        })
    }
}
