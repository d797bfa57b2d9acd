//! Client, engine and tenant in one thread on virtual time.
//!
//! A [`World`] is a tenant, a connection to it that goes through the whole client but no socket, a real store and
//! an engine. Waiting costs nothing: tokio's clock is paused, and everybody's "now" is made from it.

pub mod clock;
pub mod crash;
pub mod transport;
pub mod world;

pub use clock::SimClock;
pub use crash::{Crash, Crashed};
pub use transport::RouterTransport;
pub use world::World;
