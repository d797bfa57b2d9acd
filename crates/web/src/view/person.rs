//! The menu of whoever is signed in: who, with which roles, and what they allow.

use engine::{Caller, Right, Role};
use words::{Locale, signin};

use crate::desk::Desk;
use crate::door::Way;

/// The menu of whoever is signed in.
#[derive(Debug)]
pub(crate) struct PersonMenu {
    /// As the pages greet the person.
    pub(crate) shown: String,
    /// As the history names the person.
    pub(crate) name: String,
    /// How the person came in; `None` where the door is open, and nobody signs out.
    pub(crate) way: Option<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) may: Vec<String>,
    pub(crate) may_not: Vec<String>,
    /// Can nobody change anything through this connection?
    pub(crate) read_only: bool,
}

impl PersonMenu {
    pub(crate) fn of(desk: &Desk) -> Self {
        let l = &desk.locale;
        let (may, may_not): (Vec<_>, Vec<_>) = rights(&desk.caller, l)
            .into_iter()
            .partition(|(allowed, _)| *allowed);
        let texts = |list: Vec<(bool, String)>| list.into_iter().map(|(_, text)| text).collect();
        Self {
            shown: desk.person.shown.clone(),
            name: desk.caller.actor.name.clone(),
            way: desk.person.way.map(|way| way_in(way, l)),
            roles: desk.caller.roles.iter().map(|r| role(*r, l)).collect(),
            may: texts(may),
            may_not: texts(may_not),
            read_only: !desk.conn().may_write(),
        }
    }
}

/// Every right in words, and whether the person has it: as the engine says.
fn rights(caller: &Caller, l: &Locale) -> [(bool, String); 5] {
    [
        (Right::Read, signin::right_read(l)),
        (Right::Assign, signin::right_assign(l)),
        (Right::SignIn, signin::right_sign_in(l)),
        (Right::Buy, signin::right_buy(l)),
        (Right::Settings, signin::right_settings(l)),
    ]
    .map(|(right, text)| (caller.may(right).is_ok(), text))
}

fn role(role: Role, l: &Locale) -> String {
    match role {
        Role::Global => signin::role_global(l),
        Role::License => signin::role_license(l),
        Role::User => signin::role_user(l),
        Role::Billing => signin::role_billing(l),
        Role::Exchange => signin::role_exchange(l),
        Role::Reader => signin::role_reader(l),
    }
}

fn way_in(way: Way, l: &Locale) -> String {
    match way {
        Way::Link => signin::way_link(l),
        Way::Entra => signin::way_entra(l),
        Way::Local => signin::way_local(l),
    }
}
