//! The reads: some twenty, most of them small.

use std::collections::BTreeSet;

use m365::{Connection, ExchangeLook, Look, ReadCmdlet, ReadError, ReportKind};
use serde_json::{Value, json};
use uuid::Uuid;

use super::NotReadable;
use super::form::Row;
use crate::EngineError;

/// The members of accounts that are asked for: those that a review reads.
pub(super) const ACCOUNT: [&str; 10] = [
    "id",
    "displayName",
    "userPrincipalName",
    "mail",
    "userType",
    "accountEnabled",
    "usageLocation",
    "onPremisesSyncEnabled",
    "assignedLicenses",
    "licenseAssignmentStates",
];
/// Rows of a page that is meant to be followed by others.
pub(super) const SHORT: usize = 5;
/// So many mailboxes are asked for their statistics.
const MEASURED: usize = 60;
const ADVANCED: &str = "$count=true&$filter=assignedLicenses%2F%24count%20ne%200";

/// An answer, or nothing.
pub(super) type Got = Result<Look, NotReadable>;

/// A statistics answer and the mailbox that was asked for.
pub(super) struct Measured {
    pub(super) guid: String,
    pub(super) status: u64,
    pub(super) headers: Value,
    pub(super) body: Value,
}

/// Everything that was read.
pub(super) struct Seen {
    pub(super) graph_host: String,
    pub(super) exchange_host: String,
    pub(super) today: jiff::Timestamp,
    pub(super) token: Result<Value, NotReadable>,
    pub(super) licensed: Got,
    pub(super) short: Got,
    pub(super) short_next: Got,
    pub(super) sign_ins: Got,
    pub(super) filtered: Got,
    pub(super) nobody: Got,
    pub(super) batch: Got,
    pub(super) skus: Got,
    pub(super) subscriptions: Got,
    pub(super) settings: Got,
    pub(super) reports: [Result<(Look, Option<Look>), NotReadable>; 3],
    pub(super) mailboxes: Got,
    pub(super) few: Got,
    pub(super) few_next: Got,
    pub(super) by_alias: Got,
    pub(super) whole: Got,
    pub(super) own: Got,
    pub(super) own_id: String,
    pub(super) nobody_mailbox: Got,
    pub(super) organization: Got,
    pub(super) batches: Vec<Got>,
    pub(super) measured: Vec<Measured>,
}

fn got(look: Result<Look, ReadError>) -> Got {
    look.map_err(|_| NotReadable)
}

impl Seen {
    /// Reads. Only a tenant that cannot be talked to at all is an error.
    pub(super) async fn gather(conn: &Connection) -> Result<Self, EngineError> {
        let token = conn
            .look_at_token()
            .await
            .map_err(|source| EngineError::read("token", source))?;
        let select = format!("$select={}", ACCOUNT.join(","));
        let short_query = format!("{select}&$top={SHORT}&{ADVANCED}");
        let licensed = conn
            .look_at_graph("/users", &format!("{select}&$top=999&{ADVANCED}"), true)
            .await;
        let licensed = licensed.map_err(|source| EngineError::read("users", source))?;
        let short = got(conn.look_at_graph("/users", &short_query, true).await);
        let short_next = match short.as_ref().ok().and_then(next_link) {
            Some(link) => got(conn.look_at_graph_link("/users", &short_query, &link).await),
            None => Err(NotReadable),
        };
        let ids = member(&rows(&licensed), "id");
        let one = ids.first().cloned().unwrap_or_default();
        let two: Vec<String> = ids.iter().take(2).map(|id| format!("%27{id}%27")).collect();
        let nobody = Uuid::from_u128(1);
        let own = |path: String| path;
        let batch = [
            own(format!("/users/{one}?$select=id")),
            own(format!("/users/{nobody}?$select=id")),
        ];
        let activity = "$select=id,signInActivity";
        let (sign_ins, filtered, nobody_user, batch, skus, subscriptions, settings) = (
            got(conn
                .look_at_graph("/users", &format!("{activity}&$top=500"), false)
                .await),
            got(conn
                .look_at_graph(
                    "/users",
                    &format!("{activity}&$filter=id%20in%20({})", two.join(",")),
                    false,
                )
                .await),
            got(conn
                .look_at_graph(&format!("/users/{nobody}"), "$select=id", false)
                .await),
            got(conn.look_at_batch(&batch).await),
            got(conn.look_at_graph("/subscribedSkus", "", false).await),
            got(conn
                .look_at_graph("/directory/subscriptions", "", false)
                .await),
            if conn.cloud().usage_reports {
                got(conn.look_at_graph("/admin/reportSettings", "", false).await)
            } else {
                Err(NotReadable)
            },
        );
        let mut reports = Vec::new();
        for kind in [
            ReportKind::Mailboxes,
            ReportKind::OneDrives,
            ReportKind::Activity,
        ] {
            reports.push(conn.look_at_report(kind).await.map_err(|_| NotReadable));
        }
        let reports = reports
            .try_into()
            .unwrap_or([const { Err(NotReadable) }; 3]);
        let of_exchange = Exchange::gather(conn, &ids).await;
        Ok(Self {
            graph_host: conn.graph_host().to_owned(),
            exchange_host: conn.exchange_host().to_owned(),
            today: conn.service_now(),
            token: Ok(token),
            licensed: Ok(licensed),
            short,
            short_next,
            sign_ins,
            filtered,
            nobody: nobody_user,
            batch,
            skus,
            subscriptions,
            settings,
            reports,
            mailboxes: of_exchange.mailboxes,
            few: of_exchange.few,
            few_next: of_exchange.few_next,
            by_alias: of_exchange.by_alias,
            whole: of_exchange.whole,
            own: of_exchange.own,
            own_id: of_exchange.own_id,
            nobody_mailbox: of_exchange.nobody,
            organization: of_exchange.organization,
            batches: of_exchange.batches,
            measured: of_exchange.measured,
        })
    }

    /// Ids of accounts that hold a licence, in small letters.
    pub(super) fn licensed_ids(&self) -> BTreeSet<String> {
        let looked = self.licensed.as_ref().map(rows).unwrap_or_default();
        member(&looked, "id")
            .iter()
            .map(|id| id.to_lowercase())
            .collect()
    }
}

/// What was read of Exchange.
struct Exchange {
    mailboxes: Got,
    few: Got,
    few_next: Got,
    by_alias: Got,
    whole: Got,
    own: Got,
    own_id: String,
    nobody: Got,
    organization: Got,
    batches: Vec<Got>,
    measured: Vec<Measured>,
}

impl Exchange {
    async fn gather(conn: &Connection, licensed: &[String]) -> Self {
        let list = |result_size: Value| {
            let parameters =
                json!({"RecipientTypeDetails": ["SharedMailbox"], "ResultSize": result_size});
            ExchangeLook::new(ReadCmdlet::Mailbox, parameters)
        };
        let all = list("Unlimited".into());
        let mailboxes = got(conn.look_at_exchange(&all).await);
        let short = ExchangeLook {
            page: SHORT,
            ..all.clone()
        };
        let few = got(conn.look_at_exchange(&short).await);
        let few_next = match few.as_ref().ok().and_then(next_link) {
            Some(link) => got(conn.look_at_exchange_link(&short, &link).await),
            None => Err(NotReadable),
        };
        let mut sorted = list(20.into());
        sorted
            .parameters
            .insert("SortBy".to_owned(), "Alias".into());
        let by_alias = got(conn.look_at_exchange(&sorted).await);

        let found = mailboxes.as_ref().map(rows).unwrap_or_default();
        let text = |row: &Row, name: &str| {
            row.get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let licensed: BTreeSet<String> = licensed.iter().map(|id| id.to_lowercase()).collect();
        let ids: Vec<(String, String)> = found
            .iter()
            .map(|row| {
                (
                    text(row, "ExternalDirectoryObjectId"),
                    text(row, "ExchangeGuid"),
                )
            })
            .filter(|(id, _)| !id.is_empty())
            .collect();
        let own_id = ids
            .iter()
            .find(|(id, _)| !licensed.contains(&id.to_lowercase()))
            .or(ids.first())
            .map(|(id, _)| id.clone())
            .unwrap_or_default();
        let one = ExchangeLook::of(ReadCmdlet::Mailbox, &own_id);
        let (own, whole) = if own_id.is_empty() {
            (Err(NotReadable), Err(NotReadable))
        } else {
            let whole = ExchangeLook {
                selected: false,
                ..one.clone()
            };
            (
                got(conn.look_at_exchange(&one).await),
                got(conn.look_at_exchange(&whole).await),
            )
        };
        let nobody = ExchangeLook::of(ReadCmdlet::Mailbox, &Uuid::from_u128(1).to_string());
        let organization = ExchangeLook::new(ReadCmdlet::Organization, json!({}));
        let (nobody, organization) = (
            got(conn.look_at_exchange(&nobody).await),
            got(conn.look_at_exchange(&organization).await),
        );
        let (mut batches, mut measured) = (Vec::new(), Vec::new());
        let measure: Vec<_> = ids.iter().take(MEASURED).collect();
        for some in measure.chunks(wire::batch::EXCHANGE_MAX) {
            let looks: Vec<_> = some
                .iter()
                .map(|(id, _)| ExchangeLook::of(ReadCmdlet::Statistics, id))
                .collect();
            let batch = got(conn.look_at_exchange_batch(&looks).await);
            if let Ok(look) = &batch {
                measured.extend(answers(look, some));
            }
            batches.push(batch);
        }
        Self {
            mailboxes,
            few,
            few_next,
            by_alias,
            whole,
            own,
            own_id,
            nobody,
            organization,
            batches,
            measured,
        }
    }
}

fn answers(look: &Look, asked: &[&(String, String)]) -> Vec<Measured> {
    let body = look.json().unwrap_or_default();
    let responses = body["responses"].as_array().cloned().unwrap_or_default();
    let place = |id: &Value| -> Option<usize> {
        let id = wire::number::read(id)?;
        usize::try_from(id).ok()?.checked_sub(1)
    };
    responses
        .into_iter()
        .filter_map(|mut answer| {
            let (_, guid) = asked.get(place(&answer["id"])?)?;
            Some(Measured {
                guid: guid.clone(),
                status: answer["status"].as_u64().unwrap_or_default(),
                headers: answer["headers"].take(),
                body: answer["body"].take(),
            })
        })
        .collect()
}

/// The rows of a look: none when it was refused.
pub(super) fn rows(look: &Look) -> Vec<Row> {
    if look.status != 200 {
        return Vec::new();
    }
    rows_of(&look.json().unwrap_or_default())
}

/// The rows of a body.
pub(super) fn rows_of(body: &Value) -> Vec<Row> {
    let rows = body["value"].as_array().into_iter().flatten();
    rows.filter_map(|row| row.as_object().cloned()).collect()
}

/// The link to the next page, as it stands.
pub(super) fn next_link(look: &Look) -> Option<String> {
    look.json()?["@odata.nextLink"].as_str().map(str::to_owned)
}

/// The texts of a member.
pub(super) fn member(rows: &[Row], name: &str) -> Vec<String> {
    let text = |row: &Row| Some(row.get(name)?.as_str()?.to_owned());
    rows.iter().filter_map(text).collect()
}
