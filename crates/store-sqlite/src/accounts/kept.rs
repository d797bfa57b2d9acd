//! An account as it is kept.

use std::collections::BTreeSet;

use model::{AccountId, RecipientKind, SignIn, Verdict};
use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use store::accounts::searchable;
use store::{Account, AccountFilter, AccountRow, HeldProduct};

use crate::failure::{Work, damaged, json, parsed};
use crate::statements::statements;
use crate::time::{stored, time};

statements! {
    ONE = "SELECT n, id, name, upn, mail, kind, verdict, read_at, body FROM account WHERE directory = ?1 AND id = ?2";
    NUMBERED = "SELECT n, id, name, upn, mail, kind, verdict, read_at, body FROM account WHERE n = ?1";
}

/// A row of `account`; `n` is 0 until it has a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) n: i64,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) upn: String,
    pub(super) mail: String,
    pub(super) kind: Option<String>,
    pub(super) verdict: Option<String>,
    pub(super) read_at: i64,
    pub(super) body: String,
}

/// What the columns do not hold: display name, user principal name, mail, sign-in, products, usage location.
type Body = (
    String,
    String,
    String,
    Option<SignIn>,
    Option<Vec<HeldProduct>>,
    Option<String>,
);

impl Kept {
    /// As the directory says; nothing is known of its mailbox.
    pub(super) fn new(account: &Account) -> Work<Self> {
        let upn = searchable(&account.user_principal_name);
        let mail = searchable(&account.mail);
        Ok(Self {
            n: 0,
            id: account.id.to_string(),
            name: searchable(&account.display_name),
            mail: if mail == upn { String::new() } else { mail },
            upn,
            kind: None,
            verdict: None,
            read_at: stored(account.read_at),
            body: json(&(
                &account.display_name,
                &account.user_principal_name,
                &account.mail,
                account.sign_in,
                &account.licenses,
                &account.usage_location,
            ))?,
        })
    }

    pub(super) fn of(t: &Transaction<'_>, directory: i64, id: AccountId) -> Work<Option<Self>> {
        let found = t
            .prepare_cached(ONE)?
            .query_row(params![directory, id.to_string()], |r| Ok(Self::read(r)))
            .optional()?;
        found.transpose()
    }

    pub(super) fn numbered(t: &Transaction<'_>, n: i64) -> Work<Option<Self>> {
        let found = t
            .prepare_cached(NUMBERED)?
            .query_row([n], |r| Ok(Self::read(r)))
            .optional()?;
        found.transpose()
    }

    /// From the columns as the statements name them.
    pub(super) fn read(row: &Row<'_>) -> Work<Self> {
        Ok(Self {
            n: row.get(0)?,
            id: row.get(1)?,
            name: row.get(2)?,
            upn: row.get(3)?,
            mail: row.get(4)?,
            kind: row.get(5)?,
            verdict: row.get(6)?,
            read_at: row.get(7)?,
            body: row.get(8)?,
        })
    }

    pub(super) fn account(&self) -> Work<Account> {
        let body: Body = parsed("account", &self.id, &self.body)?;
        let (display_name, user_principal_name, mail, sign_in, licenses, usage_location) = body;
        Ok(Account {
            id: self
                .id
                .parse()
                .map_err(|e| damaged("account", &self.id, e))?,
            display_name,
            user_principal_name,
            mail,
            sign_in,
            licenses,
            usage_location,
            read_at: time("account", &self.id, self.read_at)?,
        })
    }

    pub(super) fn row(&self) -> Work<AccountRow> {
        let verdict = |name: &String| {
            let known = Verdict::ALL.iter().copied().find(|v| v.as_str() == name);
            known.ok_or_else(|| damaged("account", &self.id, format!("`{name}` is no verdict")))
        };
        Ok(AccountRow {
            account: self.account()?,
            mailbox: self.kind.clone().map(RecipientKind::from),
            verdict: self.verdict.as_ref().map(verdict).transpose()?,
        })
    }

    /// The listings in which it stands.
    pub(super) fn filters(&self) -> Work<BTreeSet<AccountFilter>> {
        Ok(AccountFilter::admitting(&self.row()?).into_iter().collect())
    }

    /// What a search looks through.
    pub(super) fn texts(&self) -> [&str; 3] {
        [&self.name, &self.upn, &self.mail]
    }

    /// What is read of the same account now, where this one is kept: it keeps its number and what is known of its
    /// mailbox.
    pub(super) fn read_as(&self, account: &Account) -> Work<Self> {
        Ok(Self {
            n: self.n,
            kind: self.kind.clone(),
            verdict: self.verdict.clone(),
            ..Self::new(account)?
        })
    }
}
