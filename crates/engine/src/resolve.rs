//! From what a person types to the account that is meant: exactly one, or an error that says which there are.

use std::collections::HashMap;

use m365::ReadError;
use model::{AccountId, MailboxName};
use store::RecordQuery;

use crate::observe::Remembered;
use crate::{Engine, EngineError};

/// So many names are looked up live; more are found in the last review, and checked against the fresh read after.
const LIVE: usize = 20;

impl Engine {
    /// The accounts that names, addresses, user principal names or ids stand for, each once, in their order.
    pub(crate) async fn resolve(
        &self,
        conn: &m365::Connection,
        names: &[String],
    ) -> Result<Vec<AccountId>, EngineError> {
        let known = if names.len() > LIVE {
            self.known_names(conn).await?
        } else {
            HashMap::new()
        };
        let mut accounts = Vec::with_capacity(names.len());
        for name in names {
            let name = name.trim();
            let account = match (name.parse::<AccountId>(), known.get(&name.to_lowercase())) {
                (Ok(id), _) => id,
                (Err(_), Some(Some(id))) => *id,
                (Err(_), _) => self.resolve_live(conn, name).await?,
            };
            if !accounts.contains(&account) {
                accounts.push(account);
            }
        }
        Ok(accounts)
    }

    async fn resolve_live(
        &self,
        conn: &m365::Connection,
        name: &str,
    ) -> Result<AccountId, EngineError> {
        if name.is_empty() {
            return Err(EngineError::UnknownMailbox(name.to_owned()));
        }
        if let Some(candidates) = self.namesakes(conn, name).await? {
            return Err(EngineError::AmbiguousMailbox {
                name: name.to_owned(),
                candidates,
            });
        }
        match conn.mailbox_named(name).await {
            Ok(Some(row)) => row
                .account()
                .ok_or_else(|| EngineError::UnknownMailbox(name.to_owned())),
            Ok(None) => Err(EngineError::UnknownMailbox(name.to_owned())),
            Err(ReadError::NotExactlyOne { rows, .. }) if rows > 1 => {
                let candidates = self.similar(conn, name).await?;
                Err(EngineError::AmbiguousMailbox {
                    name: name.to_owned(),
                    candidates,
                })
            }
            Err(source) => Err(EngineError::read("Get-Mailbox", source)),
        }
    }

    /// Mailboxes of the last review that share this display name. Exchange would take the one whose alias it is,
    /// without a word; a person who types a display name may mean any of them.
    async fn namesakes(
        &self,
        conn: &m365::Connection,
        name: &str,
    ) -> Result<Option<Vec<(String, AccountId)>>, EngineError> {
        let Some(snapshot) = self.store.latest_snapshot(conn.tenant()).await? else {
            return Ok(None);
        };
        let query = RecordQuery {
            search: Some(name.to_owned()),
            ..RecordQuery::default()
        };
        let records = self.store.records(snapshot.id, query).await?;
        let same =
            |r: &store::Record| r.facts.name.display_name.to_lowercase() == name.to_lowercase();
        let candidates: Vec<_> = records
            .into_iter()
            .filter(same)
            .map(|r| (r.facts.name.primary_smtp_address, r.facts.account))
            .collect();
        Ok((candidates.len() > 1).then_some(candidates))
    }

    /// What the last review knows of these accounts from usage reports.
    pub(crate) async fn remembered(
        &self,
        conn: &m365::Connection,
        accounts: &[AccountId],
    ) -> Result<HashMap<AccountId, Remembered>, EngineError> {
        let mut remembered = HashMap::with_capacity(accounts.len());
        if let Some(snapshot) = self.store.latest_snapshot(conn.tenant()).await? {
            for account in accounts {
                if let Some(record) = self.store.record(snapshot.id, *account).await? {
                    remembered.insert(*account, Remembered::of(&record.facts));
                }
            }
        }
        Ok(remembered)
    }

    /// The mailboxes of the last review that a name may stand for: to choose from.
    async fn similar(
        &self,
        conn: &m365::Connection,
        name: &str,
    ) -> Result<Vec<(String, AccountId)>, EngineError> {
        let Some(snapshot) = self.store.latest_snapshot(conn.tenant()).await? else {
            return Ok(Vec::new());
        };
        let query = RecordQuery {
            search: Some(name.to_owned()),
            limit: 20,
            ..RecordQuery::default()
        };
        let records = self.store.records(snapshot.id, query).await?;
        let choice = |r: store::Record| (r.facts.name.primary_smtp_address, r.facts.account);
        Ok(records.into_iter().map(choice).collect())
    }

    /// Addresses and user principal names of the last review; `None` where two mailboxes share one.
    async fn known_names(
        &self,
        conn: &m365::Connection,
    ) -> Result<HashMap<String, Option<AccountId>>, EngineError> {
        let mut known = HashMap::new();
        let Some(snapshot) = self.store.latest_snapshot(conn.tenant()).await? else {
            return Ok(known);
        };
        for record in self
            .store
            .records(snapshot.id, RecordQuery::default())
            .await?
        {
            for key in keys(&record.facts.name) {
                known
                    .entry(key)
                    .and_modify(|a| {
                        if *a != Some(record.facts.account) {
                            *a = None;
                        }
                    })
                    .or_insert(Some(record.facts.account));
            }
        }
        Ok(known)
    }
}

/// Does a fresh read still answer to the name it was asked by? Names found in an old review may have moved on.
pub(crate) fn answers_to(name: &str, account: AccountId, fresh: &MailboxName) -> bool {
    let name = name.trim().to_lowercase();
    name.parse() == Ok(account) || keys(fresh).contains(&name)
}

fn keys(name: &MailboxName) -> [String; 2] {
    [
        name.primary_smtp_address.to_lowercase(),
        name.user_principal_name.to_lowercase(),
    ]
}
