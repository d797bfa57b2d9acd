//! One command: how it is asked and how its answer is read (`exchange.md` 1.2–1.4).

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use url::Url;
use wire::exchange::{self, Command, MORE_RESULTS, header};

use crate::answer::Answer;
use crate::batch::Item;
use crate::call::Call;
use crate::connection::{Inner, below};
use crate::error::ReadError;
use crate::operation::Operation;

/// The answer of a command that gives rows.
#[derive(Debug)]
pub(super) struct Rows<R> {
    pub list: Vec<R>,
    pub next: Option<String>,
    pub warnings: Vec<String>,
}

impl<R> Rows<R> {
    /// Does Exchange say that there are more?
    pub(super) fn is_cut(&self) -> bool {
        self.warnings
            .iter()
            .any(|w| w.eq_ignore_ascii_case(MORE_RESULTS))
    }

    pub(super) fn warns(&self, part: &str) -> bool {
        self.warnings
            .iter()
            .any(|w| w.to_ascii_lowercase().contains(&part.to_ascii_lowercase()))
    }
}

#[derive(Deserialize)]
struct Envelope<R> {
    #[serde(rename = "@odata.nextLink", default)]
    next: Option<String>,
    #[serde(rename = "@adminapi.warnings", default)]
    warnings: Option<Vec<String>>,
    value: Vec<R>,
}

/// Reads the rows of an answer. A body without a list is an error: all our commands give rows.
pub(super) fn rows<R: DeserializeOwned>(
    answer: &Answer,
    op: &'static Operation,
) -> Result<Rows<R>, ReadError> {
    let envelope: Envelope<R> = answer.json(op)?;
    let mut warnings = envelope.warnings.unwrap_or_default();
    warnings.extend(answer.headers.warnings.clone());
    Ok(Rows {
        list: envelope.value,
        next: envelope.next,
        warnings,
    })
}

/// A cmdlet with its parameters and the members that are wanted.
#[derive(Debug, Clone)]
pub(super) struct Cmdlet {
    pub op: &'static Operation,
    pub parameters: Map<String, Value>,
    pub select: Option<&'static str>,
}

impl Cmdlet {
    pub(super) fn new(op: &'static Operation, select: Option<&'static str>) -> Self {
        Self {
            op,
            parameters: Map::new(),
            select,
        }
    }

    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.parameters.insert(name.to_owned(), value.into());
        self
    }

    fn body(&self) -> Command {
        Command::new(self.op.name, self.parameters.clone())
    }
}

impl Inner {
    /// The headers of every call: the same anchor always, so that all pages come from one place.
    pub(crate) fn exchange_headers(&self, call: Call) -> Call {
        call.header(header::ANCHOR, self.anchor())
            .header("prefer", PREFER)
    }

    fn anchor(&self) -> String {
        exchange::app_anchor(&self.info.tenant_id.to_string())
    }

    pub(super) fn command_url(&self, select: Option<&str>) -> Url {
        let mut url = below(
            &self.info.exchange,
            &exchange::invoke_path(&self.info.tenant_id.to_string()),
        );
        url.set_query(select.map(|s| format!("$select={s}")).as_deref());
        url
    }

    /// A command as a call of its own.
    pub(super) fn command(&self, cmdlet: &Cmdlet) -> Call {
        let call = Call::post_json(cmdlet.op, self.command_url(cmdlet.select), &cmdlet.body());
        self.exchange_headers(call)
            .header(header::CMDLET, cmdlet.op.name)
    }

    /// The same with at most so many rows on a page.
    pub(super) fn command_by_pages(&self, cmdlet: &Cmdlet, rows: usize) -> Call {
        Call::post_json(cmdlet.op, self.command_url(cmdlet.select), &cmdlet.body())
            .header(header::ANCHOR, self.anchor())
            .header(
                "prefer",
                format!("odata.maxpagesize={rows};odata.continue-on-error"),
            )
            .header(header::CMDLET, cmdlet.op.name)
    }

    /// A command as an item of a batch: its URL is absolute.
    pub(super) fn command_item(&self, cmdlet: &Cmdlet, what: String) -> Item {
        let body =
            serde_json::to_value(cmdlet.body()).expect("our own commands have string keys only");
        Item::new(
            cmdlet.op,
            "POST",
            self.command_url(cmdlet.select).to_string(),
            what,
        )
        .header("X-CmdletName", cmdlet.op.name)
        .header("X-AnchorMailbox", &self.anchor())
        .header("Accept", "application/json")
        .header("Prefer", PREFER)
        .body(body)
    }
}

const PREFER: &str = "odata.maxpagesize=1000;odata.continue-on-error";
