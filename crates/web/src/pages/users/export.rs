//! Export: everybody whom the filter admits, or those who are selected, as a file for spreadsheets. It is written page
//! by page, so a million rows take no more memory than a thousand.

use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use engine::AccountList;
use futures_util::stream::{self, StreamExt as _};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use model::SignIn;
use store::{AccountPage, AccountQuery, AccountRow, Count};
use words::{Locale, cli, ui, users, web};

use super::asked::Asked;
use crate::PageError;
use crate::csv::csv_rows;
use crate::desk::{Answer, Desk};
use crate::view::account::account_name;

/// So many rows are read at once.
const AT_ONCE: usize = 1_000;

/// Spreadsheets take a file for UTF-8 when it begins with this.
const MARK: &str = "\u{feff}";

const COLUMNS: usize = 10;

pub(crate) async fn get(desk: Desk) -> Answer {
    let asked = Asked::of(&desk.visit.params, None)?;
    let l = desk.locale.clone();
    let head = format!("{MARK}{}", csv_rows([header(&l)])?);
    let name = users::file(&l);
    let selected = desk.visit.params.get("only") == Some("selection");
    if selected {
        let mut rows = Vec::new();
        for id in asked.selection.ids() {
            let found = desk
                .engine()
                .listed(&desk.caller, desk.tenant(), id)
                .await?;
            rows.extend(found);
        }
        let text = head + &csv_rows(rows.iter().map(|row| line(row, &l)))?;
        return Ok(file(&name, Body::from(text)));
    }
    let query = AccountQuery {
        limit: AT_ONCE,
        after: None,
        ..asked.query()
    };
    // The first page is read before anything is answered: what goes wrong by then is said in words.
    let first = page(&desk, query.clone()).await?;
    let rest = stream::try_unfold(Some((desk, query, first)), move |state| {
        let l = l.clone();
        async move {
            let Some((desk, query, page_now)) = state else {
                return Ok::<_, PageError>(None);
            };
            let text = csv_rows(page_now.rows.iter().map(|row| line(row, &l)))?;
            let next = match page_now.next {
                Some(after) => {
                    let query = AccountQuery {
                        after: Some(after),
                        ..query
                    };
                    let following = page(&desk, query.clone()).await?;
                    Some((desk, query, following))
                }
                None => None,
            };
            Ok(Some((text, next)))
        }
    });
    let body = stream::once(async move { Ok(head) }).chain(rest);
    Ok(file(&name, Body::from_stream(body)))
}

async fn page(desk: &Desk, query: AccountQuery) -> Result<AccountPage, PageError> {
    let AccountList { page, reading } = desk
        .engine()
        .accounts(&desk.caller, desk.tenant(), query)
        .await?;
    debug_assert!(reading.is_some() || page.count == Count::Exactly(0));
    Ok(page)
}

fn file(name: &str, body: Body) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.csv\""),
        ),
    ];
    (headers, body).into_response()
}

fn header(l: &Locale) -> [String; COLUMNS] {
    [
        users::name(l),
        web::username(l),
        users::email(l),
        ui::licenses(l),
        users::export_part_numbers(l),
        users::sign_in(l),
        users::mailbox(l),
        cli::header_verdict(l),
        users::usage_location(l),
        web::object_id(l),
    ]
}

fn line(row: &AccountRow, l: &Locale) -> [String; COLUMNS] {
    let account = &row.account;
    let held = account.licenses.as_deref();
    let products = |name: &dyn Fn(model::SkuId) -> String| {
        held.map_or_else(
            || users::unknown(l),
            |held| {
                let names: Vec<_> = held.iter().map(|h| name(h.sku)).collect();
                names.join("; ")
            },
        )
    };
    let part = |sku: model::SkuId| {
        let known = model::catalogue::catalogue().product(sku);
        known.map_or_else(|| sku.to_string(), |p| p.part_number.to_owned())
    };
    let licenses = match held {
        Some([]) => ui::unlicensed(l),
        _ => products(&words::product),
    };
    [
        account_name(account),
        account.user_principal_name.clone(),
        account.mail.clone(),
        licenses,
        products(&part),
        match account.sign_in {
            Some(SignIn::Allowed) => ui::sign_in_allowed(l),
            Some(SignIn::Blocked) => ui::sign_in_blocked(l),
            None => users::unknown(l),
        },
        row.mailbox
            .as_ref()
            .map_or_else(String::new, |kind| words::kind(kind.as_str(), l)),
        row.verdict
            .map_or_else(String::new, |verdict| words::verdict(verdict, l)),
        account
            .usage_location
            .clone()
            .unwrap_or_else(|| users::unknown(l)),
        account.id.to_string(),
    ]
}
