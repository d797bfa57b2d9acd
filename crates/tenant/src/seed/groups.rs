//! The groups that give licences.

use rusqlite::Transaction;
use uuid::Uuid;

use super::chance::{Chance, Kind};
use super::organization::GroupKind;
use super::site::Site;
use crate::error::Result;

/// The object id of a group.
pub(super) fn id(seed: u64, kind: GroupKind) -> Uuid {
    Chance::of(seed, Kind::Group, kind as u64).uuid("id")
}

/// Writes the groups of the organisation with the product that each gives.
pub(super) fn write(tx: &Transaction<'_>, site: &Site) -> Result<()> {
    let mut group = tx.prepare(
        "INSERT INTO grp (id, display_name, description, group_types, rule, synced, role_assignable, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let mut license = tx.prepare("INSERT INTO group_license (grp, sku) VALUES (?1, ?2)")?;
    for &kind in site.org.groups {
        let id = id(site.seed, kind).to_string();
        let (name, description, rule) = describe(kind);
        group.execute((
            &id,
            name,
            description,
            if rule.is_some() {
                r#"["DynamicMembership"]"#
            } else {
                "[]"
            },
            rule,
            (kind == GroupKind::Synced).then_some(true),
            kind == GroupKind::RoleAssignable,
            site.day.ago(1_200, kind as u64),
        ))?;
        if let Some(sku) = site.org.sku(kind.role()) {
            license.execute((&id, sku.to_string()))?;
        }
    }
    Ok(())
}

/// Name, description and, where members follow from one, the rule.
const fn describe(kind: GroupKind) -> (&'static str, &'static str, Option<&'static str>) {
    match kind {
        GroupKind::Assigned => ("LIC-Staff", "Everybody who works with the suite", None),
        GroupKind::Dynamic => (
            "LIC-Service-mailboxes",
            "Exchange Online for mailboxes of services",
            Some("(user.mailNickname -startsWith \"dynamic\")"),
        ),
        GroupKind::Synced => ("LIC-AD-Warehouse", "Mastered in Active Directory", None),
        GroupKind::RoleAssignable => ("LIC-Change-board", "May be given directory roles", None),
    }
}
