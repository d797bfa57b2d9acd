//! What is read of the tenant as a whole.

use std::collections::{BTreeMap, BTreeSet};

use m365::{Connection, Field, GroupRow, OrgConfigRow, ReadError, SkuRow, SubscriptionRow};
use model::fact::{Gap, GapWhy};
use model::tenant_facts::{GroupInfo, OwnedSku, Subscription};
use model::{Env, Fact, GroupId, ServicePlanId, Source, TenantFacts};

use super::facts::why;

/// Reads the tenant. What cannot be read is a gap, and the rules say whether it matters.
pub(super) async fn read(conn: &Connection, env: &Env) -> TenantFacts {
    let (organization, skus, subscriptions, config) = tokio::join!(
        conn.organization(),
        conn.subscribed_skus(),
        conn.subscriptions(),
        conn.organization_config(),
    );
    let at = env.now();
    let name = organization
        .ok()
        .and_then(|o| o.display_name.into_value())
        .unwrap_or_else(|| conn.tenant().to_string());
    let own = conn.tenant();
    let mut facts = TenantFacts::unread(own, name, conn.cloud().id);
    facts.skus = fact(skus, Source::GraphSubscribedSkus, at, |rows| {
        rows.iter().map(owned).collect()
    });
    facts.subscriptions = fact(subscriptions, Source::GraphSubscriptions, at, |rows| {
        rows.iter().map(|r| subscription(r, own)).collect()
    });
    facts.org_holds = fact(
        config.as_ref().map_err(Clone::clone),
        Source::ExchangeOrganization,
        at,
        org_holds,
    );
    facts.default_region = fact(
        config.as_ref().map_err(Clone::clone),
        Source::ExchangeOrganization,
        at,
        region,
    );
    facts
}

/// The groups that give licences, for their names and for who can change them. One that cannot be read is left out.
pub(super) async fn groups(
    conn: &Connection,
    ids: BTreeSet<GroupId>,
) -> BTreeMap<GroupId, GroupInfo> {
    if ids.is_empty() {
        return BTreeMap::new();
    }
    let ids: Vec<_> = ids.into_iter().collect();
    conn.groups_by_id(&ids)
        .await
        .into_iter()
        .filter_map(|(id, row)| Some((id, group(&row.ok()??))))
        .collect()
}

fn fact<R, T>(
    result: Result<R, ReadError>,
    source: Source,
    at: jiff::Timestamp,
    take: impl FnOnce(R) -> Result<T, GapWhy>,
) -> Fact<T> {
    match result.map_err(|e| why(&e)).and_then(take) {
        Ok(value) => Fact::live(value, source, at),
        Err(why) => Fact::Gap(Gap::at(source, why)),
    }
}

fn must<T: Clone>(field: &Field<T>) -> Result<T, GapWhy> {
    match field {
        Field::Value(v) => Ok(v.clone()),
        Field::Odd(text) => Err(GapWhy::Unparsable { text: text.clone() }),
        Field::Missing | Field::Null => Err(GapWhy::Absent),
    }
}

pub(crate) fn owned(row: &SkuRow) -> Result<OwnedSku, GapWhy> {
    let units = must(&row.prepaid_units)?;
    Ok(OwnedSku {
        sku: row.sku_id,
        part_number: row.sku_part_number.clone(),
        status: must(&row.capability_status)?,
        assigned: must(&row.consumed_units)?,
        enabled: units.enabled,
        warning: units.warning,
        plans: plans(row)?,
    })
}

/// No product is without plans: an empty list says as little as none.
fn plans(row: &SkuRow) -> Result<BTreeSet<ServicePlanId>, GapWhy> {
    let plans = must(&row.service_plans)?;
    if plans.is_empty() {
        return Err(GapWhy::Absent);
    }
    Ok(plans.iter().map(|p| p.service_plan_id).collect())
}

fn subscription(row: &SubscriptionRow, own: model::TenantId) -> Result<Subscription, GapWhy> {
    Ok(Subscription {
        id: row.id,
        sku: row.sku_id,
        status: must(&row.status)?,
        total: must(&row.total_licenses)?,
        next_lifecycle: row.next_lifecycle_date_time.value().copied(),
        trial: row.is_trial.value().copied().unwrap_or(false),
        partner: row.owner_tenant_id.value().copied().filter(|t| *t != own),
    })
}

pub(crate) fn org_holds(row: &OrgConfigRow) -> Result<Vec<String>, GapWhy> {
    must(&row.in_place_holds)
}

/// Absent in a tenant with one region, and only asked where a multi-geo plan is owned.
pub(crate) fn region(row: &OrgConfigRow) -> Result<String, GapWhy> {
    must(&row.default_mailbox_region)
}

fn group(row: &GroupRow) -> GroupInfo {
    GroupInfo {
        id: row.id,
        name: row
            .display_name
            .value()
            .cloned()
            .unwrap_or_else(|| row.id.to_string()),
        dynamic: row.is_dynamic().unwrap_or(false),
        synced: row
            .on_premises_sync_enabled
            .value()
            .copied()
            .unwrap_or(false),
        role_assignable: row.is_assignable_to_role.value().copied().unwrap_or(false),
    }
}
