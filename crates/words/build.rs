//! Reads `i18n/*.ftl`, refuses to build when a language is not complete, and writes one typed function
//! per message. English is the reference: it declares the variables and the messages there are.

#[path = "build/check.rs"]
mod check;
#[path = "build/emit.rs"]
mod emit;
#[path = "build/ftl.rs"]
mod ftl;

use std::path::PathBuf;

use crate::ftl::Language;

fn main() {
    println!("cargo::rerun-if-changed=i18n");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    if let Err(faults) = run() {
        for fault in &faults {
            println!("cargo::error={fault}");
        }
        std::process::exit(1);
    }
}

fn run() -> Result<(), Vec<String>> {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(variable("OUT_DIR")?);

    let mut languages = Vec::new();
    let entries = fs_err::read_dir(root.join("i18n")).map_err(one)?;
    for entry in entries {
        let path = entry.map_err(one)?.path();
        if path.extension().is_some_and(|e| e == "ftl") {
            let text = fs_err::read_to_string(&path).map_err(one)?;
            languages.push(Language::read(&path, &text)?);
        }
    }
    languages.sort_by(|a, b| a.tag.cmp(&b.tag));

    let Some(reference) = languages.iter().find(|l| l.tag == "en") else {
        return Err(vec![
            "i18n/en.ftl is missing: it is the reference for every other language".into(),
        ]);
    };
    let declared = check::declared(reference)?;
    check::complete(reference, &languages, &declared)?;

    fs_err::write(
        out.join("msg.rs"),
        emit::messages(reference, &languages, &declared),
    )
    .map_err(one)?;
    fs_err::write(out.join("language.rs"), emit::languages(&languages)).map_err(one)
}

fn variable(name: &str) -> Result<String, Vec<String>> {
    std::env::var(name).map_err(|e| vec![format!("{name}: {e}")])
}

fn one(error: impl std::fmt::Display) -> Vec<String> {
    vec![error.to_string()]
}
