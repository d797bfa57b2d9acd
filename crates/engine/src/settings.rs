//! Settings of a tenant: its policy, its prices, what is left alone, and the layout of its licence page. Each is kept
//! with who set it and when.

use jiff::Timestamp;
use model::cloud::LicenseLayout;
use model::{Actor, BadSetting, Cloud, CloudId, Exclusion, PriceList, TenantId};
use rules::Policy;
use rules::policy::POLICIES;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::StoreError;

use crate::roles::{Caller, Right};
use crate::{Engine, EngineError};

/// Something that a person set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept<T> {
    /// What.
    pub value: T,
    /// Who.
    pub by: Actor,
    /// When, UTC.
    pub at: Timestamp,
}

/// The settings of a tenant. What nobody set is as Boxseat ships it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TenantSettings {
    /// The name of a policy that ships ([`POLICIES`]).
    pub policy: Option<Kept<String>>,
    /// What products cost.
    pub prices: Option<Kept<PriceList>>,
    /// Mailboxes to leave alone, those whose day is over included.
    pub exclusions: Vec<Kept<Exclusion>>,
    /// The layout of the licence page, where the cloud has known two.
    pub layout: Option<Kept<LicenseLayout>>,
}

impl TenantSettings {
    /// The policy in force, with the prices.
    pub fn policy_in_force(&self) -> Policy {
        let named = self
            .policy
            .as_ref()
            .and_then(|kept| Policy::named(&kept.value).ok());
        let policy = named.unwrap_or_default();
        match &self.prices {
            Some(prices) => policy.with_prices(prices.value.clone()),
            None => policy,
        }
    }

    /// The layout of the licence page: the cloud's own, unless a person chose.
    pub fn layout_of(&self, cloud: &Cloud) -> LicenseLayout {
        self.layout.as_ref().map_or(cloud.layout, |kept| kept.value)
    }

    /// The exclusions that hold at `now`.
    pub fn in_force(&self, now: Timestamp) -> impl Iterator<Item = &Kept<Exclusion>> {
        self.exclusions
            .iter()
            .filter(move |kept| kept.value.is_in_force(now))
    }
}

/// Why a setting was not taken. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this cannot be set: {0:?}")]
pub struct NotASetting(pub BadSetting);

fn not<T>(why: BadSetting) -> Result<T, EngineError> {
    Err(NotASetting(why).into())
}

const POLICY: &str = "policy";
const PRICES: &str = "prices";
const EXCLUSIONS: &str = "exclusions";
const LAYOUT: &str = "layout";

impl Engine {
    /// The settings of a tenant.
    pub async fn settings(
        &self,
        by: &Caller,
        tenant: TenantId,
    ) -> Result<TenantSettings, EngineError> {
        by.may(Right::Read)?;
        Ok(TenantSettings {
            policy: self.kept(tenant, POLICY).await?,
            prices: self.kept(tenant, PRICES).await?,
            exclusions: self.kept(tenant, EXCLUSIONS).await?.unwrap_or_default(),
            layout: self.kept(tenant, LAYOUT).await?,
        })
    }

    /// Sets the policy by its name; `None` is as shipped.
    pub async fn set_policy(
        &self,
        by: &Caller,
        tenant: TenantId,
        policy: Option<String>,
    ) -> Result<(), EngineError> {
        by.may(Right::Settings)?;
        if let Some(unknown) = policy.as_ref().filter(|p| !POLICIES.contains(&p.as_str())) {
            return not(BadSetting::Policy {
                name: unknown.clone(),
            });
        }
        self.set(by, tenant, POLICY, policy).await
    }

    /// Sets what products cost; `None` is unknown.
    pub async fn set_prices(
        &self,
        by: &Caller,
        tenant: TenantId,
        prices: Option<PriceList>,
    ) -> Result<(), EngineError> {
        by.may(Right::Settings)?;
        let below = prices.iter().flat_map(|list| &list.per_month);
        if let Some((part, _)) = below.into_iter().find(|(_, p)| p.is_sign_negative()) {
            return not(BadSetting::Price {
                part_number: part.clone(),
            });
        }
        self.set(by, tenant, PRICES, prices).await
    }

    /// Sets the layout of the licence page; `None` is the cloud's own. Only 21Vianet's has had two (`peers.md` 1g).
    pub async fn set_layout(
        &self,
        by: &Caller,
        conn: &m365::Connection,
        layout: Option<LicenseLayout>,
    ) -> Result<(), EngineError> {
        by.may(Right::Settings)?;
        let cloud = conn.cloud();
        if layout.is_some_and(|l| l != cloud.layout) && cloud.id != CloudId::China {
            return not(BadSetting::Layout);
        }
        self.set(by, conn.tenant(), LAYOUT, layout).await
    }

    /// Leaves a mailbox alone from now on; a second exclusion of the same mailbox takes the place of the first.
    pub async fn exclude(
        &self,
        by: &Caller,
        tenant: TenantId,
        exclusion: Exclusion,
    ) -> Result<(), EngineError> {
        by.may(Right::Settings)?;
        let exclusion = Exclusion {
            mailbox: exclusion.mailbox.trim().to_owned(),
            reason: exclusion.reason.trim().to_owned(),
            ..exclusion
        };
        let now = self.env.now();
        if exclusion.mailbox.is_empty() {
            return not(BadSetting::Mailbox);
        }
        if exclusion.reason.is_empty() {
            return not(BadSetting::Reason);
        }
        if !exclusion.is_in_force(now) {
            return not(BadSetting::Over);
        }
        let kept = Kept {
            value: exclusion,
            by: by.actor.clone(),
            at: now,
        };
        self.change_list(tenant, EXCLUSIONS, |all: &mut Vec<Kept<Exclusion>>| {
            all.retain(|other| !same(&other.value.mailbox, &kept.value.mailbox));
            all.push(kept.clone());
        })
        .await
    }

    /// Ends the exclusion of a mailbox. False where there was none.
    pub async fn include(
        &self,
        by: &Caller,
        tenant: TenantId,
        mailbox: &str,
    ) -> Result<bool, EngineError> {
        by.may(Right::Settings)?;
        self.change_list(tenant, EXCLUSIONS, |all: &mut Vec<Kept<Exclusion>>| {
            let before = all.len();
            all.retain(|kept| !same(&kept.value.mailbox, mailbox));
            all.len() < before
        })
        .await
    }

    /// What is left alone: by the settings, and by whoever asks.
    pub(crate) async fn exclusions(
        &self,
        tenant: TenantId,
        further: &[Exclusion],
    ) -> Result<Vec<Exclusion>, EngineError> {
        let kept: Vec<Kept<Exclusion>> = self.kept(tenant, EXCLUSIONS).await?.unwrap_or_default();
        let kept = kept.into_iter().map(|kept| kept.value);
        Ok(further.iter().cloned().chain(kept).collect())
    }

    async fn set<T: Serialize>(
        &self,
        by: &Caller,
        tenant: TenantId,
        name: &str,
        value: Option<T>,
    ) -> Result<(), EngineError> {
        by.may(Right::Settings)?;
        let kept = value.map(|value| Kept {
            value,
            by: by.actor.clone(),
            at: self.env.now(),
        });
        let kept = kept.map(|kept| json(&kept)).transpose()?;
        Ok(self.store.set_setting(&key(tenant, name), kept).await?)
    }

    /// What is kept under a name for a tenant.
    pub(crate) async fn kept<T: DeserializeOwned>(
        &self,
        tenant: TenantId,
        name: &str,
    ) -> Result<Option<T>, EngineError> {
        let key = key(tenant, name);
        let value = self.store.setting(&key).await?;
        Ok(value.map(|value| read(&key, value)).transpose()?)
    }

    /// Changes a list that is kept under a name for a tenant; an empty list is not kept. Others may change it at the
    /// same time, here or in another process: then the change is made again, on what they left.
    pub(crate) async fn change_list<T, R>(
        &self,
        tenant: TenantId,
        name: &str,
        mut change: impl FnMut(&mut Vec<T>) -> R + Send,
    ) -> Result<R, EngineError>
    where
        T: Serialize + DeserializeOwned + Send,
        R: Send,
    {
        let key = key(tenant, name);
        loop {
            let was = self.store.setting(&key).await?;
            let mut list: Vec<T> = match &was {
                Some(value) => read(&key, value.clone())?,
                None => Vec::new(),
            };
            let answer = change(&mut list);
            let now = (!list.is_empty()).then(|| json(&list)).transpose()?;
            if was == now || self.store.replace_setting(&key, was, now).await? {
                return Ok(answer);
            }
        }
    }
}

fn read<T: DeserializeOwned>(key: &str, value: Value) -> Result<T, StoreError> {
    serde_json::from_value(value).map_err(|e| StoreError::Damaged {
        table: "setting",
        row: key.to_owned(),
        why: e.to_string(),
    })
}

fn key(tenant: TenantId, name: &str) -> String {
    format!("tenant/{tenant}/{name}")
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

pub(crate) fn json(value: &impl Serialize) -> Result<Value, StoreError> {
    serde_json::to_value(value).map_err(|e| StoreError::Driver(format!("this is not JSON: {e}")))
}
