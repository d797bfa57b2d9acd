//! `tenant serve`: the embedded tenant alone, for any other client.

use store_sqlite::SqliteStore;
use words::{Locale, cli};

use crate::app::App;
use crate::args::Serve;
use crate::embed::{self, Embedded, Wanted};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::Progress;

pub(crate) async fn run(app: &App, args: &Serve) -> Result<Exit, Failure> {
    // Before a tenant is made for it.
    if !args.listen.ip().is_loopback() {
        return Err(Failure::NotLoopback(args.listen.to_string()));
    }
    let assume = embed::turns(&args.assume)?;
    let data = app.data()?;
    // The store looks at the folder before anything else is put into it.
    SqliteStore::open(&data).map_err(|e| Failure::Store(data.clone(), Box::new(e)))?;

    let wanted = Wanted {
        users: args.users,
        seed: args.seed,
        cloud: args.cloud,
        profile: args.profile,
        assume,
    };
    let progress = Progress::new(&app.global);
    progress.say(cli::progress_seed(
        &app.locale(),
        wanted.profile.unwrap_or_default().as_str(),
    ));
    let tenant = Embedded::open_or_create(&data, wanted, app.env.clone()).await?;
    let tenant = if args.impersonate_hosts {
        tenant.impersonating()
    } else {
        tenant
    };
    let info = if args.tls {
        tenant.serve_tls(args.listen, &data, &app.ending).await?
    } else {
        tenant.serve(args.listen, &app.ending).await?
    };
    drop(progress);

    let locale = Locale::new(app.language, info.cloud);
    if args.ready_json {
        let line = serde_json::to_string(&info).map_err(|e| Failure::Unexpected(e.to_string()))?;
        app.printer.result(&format!("{line}\n"));
    } else {
        app.printer.say(&cli::ready(&locale, info.graph.as_str()));
    }
    app.printer.note(&cli::page_stop(&locale));
    app.serve_until_stopped().await
}
