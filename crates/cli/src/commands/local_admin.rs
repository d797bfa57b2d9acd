//! `local-admin`: the local administrator of the pages.

use std::io::{self, IsTerminal as _};

use store::{LocalAdmin as Admin, Sessions as _};
use store_sqlite::SqliteStore;
use words::cli;

use crate::app::App;
use crate::args::{LocalAdmin, SetLocalAdmin};
use crate::exit::Exit;
use crate::failure::Failure;

pub(crate) async fn run(app: &App, args: &LocalAdmin) -> Result<Exit, Failure> {
    let data = app.data()?;
    let failed = |e| Failure::Store(data.clone(), Box::new(e));
    let store = SqliteStore::open(&data).map_err(failed)?;
    let known = store.local_admin().await.map_err(failed)?;
    let l = &app.locale();
    let new = match args {
        LocalAdmin::Show => {
            app.printer.say(&match known {
                Some(admin) => cli::admin_is(l, &admin.name, admin.set_at),
                None => cli::admin_none(l),
            });
            return Ok(Exit::Done);
        }
        LocalAdmin::Remove => None,
        LocalAdmin::Set(set) => Some(admin(app, set).await?),
    };
    let said = match (&new, &known) {
        (Some(admin), _) => cli::admin_set(l, &admin.name),
        (None, Some(admin)) => cli::admin_removed(l, &admin.name),
        (None, None) => cli::admin_none(l),
    };
    let names: Vec<_> = known.iter().chain(&new).map(|a| a.name.clone()).collect();
    store.set_local_admin(new).await.map_err(failed)?;
    for name in names {
        store.delete_sessions_of(&name).await.map_err(failed)?;
    }
    app.printer.say(&said);
    Ok(Exit::Done)
}

/// Asks for what is needed.
async fn admin(app: &App, set: &SetLocalAdmin) -> Result<Admin, Failure> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    // No `@`: so that nobody in the history is mistaken for somebody of the directory.
    if set.name.is_empty() || set.name.len() > 64 || !set.name.chars().all(allowed) {
        return Err(Failure::AdminName(set.name.clone()));
    }
    let (app, name) = (app.clone(), set.name.clone());
    let asked = tokio::task::spawn_blocking(move || {
        let password = password(&app)?;
        let password_hash =
            web::hash_password(&password, &app.env.entropy).map_err(Failure::Password)?;
        Ok(Admin {
            name,
            password_hash,
            set_at: app.env.now(),
        })
    });
    asked
        .await
        .map_err(|e| Failure::Unexpected(e.to_string()))?
}

/// A password: typed twice where somebody can see the question, else the first line of standard input.
fn password(app: &App) -> Result<String, Failure> {
    let unread = |_: io::Error| Failure::NotATerminal;
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        let mut line = String::new();
        io::stdin().read_line(&mut line).map_err(unread)?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let l = &app.locale();
    let ask = |question: String| {
        app.printer.ask(&format!("{question} "));
        console::Term::stderr().read_secure_line().map_err(unread)
    };
    let password = ask(cli::admin_password(l))?;
    if password == ask(cli::admin_password_again(l))? {
        Ok(password)
    } else {
        Err(Failure::PasswordsDiffer)
    }
}
