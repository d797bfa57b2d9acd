//! Home: the manager's sentence, and where to begin.

use askama::Template;
use model::RecipientKind;
use store::RecordQuery;
use words::web;

use crate::PageError;
use crate::desk::{Answer, Desk, answer};
use crate::shell::Shell;
use crate::view::overview::{Tile, read_line, sentences, tiles};
use crate::view::{Context, ToDo};

#[derive(Debug, Template)]
#[template(path = "home.html")]
struct HomePage {
    shell: Shell,
    sentences: Vec<String>,
    read: String,
    example_prices: bool,
    tiles: Vec<Tile>,
}

pub(crate) async fn get(desk: Desk) -> Answer {
    let (snapshot, tenant) = desk.last_review().await?;
    let leavers = desk.engine().leavers(&desk.caller, desk.tenant()).await;
    let leavers = leavers.map_err(PageError::from)?;
    let mut records = desk
        .engine()
        .store()
        .records(snapshot.id, RecordQuery::default())
        .await
        .map_err(PageError::from)?;
    records.retain(|r| {
        let kind = r.facts.kind.value();
        kind.is_none_or(|k| *k == RecipientKind::SharedMailbox)
    });
    let cx = Context {
        tenant: &tenant,
        prices: desk.prices(),
        locale: &desk.locale,
        links: Some(&desk.links),
    };
    let page = HomePage {
        shell: desk.shell(web::title(&desk.locale)),
        sentences: sentences(&records, &leavers, &cx),
        read: read_line(&snapshot, desk.now(), &cx),
        example_prices: desk.prices().example,
        tiles: tiles(&records, &cx, |todo: ToDo| {
            Some(desk.links.to("/review", &[("verdict", todo.key())]))
        }),
    };
    answer(&page)
}
