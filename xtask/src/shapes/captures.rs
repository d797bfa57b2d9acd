//! Captures of real answers as forms: keys, types, annotations, formats and order, and no values.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use fs_err as fs;
use serde::Deserialize;
use serde_json::{Map, Value, json};

// The judge's own rules, by the file and not by the room: this program knows no room.
#[path = "../../../crates/wire/src/shapes/form.rs"]
mod form;

const SERVICES: [&str; 4] = ["exchange", "graph", "oauth", "report"];

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Capture {
    request: Value,
    status: Option<u16>,
    confidence: String,
    complete: bool,
    key_order: Option<String>,
    body: Option<Value>,
    #[serde(default)]
    columns: Vec<String>,
}

/// The forms of all captures in a folder, by service and name.
pub(super) fn forms(folder: &Path) -> anyhow::Result<Map<String, Value>> {
    let mut forms = Map::new();
    for service in SERVICES {
        let mut files: Vec<PathBuf> = Vec::new();
        for entry in fs::read_dir(folder.join(service))? {
            files.push(entry?.path());
        }
        files.retain(|file| file.extension().is_some_and(|end| end == "json"));
        files.sort();
        for file in files {
            let read =
                || -> anyhow::Result<_> { Ok(serde_json::from_str(&fs::read_to_string(&file)?)?) };
            let capture: Capture =
                read().with_context(|| format!("`{}` is no capture", file.display()))?;
            let name = file
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            forms.insert(
                format!("{service}/{name}"),
                capture.form(name.split('.').next_back() == Some("shape")),
            );
        }
    }
    if forms.is_empty() {
        bail!("`{}` holds no captures", folder.display());
    }
    Ok(forms)
}

impl Capture {
    fn form(&self, names_only: bool) -> Value {
        let text = |key: &str| self.request[key].as_str().unwrap_or_default();
        let request = format!("{} {} {}", text("method"), text("path"), text("cmdlet"));
        let mut form = Map::new();
        form.insert("request".to_owned(), request.trim_end().into());
        form.insert("status".to_owned(), json!(self.status));
        form.insert("confidence".to_owned(), self.confidence.as_str().into());
        form.insert("complete".to_owned(), self.complete.into());
        form.insert(
            "ordered".to_owned(),
            (self.key_order.as_deref() == Some("wire")).into(),
        );
        match &self.body {
            Some(Value::Array(names)) if names_only => {
                form.insert("names".to_owned(), names.clone().into());
            }
            Some(Value::Object(members)) if names_only => {
                form.insert("names".to_owned(), members.keys().cloned().collect());
            }
            Some(body) => {
                form.insert("form".to_owned(), form::form(body));
            }
            None if !self.columns.is_empty() => {
                form.insert("names".to_owned(), self.columns.clone().into());
            }
            None => {}
        }
        form.into()
    }
}
