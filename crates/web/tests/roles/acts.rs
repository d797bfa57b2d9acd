//! The forms: who may send each, and what it says of the tenant's facts.

use std::fmt;
use std::future::ready;

use engine::{Role, TenantSettings};
use futures_util::future::BoxFuture;

use crate::browser::Browser;
use crate::fill::{self, Sent};
use crate::house::{House, ROLES};
use crate::stale::{self, Behind};

/// Fills in the form, with the browser of somebody who may send it.
pub(crate) type Fill = for<'h> fn(&'h House, &'h mut Browser) -> BoxFuture<'h, Sent>;

/// Something that is asked for with a form.
pub(crate) struct Act {
    /// The endpoint, as the router names it.
    pub(crate) path: &'static str,
    pub(crate) what: &'static str,
    /// As in Microsoft's admin center; what is ours alone is the engine's own rule.
    pub(crate) may: &'static [Role],
    pub(crate) fill: Fill,
    pub(crate) facts: Facts,
}

impl fmt::Debug for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.path, self.what)
    }
}

/// Does the form rest on facts of the tenant that its page showed?
pub(crate) enum Facts {
    /// Then they may change behind it.
    Carries(&'static [Behind]),
    /// Why it does not.
    None(&'static str),
}

/// Whoever is signed in. Reading a tenant anew changes nothing there.
pub(crate) const EVERYBODY: &[Role] = &ROLES;
/// Assigns and unassigns licences.
pub(crate) const ASSIGN: &[Role] = &[Role::Global, Role::License, Role::User];
/// Blocks sign-in as well.
pub(crate) const BLOCK: &[Role] = &[Role::Global, Role::User];
/// Buys.
pub(crate) const BUY: &[Role] = &[Role::Global, Role::Billing];
/// Whoever may do one of those may set what verdicts rest on.
pub(crate) const SET: &[Role] = &[Role::Global, Role::License, Role::User, Role::Billing];

const NAMES: &str = "names accounts; what they hold is read afresh before anything is proposed";
const OWN: &str = "says what is kept in Boxseat, not what the tenant has";
const READS: &str = "asks for a reading, and says nothing";
const PERSON: &str = "is about the person alone";

/// Every form, in the order of the router.
pub(crate) static ACTS: [Act; 23] = [
    Act {
        path: "/t/{place}/review",
        what: "a new review",
        may: EVERYBODY,
        fill: |h, _| Box::pin(fill::review(h)),
        facts: Facts::None(READS),
    },
    Act {
        path: "/t/{place}/proposals",
        what: "a removal",
        may: ASSIGN,
        fill: |h, _| Box::pin(fill::proposal(h)),
        facts: Facts::None(NAMES),
    },
    Act {
        path: "/t/{place}/proposals",
        what: "a removal that blocks sign-in",
        may: BLOCK,
        fill: |h, _| Box::pin(fill::blocking_proposal(h)),
        facts: Facts::None(NAMES),
    },
    Act {
        path: "/t/{place}/proposals",
        what: "a way back",
        may: ASSIGN,
        fill: |h, _| Box::pin(fill::way_back(h)),
        facts: Facts::Carries(&stale::WAY_BACK),
    },
    Act {
        path: "/t/{place}/proposals/{id}/run",
        what: "a removal that was shown",
        may: ASSIGN,
        fill: |h, b| Box::pin(fill::run(h, b)),
        facts: Facts::Carries(&stale::RUN),
    },
    Act {
        path: "/t/{place}/proposals/{id}/run",
        what: "a way back that was shown",
        may: ASSIGN,
        fill: |h, b| Box::pin(fill::run_back(h, b)),
        facts: Facts::Carries(&stale::RUN_BACK),
    },
    Act {
        path: "/t/{place}/runs/{id}/finish",
        what: "an interrupted run",
        may: ASSIGN,
        fill: |h, _| Box::pin(fill::finish(h)),
        facts: Facts::Carries(&stale::FINISH),
    },
    Act {
        path: "/t/{place}/products/{subscription}",
        what: "another total",
        may: BUY,
        fill: |h, _| Box::pin(fill::total(h)),
        facts: Facts::Carries(&stale::TOTAL),
    },
    Act {
        path: "/t/{place}/products/watches/check",
        what: "a look at what is awaited",
        may: EVERYBODY,
        fill: |h, _| Box::pin(fill::check(h)),
        facts: Facts::None(READS),
    },
    Act {
        path: "/t/{place}/products/watches/stop",
        what: "nothing more to await",
        may: BUY,
        fill: |h, _| Box::pin(fill::stop(h)),
        facts: Facts::None(OWN),
    },
    Act {
        path: "/t/{place}/offline",
        what: "exported files",
        may: EVERYBODY,
        fill: |_, _| Box::pin(ready(fill::offline())),
        facts: Facts::None("brings its own facts, which are judged and forgotten"),
    },
    Act {
        path: "/t/{place}/settings/policy",
        what: "a policy",
        may: SET,
        fill: |_, _| {
            let kept = |s: &TenantSettings| s.policy.is_some();
            Box::pin(ready(fill::setting(
                "policy",
                &[("policy", "current")],
                kept,
            )))
        },
        facts: Facts::None(OWN),
    },
    Act {
        path: "/t/{place}/settings/prices",
        what: "a price",
        may: SET,
        fill: |_, _| {
            let typed = &[("currency", "EUR"), ("price:SPE_E3", "36,50")];
            let kept = |s: &TenantSettings| s.prices.is_some();
            Box::pin(ready(fill::setting("prices", typed, kept)))
        },
        facts: Facts::None(OWN),
    },
    Act {
        path: "/t/{place}/settings/exclusions",
        what: "a mailbox to leave alone",
        may: SET,
        fill: |_, _| {
            let typed = &[("mailbox", "nobody@contoso.com"), ("reason", "Legal")];
            let kept = |s: &TenantSettings| !s.exclusions.is_empty();
            Box::pin(ready(fill::setting("exclusions", typed, kept)))
        },
        facts: Facts::None(OWN),
    },
    Act {
        path: "/t/{place}/settings/exclusions/end",
        what: "a mailbox to leave alone no longer",
        may: SET,
        fill: |h, _| Box::pin(fill::end_of_exclusion(h)),
        facts: Facts::None(OWN),
    },
    Act {
        path: "/t/{place}/settings/layout",
        what: "a layout",
        may: SET,
        fill: |_, _| {
            let typed = &[("layout", "licenses-and-apps")];
            let kept = |s: &TenantSettings| s.layout.is_some();
            Box::pin(ready(fill::setting("layout", typed, kept)))
        },
        facts: Facts::None(OWN),
    },
    Act {
        path: "/t/{place}/users/refresh",
        what: "the list anew",
        may: EVERYBODY,
        fill: |h, _| Box::pin(ready(fill::refresh(h))),
        facts: Facts::None(READS),
    },
    Act {
        path: "/t/{place}/users/propose",
        what: "a removal from those who were picked",
        may: ASSIGN,
        fill: |h, _| Box::pin(fill::picked(h)),
        facts: Facts::None(NAMES),
    },
    Act {
        path: "/t/{place}/users/pass-on",
        what: "a licence for somebody",
        may: ASSIGN,
        fill: |h, b| Box::pin(fill::pass_on(h, b)),
        facts: Facts::Carries(&stale::PASS_ON),
    },
    Act {
        path: "/t/{place}/users/{id}/licenses",
        what: "a box that was cleared",
        may: ASSIGN,
        fill: |h, b| Box::pin(fill::save(h, b)),
        facts: Facts::Carries(&stale::SAVE),
    },
    Act {
        path: "/t/{place}/users/{id}/licenses",
        what: "a box that was cleared, and sign-in blocked",
        may: BLOCK,
        fill: |h, b| Box::pin(fill::blocking_save(h, b)),
        facts: Facts::Carries(&stale::SAVE_AND_BLOCK),
    },
    Act {
        path: "/sign-in/local",
        what: "a name and a password",
        may: EVERYBODY,
        fill: |h, _| Box::pin(fill::local(h)),
        facts: Facts::None(PERSON),
    },
    Act {
        path: "/sign-out",
        what: "goodbye",
        may: EVERYBODY,
        fill: |_, _| Box::pin(ready(fill::sign_out())),
        facts: Facts::None(PERSON),
    },
];
