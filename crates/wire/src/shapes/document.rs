//! The committed shapes as values.
//!
//! Everything in the file is a short text: `Int32` may be null, `Guid!` may not, `[servicePlanInfo]!` is a list.
//! What not all clouds have ends in `@` and those that do: `Int32 @worldwide usgov`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// The shapes of Microsoft Graph v1.0.
#[derive(Debug, Clone, Deserialize)]
pub struct Shapes {
    /// What they were made from, by cloud.
    pub sources: BTreeMap<String, Source>,
    /// Requests (`GET /users/{id}`) and what they answer (`user`).
    pub(super) operations: BTreeMap<String, PerCloud>,
    pub(super) types: BTreeMap<String, Members>,
    pub(super) enums: BTreeMap<String, Members>,
}

/// A file of Microsoft's metadata.
#[derive(Debug, Clone, Deserialize)]
pub struct Source {
    /// Its name.
    pub file: String,
    /// Its digest.
    pub sha256: String,
    /// The day on which it was published.
    pub date: String,
}

/// A type or an enumeration.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Members {
    pub(super) is: PerCloud,
    pub(super) members: BTreeMap<String, PerCloud>,
}

/// One text for all clouds, or one for some of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum PerCloud {
    One(String),
    Several(Vec<String>),
}

impl Shapes {
    /// Those in this repository.
    pub fn committed() -> &'static Self {
        static SHAPES: OnceLock<Shapes> = OnceLock::new();
        SHAPES.get_or_init(|| {
            serde_json::from_str(include_str!("../../shapes/graph.json"))
                .expect("the file is made by `cargo xtask shapes`, and a test reads it")
        })
    }

    /// Every request that has a shape, with what it answers in a cloud (`None`: not there).
    pub fn operations<'a>(
        &'a self,
        metadata: Option<&'a str>,
    ) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
        self.operations
            .iter()
            .map(move |(request, returns)| (request.as_str(), returns.in_cloud(metadata)))
    }

    /// The members that a type has in a cloud, without those it inherits.
    pub fn members<'a>(
        &'a self,
        of: &str,
        metadata: Option<&'a str>,
    ) -> impl Iterator<Item = &'a str> {
        let members = self.types.get(of).map(|structure| structure.members.iter());
        members
            .into_iter()
            .flatten()
            .filter(move |(_, kind)| kind.in_cloud(metadata).is_some())
            .map(|(name, _)| name.as_str())
    }
}

impl PerCloud {
    /// What holds in a cloud; none: the cloud does not have it.
    pub(super) fn in_cloud(&self, metadata: Option<&str>) -> Option<&str> {
        let texts = match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Several(texts) => texts,
        };
        texts.iter().find_map(|text| {
            let Some((text, clouds)) = text.split_once('@') else {
                return Some(text.as_str());
            };
            let there =
                metadata.is_some_and(|wanted| clouds.split(' ').any(|cloud| cloud == wanted));
            there.then(|| text.trim_end())
        })
    }
}

/// A type as it stands in a shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kind<'a> {
    pub(super) name: &'a str,
    pub(super) list: bool,
    pub(super) nullable: bool,
}

impl<'a> Kind<'a> {
    /// Reads `[Guid]!` and its like.
    pub(super) fn read(text: &'a str) -> Self {
        let (text, nullable) = match text.strip_suffix('!') {
            Some(text) => (text, false),
            None => (text, true),
        };
        let inner = text
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        Self {
            name: inner.unwrap_or(text),
            list: inner.is_some(),
            nullable,
        }
    }

    /// One element of the list.
    pub(super) const fn element(&self) -> Self {
        Self {
            list: false,
            ..*self
        }
    }
}
