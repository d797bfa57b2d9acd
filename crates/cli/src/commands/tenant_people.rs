//! `tenant people`: who can sign in to the embedded tenant.

use serde::Serialize;
use store_sqlite::SqliteStore;
use tenant::SignInHint;
use words::cli;

use crate::app::App;
use crate::args::{People, PlainFormat};
use crate::embed::{Embedded, Wanted};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::table;

/// The answer for machines.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told<'a> {
    public_client_id: &'a str,
    people: Vec<Person<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Person<'a> {
    user_name: &'a str,
    display_name: &'a str,
    roles: &'a [&'static str],
    password: &'a str,
}

pub(crate) async fn run(app: &App, args: &People) -> Result<Exit, Failure> {
    let data = app.data()?;
    // The store looks at the folder before anything else is put into it.
    SqliteStore::open(&data).map_err(|e| Failure::Store(data.clone(), Box::new(e)))?;
    let tenant = Embedded::open_or_create(&data, Wanted::default(), app.env.clone()).await?;
    let (people, public_client_id) = tenant.people()?;

    let l = app.locale();
    match args.output {
        PlainFormat::Json => {
            let told = Told {
                public_client_id: &public_client_id,
                people: people.iter().map(Person::of).collect(),
            };
            let text = serde_json::to_string_pretty(&told)
                .map_err(|e| Failure::Unexpected(e.to_string()))?;
            app.printer.result(&format!("{text}\n"));
        }
        PlainFormat::Table => {
            let header = [
                cli::header_user_name(&l),
                cli::header_password(&l),
                cli::header_roles(&l),
            ];
            let mut shown = table::table(app.printer.width(), &header);
            for person in &people {
                let roles = person.roles.join(", ");
                shown.add_row([&person.user_name, &person.password, &roles]);
            }
            app.printer.result(&table::text(&shown));
            app.printer.say(&cli::public_client(&l, &public_client_id));
        }
    }
    Ok(Exit::Done)
}

impl<'a> Person<'a> {
    fn of(hint: &'a SignInHint) -> Self {
        Self {
            user_name: &hint.user_name,
            display_name: &hint.display_name,
            roles: &hint.roles,
            password: &hint.password,
        }
    }
}
