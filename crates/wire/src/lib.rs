//! What is lexical on the wire, shared by client and tenant: paths, scopes, header names, error codes,
//! envelopes, size and date texts, the connect file and the tenant image.
//!
//! Directory and mailbox objects are **not** here: client and tenant each have their own, and each is judged
//! alone against Microsoft's shapes.

pub mod assumptions;
pub mod batch;
pub mod billing;
pub mod connect;
pub mod date;
pub mod exchange;
pub mod graph;
pub mod image;
pub mod number;
pub mod oauth;
pub mod shapes;
pub mod size;

pub use connect::ConnectInfo;
