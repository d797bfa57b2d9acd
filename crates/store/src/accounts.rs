//! Accounts: the list behind "Active users", with one row for every account of a tenant.
//!
//! A row is put by a reading of the whole directory, page by page, and by every read-back since: the newer read
//! wins, whichever comes first. What a review says of an account's mailbox stands beside it, and follows the newest
//! complete snapshot by itself.

mod filter;
mod query;

use jiff::Timestamp;
use model::{AccountId, AssignedBy, GroupId, MailboxFacts, RecipientKind, SignIn, SkuId, TenantId};
use model::{License, Verdict};
use serde::{Deserialize, Serialize};

use crate::Fut;
use crate::inventory::folded;

pub use filter::{AccountFilter, NotAFilter};
pub use query::{
    AccountPage, AccountQuery, AccountSort, COUNTED, Count, Cursor, Direction, is_prefix,
};

/// A product that an account holds, and who gives it. Where the directory does not say who, neither is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HeldProduct {
    /// The product.
    pub sku: SkuId,
    /// An administrator gives it, on the account itself.
    pub direct: bool,
    /// These groups give it.
    pub groups: Vec<GroupId>,
}

impl From<&License> for HeldProduct {
    fn from(license: &License) -> Self {
        Self {
            sku: license.sku,
            direct: license.sources.iter().any(|s| s.by == AssignedBy::Direct),
            groups: license.groups().collect(),
        }
    }
}

/// What the directory says of an account, as far as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// Its object id.
    pub id: AccountId,
    /// `displayName`; empty when there is none.
    pub display_name: String,
    /// `userPrincipalName`.
    pub user_principal_name: String,
    /// `mail`; empty when there is none.
    pub mail: String,
    /// `accountEnabled`; `None` where the answer did not say.
    pub sign_in: Option<SignIn>,
    /// What it holds, ordered by product; `None` where the answer did not say.
    pub licenses: Option<Vec<HeldProduct>>,
    /// `usageLocation`, empty when there is none; `None` where the answer did not say.
    pub usage_location: Option<String>,
    /// When it was read, UTC. A list is read live, so it was true then.
    pub read_at: Timestamp,
}

impl Account {
    /// Takes over what a later read of the account's mailbox says; what that read does not know stays.
    pub fn read_back(&mut self, facts: &MailboxFacts) {
        if let Some(read) = facts
            .sign_in
            .observed()
            .filter(|o| o.read_at >= self.read_at)
        {
            self.sign_in = Some(read.value);
        }
        if let Some(read) = facts
            .usage_location
            .observed()
            .filter(|o| o.read_at >= self.read_at)
        {
            self.usage_location = Some(read.value.clone());
        }
        if let Some(read) = facts
            .licenses
            .observed()
            .filter(|o| o.read_at >= self.read_at)
        {
            let mut held: Vec<HeldProduct> = read.value.iter().map(HeldProduct::from).collect();
            held.sort_by_key(|h| h.sku);
            self.licenses = Some(held);
            self.read_at = read.read_at;
        }
    }
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountRow {
    /// What the directory says.
    pub account: Account,
    /// The kind of its mailbox, where the newest complete snapshot holds it.
    pub mailbox: Option<RecipientKind>,
    /// The verdict on its mailbox, where the newest complete snapshot holds it.
    pub verdict: Option<Verdict>,
}

/// Text as lists order and search it: folded, and without the one character that no database searches.
pub fn searchable(text: &str) -> String {
    folded(text).replace('\0', " ")
}

/// One complete reading of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountReading {
    /// When it began, UTC: so old is the list at most.
    pub started_at: Timestamp,
    /// When it was complete, UTC.
    pub finished_at: Timestamp,
    /// Requests it took.
    pub requests: u64,
}

/// The list of accounts of each tenant.
pub trait Accounts: Send + Sync {
    /// Puts rows: a page of a reading, or a read-back. A row that was read earlier than what is kept is passed over.
    fn put_accounts(&self, tenant: TenantId, accounts: Vec<Account>) -> Fut<'_, ()>;

    /// Takes accounts off the list that a read at `at` found gone; those that were read since stay.
    fn drop_accounts(
        &self,
        tenant: TenantId,
        accounts: Vec<AccountId>,
        at: Timestamp,
    ) -> Fut<'_, ()>;

    /// Completes a reading: accounts that were not read since it began are gone. Answers how many those were. The
    /// first one makes the list: before, pages and counts are empty, for a short list would look like a whole one.
    fn finish_accounts(&self, tenant: TenantId, reading: AccountReading) -> Fut<'_, u64>;

    /// The newest complete reading; `None` while there is none, and then the list is empty.
    fn account_reading(&self, tenant: TenantId) -> Fut<'_, Option<AccountReading>>;

    /// One page of the list. Pages that follow each other's [`next`](AccountPage::next) are together the whole list,
    /// each row once, as long as nothing changes.
    fn accounts(&self, tenant: TenantId, query: AccountQuery) -> Fut<'_, AccountPage>;

    /// How many accounts each filter admits; filters that admit none are left out. Kept up to date, not counted.
    fn account_counts(&self, tenant: TenantId) -> Fut<'_, Vec<(AccountFilter, u64)>>;

    /// One account; `None` when it is not on the list.
    fn account(&self, tenant: TenantId, account: AccountId) -> Fut<'_, Option<AccountRow>>;
}
