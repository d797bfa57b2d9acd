//! The embedded tenant: a local Microsoft 365 that speaks Graph, the Exchange admin API and OAuth.
//!
//! One SQLite file *is* the tenant. A process keeps nothing that another on the same file would need, so any
//! number of them may open it, each on its own port. Nothing runs on a timer: every request first executes
//! the due rows, and so does moving the clock.
//!
//! ```text
//! request ─▶ gate ─▶ one transaction: due rows ▸ count ▸ faults ▸ limits ─▶ handler ─▶ gate: ids and headers
//! ```
//!
//! # Faults
//!
//! A fault is a row: what it matches, what it does, how often. `POST /_tenant/faults` takes one or a list:
//!
//! ```json
//! { "matcher": { "operation": "users.assignLicense", "method": "POST", "path": "/v1.0/users/*",
//!                "account": "info@contoso.com", "scope": "item" },
//!   "effect":  { "kind": "throttle", "retryAfter": "2.128" },
//!   "times": 1 }
//! ```
//!
//! Every member of `matcher` may be left out. `operation` is the name under which the request is counted
//! ([`operation`]), `path` a glob (`*` is any text) over the path as it was sent, `account` an object id, a
//! user principal name or an address that the request is about, `scope` is `item` (only inside a `$batch`) or
//! `call` (only a call of its own; the `$batch` itself is one). `times` is 1 when left out; 0 means always.
//!
//! | `effect.kind` | members | what happens |
//! |---|---|---|
//! | `throttle` | `retryAfter?` (text or number; none: no header) | 429, nothing was applied |
//! | `conflict` | `retryAfter?` | 409 `Directory_ConcurrencyViolation`, nothing was applied |
//! | `status` | `status`, `body?` (`json`, `html`, `empty`; default `json`), `retryAfter?` | that status, nothing was applied |
//! | `slow` | `millis` | the answer takes that much longer (`tokio::time::sleep`) |
//! | `drop` | | the connection ends without an answer, nothing was applied |
//! | `lose_answer` | `how?` (`drop`, `gateway_timeout`; default `drop`) | the request is carried out, its answer is lost |
//! | `delay_visibility` | `seconds` | the write is answered at once; reads show it only after that time of the tenant's clock |
//! | `ignore_identity` | | an Exchange read by identity answers every row |
//!
//! In-process a dropped connection is a response that carries [`Dropped`] in its extensions and whose body
//! ends in an error; [`Tenant::serve`] closes the socket without sending a byte. As an item of a `$batch` a
//! `drop` becomes a 504 without a body, for an item has no connection of its own.
//!
//! # `/_tenant`
//!
//! Answers only callers on this machine, and in-process ones.
//!
//! | call | body | answer |
//! |---|---|---|
//! | `GET /_tenant` | | name, ids, cloud, profile, seed, size, schema, clock |
//! | `POST /_tenant/reset` | | 204; as it was seeded, same ids, key and secret; faults, counts and clock cleared |
//! | `GET /_tenant/clock` | | `{"now","offsetMillis"}` |
//! | `POST /_tenant/clock/advance` | `{"seconds":n}` or `{"to":"2026-…Z"}` | `{"now","offsetMillis","happened":[{"at","kind","subject"}]}`; never backwards |
//! | `GET /_tenant/faults` | | `[{"id","matcher","effect","remaining","fired"}]`; `remaining` is -1 for always |
//! | `POST /_tenant/faults` | one fault or a list | 201, `{"ids":[…]}` |
//! | `DELETE /_tenant/faults`, `…/{id}` | | 204 |
//! | `GET /_tenant/requests` | | `{"total":n,"operations":{"users.list":3}}` |
//! | `DELETE /_tenant/requests` | | 204 |
//! | `GET /_tenant/settings`, `PATCH` | `{"assume.…":"…"}` | the switches of [`wire::assumptions`]: `{key:{"number","name","value","default","others","what","used"}}` |
//! | `GET /_tenant/billing` | | where the stand-in of Microsoft's billing is ([`wire::billing`]) |
//! | `GET /_tenant/redirect-uris`, `POST`, `DELETE` | `{"uri":"http://localhost/…"}` | where the application may send people after sign-in |
//! | `GET /_tenant/export` | | [`wire::image::TenantImage`] |
//! | `PUT /_tenant/import` | the same | 204; all rows are replaced; id, cloud, key and credentials stay this tenant's own |

mod admin;
mod adminapi;
mod assume;
mod billing;
mod clock;
mod context;
mod control;
mod db;
mod due;
mod error;
pub mod faults;
mod gate;
mod graph;
pub mod hosts;
mod image;
mod licensing;
mod limits;
mod mailbox;
pub mod meta;
mod oauth;
mod odata;
pub mod operation;
pub mod people;
mod refusal;
mod reports;
mod seed;
mod serve;
mod tenant;
pub mod tls;

pub use due::Happened;
pub use error::Error;
pub use gate::Dropped;
pub use people::SignInHint;
pub use seed::{Expect, Profile, Seed, Trap, UnknownProfile, traps};
pub use tenant::Tenant;
