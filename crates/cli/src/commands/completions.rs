//! `completions`: a script for the shell.

use crate::app::App;
use crate::args::Completions;
use crate::exit::Exit;
use crate::reference;

pub(crate) fn run(app: &App, args: &Completions) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut reference::command(),
        "boxseat",
        &mut script,
    );
    app.printer.result(&String::from_utf8_lossy(&script));
    Exit::Done
}
