//! Figures: what a review comes to, counted once and kept beside its snapshot, so that a page need not read every
//! record, and prices may change afterwards.

use std::collections::BTreeMap;
use std::iter::repeat_n;

use model::{
    Effect, Fact, PriceList, ReasonCode, RecipientKind, SkuId, TenantFacts, TenantId, Verdict,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Lasts, Record, RecordQuery, Snapshot, StoreError};

use crate::report::{Leaver, Summary, part_number};
use crate::roles::{Caller, Right};
use crate::{Engine, EngineError};

const FIGURES: &str = "figures";
const LEAVERS: &str = "leavers";

/// The counts of a review, over shared mailboxes only; without prices.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Figures {
    /// All shared mailboxes.
    pub shared: u64,
    /// Those that hold a licence, as far as licences are known.
    pub licensed: u64,
    /// Mailboxes per verdict.
    pub verdicts: BTreeMap<Verdict, u64>,
    /// Licensed mailboxes that are not removable now, and would be if sign-in were blocked.
    pub removable_once_blocked: u64,
    /// Licensed mailboxes that must keep a licence, and hold another one that can go.
    pub extras: u64,
    /// Licences of removable mailboxes that can go now, by product.
    pub going: BTreeMap<SkuId, u64>,
    /// Licences that could go too once sign-in is blocked, by product.
    pub going_once_blocked: BTreeMap<SkuId, u64>,
    /// How often a reason keeps a licence (its effect is not `note`), over licensed mailboxes not removable.
    pub reasons: BTreeMap<ReasonCode, u64>,
}

impl Figures {
    /// Counts records.
    pub fn of(records: &[Record]) -> Self {
        let mut figures = Self::default();
        for record in records {
            if record.facts.kind.value() == Some(&RecipientKind::SharedMailbox) {
                figures.add(record);
            }
        }
        figures
    }

    fn add(&mut self, record: &Record) {
        let assessment = &record.assessment;
        self.shared += 1;
        *self.verdicts.entry(assessment.verdict).or_default() += 1;
        let licenses = record.facts.licenses.value().map_or(&[][..], Vec::as_slice);
        if licenses.is_empty() {
            return;
        }
        self.licensed += 1;
        if assessment.verdict == Verdict::Removable {
            for sku in assessment.removable_skus() {
                *self.going.entry(sku).or_default() += 1;
            }
            return;
        }
        if assessment.removable_skus().next().is_some() {
            self.extras += 1;
        }
        if assessment.removable_once_blocked {
            self.removable_once_blocked += 1;
            for license in licenses {
                *self.going_once_blocked.entry(license.sku).or_default() += 1;
            }
        }
        let mut codes: Vec<_> = assessment
            .findings
            .iter()
            .filter(|f| f.effect != Effect::Note)
            .map(|f| f.reason.code())
            .collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            *self.reasons.entry(code).or_default() += 1;
        }
    }

    /// The figures in money. `prices` may be empty: then a saving is unknown, never zero.
    pub fn summary(&self, tenant: &TenantFacts, prices: &PriceList) -> Summary {
        let cost = |licenses: &BTreeMap<SkuId, u64>| {
            let parts: Vec<(String, usize)> = licenses
                .iter()
                .map(|(&sku, &n)| {
                    (
                        part_number(tenant, sku),
                        usize::try_from(n).unwrap_or(usize::MAX),
                    )
                })
                .collect();
            prices.sum(
                parts
                    .iter()
                    .flat_map(|(part, n)| repeat_n(part.as_str(), *n)),
            )
        };
        Summary {
            shared: self.shared,
            licensed: self.licensed,
            verdicts: self.verdicts.clone(),
            removable_once_blocked: self.removable_once_blocked,
            extras: self.extras,
            licenses: self.going.values().sum(),
            saving: cost(&self.going),
            saving_once_blocked: cost(&self.going_once_blocked),
            reasons: self.reasons.clone(),
        }
    }
}

impl Engine {
    /// Complete snapshots with their figures, newest first, at most `limit`: the chart over time. Those of the newest
    /// follow every read-back; an older one that was never counted has none.
    pub async fn figures(
        &self,
        by: &Caller,
        tenant: TenantId,
        limit: usize,
    ) -> Result<Vec<(Snapshot, Option<Figures>)>, EngineError> {
        by.may(Right::Read)?;
        let mut all = Vec::new();
        for (snapshot, value) in self.store.beside(tenant, FIGURES, limit).await? {
            let kept = value.and_then(|value| serde_json::from_value(value).ok());
            let figures = match kept {
                None if all.is_empty() => Some(self.count_again(&snapshot).await?),
                kept => kept,
            };
            all.push((snapshot, figures));
        }
        Ok(all)
    }

    /// Licensed user mailboxes with sign-in blocked, as the newest review found them.
    pub async fn leavers(
        &self,
        by: &Caller,
        tenant: TenantId,
    ) -> Result<Fact<Vec<Leaver>>, EngineError> {
        by.may(Right::Read)?;
        let newest = self.store.beside(tenant, LEAVERS, 1).await?.pop();
        let kept = newest.and_then(|(_, value)| value);
        Ok(kept
            .and_then(|value| serde_json::from_value(value).ok())
            .unwrap_or_else(Fact::not_read))
    }

    /// Keeps beside a snapshot what was counted and found.
    pub(crate) async fn keep_figures(
        &self,
        snapshot: &Snapshot,
        records: &[Record],
        leavers: &Fact<Vec<Leaver>>,
    ) -> Result<(), EngineError> {
        let figures = json(&Figures::of(records))?;
        self.store
            .put_beside(snapshot.id, FIGURES, figures, Lasts::UntilCorrected)
            .await?;
        self.store
            .put_beside(snapshot.id, LEAVERS, json(leavers)?, Lasts::WithSnapshot)
            .await?;
        Ok(())
    }

    async fn count_again(&self, snapshot: &Snapshot) -> Result<Figures, EngineError> {
        let records = self
            .store
            .records(snapshot.id, RecordQuery::default())
            .await?;
        let figures = Figures::of(&records);
        // (A review that came meanwhile may have dropped the snapshot: then there is nothing to keep it beside.)
        match self
            .store
            .put_beside(snapshot.id, FIGURES, json(&figures)?, Lasts::UntilCorrected)
            .await
        {
            Ok(()) | Err(StoreError::Missing { .. }) => Ok(figures),
            Err(e) => Err(e.into()),
        }
    }
}

fn json(value: &impl Serialize) -> Result<Value, StoreError> {
    serde_json::to_value(value)
        .map_err(|e| StoreError::Driver(format!("figures are not JSON: {e}")))
}
