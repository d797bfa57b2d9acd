//! What belongs to the tenant as a whole: products, subscriptions, the organisation, groups, report settings.

use model::GroupId;

use super::users::optional;
use super::{GroupRow, OrganizationRow, ReportSettings, SkuRow, SubscriptionRow};
use crate::answer::Answer;
use crate::batch::Item;
use crate::call::Call;
use crate::connection::Connection;
use crate::error::ReadError;
use crate::operation;

impl Connection {
    /// The products that the tenant owns.
    pub async fn subscribed_skus(&self) -> Result<Vec<SkuRow>, ReadError> {
        // Three resource units (`graph.md` 7).
        self.list_all(Call::get(&operation::SKUS, self.0.graph_url("/subscribedSkus", "")).cost(3))
            .await
    }

    /// Its commercial subscriptions.
    pub async fn subscriptions(&self) -> Result<Vec<SubscriptionRow>, ReadError> {
        self.list_all(Call::get(
            &operation::SUBSCRIPTIONS,
            self.0.graph_url("/directory/subscriptions", ""),
        ))
        .await
    }

    /// The tenant itself: exactly one row, of the tenant that the connection names.
    pub async fn organization(&self) -> Result<OrganizationRow, ReadError> {
        let call = Call::get(
            &operation::ORGANIZATION,
            self.0.graph_url("/organization", ""),
        );
        let mut rows: Vec<OrganizationRow> = self.list_all(call).await?;
        let tenant = self.tenant();
        match (rows.pop(), rows.len()) {
            (Some(row), 0) if row.id == tenant => Ok(row),
            (last, others) => Err(ReadError::NotExactlyOne {
                identity: tenant.to_string(),
                rows: others as u64 + u64::from(last.is_some()),
                found: last.map(|row| row.id.to_string()),
            }),
        }
    }

    /// Reads groups by object id, in batches of 20. `None`: there is no such group.
    pub async fn groups_by_id(
        &self,
        ids: &[GroupId],
    ) -> Vec<(GroupId, Result<Option<GroupRow>, ReadError>)> {
        const SELECT: &str = "id,displayName,groupTypes,onPremisesSyncEnabled,isAssignableToRole";
        let item = |id: &GroupId| {
            Item::new(
                &operation::GROUP,
                "GET",
                format!("/groups/{id}?$select={SELECT}"),
                id.to_string(),
            )
        };
        let answers = self
            .0
            .read_batch(&operation::GRAPH_BATCH, ids.iter().map(item).collect())
            .await;
        let row = |id: GroupId, answer: Result<Answer, ReadError>| {
            let row: GroupRow = answer?.json(&operation::GROUP)?;
            if row.id == id {
                return Ok(row);
            }
            Err(ReadError::NotExactlyOne {
                identity: id.to_string(),
                rows: 1,
                found: Some(row.id.to_string()),
            })
        };
        ids.iter()
            .zip(answers)
            .map(|(&id, answer)| (id, optional(row(id, answer))))
            .collect()
    }

    /// Do the usage reports hide names? Worldwide only; elsewhere nothing is asked.
    pub async fn report_settings(&self) -> Result<ReportSettings, ReadError> {
        if !self.cloud().usage_reports {
            return Err(ReadError::NotOffered {
                what: "admin/reportSettings",
            });
        }
        let call = Call::get(
            &operation::REPORT_SETTINGS,
            self.0.graph_url("/admin/reportSettings", ""),
        );
        self.0.read(&call).await?.json(&operation::REPORT_SETTINGS)
    }
}
