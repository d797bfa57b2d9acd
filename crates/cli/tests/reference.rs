//! The reference, the man pages and the completions are those of the program.

#![expect(clippy::unwrap_used, reason = "what cannot be set up ends the test")]

#[expect(dead_code, reason = "each test file uses another part of it")]
mod support;

use std::path::Path;

use support::World;

#[test]
fn the_reference_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md");
    let printed = World::new().run(&["docs"]).good();
    if std::env::var_os("BLESS").is_some() {
        fs_err::write(&path, &printed).unwrap();
    }
    let kept = fs_err::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == printed,
        "docs/cli.md is not what the program says; write it anew: BLESS=1 cargo test -p boxseat --test reference"
    );
}

#[test]
fn every_command_has_a_man_page_and_completions() {
    let world = World::new();
    world.run(&["man", "man"]).good();
    for page in [
        "boxseat",
        "boxseat-demo",
        "boxseat-remove-license",
        "boxseat-tenant-serve",
    ] {
        let text = fs_err::read_to_string(world.path("man").join(format!("{page}.1"))).unwrap();
        assert!(text.contains(".TH"), "{page}");
    }
    let top = fs_err::read_to_string(world.path("man/boxseat.1")).unwrap();
    assert!(
        top.contains("Exit codes"),
        "the exit codes are in the manual"
    );
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = world.run(&["completions", shell]).good();
        assert!(script.contains("remove-license"), "{shell}");
    }
    assert!(
        !world.path("data").exists(),
        "none of it touches the data folder"
    );
}

#[test]
fn the_help_lists_every_exit_code() {
    let help = World::new().run(&["--help"]).good();
    for code in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 130] {
        assert!(
            help.lines()
                .any(|line| line.trim_start().starts_with(&format!("{code}  "))),
            "{code}\n{help}"
        );
    }
}
