//! `cargo xtask shapes --from <folder>`: how answers of Microsoft's services look, in our own form.
//!
//! - `crates/wire/shapes/graph.json`, from Microsoft's metadata of three clouds: the types that the tenant's
//!   operations can reach;
//! - `crates/wire/shapes/captures.json`, from captures of real answers: their keys, types, annotations, formats and
//!   order, without any value.
//!
//! The folder holds what others made and is not part of the repository; what is made of it is committed, with
//! the digest and the date of each source.

mod captures;
mod csdl;
mod reach;

use std::path::{Path, PathBuf};

use anyhow::Context;
use fs_err as fs;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use crate::repo;
use csdl::Csdl;

const FOLDER: &str = "crates/wire/shapes";
/// The clouds by the name that Microsoft's metadata is told apart by.
const CLOUDS: [&str; 3] = ["worldwide", "usgov", "china"];

/// Arguments of `cargo xtask shapes`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder with `graph-v1-{worldwide,usgov,china}.csdl.xml` and `captures`
    #[arg(long, value_name = "FOLDER")]
    from: PathBuf,
    /// The day on which Microsoft published the metadata; without it the one that is committed, or the files' own
    #[arg(long, value_name = "YYYY-MM-DD")]
    dated: Option<jiff::civil::Date>,
    /// Write nothing: fail if what is committed is not what the folder gives
    #[arg(long)]
    check: bool,
}

/// Makes the shapes, or compares them.
pub(crate) fn run(args: &Args) -> anyhow::Result<String> {
    let folder = repo::root().join(FOLDER);
    let types = graph_shapes(args, &folder.join("graph.json"))?;
    let captures = captures::forms(&args.from.join("captures"))?;
    let count = types["types"].as_object().map_or(0, Map::len);
    let summary = format!(
        "shapes: {count} types of Graph, {} captures",
        captures.len()
    );
    let files = [("graph.json", types), ("captures.json", captures.into())];
    if !args.check {
        fs::create_dir_all(&folder)?;
        for (name, made) in &files {
            fs::write(folder.join(name), format!("{made:#}\n"))?;
        }
        return Ok(format!("{summary}, written to {FOLDER}"));
    }
    let mut findings = Vec::new();
    for (name, made) in &files {
        if fs::read_to_string(folder.join(name))? != format!("{made:#}\n") {
            let from = args.from.display();
            findings.push(format!(
                "{FOLDER}/{name} is not what `{from}` gives; run it without `--check`"
            ));
        }
    }
    repo::verdict("shapes", format!("{summary}, as committed"), &findings)
}

fn graph_shapes(args: &Args, committed: &Path) -> anyhow::Result<Value> {
    // The date of a source that did not change stays: a copy of a file is younger than what it holds.
    let known: Value = match fs::read_to_string(committed) {
        Ok(text) => serde_json::from_str(&text)?,
        Err(_) => Value::Null,
    };
    let mut clouds = Vec::new();
    let mut sources = Map::new();
    for cloud in CLOUDS {
        let file = format!("graph-v1-{cloud}.csdl.xml");
        let path = args.from.join(&file);
        let text = fs::read_to_string(&path)?;
        let csdl =
            Csdl::read(&text).with_context(|| format!("`{}` is no metadata", path.display()))?;
        clouds.push((cloud, csdl));
        let sha256 = hex::encode(Sha256::digest(&text));
        let before = &known["sources"][cloud];
        let date = match args.dated {
            Some(day) => day.to_string().into(),
            None if before["sha256"] == sha256.as_str() => before["date"].clone(),
            None => date(&path)?.into(),
        };
        sources.insert(
            cloud.to_owned(),
            json!({"file": file, "sha256": sha256, "date": date}),
        );
    }
    let mut document = Map::new();
    document.insert("about".to_owned(), "Made by `cargo xtask shapes` from Microsoft's metadata of Graph v1.0; `crates/wire/src/shapes.rs` reads it.".into());
    document.insert("sources".to_owned(), sources.into());
    document.extend(reach::shapes(&clouds)?);
    Ok(document.into())
}

/// The day on which a file was last changed.
fn date(path: &Path) -> anyhow::Result<String> {
    let changed = fs::metadata(path)?.modified()?;
    let time = jiff::Timestamp::try_from(changed)?;
    Ok(time.strftime("%Y-%m-%d").to_string())
}
