//! Reads by identity. Exchange may answer to a wrong identity with *everything* (`exchange.md` 4.2), so a read is
//! good only if exactly one row came and it is the one that was asked for.

use model::{AccountId, MailboxGuid};

use super::command::{Cmdlet, rows};
use super::rows::{CasMailboxRow, MailboxRow, OrgConfigRow, Statistics, StatisticsRow};
use crate::answer::Answer;
use crate::connection::Connection;
use crate::error::ReadError;
use crate::operation::{self, EXCHANGE_BATCH};

impl Connection {
    /// Reads mailboxes by the object id of their account, in batches of 10: exactly one row of that id each, else
    /// [`ReadError::NotExactlyOne`].
    pub async fn mailboxes_by_id(
        &self,
        ids: &[AccountId],
    ) -> Vec<(AccountId, Result<MailboxRow, ReadError>)> {
        let cmdlet = Cmdlet::new(&operation::GET_MAILBOX, Some(MailboxRow::SELECT));
        let row = |id: AccountId, answer: Result<Answer, ReadError>| {
            let row: MailboxRow = only(&answer?, &operation::GET_MAILBOX, id)?;
            match row.account() {
                Some(found) if found == id => Ok(row),
                found => Err(another(id, found)),
            }
        };
        self.by_id(&cmdlet, ids)
            .await
            .into_iter()
            .map(|(id, answer)| (id, row(id, answer)))
            .collect()
    }

    /// Reads one mailbox by whatever Exchange takes for an identity: address, sign-in name, alias, id. `None`: there
    /// is none. A row that bears the name nowhere, or several, is [`ReadError::NotExactlyOne`].
    pub async fn mailbox_named(&self, identity: &str) -> Result<Option<MailboxRow>, ReadError> {
        let identity = identity.trim();
        let wrong = |rows, found| ReadError::NotExactlyOne {
            identity: identity.to_owned(),
            rows,
            found,
        };
        if identity.is_empty() {
            return Err(wrong(0, None));
        }
        let cmdlet = Cmdlet::new(&operation::GET_MAILBOX, Some(MailboxRow::SELECT))
            .with("Identity", identity);
        let answer = match self.0.read(&self.0.command(&cmdlet).what(identity)).await {
            Ok(answer) => answer,
            Err(ReadError::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut found = rows::<MailboxRow>(&answer, &operation::GET_MAILBOX)?.list;
        match (found.pop(), found.len() as u64) {
            (None, _) => Ok(None),
            (Some(row), 0) if bears(&row, identity) => Ok(Some(row)),
            (Some(row), 0) => Err(wrong(1, row.account().map(|id| id.to_string()))),
            (Some(_), others) => Err(wrong(others + 1, None)),
        }
    }

    /// Reads how much is in mailboxes, or in their archives, in batches of 10. Where the mailbox's (or the
    /// archive's) GUID is given and the row has one, they must be the same.
    pub async fn statistics(
        &self,
        of: &[(AccountId, Option<MailboxGuid>)],
        archive: bool,
    ) -> Vec<(AccountId, Result<Statistics, ReadError>)> {
        let mut cmdlet = Cmdlet::new(&operation::GET_STATISTICS, Some(StatisticsRow::SELECT));
        if archive {
            cmdlet = cmdlet.with("Archive", true);
        }
        let ids: Vec<AccountId> = of.iter().map(|(id, _)| *id).collect();
        let answers = self.by_id(&cmdlet, &ids).await;
        let read = |id, guid, answer: Result<Answer, ReadError>| statistics(id, guid, &answer?);
        of.iter()
            .zip(answers)
            .map(|(&(id, guid), (_, answer))| (id, read(id, guid, answer)))
            .collect()
    }

    /// Reads the client access settings of mailboxes, in batches of 10.
    pub async fn cas_mailboxes(
        &self,
        ids: &[AccountId],
    ) -> Vec<(AccountId, Result<CasMailboxRow, ReadError>)> {
        const SELECT: &str = "ExternalDirectoryObjectId,SmtpClientAuthenticationDisabled";
        let cmdlet = Cmdlet::new(&operation::GET_CAS_MAILBOX, Some(SELECT));
        let row = |id: AccountId, answer: Result<Answer, ReadError>| {
            let row: CasMailboxRow = only(&answer?, &operation::GET_CAS_MAILBOX, id)?;
            // Only the row of the OData surface is known, and it has the id; without one, one row must do.
            match row.external_directory_object_id.value() {
                Some(&found) if found != id => Err(another(id, Some(found))),
                _ => Ok(row),
            }
        };
        self.by_id(&cmdlet, ids)
            .await
            .into_iter()
            .map(|(id, answer)| (id, row(id, answer)))
            .collect()
    }

    /// The settings of the organisation: exactly one row.
    pub async fn organization_config(&self) -> Result<OrgConfigRow, ReadError> {
        let op = &operation::GET_ORGANIZATION;
        let answer = self.0.read(&self.0.command(&Cmdlet::new(op, None))).await?;
        only(&answer, op, self.tenant())
    }

    pub(super) async fn by_id(
        &self,
        cmdlet: &Cmdlet,
        ids: &[AccountId],
    ) -> Vec<(AccountId, Result<Answer, ReadError>)> {
        let item = |id: &AccountId| {
            let cmdlet = cmdlet.clone().with("Identity", id.to_string());
            self.0.command_item(&cmdlet, id.to_string())
        };
        let answers = self
            .0
            .read_batch(&EXCHANGE_BATCH, ids.iter().map(item).collect())
            .await;
        ids.iter().copied().zip(answers).collect()
    }
}

/// The one row of an answer.
fn only<R: serde::de::DeserializeOwned>(
    answer: &Answer,
    op: &'static operation::Operation,
    identity: impl std::fmt::Display,
) -> Result<R, ReadError> {
    let mut read = rows::<R>(answer, op)?.list;
    match (read.pop(), read.len() as u64) {
        (Some(row), 0) => Ok(row),
        (last, others) => {
            let rows = others + u64::from(last.is_some());
            Err(ReadError::NotExactlyOne {
                identity: identity.to_string(),
                rows,
                found: None,
            })
        }
    }
}

fn another(asked: AccountId, found: Option<AccountId>) -> ReadError {
    ReadError::NotExactlyOne {
        identity: asked.to_string(),
        rows: 1,
        found: found.map(|id| id.to_string()),
    }
}

/// One row, or none with Exchange's own word that the mailbox was never used. Any other absence is no answer.
fn statistics(
    id: AccountId,
    guid: Option<MailboxGuid>,
    answer: &Answer,
) -> Result<Statistics, ReadError> {
    let mut read = rows::<StatisticsRow>(answer, &operation::GET_STATISTICS)?;
    let wrong = |rows, found: Option<String>| ReadError::NotExactlyOne {
        identity: id.to_string(),
        rows,
        found,
    };
    if read.list.is_empty() && read.warns(wire::exchange::NEVER_LOGGED_ON) {
        return Ok(Statistics::NeverUsed);
    }
    match (read.list.pop(), read.list.len() as u64) {
        (Some(row), 0) => match (row.mailbox_guid.value().copied(), guid) {
            (Some(found), Some(asked)) if found != asked => Err(wrong(1, Some(found.to_string()))),
            _ => Ok(Statistics::Row(row)),
        },
        (last, others) => Err(wrong(others + u64::from(last.is_some()), None)),
    }
}

/// Does the row bear the identity somewhere?
fn bears(row: &MailboxRow, identity: &str) -> bool {
    let names = [
        &row.identity,
        &row.display_name,
        &row.primary_smtp_address,
        &row.user_principal_name,
        &row.alias,
    ];
    let addresses = row.email_addresses.value().into_iter().flatten();
    names
        .into_iter()
        .filter_map(|name| name.value())
        .any(|name| name.eq_ignore_ascii_case(identity))
        || addresses
            .filter_map(|a| a.split_once(':'))
            .any(|(_, address)| address.eq_ignore_ascii_case(identity))
        || row.account().is_some_and(|id| identity.parse() == Ok(id))
        || row
            .exchange_guid
            .value()
            .is_some_and(|id| identity.parse() == Ok(*id))
}
