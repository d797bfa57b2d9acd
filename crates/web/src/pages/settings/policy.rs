//! The policy that decides.

use engine::{POLICIES, Policy};
use jiff::tz::TimeZone;
use words::{Locale, settings};

use super::{Part, ended, set_by};
use crate::desk::{Answer, Desk};
use crate::filled::Filled;

/// The policies to choose from.
#[derive(Debug)]
pub(super) struct PolicyPart {
    pub(super) options: Vec<PolicyOption>,
    pub(super) set_by: String,
}

/// A policy to choose.
#[derive(Debug)]
pub(super) struct PolicyOption {
    /// Empty: the one that Boxseat was started with.
    pub(super) key: &'static str,
    pub(super) name: String,
    /// Since when its source says so, and what the source is.
    pub(super) about: String,
    pub(super) chosen: bool,
}

impl PolicyPart {
    pub(super) fn new(desk: &Desk) -> Self {
        let l = &desk.locale;
        let kept = desk.settings.policy.as_ref();
        let chosen = kept.map_or("", |kept| kept.value.as_str());
        let option = |key: &'static str, name: String, policy: &Policy| {
            let from = policy.from().to_zoned(TimeZone::UTC);
            PolicyOption {
                key,
                name,
                about: from.map_or_else(
                    |_| policy.source().to_owned(),
                    |from| settings::policy_from(l, from.timestamp(), policy.source()),
                ),
                chosen: chosen == key,
            }
        };
        let started = &desk.place.policy;
        let mut options = vec![option(
            "",
            settings::policy_started(l, &called(started.name(), l)),
            started,
        )];
        options.extend(POLICIES.iter().filter_map(|name| {
            let policy = Policy::named(name).ok()?;
            Some(option(name, called(name, l), &policy))
        }));
        Self {
            options,
            set_by: set_by(kept, l),
        }
    }
}

/// The name of a policy of ours as people say it; a policy file has only its own.
fn called(name: &str, l: &Locale) -> String {
    match name {
        "current" => settings::policy_current(l),
        "article-2021" => settings::policy_article(l),
        other => other.to_owned(),
    }
}

pub(crate) async fn post(desk: Desk, Filled(typed): Filled) -> Answer {
    let name = typed.get("policy").map(str::to_owned);
    let set = desk.engine().set_policy(&desk.caller, desk.tenant(), name);
    let end = set.await.map_err(Into::into);
    ended(&desk, Part::Policy, &typed, end).await
}
