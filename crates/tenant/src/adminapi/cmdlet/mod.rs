//! The cmdlets that are served, each in its file.

mod get_cas_mailbox;
mod get_mailbox;
mod get_mailbox_permission;
mod get_mailbox_statistics;
mod get_organization_config;
mod set_cas_mailbox;
mod set_mailbox;

use rusqlite::Transaction;
use serde_json::{Map, Value};

use super::envelope::Answer;
use super::error::Failure;
use super::gate::Right;
use super::load::View;
use super::paging::Position;
use super::params::{self, Bindings, Parameter};
use super::row::Selection;

/// One call of a cmdlet, after the token was looked at.
#[derive(Debug)]
pub(crate) struct Call {
    /// The cmdlet, as it was named.
    pub(crate) name: String,
    /// Its parameters, as they were sent.
    pub(crate) parameters: Map<String, Value>,
    /// `$select`.
    pub(crate) selection: Selection,
    /// Most rows on a page.
    pub(crate) page_size: usize,
    /// Where to go on.
    pub(crate) position: Option<Position>,
    /// Does a fault make reads by identity answer everything?
    pub(crate) ignore_identity: bool,
    /// Seconds for which a fault hides a write from everybody.
    pub(crate) delay: Option<u32>,
    /// Who looks, and when.
    pub(crate) view: View,
}

/// What a cmdlet gives back: the answer, and where the next page begins.
#[derive(Debug, Default)]
pub(crate) struct Done {
    pub(crate) answer: Answer,
    pub(crate) next: Option<Position>,
}

impl From<Answer> for Done {
    fn from(answer: Answer) -> Self {
        Self { answer, next: None }
    }
}

/// A cmdlet: its name, the right it needs, its parameters, and what it does.
struct Cmdlet {
    name: &'static str,
    right: Right,
    parameters: &'static [Parameter],
    run: fn(&Transaction<'_>, &Call, &Bindings) -> Result<Done, Failure>,
}

const CMDLETS: [Cmdlet; 7] = [
    Cmdlet {
        name: "Get-Mailbox",
        right: Right::Read,
        parameters: get_mailbox::PARAMETERS,
        run: get_mailbox::run,
    },
    Cmdlet {
        name: "Get-MailboxStatistics",
        right: Right::Read,
        parameters: get_mailbox_statistics::PARAMETERS,
        run: get_mailbox_statistics::run,
    },
    Cmdlet {
        name: "Get-MailboxPermission",
        right: Right::Read,
        parameters: get_mailbox_permission::PARAMETERS,
        run: get_mailbox_permission::run,
    },
    Cmdlet {
        name: "Get-OrganizationConfig",
        right: Right::Read,
        parameters: &[],
        run: get_organization_config::run,
    },
    Cmdlet {
        name: "Get-CASMailbox",
        right: Right::Read,
        parameters: get_cas_mailbox::PARAMETERS,
        run: get_cas_mailbox::run,
    },
    Cmdlet {
        name: "Set-Mailbox",
        right: Right::Recipients,
        parameters: set_mailbox::PARAMETERS,
        run: set_mailbox::run,
    },
    Cmdlet {
        name: "Set-CASMailbox",
        right: Right::Recipients,
        parameters: set_cas_mailbox::PARAMETERS,
        run: set_cas_mailbox::run,
    },
];

/// Runs a call with the rights of its caller. An unknown cmdlet and one outside of the caller's roles look the
/// same: 403 (`exchange.md` 1.6).
pub(crate) fn run(tx: &Transaction<'_>, call: &Call, right: Right) -> Result<Done, Failure> {
    let cmdlet = CMDLETS
        .iter()
        .find(|cmdlet| cmdlet.name.eq_ignore_ascii_case(&call.name) && cmdlet.right <= right)
        .ok_or(Failure::Forbidden(None))?;
    let bindings = params::bind(cmdlet.parameters, &call.parameters)?;
    if right < Right::Full && bindings.has_any(set_mailbox::LEGAL_HOLD) {
        // A parameter outside of the caller's roles; a bare 403 is one of the two answers that were seen.
        return Err(Failure::Forbidden(None));
    }
    (cmdlet.run)(tx, call, &bindings)
}
