//! Accounts: the list behind "Active users", from the store, and how it is read.

use futures_util::{StreamExt as _, pin_mut};
use jiff::Timestamp;
use m365::{Connection, Field, UserFilter, UserQuery, UserRow, UserSelect};
use model::{AccountId, AssignedBy, SignIn, TenantId};
use store::{
    Account, AccountFilter, AccountPage, AccountQuery, AccountReading, AccountRow, HeldProduct,
};

use crate::events::{Event, Events, Reading};
use crate::roles::{Caller, Right};
use crate::{Engine, EngineError};

/// A page of the list, and how old the list is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountList {
    /// The page.
    pub page: AccountPage,
    /// The reading it stands on; `None` while the directory was never read to its end, and then the list is empty.
    pub reading: Option<AccountReading>,
}

impl Engine {
    /// Reads every account of the tenant, by pages of 999, into the list. The first reading makes the list when all are
    /// read; later ones change rows as they come, and accounts that are gone leave at the end. Guests are on it too: they may hold licences.
    pub async fn refresh_accounts(
        &self,
        by: &Caller,
        conn: &Connection,
        events: &Events,
    ) -> Result<AccountReading, EngineError> {
        by.may(Right::Read)?;
        let failed = |source| EngineError::Read {
            what: "users",
            source: Box::new(source),
        };
        let before = conn.meter().total();
        let started_at = self.env.now();
        // Only for the progress: without it the list is read all the same.
        let total = conn.count_users(&UserFilter::All).await.ok();
        let pages = conn.users(&UserQuery::new(UserSelect::REVIEW, UserFilter::All));
        pin_mut!(pages);
        let mut done = 0;
        loop {
            // A page is as old as its request: what is read back meanwhile is newer.
            let asked_at = self.env.now();
            let Some(page) = pages.next().await else {
                break;
            };
            let rows = page.map_err(failed)?.rows;
            done += rows.len() as u64;
            let accounts = rows.iter().map(|row| account(row, asked_at)).collect();
            self.store.put_accounts(conn.tenant(), accounts).await?;
            events.emit(Event::Read {
                what: Reading::Accounts,
                done,
                total,
            });
        }
        let reading = AccountReading {
            started_at,
            finished_at: self.env.now(),
            requests: conn.meter().total() - before,
        };
        self.store
            .finish_accounts(conn.tenant(), reading.clone())
            .await?;
        Ok(reading)
    }

    /// A page of the list.
    pub async fn accounts(
        &self,
        by: &Caller,
        tenant: TenantId,
        query: AccountQuery,
    ) -> Result<AccountList, EngineError> {
        by.may(Right::Read)?;
        Ok(AccountList {
            page: self.store.accounts(tenant, query).await?,
            reading: self.store.account_reading(tenant).await?,
        })
    }

    /// How many accounts each filter admits; filters that admit none are left out.
    pub async fn account_counts(
        &self,
        by: &Caller,
        tenant: TenantId,
    ) -> Result<Vec<(AccountFilter, u64)>, EngineError> {
        by.may(Right::Read)?;
        Ok(self.store.account_counts(tenant).await?)
    }

    /// One account as the list has it.
    pub async fn listed(
        &self,
        by: &Caller,
        tenant: TenantId,
        account: AccountId,
    ) -> Result<Option<AccountRow>, EngineError> {
        by.may(Right::Read)?;
        Ok(self.store.account(tenant, account).await?)
    }

    /// Reads these accounts again and puts what was found onto the list. What cannot be read stays as it was.
    pub(crate) async fn reread(
        &self,
        conn: &Connection,
        accounts: &[AccountId],
    ) -> Result<(), EngineError> {
        let at = self.env.now();
        let (mut found, mut gone) = (Vec::new(), Vec::new());
        for (id, read) in conn.users_by_id(accounts, UserSelect::REVIEW).await {
            match read {
                Ok(Some(row)) => found.push(account(&row, at)),
                Ok(None) => gone.push(id),
                Err(_) => {} // it is only as old as before
            }
        }
        self.store.put_accounts(conn.tenant(), found).await?;
        self.store.drop_accounts(conn.tenant(), gone, at).await?;
        Ok(())
    }
}

/// A row of `users` as the list keeps it.
pub(crate) fn account(row: &UserRow, read_at: Timestamp) -> Account {
    let text = |field: &Field<String>| field.value().cloned().unwrap_or_default();
    let sign_in = |&on: &bool| if on { SignIn::Allowed } else { SignIn::Blocked };
    Account {
        id: row.id,
        display_name: text(&row.display_name),
        user_principal_name: text(&row.user_principal_name),
        mail: text(&row.mail),
        sign_in: row.account_enabled.value().map(sign_in),
        licenses: held(row),
        usage_location: match &row.usage_location {
            Field::Null => Some(String::new()),
            other => other.value().cloned(),
        },
        read_at,
    }
}

/// What is assigned, and by whom as far as the second list says. A write on its way lets the two differ for a moment:
/// a list may show that, a verdict may not ([`facts`](crate::observe::facts)).
fn held(row: &UserRow) -> Option<Vec<HeldProduct>> {
    let states = row.license_assignment_states.value();
    let mut held: Vec<HeldProduct> = Vec::new();
    for license in row.assigned_licenses.value()? {
        let sku = license.sku_id;
        let of_sku = states.into_iter().flatten().filter(|s| s.sku == Some(sku));
        let (mut direct, mut groups) = (false, Vec::new());
        for by in of_sku.filter_map(|state| state.by) {
            match by {
                AssignedBy::Direct => direct = true,
                AssignedBy::Group(group) => groups.push(group),
            }
        }
        held.push(HeldProduct {
            sku,
            direct,
            groups,
        });
    }
    held.sort_by_key(|h| h.sku);
    Some(held)
}
