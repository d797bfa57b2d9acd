//! The pre-authenticated download: an address that is worth a token for a few minutes.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};
use jiff::SignedDuration;
use rusqlite::{OptionalExtension as _, Transaction};

use super::Report;
use super::day::Frame;
use crate::assume;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::gate::Unjudged;
use crate::refusal::Refusal;

/// Under this name stand downloads that came with a token, whether refused or not: a token left its host.
const WITH_TOKEN: &str = "download.withAuthorization";

/// Makes an address for a report.
pub(super) async fn issue(
    context: &Context,
    report: Report,
    period: u16,
) -> Result<String, Refusal> {
    let mut bytes = [0; 32];
    context.tenant.env.entropy.fill(&mut bytes);
    let token = hex::encode(bytes);
    let (kept, now) = (token.clone(), context.now);
    context
        .tenant
        .db
        .write(move |tx| {
            let seconds = assume::REPORT_DOWNLOAD_SECONDS.number(tx)?.clamp(0, 3600);
            let expires = now.checked_add(SignedDuration::from_secs(seconds))?;
            tx.prepare_cached("DELETE FROM download WHERE expires <= ?1")?
                .execute([now.as_millisecond()])?;
            tx.prepare_cached("INSERT INTO download (token, report, expires) VALUES (?1, ?2, ?3)")?
                .execute((
                    kept,
                    format!("{}/{period}", report.name()),
                    expires.as_millisecond(),
                ))?;
            Ok::<_, Error>(())
        })
        .await?;
    Ok(token)
}

/// The file without a detour.
pub(super) async fn at_once(
    context: &Context,
    report: Report,
    period: u16,
) -> Result<Response, Refusal> {
    let now = context.now;
    let file = context
        .tenant
        .db
        .read::<_, Error>(move |c| report.table(c, &Frame::new(c, period, now)?)?.into_csv());
    let mut response = csv(file.await?);
    response.extensions_mut().insert(Unjudged);
    Ok(response)
}

fn csv(file: Vec<u8>) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/octet-stream")];
    (StatusCode::OK, kind, file).into_response()
}

/// The file. An old or unknown address is a 404 (assumption).
pub(super) async fn serve(
    context: Context,
    Path(token): Path<String>,
) -> Result<Response, Refusal> {
    let authorized = context.headers.contains_key(header::AUTHORIZATION);
    let now = context.now;
    let file = context
        .tenant
        .db
        .write(move |tx| {
            if authorized {
                count(tx)?;
                if assume::REPORT_DOWNLOAD_STRICT.on(tx)? {
                    return Ok(Err(StatusCode::UNAUTHORIZED));
                }
            }
            let kept: Option<String> = tx
                .prepare_cached("SELECT report FROM download WHERE token = ?1 AND expires > ?2")?
                .query_row((&token, now.as_millisecond()), |row| row.get(0))
                .optional()?;
            let Some(kept) = kept else {
                return Ok(Err(StatusCode::NOT_FOUND));
            };
            let (report, period) = parse(&kept)?;
            let frame = Frame::new(tx, period, now)?;
            Ok::<_, Error>(Ok(report.table(tx, &frame)?.into_csv()?))
        })
        .await?;
    Ok(match file {
        Ok(file) => csv(file),
        Err(status) => status.into_response(),
    })
}

fn count(tx: &Transaction<'_>) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO request_count (operation, n) VALUES (?1, 1) ON CONFLICT (operation) DO UPDATE SET n = n + 1",
    )?
    .execute([WITH_TOKEN])?;
    Ok(())
}

fn parse(kept: &str) -> Result<(Report, u16)> {
    let bad = || Error::corrupt("download.report", kept);
    let (name, period) = kept.split_once('/').ok_or_else(bad)?;
    Ok((
        Report::from_name(name).ok_or_else(bad)?,
        period.parse().map_err(|_| bad())?,
    ))
}
