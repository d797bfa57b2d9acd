//! Show: everything known about one mailbox; and the history.

use model::{Entry, TenantFacts, TenantId};
use rules::Policy;
use store::{LedgerQuery, Record};

use crate::events::Events;
use crate::observe::Observer;
use crate::roles::{Caller, Right};
use crate::settle::Settle;
use crate::{Engine, EngineError};

/// Everything known about one mailbox.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Facts, read now, and what the rules say of them.
    pub record: Record,
    /// The tenant as a whole.
    pub tenant: TenantFacts,
    /// Its history, oldest first.
    pub history: Vec<Entry>,
}

impl Engine {
    /// Reads everything there is to know about one mailbox, also what the verdict does not need.
    pub async fn show(
        &self,
        by: &Caller,
        conn: &m365::Connection,
        mailbox: &str,
        policy: &Policy,
        events: &Events,
    ) -> Result<Shown, EngineError> {
        by.may(Right::Read)?;
        self.settle_as(by, conn, policy, events, Settle::LookOnly)
            .await?;
        let accounts = self.resolve(conn, &[mailbox.to_owned()]).await?;
        let observer = Observer::new(self, conn, policy, events);
        let mut tenant = observer.tenant().await;
        let mut subjects = observer.fresh(&accounts, &mut tenant).await?;
        observer.everything(&mut subjects).await;
        let mut records = self.assess(&subjects, &tenant, policy, events);
        let record = records
            .pop()
            .ok_or_else(|| EngineError::UnknownMailbox(mailbox.to_owned()))?;
        let account = Some(record.facts.account);
        let query = LedgerQuery {
            tenant: Some(conn.tenant()),
            account,
            ..LedgerQuery::default()
        };
        let history = self.store.entries(query).await?;
        self.store
            .correct(conn.tenant(), vec![record.clone()])
            .await?;
        Ok(Shown {
            record,
            tenant,
            history,
        })
    }

    /// Entries of the ledger, in their order.
    pub async fn history(
        &self,
        by: &Caller,
        tenant: TenantId,
        query: LedgerQuery,
    ) -> Result<Vec<Entry>, EngineError> {
        by.may(Right::Read)?;
        Ok(self
            .store
            .entries(LedgerQuery {
                tenant: Some(tenant),
                ..query
            })
            .await?)
    }
}
