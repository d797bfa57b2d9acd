//! Client, engine and tenant in one thread on virtual time.
//!
//! A [`World`] is a tenant, a connection to it that goes through the whole client but no socket, a real store and
//! an engine. Waiting costs nothing: tokio's clock is paused, and everybody's "now" is made from it.

pub mod check;
pub mod clock;
pub mod crash;
pub mod each;
pub mod exports;
pub mod job;
pub mod transport;
pub mod world;

pub use check::Before;
pub use clock::SimClock;
pub use crash::{Crash, Crashed};
pub use each::each;
pub use job::Job;
pub use transport::RouterTransport;
pub use world::{Template, World};
