//! One value against its type.

use jiff::{Timestamp, civil};
use model::CloudId;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::document::{Kind, PerCloud, Shapes};
use super::{Mismatch, metadata_of};

/// Members that the service was seen to send though its v1.0 metadata lacks them: type, member, and its type.
///
/// All stand in a capture of a live `GET /v1.0/organization` of 2026-07-17 (`graph.md` 12).
const SEEN: [(&str, &str, &str); 4] = [
    ("organization", "directorySizeQuota", "Untyped"),
    (
        "organization",
        "isMultipleDataLocationsForServicesEnabled",
        "Boolean",
    ),
    ("organization", "onPremisesSyncStatus", "[Untyped]"),
    ("organization", "replicationScope", "String"),
];

/// Collects what is wrong.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    shapes: &'a Shapes,
    metadata: Option<&'static str>,
    pub(super) mismatches: Vec<Mismatch>,
}

impl<'a> Judge<'a> {
    pub(super) const fn new(shapes: &'a Shapes, cloud: CloudId) -> Self {
        Self {
            shapes,
            metadata: metadata_of(cloud),
            mismatches: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, at: &str, what: impl Into<String>) {
        self.mismatches.push(Mismatch {
            at: at.to_owned(),
            what: what.into(),
        });
    }

    /// A value of any type.
    pub(super) fn value(&mut self, at: &str, kind: &Kind<'_>, found: &Value) {
        if kind.list {
            let Some(elements) = found.as_array() else {
                return self.add(
                    at,
                    format!("should be a list of {}, is {}", kind.name, said(found)),
                );
            };
            for (index, element) in elements.iter().enumerate() {
                self.value(&format!("{at}[{index}]"), &kind.element(), element);
            }
            return;
        }
        if found.is_null() {
            if !kind.nullable {
                self.add(at, format!("is null; a {} here never is", kind.name));
            }
            return;
        }
        let shapes = self.shapes;
        if shapes.types.contains_key(kind.name) {
            return match found.as_object() {
                Some(members) => self.object(at, kind.name, members),
                None => self.add(at, format!("should be a {}, is {}", kind.name, said(found))),
            };
        }
        if let Some(one) = shapes.enums.get(kind.name) {
            let flags = one.is.in_cloud(self.metadata) == Some("flags");
            let known = |name: &str| {
                one.members
                    .get(name)
                    .and_then(|m| m.in_cloud(self.metadata))
                    .is_some()
            };
            let fits = found.as_str().is_some_and(|text| {
                if flags {
                    text.split(',').all(|name| known(name.trim()))
                } else {
                    known(text)
                }
            });
            if !fits {
                self.add(
                    at,
                    format!("is no member of {}: {}", kind.name, said(found)),
                );
            }
            return;
        }
        match primitive(kind.name, found) {
            Some(true) => {}
            Some(false) => self.add(at, format!("should be a {}, is {}", kind.name, said(found))),
            None => self.add(
                at,
                format!("has the type {}, which the shapes do not hold", kind.name),
            ),
        }
    }

    fn object(&mut self, at: &str, declared: &str, members: &Map<String, Value>) {
        let named = members
            .get("@odata.type")
            .and_then(Value::as_str)
            .and_then(|text| text.strip_prefix("#microsoft.graph."));
        let name = match named {
            Some(name) if self.derives(name, declared) => name,
            Some(name) => return self.add(at, format!("{name} is no {declared}")),
            // Rows of several types say which they are.
            None if declared == "directoryObject" => {
                return self.add(
                    at,
                    "`@odata.type` is missing where rows may be of several types",
                );
            }
            None => declared,
        };
        for (member, found) in members {
            let at = if at.is_empty() {
                member.clone()
            } else {
                format!("{at}.{member}")
            };
            if member.contains('@') {
                self.annotation(&at, member, found, name);
                continue;
            }
            match self.member(name, member) {
                Some(kind) => self.value(&at, &Kind::read(kind), found),
                // Directory extensions carry this prefix; the metadata leaves room for them (`OpenType`).
                None if member.starts_with("extension_") && self.is_open(name) => {}
                None => self.add(&at, format!("{name} has no such member in this cloud")),
            }
        }
    }

    /// What is written around a collection.
    pub(super) fn envelope_annotation(&mut self, name: &str, found: &Value) {
        let fits = match name {
            "@odata.context" | "@odata.nextLink" | "@odata.deltaLink" | "@microsoft.graph.tips" => {
                found.is_string()
            }
            "@odata.count" => found.is_u64(),
            _ => return self.add(name, "a collection has no such member"),
        };
        if !fits {
            self.add(
                name,
                format!("an annotation of this name cannot be {}", said(found)),
            );
        }
    }

    /// Annotations that Graph writes on an object or one of its members; all are texts, but for counts.
    fn annotation(&mut self, at: &str, name: &str, found: &Value, of: &str) {
        let (member, term) = name.split_once('@').unwrap_or(("", name));
        if !member.is_empty() && self.member(of, member).is_none() {
            return self.add(at, format!("annotates `{member}`, which {of} has not"));
        }
        let fits = match term {
            "odata.context"
            | "odata.type"
            | "odata.id"
            | "odata.etag"
            | "odata.nextLink"
            | "microsoft.graph.tips" => found.is_string(),
            "odata.count" => found.is_u64(),
            _ => return self.add(at, "no such annotation is documented"),
        };
        if !fits {
            self.add(
                at,
                format!("an annotation of this name cannot be {}", said(found)),
            );
        }
    }

    /// The type of a member, own or inherited.
    fn member(&self, of: &str, name: &str) -> Option<&'a str> {
        let structure = self.shapes.types.get(of)?;
        let own = structure
            .members
            .get(name)
            .and_then(|kind| kind.in_cloud(self.metadata));
        let seen = || {
            SEEN.iter()
                .find(|seen| (seen.0, seen.1) == (of, name))
                .map(|seen| seen.2)
        };
        own.or_else(seen)
            .or_else(|| self.member(base(&structure.is, self.metadata)?, name))
    }

    fn derives(&self, name: &str, from: &str) -> bool {
        name == from
            || self.shapes.types.get(name).is_some_and(|structure| {
                base(&structure.is, self.metadata).is_some_and(|base| self.derives(base, from))
            })
    }

    fn is_open(&self, name: &str) -> bool {
        let structure = self.shapes.types.get(name);
        structure.is_some_and(|s| {
            s.is.in_cloud(self.metadata)
                .is_some_and(|is| is.ends_with(" open"))
        })
    }
}

fn base<'a>(is: &'a PerCloud, metadata: Option<&str>) -> Option<&'a str> {
    let base = is.in_cloud(metadata)?.trim_end_matches(" open");
    (base != "-").then_some(base)
}

/// Does a value fit one of OData's own types? None: there is no such type.
fn primitive(name: &str, found: &Value) -> Option<bool> {
    let text = |fits: fn(&str) -> bool| found.as_str().is_some_and(fits);
    Some(match name {
        "String" | "Binary" => found.is_string(),
        "Boolean" => found.is_boolean(),
        "Int16" | "Int32" | "Byte" => found.as_i64().is_some_and(|n| i32::try_from(n).is_ok()),
        "Int64" => found.is_i64(),
        "Single" | "Double" | "Decimal" => found.is_number(),
        // `simple` would pass too, but Graph writes hyphens.
        "Guid" => text(|t| t.len() == 36 && Uuid::parse_str(t).is_ok()),
        "DateTimeOffset" => text(|t| t.parse::<Timestamp>().is_ok() && t.contains('T')),
        "Date" => text(|t| t.len() == 10 && t.parse::<civil::Date>().is_ok()),
        "TimeOfDay" => text(|t| t.parse::<civil::Time>().is_ok()),
        "Duration" => {
            text(|t| t.trim_start_matches('-').starts_with('P') && t.parse::<jiff::Span>().is_ok())
        }
        "Untyped" => true,
        // A stream is never a member in JSON.
        "Stream" => false,
        _ => return None,
    })
}

/// A value in a sentence; long ones are cut.
fn said(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
