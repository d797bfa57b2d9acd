//! Every sentence and label that a person reads, per language and cloud.
//!
//! The other rooms speak in codes with typed parameters; here they become text. One file of `i18n` is one
//! language ([Fluent](https://projectfluent.org)), and a new language is a new file: nothing else changes.
//!
//! # Saying something
//! - What `model` knows has a function here, thing first: [`reason`], [`remedy`], [`gap`], [`refusal`],
//!   [`action`], [`size`], [`cost`], [`summary`] …
//! - Every other message of `i18n/en.ftl` is a function in the module of its section, locale first:
//!   `words::ui::active_users(&locale)`, `words::cli::progress_users(&locale, 120)`,
//!   `words::error::port(&locale, "127.0.0.1:8080")`.
//!
//! # Adding a message
//! Write it into `i18n/en.ftl`, in a section that is `(public)` to be called from outside, its id beginning
//! with the section's name, and into every other language. The build makes the function: its name is the rest
//! of the id, its arguments are the variables in the order in which the head of `en.ftl` declares them, typed
//! and printed as declared there. The build fails, and says where, when a language lacks a message or has one
//! too many, leaves out a value or uses another, or offers other choices; a message that no longer exists
//! fails to compile where it is called. `INSTA_UPDATE=always cargo test -p boxseat-words` then writes how the
//! new message reads into the snapshots, which are for a reviewer to read.
//!
//! # What a message may use unasked
//! `$layout`, `$cloud` and the links of the reader's cloud. So the difference between clouds stays in the
//! language files: `ui-save` is *Save changes* or *Save*, and a sentence that names the button refers to it.
//!
//! Text from outside (names, the service's own words) is put in as it is; escaping is for who prints it.

mod bundle;
mod facts;
mod guide;
mod language;
mod ledger;
mod list;
mod locale;
mod markdown;
mod number;
mod services;
mod summary;
#[cfg(test)]
mod tests;
mod time;
mod topics;
mod totals;
mod trouble;
mod verdicts;

mod msg {
    include!(concat!(env!("OUT_DIR"), "/msg.rs"));
}

pub use facts::{fact_name, fact_value, gap, kind, source};
pub use guide::{GuideStep, billing_rules, conditions, guide, steps};
pub use language::{Language, UnknownLanguage};
pub use ledger::{action, purpose, refusal, step_state, step_state_about};
pub use list::{commas, list};
pub use locale::Locale;
pub use markdown::{Span, labels, plain, spans};
pub use msg::{
    article, billing, cli, connections, error, help, history, home, offline, panel, probe,
    products, run, settings, shared, signin, ui, users, web,
};
pub use number::{cost, count, money, size};
pub use services::{Service, ends, service};
pub use summary::{Summary, summary, summary_lines};
pub use time::{age, ago, date, date_time, duration, old};
pub use topics::{Term, Topic, glossary, keys, topics};
pub use totals::{total_change, total_obstacle, total_state};
pub use trouble::{Whereabouts, trouble};
pub use verdicts::{
    Groups, effect, license_verdict, product, reason, reason_among, reason_tally, reason_title,
    remedy, remedy_among, verdict, verdict_about,
};
