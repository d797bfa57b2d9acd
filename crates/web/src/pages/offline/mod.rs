//! Offline: verdicts from files that an administrator exported. They are read, judged and forgotten: nothing is kept,
//! and no tenant is asked.

mod form;
mod judge;
mod upload;

use askama::Template;
use axum::extract::Request;
use axum::response::{Html, IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use tokio::sync::Semaphore;
use words::offline;

use crate::desk::{Answer, Desk};
use crate::report::{ReportView, report_html};
use crate::shell::Shell;
use crate::view::group::{Group, Leavers, Window, groups};
use crate::view::overview::{Tile, lines, tiles};
use crate::view::{Context, ToDo};
use crate::{PageError, report_csv};
use form::Form;
use judge::{FileRow, Judged, WantedRow};
use upload::{AnswerAs, Refused, Upload};

/// So many rows of each group are shown; the report and the table hold all.
const SHOWN: usize = 100;
/// A file up to this size can be kept from the page itself (its address holds it); a larger one is asked for in the
/// form. Bytes.
const IN_PAGE: usize = 1_500_000;
const REPORT: (&str, &str) = ("text/html; charset=utf-8", "boxseat-report.html");
const TABLE: (&str, &str) = ("text/csv; charset=utf-8", "boxseat-review.csv");

/// So many uploads are held in memory at a time; others wait.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

#[derive(Debug, Template)]
#[template(path = "offline.html")]
struct OfflinePage {
    shell: Shell,
    /// Why the last attempt came to nothing.
    refused: Option<String>,
    form: Form,
}

#[derive(Debug, Template)]
#[template(path = "offline_result.html")]
struct ResultPage {
    shell: Shell,
    headline: String,
    files: Vec<FileRow>,
    /// What is in a product comes from our own list.
    catalogue: bool,
    sentences: Vec<String>,
    tiles: Vec<Tile>,
    groups: Vec<Group>,
    /// Nobody was looked for among leavers.
    leavers: Option<Leavers>,
    example_prices: bool,
    empty: bool,
    wanted: Vec<WantedRow>,
    keep: Vec<Keep>,
    form: Form,
}

/// A file to keep, inside the address of a link.
#[derive(Debug)]
struct Keep {
    text: String,
    name: &'static str,
    address: String,
}

/// The form.
pub(crate) async fn get(desk: Desk) -> Answer {
    Ok(form_page(&desk, None))
}

/// The files: judged, answered, forgotten.
pub(crate) async fn post(desk: Desk, request: Request) -> Answer {
    // It is never closed, so there is always a place in the end.
    let _place = AT_ONCE.acquire().await;
    let upload = match Upload::read(request, desk.now()).await {
        Ok(upload) => upload,
        Err(refused) => return Ok(form_page(&desk, Some(&refused))),
    };
    let answer_as = upload.answer;
    let told = desk.clone();
    let judged = tokio::task::spawn_blocking(move || judge::judge(upload, &told));
    match judged.await.map_err(PageError::from)? {
        Ok(judged) => answered(&desk, &judged, answer_as),
        Err(refused) => Ok(form_page(&desk, Some(&refused))),
    }
}

fn form_page(desk: &Desk, refused: Option<&Refused>) -> Response {
    let l = &desk.locale;
    let page = OfflinePage {
        shell: desk.shell(words::web::offline(l)),
        refused: refused.map(|why| offline::failed_about(l, &why.sentence(l))),
        form: Form::new(desk),
    };
    let status = refused.map_or(StatusCode::OK, Refused::status);
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => crate::pages::problem::Problem::from(error).into_response(),
    }
}

fn answered(desk: &Desk, judged: &Judged, answer_as: AnswerAs) -> Answer {
    let view = ReportView {
        review: &judged.offline.review,
        prices: desk.prices(),
        locale: &desk.locale,
        now: desk.now(),
        whole: true,
        simulated: false,
    };
    match answer_as {
        AnswerAs::Page => result_page(desk, judged, &view),
        AnswerAs::Report => Ok(attached(REPORT, report_html(&view)?)),
        AnswerAs::Table => Ok(attached(TABLE, report_csv(&view)?)),
    }
}

fn attached((r#type, name): (&'static str, &str), content: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (CONTENT_TYPE, r#type.to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, content).into_response()
}

fn result_page(desk: &Desk, judged: &Judged, view: &ReportView<'_>) -> Answer {
    let (l, review) = (&desk.locale, view.review);
    let cx = Context {
        tenant: &review.tenant,
        prices: view.prices,
        locale: l,
        links: None,
    };
    let window = Window {
        after: None,
        most: SHOWN,
        rest: &|_, _, _| ("#keep".to_owned(), offline::in_the_report(l)),
    };
    let page = ResultPage {
        shell: desk.shell(words::web::offline(l)),
        headline: words::cli::offline(l, judged.files.len() as u64),
        catalogue: review.tenant.skus.value().is_none(),
        sentences: if review.records.is_empty() {
            Vec::new()
        } else {
            lines(&review.records, &review.leavers, &cx)
        },
        tiles: tiles(&review.records, &cx, |todo| {
            let told = ToDo::TOLD.contains(&todo);
            told.then(|| format!("#{}", todo.key()))
        }),
        groups: groups(&review.records, &ToDo::TOLD, &window, &cx),
        leavers: None,
        example_prices: view.prices.example,
        empty: review.records.is_empty(),
        wanted: judge::wanted(&judged.offline.wanted, l),
        keep: keep(view)?,
        files: judged.files.clone(),
        form: Form::new(desk),
    };
    crate::desk::answer(&page)
}

/// Links that hold the report and the table, where they are small enough for one.
fn keep(view: &ReportView<'_>) -> Result<Vec<Keep>, PageError> {
    let l = view.locale;
    let files = [
        (offline::download_report(l), REPORT, report_html(view)?),
        (offline::download_csv(l), TABLE, report_csv(view)?),
    ];
    let link = |(text, (r#type, name), content): (_, (&str, _), String)| Keep {
        text,
        name,
        address: format!(
            "data:{};base64,{}",
            r#type.replace(' ', ""),
            STANDARD.encode(content)
        ),
    };
    let small = files.into_iter().filter(|(.., c)| c.len() <= IN_PAGE);
    Ok(small.map(link).collect())
}
