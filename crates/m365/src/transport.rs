//! The seam to the network: one request out, one answer in.

use std::fmt::Debug;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::{Request, Response};

/// Sends one request. It follows no redirect, repeats nothing and bounds the size of the answer.
pub trait Transport: Send + Sync + Debug {
    /// Sends a request whose URI is absolute.
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, SendError>>;
}

/// Why there is no answer, and whether the request can have had an effect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// It never left: no such host, connection refused, TLS not agreed.
    #[error("not sent: {why}")]
    NotSent {
        /// Why.
        why: String,
    },
    /// It left, or may have: connection reset, time ran out, the answer broke off.
    #[error("no answer: {why}")]
    MaybeSent {
        /// Why.
        why: String,
    },
}
