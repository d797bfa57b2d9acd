//! Real answers of the services, as forms: what was captured judges what is answered.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::Mismatch;
use super::form::form;

/// The form of one captured answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Capture {
    /// What was asked: method, path and, for Exchange, the cmdlet.
    pub request: String,
    /// HTTP status.
    pub status: Option<u16>,
    /// `live`, `docs-example` or `test-fixture`.
    pub confidence: String,
    /// Is it the whole answer?
    pub complete: bool,
    /// Do its members stand as they were received?
    pub ordered: bool,
    /// The form of the body, where there is one.
    #[serde(default)]
    pub form: Value,
    /// Names of members or columns, where nothing more is known.
    #[serde(default)]
    pub names: Vec<String>,
}

impl Capture {
    /// All of them by name, such as `exchange/get-mailbox-user`.
    pub fn all() -> &'static BTreeMap<String, Self> {
        static ALL: OnceLock<BTreeMap<String, Capture>> = OnceLock::new();
        ALL.get_or_init(|| {
            serde_json::from_str(include_str!("../../shapes/captures.json"))
                .expect("the file is made by `cargo xtask shapes`, and a test reads it")
        })
    }

    /// The one of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().get(name)
    }

    /// Where an answer has another form than the captured one: a member that is not there; one of another type or
    /// format; in a whole capture one that is too many; where the order is the wire's, another order. A value that
    /// is null or an empty list on either side says nothing about its type.
    pub fn differences(&self, found: &Value) -> Vec<Mismatch> {
        let mut differences = Vec::new();
        self.compare("", &self.form, &form(found), &mut differences);
        differences
    }

    fn compare(&self, at: &str, wanted: &Value, found: &Value, into: &mut Vec<Mismatch>) {
        let mut differs = |what: String| {
            into.push(Mismatch {
                at: at.to_owned(),
                what,
            });
        };
        match (wanted, found) {
            (Value::Object(wanted), Value::Object(found)) => {
                self.compare_members(at, wanted, found, into);
            }
            (Value::Array(wanted), Value::Array(found)) => {
                if let (Some(wanted), Some(found)) = (wanted.first(), found.first()) {
                    self.compare(&format!("{at}[]"), wanted, found, into);
                }
            }
            (Value::String(wanted), Value::String(found)) => {
                if !compatible(wanted, found) {
                    differs(format!("was captured as `{wanted}`, is `{found}`"));
                }
            }
            (Value::String(word), _) | (_, Value::String(word)) if word == "null" => {}
            _ => differs("is of another kind than what was captured".to_owned()),
        }
    }

    fn compare_members(
        &self,
        at: &str,
        wanted: &Map<String, Value>,
        found: &Map<String, Value>,
        into: &mut Vec<Mismatch>,
    ) {
        let path = |name: &str| {
            if at.is_empty() {
                name.to_owned()
            } else {
                format!("{at}.{name}")
            }
        };
        let mut differs = |name: &str, what: &str| {
            into.push(Mismatch {
                at: path(name),
                what: what.to_owned(),
            });
        };
        for name in wanted.keys().filter(|name| !found.contains_key(*name)) {
            differs(name, "was captured and is missing");
        }
        for name in found
            .keys()
            .filter(|name| self.complete && !wanted.contains_key(*name))
        {
            differs(name, "is not in the whole capture");
        }
        if self.ordered {
            let common = |of: &Map<String, Value>, other: &Map<String, Value>| -> Vec<String> {
                of.keys()
                    .filter(|name| other.contains_key(*name))
                    .cloned()
                    .collect()
            };
            let (ours, theirs) = (common(found, wanted), common(wanted, found));
            if let Some((our, their)) = ours.iter().zip(&theirs).find(|(our, their)| our != their) {
                differs(our, &format!("stands where `{their}` was captured"));
            }
        }
        for (name, wanted) in wanted {
            if let Some(found) = found.get(name) {
                self.compare(&path(name), wanted, found, into);
            }
        }
    }
}

/// May both be forms of one member? Null says nothing; an empty text is one, but null in its place is not.
fn compatible(wanted: &str, found: &str) -> bool {
    let texts = |word: &str| matches!(word, "text" | "empty");
    wanted.split('|').any(|wanted| {
        found.split('|').any(|found| {
            wanted == found
                || wanted == "null"
                || (found == "null" && wanted != "empty")
                || (texts(wanted) && texts(found))
        })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn capture(complete: bool, ordered: bool, document: &Value) -> Capture {
        Capture {
            request: String::new(),
            status: Some(200),
            confidence: "live".to_owned(),
            complete,
            ordered,
            form: form(document),
            names: Vec::new(),
        }
    }

    #[test]
    fn every_way_to_differ_is_told() {
        let document = json!({"a": "x", "b": 1, "c": "", "d": [{"e": null}]});
        for (found, wanted) in [
            (json!({"a": "y", "b": 2, "c": "", "d": [{"e": 1}]}), None),
            (json!({"a": null, "b": null, "c": "text", "d": []}), None),
            (
                json!({"a": "y", "c": "", "d": []}),
                Some("`b`: was captured and is missing"),
            ),
            (
                json!({"a": "y", "b": "2", "c": "", "d": []}),
                Some("`b`: was captured as `int`, is `text`"),
            ),
            (
                json!({"a": "y", "b": 2, "c": null, "d": []}),
                Some("`c`: was captured as `empty`, is `null`"),
            ),
            (
                json!({"b": 2, "a": "y", "c": "", "d": []}),
                Some("`b`: stands where `a` was captured"),
            ),
            (
                json!({"a": "y", "b": 2, "c": "", "d": [{"e": 1, "f": 2}]}),
                Some("`d[].f`: is not in the whole capture"),
            ),
            (
                json!({"a": "y", "b": 2, "c": "", "d": "many"}),
                Some("`d`: is of another kind"),
            ),
        ] {
            let told: Vec<String> = capture(true, true, &document)
                .differences(&found)
                .iter()
                .map(ToString::to_string)
                .collect();
            match wanted {
                None => assert_eq!(told, [""; 0], "{found}"),
                Some(text) => assert!(
                    told.len() == 1 && told[0].starts_with(text),
                    "{found}: {told:?}"
                ),
            }
        }
        let extra = json!({"a": "y", "b": 2, "c": "", "d": [], "z": 1});
        assert_eq!(capture(false, true, &document).differences(&extra), []);
    }

    #[test]
    fn the_committed_captures_hold_forms_of_every_service() {
        for service in ["exchange/", "graph/", "oauth/", "report/"] {
            assert!(
                Capture::all().keys().any(|name| name.starts_with(service)),
                "{service}"
            );
        }
        let row = &Capture::named("exchange/get-mailbox-user").unwrap().form["value"][0];
        assert!(row.as_object().unwrap().len() > 300, "{row}");
    }
}
