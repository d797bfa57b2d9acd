//! The part of the metadata that the tenant's operations can reach, of all clouds in one document.
//!
//! Everything is a short text: `Int32` may be null, `Guid!` may not, `[servicePlanInfo]!` is a list. What not all
//! clouds have ends in `@` and those that do: `Int32 @worldwide`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, bail};
use serde_json::{Map, Value, json};

use super::csdl::{Csdl, Property, Returns, TypeRef, Wants};

/// The requests of Graph that the tenant serves.
///
/// A new one is added here; then `cargo xtask shapes --from …` finds its types.
const OPERATIONS: &[&str] = &[
    "GET /admin/reportSettings",
    "PATCH /admin/reportSettings",
    "GET /directory/subscriptions",
    "GET /directory/subscriptions/{id}",
    "GET /groups",
    "GET /groups/$count",
    "GET /groups/{id}",
    "POST /groups/{id}/assignLicense",
    "GET /groups/{id}/members",
    "GET /groups/{id}/membersWithLicenseErrors",
    "POST /groups/{id}/members/$ref",
    "DELETE /groups/{id}/members/{id}/$ref",
    "GET /me",
    "GET /me/licenseDetails",
    "GET /organization",
    "GET /reports/getMailboxUsageDetail(period='{period}')",
    "GET /reports/getOffice365ActiveUserDetail(period='{period}')",
    "GET /reports/getOneDriveUsageAccountDetail(period='{period}')",
    "GET /subscribedSkus",
    "GET /subscribedSkus/{id}",
    "GET /users",
    "GET /users/$count",
    "GET /users/{id}",
    "PATCH /users/{id}",
    "POST /users/{id}/assignLicense",
    "GET /users/{id}/licenseDetails",
];

/// What may stand where the metadata says `directoryObject`.
const DERIVED: &[(&str, &[&str])] = &[("directoryObject", &["user", "group"])];

/// The shapes of several clouds, by their names in the file.
pub(crate) fn shapes(clouds: &[(&str, Csdl)]) -> anyhow::Result<Map<String, Value>> {
    let all: Vec<&str> = clouds.iter().map(|(name, _)| *name).collect();
    let mut operations = Merged::default();
    let mut bodies = BTreeMap::<String, Merged>::new();
    let mut types = BTreeMap::<String, Members>::new();
    let mut enums = BTreeMap::<String, Members>::new();
    for (cloud, csdl) in clouds {
        let mut found = Found::default();
        for request in OPERATIONS {
            let Some(returns) = csdl.resolve(request) else {
                continue;
            };
            if let Returns::Json(is) = &returns {
                found.reach(csdl, &is.name)?;
            }
            operations.add(cloud, request, answer(&returns));
            if let Some(wants) = csdl.wants(request) {
                let body = bodies.entry((*request).to_owned()).or_default();
                for (member, is) in members(&wants) {
                    found.reach(csdl, &is.is.name)?;
                    body.add(cloud, &member, written(&is));
                }
            }
        }
        for name in &found.structures {
            let structure = &csdl.structures[name];
            let members = types.entry(name.clone()).or_default();
            let base = structure.base.as_deref().unwrap_or("-");
            let open = if structure.open { " open" } else { "" };
            members.head.add(cloud, "", format!("{base}{open}"));
            for (property, is) in &structure.properties {
                members.members.add(cloud, property, written(is));
            }
        }
        for name in &found.enumerations {
            let enumeration = &csdl.enumerations[name];
            let members = enums.entry(name.clone()).or_default();
            let kind = if enumeration.flags { "flags" } else { "one" };
            members.head.add(cloud, "", kind.to_owned());
            for member in &enumeration.members {
                members.members.add(cloud, member, String::new());
            }
        }
    }
    for request in OPERATIONS {
        if !operations.0.contains_key(*request) {
            bail!("no cloud's metadata knows `{request}`");
        }
    }
    let mut document = Map::new();
    document.insert("operations".to_owned(), operations.json(&all)?.into());
    let bodies = bodies
        .iter()
        .map(|(request, body)| Ok((request.clone(), body.json(&all)?.into())));
    let bodies: Map<String, Value> = bodies.collect::<anyhow::Result<_>>()?;
    document.insert("bodies".to_owned(), bodies.into());
    document.insert("types".to_owned(), all_members(&types, &all, "is")?.into());
    document.insert("enums".to_owned(), all_members(&enums, &all, "is")?.into());
    Ok(document)
}

/// What a body holds: the parameters of an action by name, the reference, or, without a name, a type of which any
/// property may be there.
fn members(wants: &Wants) -> Vec<(String, Property)> {
    let alone = |name: &str, is: TypeRef| {
        let nullable = false;
        vec![(name.to_owned(), Property { is, nullable })]
    };
    match wants {
        Wants::Parameters(all) => all.clone().into_iter().collect(),
        Wants::Properties(is) => alone("", is.clone()),
        Wants::Reference => alone(
            "@odata.id",
            TypeRef {
                collection: false,
                name: "Edm.String".to_owned(),
            },
        ),
    }
}

/// Types that were reached.
#[derive(Debug, Default)]
struct Found {
    structures: BTreeSet<String>,
    enumerations: BTreeSet<String>,
}

impl Found {
    fn reach(&mut self, csdl: &Csdl, name: &str) -> anyhow::Result<()> {
        if name.starts_with("Edm.") {
            return Ok(());
        }
        if csdl.enumerations.contains_key(name) {
            self.enumerations.insert(name.to_owned());
            return Ok(());
        }
        if !self.structures.insert(name.to_owned()) {
            return Ok(());
        }
        let structure = csdl
            .structures
            .get(name)
            .with_context(|| format!("the metadata names `{name}` and does not say what it is"))?;
        for property in structure.properties.values() {
            self.reach(csdl, &property.is.name)?;
        }
        if let Some(base) = &structure.base {
            self.reach(csdl, base)?;
        }
        let derived = DERIVED.iter().find(|(base, _)| *base == name);
        for derived in derived.map_or(&[][..], |(_, types)| *types) {
            self.reach(csdl, derived)?;
        }
        Ok(())
    }
}

#[derive(Debug, Default)]
struct Members {
    head: Merged,
    members: Merged,
}

fn all_members(
    types: &BTreeMap<String, Members>,
    all: &[&str],
    head: &str,
) -> anyhow::Result<Map<String, Value>> {
    let mut object = Map::new();
    for (name, Members { head: is, members }) in types {
        let is = is.json(all)?.remove("").unwrap_or_default();
        object.insert(
            name.clone(),
            json!({head: is, "members": members.json(all)?}),
        );
    }
    Ok(object)
}

/// Texts by key, and the clouds that say so.
#[derive(Debug, Default)]
struct Merged(BTreeMap<String, BTreeMap<String, Vec<String>>>);

impl Merged {
    fn add(&mut self, cloud: &str, key: &str, text: String) {
        let clouds = self
            .0
            .entry(key.to_owned())
            .or_default()
            .entry(text)
            .or_default();
        clouds.push(cloud.to_owned());
    }

    fn json(&self, all: &[&str]) -> anyhow::Result<Map<String, Value>> {
        let mut object = Map::new();
        for (key, texts) in &self.0 {
            let mut variants = texts.iter().map(|(text, clouds)| {
                if clouds.len() == all.len() {
                    return text.clone();
                }
                format!("{text} @{}", clouds.join(" "))
                    .trim_start()
                    .to_owned()
            });
            let value = match (variants.next(), variants.next()) {
                (Some(only), None) => Value::from(only),
                (Some(one), Some(other)) => [one, other].into_iter().chain(variants).collect(),
                _ => bail!("`{key}` has no text"),
            };
            object.insert(key.clone(), value);
        }
        Ok(object)
    }
}

fn answer(returns: &Returns) -> String {
    match returns {
        Returns::Json(is) => name(is),
        Returns::Count => "$count".to_owned(),
        Returns::File => "$file".to_owned(),
        Returns::Nothing => "$nothing".to_owned(),
    }
}

fn written(property: &Property) -> String {
    let mark = if property.nullable { "" } else { "!" };
    format!("{}{mark}", name(&property.is))
}

fn name(is: &TypeRef) -> String {
    let name = is.name.strip_prefix("Edm.").unwrap_or(&is.name);
    if is.collection {
        format!("[{name}]")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_clouds_have_in_common_is_said_once() {
        let mut merged = Merged::default();
        for (cloud, text) in [("a", "Int32"), ("b", "Int32!"), ("c", "Int32")] {
            merged.add(cloud, "differs", text.to_owned());
            merged.add(cloud, "same", "String".to_owned());
        }
        merged.add("b", "alone", "Guid".to_owned());
        let json = merged.json(&["a", "b", "c"]).unwrap();
        assert_eq!(
            Value::from(json),
            json!({"alone": "Guid @b", "differs": ["Int32 @a c", "Int32! @b"], "same": "String"})
        );
    }
}
