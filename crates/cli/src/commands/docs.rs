//! `docs`: the reference that `docs/cli.md` holds.

use crate::app::App;
use crate::exit::Exit;
use crate::reference;

pub(crate) fn run(app: &App) -> Exit {
    app.printer.result(&reference::markdown());
    Exit::Done
}
