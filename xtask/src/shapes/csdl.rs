//! Microsoft's metadata (CSDL): the types of one cloud, and where a path leads.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use roxmltree::{Document, Node};

/// The namespace that needs no name: types of it are written without.
const GRAPH: &str = "microsoft.graph";

/// A type as it is written in a property: collection or not, and its name (`Edm.String`, `user`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TypeRef {
    pub(crate) collection: bool,
    pub(crate) name: String,
}

/// A structural property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Property {
    pub(crate) is: TypeRef,
    pub(crate) nullable: bool,
}

/// An entity type or a complex type.
#[derive(Debug, Default)]
pub(crate) struct Structure {
    pub(crate) base: Option<String>,
    pub(crate) open: bool,
    pub(crate) properties: BTreeMap<String, Property>,
    navigations: BTreeMap<String, TypeRef>,
}

/// An enumeration.
#[derive(Debug, Default)]
pub(crate) struct Enumeration {
    pub(crate) flags: bool,
    pub(crate) members: Vec<String>,
}

/// An action or a function that is bound to a type.
#[derive(Debug)]
struct Call {
    name: String,
    bound_to: String,
    /// By name, without the one it is bound to.
    parameters: BTreeMap<String, Property>,
    returns: Option<TypeRef>,
}

/// The metadata of one cloud.
#[derive(Debug, Default)]
pub(crate) struct Csdl {
    pub(crate) structures: BTreeMap<String, Structure>,
    pub(crate) enumerations: BTreeMap<String, Enumeration>,
    calls: Vec<Call>,
    roots: BTreeMap<String, TypeRef>,
}

/// What an operation answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Returns {
    /// JSON of this type.
    Json(TypeRef),
    /// A number as plain text.
    Count,
    /// A file, or the way to one.
    File,
    /// No content.
    Nothing,
}

/// What an operation wants in its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wants {
    /// An object with these members: the parameters of an action.
    Parameters(BTreeMap<String, Property>),
    /// Some of the properties of this type.
    Properties(TypeRef),
    /// A reference to an entity, as OData writes one.
    Reference,
}

impl Csdl {
    pub(crate) fn read(text: &str) -> anyhow::Result<Self> {
        let document = Document::parse(text).context("it is not well-formed XML")?;
        let mut csdl = Self::default();
        for schema in named(document.root(), "Schema") {
            let namespace = attribute(schema, "Namespace")?;
            for node in schema.children().filter(Node::is_element) {
                csdl.take(namespace, node)
                    .with_context(|| format!("in {namespace}"))?;
            }
        }
        if csdl.structures.is_empty() {
            bail!("it holds no types");
        }
        Ok(csdl)
    }

    fn take(&mut self, namespace: &str, node: Node<'_, '_>) -> anyhow::Result<()> {
        let kind = node.tag_name().name();
        match kind {
            "EntityType" | "ComplexType" => {
                let name = qualified(namespace, attribute(node, "Name")?);
                self.structures.insert(name, structure(node)?);
            }
            "EnumType" => {
                let name = qualified(namespace, attribute(node, "Name")?);
                let members = named(node, "Member")
                    .map(|member| attribute(member, "Name").map(str::to_owned));
                let enumeration = Enumeration {
                    flags: node.attribute("IsFlags") == Some("true"),
                    members: members.collect::<anyhow::Result<_>>()?,
                };
                self.enumerations.insert(name, enumeration);
            }
            "Action" | "Function" => self.calls.extend(call(node)?),
            "EntityContainer" => {
                for set in named(node, "EntitySet") {
                    self.root(set, "EntityType", true)?;
                }
                for one in named(node, "Singleton") {
                    self.root(one, "Type", false)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn root(&mut self, node: Node<'_, '_>, key: &str, collection: bool) -> anyhow::Result<()> {
        let name = plain(attribute(node, key)?).to_owned();
        let root = TypeRef { collection, name };
        self.roots.insert(attribute(node, "Name")?.to_owned(), root);
        Ok(())
    }

    /// What a request wants in its body; none where it has none, or this cloud has no such path.
    pub(crate) fn wants(&self, request: &str) -> Option<Wants> {
        let (method, path) = request.split_once(' ')?;
        let (before, last) = path.rsplit_once('/')?;
        match (method, last) {
            ("POST", "$ref") => Some(Wants::Reference),
            ("POST", name) => {
                let Some(Returns::Json(on)) = self.resolve(&format!("GET {before}")) else {
                    return None;
                };
                let call = self.bound(&on.name, name)?;
                Some(Wants::Parameters(call.parameters.clone()))
            }
            ("PATCH", _) => match self.resolve(&format!("GET {path}"))? {
                Returns::Json(is) => Some(Wants::Properties(is)),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a request answers; none where this cloud has no such path.
    pub(crate) fn resolve(&self, request: &str) -> Option<Returns> {
        let (method, path) = request.split_once(' ')?;
        let mut segments = path.trim_matches('/').split('/');
        let mut at = self.roots.get(segments.next()?)?.clone();
        for segment in segments {
            at = match segment {
                "$ref" => return Some(Returns::Nothing),
                "$count" => return Some(Returns::Count),
                key if key.starts_with('{') => TypeRef {
                    collection: false,
                    ..at
                },
                name => match self.navigation(&at.name, name) {
                    Some(next) => next,
                    None => match &self.bound(&at.name, name)?.returns {
                        Some(returned) => returned.clone(),
                        None => return Some(Returns::Nothing),
                    },
                },
            };
        }
        Some(match at.name.as_str() {
            "Edm.Stream" => Returns::File,
            // Older functions answer a `report`, which is nothing but a stream.
            _ if self.is_stream(&at.name) => Returns::File,
            // The metadata is silent; Graph answers 204 (documented for every one of ours).
            _ if method == "PATCH" => Returns::Nothing,
            _ => Returns::Json(at),
        })
    }

    fn is_stream(&self, name: &str) -> bool {
        let members = self.structures.get(name).map(|s| s.properties.values());
        members.is_some_and(|mut all| all.len() == 1 && all.all(|p| p.is.name == "Edm.Stream"))
    }

    fn navigation(&self, of: &str, name: &str) -> Option<TypeRef> {
        let structure = self.structures.get(of)?;
        let own = structure.navigations.get(name).cloned();
        own.or_else(|| self.navigation(structure.base.as_deref()?, name))
    }

    fn bound(&self, to: &str, segment: &str) -> Option<&Call> {
        let name = segment.split('(').next()?;
        let mut calls = self.calls.iter();
        calls.find(|call| call.name == name && call.bound_to == to)
    }
}

fn structure(node: Node<'_, '_>) -> anyhow::Result<Structure> {
    let mut structure = Structure {
        base: node
            .attribute("BaseType")
            .map(|name| plain(name).to_owned()),
        open: node.attribute("OpenType") == Some("true"),
        ..Structure::default()
    };
    for property in named(node, "Property") {
        structure.properties.extend([value(property)?]);
    }
    for navigation in named(node, "NavigationProperty") {
        let name = attribute(navigation, "Name")?.to_owned();
        structure
            .navigations
            .insert(name, type_ref(attribute(navigation, "Type")?));
    }
    Ok(structure)
}

/// A property, or a parameter, which is written as one.
fn value(node: Node<'_, '_>) -> anyhow::Result<(String, Property)> {
    let property = Property {
        is: type_ref(attribute(node, "Type")?),
        nullable: node.attribute("Nullable") != Some("false"),
    };
    Ok((attribute(node, "Name")?.to_owned(), property))
}

fn call(node: Node<'_, '_>) -> anyhow::Result<Option<Call>> {
    if node.attribute("IsBound") != Some("true") {
        return Ok(None);
    }
    let mut parameters = named(node, "Parameter");
    let Some(binding) = parameters.next() else {
        return Ok(None);
    };
    let returns = named(node, "ReturnType").next();
    Ok(Some(Call {
        name: attribute(node, "Name")?.to_owned(),
        bound_to: type_ref(attribute(binding, "Type")?).name,
        parameters: parameters.map(value).collect::<anyhow::Result<_>>()?,
        returns: returns
            .map(|r| attribute(r, "Type").map(type_ref))
            .transpose()?,
    }))
}

fn named<'a, 'i>(node: Node<'a, 'i>, tag: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    let all = node.descendants().skip(1);
    all.filter(move |node| node.has_tag_name((EDM, tag)))
}

const EDM: &str = "http://docs.oasis-open.org/odata/ns/edm";

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> anyhow::Result<&'a str> {
    node.attribute(name).with_context(|| {
        let place = node.document().text_pos_at(node.range().start);
        format!("line {}: no attribute `{name}`", place.row)
    })
}

fn type_ref(text: &str) -> TypeRef {
    let inner = text
        .strip_prefix("Collection(")
        .and_then(|rest| rest.strip_suffix(')'));
    TypeRef {
        collection: inner.is_some(),
        name: plain(inner.unwrap_or(text)).to_owned(),
    }
}

/// Without the namespace that needs no name, by its full name or by its alias.
fn plain(name: &str) -> &str {
    name.strip_prefix("microsoft.graph.")
        .or_else(|| name.strip_prefix("graph."))
        .unwrap_or(name)
}

fn qualified(namespace: &str, name: &str) -> String {
    if namespace == GRAPH {
        return name.to_owned();
    }
    format!("{}.{name}", plain(namespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
      <Schema Namespace="microsoft.graph" Alias="graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
        <EntityType Name="thing"><Property Name="id" Type="Edm.String" Nullable="false" />
          <NavigationProperty Name="parts" Type="Collection(graph.part)" /></EntityType>
        <EntityType Name="part" BaseType="microsoft.graph.thing" OpenType="true" />
        <ComplexType Name="report"><Property Name="content" Type="Edm.Stream" /></ComplexType>
        <EnumType Name="colour" IsFlags="true"><Member Name="red" Value="1" /><Member Name="blue" Value="2" /></EnumType>
        <Action Name="paint" IsBound="true"><Parameter Name="bindingParameter" Type="graph.part" />
          <Parameter Name="in" Type="Collection(graph.colour)" Nullable="false" /></Action>
        <Function Name="print" IsBound="true"><Parameter Name="p" Type="graph.part" /><ReturnType Type="graph.report" /></Function>
        <EntityContainer Name="C"><EntitySet Name="things" EntityType="microsoft.graph.thing" /></EntityContainer>
      </Schema>
      <Schema Namespace="microsoft.graph.paint" xmlns="http://docs.oasis-open.org/odata/ns/edm"><ComplexType Name="pot" /></Schema>
    </edmx:DataServices></edmx:Edmx>"#;

    #[test]
    fn types_are_read() {
        let csdl = Csdl::read(SMALL).unwrap();
        assert!(!csdl.structures["thing"].properties["id"].nullable);
        let part = &csdl.structures["part"];
        assert_eq!((part.base.as_deref(), part.open), (Some("thing"), true));
        assert!(csdl.structures.contains_key("paint.pot"));
        let colour = &csdl.enumerations["colour"];
        assert_eq!(
            (colour.flags, colour.members.join(" ").as_str()),
            (true, "red blue")
        );
    }

    #[test]
    fn paths_lead_to_what_they_answer() {
        let csdl = Csdl::read(SMALL).unwrap();
        let json = |collection, name: &str| {
            Some(Returns::Json(TypeRef {
                collection,
                name: name.to_owned(),
            }))
        };
        for (request, returns) in [
            ("GET /things", json(true, "thing")),
            ("GET /things/{id}", json(false, "thing")),
            ("GET /things/{id}/parts", json(true, "part")),
            ("GET /things/{id}/parts/{id}/parts", json(true, "part")),
            ("PATCH /things/{id}", Some(Returns::Nothing)),
            ("GET /things/$count", Some(Returns::Count)),
            (
                "DELETE /things/{id}/parts/{id}/$ref",
                Some(Returns::Nothing),
            ),
            ("POST /things/{id}/parts/{id}/paint", Some(Returns::Nothing)),
            (
                "GET /things/{id}/parts/{id}/print(copies='{n}')",
                Some(Returns::File),
            ),
            ("GET /things/{id}/print", None),
            ("GET /nothing", None),
        ] {
            assert_eq!(csdl.resolve(request), returns, "{request}");
        }
    }

    #[test]
    fn requests_lead_to_what_they_want() {
        let csdl = Csdl::read(SMALL).unwrap();
        let colours = Property {
            is: type_ref("Collection(graph.colour)"),
            nullable: false,
        };
        let paint = Wants::Parameters(BTreeMap::from([("in".to_owned(), colours)]));
        let thing = Wants::Properties(type_ref("graph.thing"));
        for (request, wants) in [
            ("POST /things/{id}/parts/{id}/paint", Some(paint)),
            ("PATCH /things/{id}", Some(thing)),
            ("POST /things/{id}/parts/$ref", Some(Wants::Reference)),
            ("GET /things/{id}", None),
            ("DELETE /things/{id}/parts/{id}/$ref", None),
            ("POST /things/{id}/paint", None),
        ] {
            assert_eq!(csdl.wants(request), wants, "{request}");
        }
    }

    #[test]
    fn what_is_no_metadata_is_refused() {
        let nameless = SMALL.replace(r#"EntityType Name="thing""#, "EntityType");
        for (text, why) in [
            ("<a>", "well-formed"),
            ("<a/>", "no types"),
            (&nameless, "no attribute `Name`"),
        ] {
            let error = format!("{:#}", Csdl::read(text).unwrap_err());
            assert!(error.contains(why), "{error}");
        }
    }
}
