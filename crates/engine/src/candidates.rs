//! Candidates: to whom a licence that became available may go, from the list of accounts.

use model::{RecipientKind, SignIn, SkuId, TenantId};
use store::{Account, AccountQuery, AccountReading, AccountRow};

use crate::roles::{Caller, Right};
use crate::{Engine, EngineError};

/// Rows that are looked at in one go, and how often: a picker must answer at once at a million accounts.
const PAGE: usize = 200;
const PAGES: usize = 20;

/// Somebody who may get the licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who, as the list has it.
    pub account: Account,
    /// Has a usage location. Without one it is to be asked for; `None` where the list does not know.
    pub usage_location: Option<bool>,
}

/// Those who may get it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidates {
    /// By name.
    pub rows: Vec<Candidate>,
    /// There may be more: search narrower.
    pub more: bool,
    /// The reading it stands on; `None` while the directory was never read to its end, and then nobody is here.
    pub reading: Option<AccountReading>,
}

impl Engine {
    /// People to whom a product may be passed on: on the list, allowed to sign in, without the product, no guest and
    /// no shared, room or equipment mailbox. At most `limit`, by name; [`propose_pass_on`](Self::propose_pass_on)
    /// reads the one that is chosen.
    pub async fn candidates(
        &self,
        by: &Caller,
        tenant: TenantId,
        sku: SkuId,
        search: Option<&str>,
        limit: usize,
    ) -> Result<Candidates, EngineError> {
        by.may(Right::Read)?;
        let mut query = AccountQuery {
            search: search.map(str::to_owned),
            limit: PAGE,
            ..AccountQuery::default()
        };
        let mut rows: Vec<Candidate> = Vec::new();
        let mut more = true;
        for _ in 0..PAGES {
            let page = self.store.accounts(tenant, query.clone()).await?;
            let found = page.rows.into_iter().filter(|row| may_get(row, sku));
            rows.extend(found.map(candidate));
            query.after = page.next;
            more = rows.len() > limit || query.after.is_some();
            if rows.len() >= limit || query.after.is_none() {
                break;
            }
        }
        rows.truncate(limit);
        Ok(Candidates {
            rows,
            more,
            reading: self.store.account_reading(tenant).await?,
        })
    }
}

fn may_get(row: &AccountRow, sku: SkuId) -> bool {
    let account = &row.account;
    let held = account.licenses.as_deref();
    let without = held.is_some_and(|held| held.iter().all(|h| h.sku != sku));
    let person = !matches!(
        row.mailbox,
        Some(
            RecipientKind::SharedMailbox
                | RecipientKind::RoomMailbox
                | RecipientKind::EquipmentMailbox
        )
    );
    without && person && account.sign_in == Some(SignIn::Allowed) && !is_guest(account)
}

/// The sign-in name that Entra gives an invited guest holds this mark.
fn is_guest(account: &Account) -> bool {
    account
        .user_principal_name
        .to_ascii_uppercase()
        .contains("#EXT#")
}

fn candidate(row: AccountRow) -> Candidate {
    Candidate {
        usage_location: row.account.usage_location.as_ref().map(|l| !l.is_empty()),
        account: row.account,
    }
}
