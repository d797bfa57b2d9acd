//! What the main job does not ask for by itself.

use axum::body::Body;
use boxseat_sim::World;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::people;
use crate::turned::Turned;

/// Asks for what shows the switch, where the job alone does not.
pub(crate) async fn more(turned: &Turned) {
    let w = &turned.w;
    people::show(w, turned.entry.name, turned.way).await;
    match turned.entry.name {
        "not-found" => {
            let nobody = w
                .conn
                .user(&Uuid::nil().to_string(), m365::UserSelect::NAMES)
                .await;
            assert!(!matches!(nobody, Ok(Some(_))), "{nobody:?}");
        }
        "exchange-not-found" | "error-warnings" | "exchange-error-form" => {
            let nobody = w.conn.mailbox_named("nobody@contoso.com").await;
            assert!(!matches!(nobody, Ok(Some(_))), "{nobody:?}");
        }
        "report-settings-form" => {
            let settings = w.conn.report_settings().await.unwrap();
            assert!(!settings.display_concealed_names);
        }
        "result-size-links" => list_cut(w).await,
        "anchor-seconds" => {
            let parameters = json!({"Identity": "info@contoso.com", "ForwardingSmtpAddress": "reception@contoso.com"});
            exchange(w, "Set-Mailbox", parameters, None).await;
        }
        "group-seconds" => {
            let group = first(w, "grp", "id").await;
            let body = json!({"addLicenses": [], "removeLicenses": []});
            graph(w, &format!("/v1.0/groups/{group}/assignLicense"), body).await;
        }
        "report-download-strict" => {
            let to = "/v1.0/reports/getMailboxUsageDetail(period='D7')";
            let bearer = format!("Bearer {}", token(w, w.info.cloud.record().graph).await);
            let redirect = send(w, http::Request::get(to), &bearer, String::new()).await;
            let file = redirect.headers()["location"].to_str().unwrap().to_owned();
            let file = send(w, http::Request::get(file), &bearer, String::new()).await;
            assert_eq!(file.status(), 200, "it does not mind the token");
        }
        "assign-atomic" => half_a_change(w).await,
        _ => {}
    }
}

/// A call that removes what is held and adds what nobody owns is refused, and may be done in part: a look finds out.
async fn half_a_change(w: &World) {
    let tables = w.tables().await;
    let license = tables["license"].as_array().unwrap();
    let held = license.iter().find(|l| l["by_group"] == "").unwrap();
    let account = tables["account"].as_array().unwrap();
    let of = account.iter().find(|a| a["n"] == held["account"]).unwrap();
    let body = json!({"addLicenses": [{"skuId": Uuid::nil(), "disabledPlans": []}], "removeLicenses": [held["sku"]]});
    let id = of["id"].as_str().unwrap();
    graph(w, &format!("/v1.0/users/{id}/assignLicense"), body).await;
    let after = w.tables().await;
    assert!(
        !after["license"].as_array().unwrap().contains(held),
        "done in part"
    );
}

/// A list that `ResultSize` cut, followed all the same.
async fn list_cut(w: &World) {
    let parameters = json!({"ResultSize": 1});
    let page = exchange(w, "Get-Mailbox", parameters.clone(), None).await;
    let link = page["@odata.nextLink"].as_str().unwrap().to_owned();
    let next = exchange(w, "Get-Mailbox", parameters, Some(link)).await;
    assert_eq!(next["value"].as_array().unwrap().len(), 1);
}

async fn first(w: &World, table: &str, column: &str) -> String {
    let tables = w.tables().await;
    let rows = tables[table].as_array().unwrap();
    rows[0][column].as_str().unwrap().to_owned()
}

async fn graph(w: &World, path: &str, body: Value) -> Value {
    let token = token(w, w.info.cloud.record().graph).await;
    post(
        w,
        path,
        &format!("Bearer {token}"),
        body.to_string(),
        "application/json",
    )
    .await
}

async fn exchange(w: &World, cmdlet: &str, parameters: Value, link: Option<String>) -> Value {
    let token = token(w, w.info.cloud.record().exchange).await;
    let tenant = w.info.tenant_id.to_string();
    let path = link.unwrap_or_else(|| wire::exchange::invoke_path(&tenant));
    let body = json!({"CmdletInput": {"CmdletName": cmdlet, "Parameters": parameters}});
    post(
        w,
        &path,
        &format!("Bearer {token}"),
        body.to_string(),
        "application/json",
    )
    .await
}

async fn token(w: &World, resource: &str) -> String {
    use secrecy::ExposeSecret as _;
    let form = form(&[
        ("grant_type", "client_credentials"),
        ("client_id", &w.info.client_id),
        ("client_secret", w.info.client_secret.expose_secret()),
        ("scope", &wire::oauth::default_scope(resource)),
    ]);
    let path = wire::oauth::token_path(&w.info.tenant_id.to_string());
    let answer = post(w, &path, "", form, "application/x-www-form-urlencoded").await;
    answer["access_token"].as_str().unwrap().to_owned()
}

/// A form as it is sent.
pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

pub(crate) async fn post(w: &World, path: &str, bearer: &str, body: String, kind: &str) -> Value {
    let request = http::Request::post(path).header("content-type", kind);
    let answer = send(w, request, bearer, body).await;
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

pub(crate) async fn send(
    w: &World,
    request: http::request::Builder,
    bearer: &str,
    body: String,
) -> http::Response<Body> {
    let request = request
        .header("host", "127.0.0.1:1")
        .header("authorization", bearer)
        .body(Body::from(body))
        .unwrap();
    w.tenant.router().oneshot(request).await.unwrap()
}
