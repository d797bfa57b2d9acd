//! The panel of one account: everything that is shown beside the list, read now.

use std::collections::BTreeMap;

use m365::Connection;
use model::{AccountId, Entry, SkuId, TenantFacts};
use rules::Policy;
use store::{Account, LedgerQuery, Record};

use crate::events::Events;
use crate::observe::Observer;
use crate::roles::{Caller, Right};
use crate::seen::Seen;
use crate::settle::Settle;
use crate::ways::{Way, ways};
use crate::{Engine, EngineError};

/// So many entries of the history stand in a panel.
const HISTORY: usize = 50;

/// One account, read now.
#[derive(Debug, Clone)]
pub struct Panel {
    /// What the directory says of it, as the list now has it.
    pub account: Account,
    /// Its mailbox, its licences with their groups, and what the rules say. An account whose mailbox is not shared is
    /// assessed too: the verdict says so.
    pub record: Record,
    /// The tenant as a whole: products, subscriptions, the groups that give it licences.
    pub tenant: TenantFacts,
    /// Its history, newest first, at most 50 entries.
    pub history: Vec<Entry>,
    /// How each licence could go, it alone, and what is asked for it.
    pub ways: BTreeMap<SkuId, Way>,
    /// What this shows of licences and sign-in: goes into the form, comes back with the save.
    pub seen: Seen,
}

impl Engine {
    /// Reads one account afresh. What was open from an earlier run is looked at first, and the lists take over what
    /// was found.
    pub async fn panel(
        &self,
        by: &Caller,
        conn: &Connection,
        account: AccountId,
        policy: &Policy,
        events: &Events,
    ) -> Result<Panel, EngineError> {
        by.may(Right::Read)?;
        self.settle_as(by, conn, policy, events, Settle::LookOnly)
            .await?;
        let observer = Observer::new(self, conn, policy, events);
        let alone = [account];
        let (mut tenant, listed) = tokio::join!(observer.tenant(), self.reread(conn, &alone));
        listed?;
        let subjects = observer.fresh(&alone, &mut tenant).await?;
        let mut records = self.assess(&subjects, &tenant, policy, events);
        let (Some(record), Some(row)) = (
            records.pop(),
            self.store.account(conn.tenant(), account).await?,
        ) else {
            return Err(EngineError::UnknownAccount(account.to_string()));
        };
        self.correct_reviewed(conn, &record).await?;
        let query = LedgerQuery {
            tenant: Some(conn.tenant()),
            account: Some(account),
            newest_first: true,
            limit: HISTORY,
            ..LedgerQuery::default()
        };
        let exclusions = self.exclusions(conn.tenant(), &[]).await?;
        Ok(Panel {
            account: row.account,
            ways: ways(&record, &tenant, policy, &exclusions, self.env.now()),
            seen: Seen::of(&record.facts),
            record,
            tenant,
            history: self.store.entries(query).await?,
        })
    }

    /// Corrects the last review where it holds the account: a user mailbox that somebody looks at is none of its.
    async fn correct_reviewed(
        &self,
        conn: &Connection,
        record: &Record,
    ) -> Result<(), EngineError> {
        let Some(snapshot) = self.store.latest_snapshot(conn.tenant()).await? else {
            return Ok(());
        };
        let reviewed = self.store.record(snapshot.id, record.facts.account).await?;
        if reviewed.is_some() {
            self.store
                .correct(conn.tenant(), vec![record.clone()])
                .await?;
        }
        Ok(())
    }
}
