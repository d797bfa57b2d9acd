//! Raw looks at commands of Exchange.

use serde_json::json;

use super::command::Cmdlet;
use super::rows::{MailboxRow, StatisticsRow};
use crate::call::Call;
use crate::connection::{Connection, Inner, below};
use crate::error::ReadError;
use crate::look::{ExchangeLook, Look, ReadCmdlet, same_host};
use crate::operation;

impl Connection {
    /// Looks at a command.
    pub async fn look_at_exchange(&self, look: &ExchangeLook) -> Result<Look, ReadError> {
        self.0.look(&self.0.look_call(look)).await
    }

    /// Looks at where a link of such an answer leads, if that is the same host.
    pub async fn look_at_exchange_link(
        &self,
        look: &ExchangeLook,
        link: &str,
    ) -> Result<Look, ReadError> {
        let mut call = self.0.look_call(look);
        call.url = same_host(&call, link)?;
        self.0.look(&call).await
    }

    /// Looks at a `$batch` of commands.
    pub async fn look_at_exchange_batch(&self, looks: &[ExchangeLook]) -> Result<Look, ReadError> {
        let requests = looks.iter().zip(1..).map(|(look, id): (_, usize)| {
            let item = self.0.command_item(&look.cmdlet(), String::new());
            wire::batch::Request {
                id: id.to_string(),
                ..item.request
            }
        });
        let path = wire::exchange::batch_path(&self.0.info.tenant_id.to_string());
        let url = below(&self.0.info.exchange, &path);
        let call = Call::batch(&operation::EXCHANGE_BATCH, url, requests.collect());
        self.0.look(&self.0.exchange_headers(call)).await
    }
}

impl ExchangeLook {
    /// A look at rows of a cmdlet with these parameters.
    pub fn new(cmdlet: ReadCmdlet, parameters: serde_json::Value) -> Self {
        let parameters = match parameters {
            serde_json::Value::Object(parameters) => parameters,
            _ => serde_json::Map::new(),
        };
        Self {
            cmdlet,
            parameters,
            selected: true,
            page: wire::exchange::PAGE_MAX,
        }
    }

    /// A look at one object by its identity.
    pub fn of(cmdlet: ReadCmdlet, identity: &str) -> Self {
        Self::new(cmdlet, json!({"Identity": identity}))
    }

    fn cmdlet(&self) -> Cmdlet {
        let (op, select) = match self.cmdlet {
            ReadCmdlet::Mailbox => (&operation::GET_MAILBOX, Some(MailboxRow::SELECT)),
            ReadCmdlet::Statistics => (&operation::GET_STATISTICS, Some(StatisticsRow::SELECT)),
            ReadCmdlet::Organization => (&operation::GET_ORGANIZATION, None),
        };
        let mut cmdlet = Cmdlet::new(op, select.filter(|_| self.selected));
        cmdlet.parameters.clone_from(&self.parameters);
        cmdlet
    }
}

impl Inner {
    fn look_call(&self, look: &ExchangeLook) -> Call {
        let cmdlet = look.cmdlet();
        let what = look.parameters.get("Identity").and_then(|i| i.as_str());
        self.command_by_pages(&cmdlet, look.page)
            .what(what.unwrap_or_default())
    }
}
