//! `tenant ca`: a new throw-away authority for `tenant serve --tls`.

use tenant::tls::{Authority, Names, VALID_DAYS};
use words::cli;

use crate::app::App;
use crate::exit::Exit;
use crate::failure::Failure;

pub(crate) fn run(app: &App) -> Result<Exit, Failure> {
    let data = app.data()?;
    // The store looks at the folder before anything else is put into it.
    store_sqlite::SqliteStore::open(&data)
        .map_err(|e| Failure::Store(data.clone(), Box::new(e)))?;
    let authority = Authority::create(&data, Names::Local, &app.env)
        .map_err(|e| Failure::Embedded(data.clone(), Box::new(e)))?;

    let l = app.locale();
    app.printer
        .result(&format!("{}\n", authority.certificate().display()));
    let key = authority.key().display().to_string();
    app.printer.note(&cli::ca_key(&l, &key));
    app.printer
        .note(&cli::ca_never_install(&l, VALID_DAYS.unsigned_abs()));
    Ok(Exit::Done)
}
