//! The tenant's answers against the forms of real ones: keys, order, annotations, types and formats.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, which the lint knows by `#[test]` only"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use boxseat_tenant::operation::Operation;
use http::Method;
use serde_json::{Value, json};
use support::{Answer, World};
use wire::shapes::{Capture, Shapes};

/// Where the tenant answers otherwise than a capture, and why: capture, place, reason. One that is no longer true
/// fails.
const KNOWN: &[(&str, &str, &str)] = &[
    (
        "graph/users-signinactivity-docs",
        "value[].signInActivity.lastSuccessfulSignInDateTime",
        EMPTY_TIME,
    ),
    (
        "graph/users-signinactivity-docs",
        "value[].signInActivity.lastSuccessfulSignInRequestId",
        EMPTY_TIME,
    ),
    (
        "graph/licenseassignmentstates-docs",
        "value",
        "the example shows a collection for one account, which the metadata has as an object",
    ),
    (
        "graph/error-401-bad-token-2019",
        "error.innerError.client-request-id",
        OLD_ERROR,
    ),
    (
        "graph/error-401-bad-token-2019",
        "error.innerError.date",
        OLD_ERROR,
    ),
    ("exchange/get-mailbox-user", "value[].Id", OLDER_NAME),
    ("exchange/get-mailbox-user", "value[].Identity", OLDER_NAME),
    ("exchange/get-mailbox-user", "value[].Name", OLDER_NAME),
    (
        "exchange/get-mailboxstatistics.test",
        "value[].LastLogonTime",
        "a test author made the time up; every live time of the service has seven digits and an offset",
    ),
];
const EMPTY_TIME: &str =
    "the example has empty texts where the metadata has a time and live answers null";
const OLD_ERROR: &str = "a capture of 2019; those of 2025 begin with the date and name both ids";
const OLDER_NAME: &str =
    "older mailboxes are named by alias, newer ones by their object id (exchange.md 4.2)";

/// Captured report files, and the reports of the tenant whose columns they judge.
const REPORTS: &[(&str, &str)] = &[
    ("report/mailboxusagedetail-2026", "getMailboxUsageDetail"),
    (
        "report/onedriveusageaccountdetail-2026-concealed",
        "getOneDriveUsageAccountDetail",
    ),
    (
        "report/office365activeuserdetail-docs-header",
        "getOffice365ActiveUserDetail",
    ),
];

/// Rows of several answers, without their envelope.
const PERMISSIONS: &str = "exchange/get-mailboxpermission.rows";
/// The names of the members of such a row in another tenant.
const PERMISSION_NAMES: &str = "exchange/get-mailboxpermission.shape";

/// A world with a token for each service.
struct Asked {
    world: World,
    exchange: String,
}

impl Asked {
    async fn new() -> Self {
        let world = World::new().await;
        let exchange = world
            .token_for("https://outlook.office365.com/.default")
            .await;
        Self { world, exchange }
    }

    async fn graph(&self, path: &str) -> Answer {
        self.world.get(&format!("/v1.0{path}")).await
    }

    /// A cmdlet; `token` may be another one.
    async fn exchange(&self, cmdlet: &str, parameters: Value) -> Answer {
        let tenant = self.world.tenant.id().to_string();
        let body = json!({"CmdletInput": {"CmdletName": cmdlet, "Parameters": parameters}});
        let bearer = format!("Bearer {}", self.exchange);
        let anchor = wire::exchange::app_anchor(&tenant);
        let request = http::Request::post(format!(
            "{}{}",
            support::BASE,
            wire::exchange::invoke_path(&tenant)
        ))
        .header("authorization", bearer)
        .header("content-type", "application/json")
        .header("x-anchormailbox", anchor);
        self.world
            .send(request.body(body.to_string().into()).unwrap())
            .await
    }

    /// The id of the first user with a licence of its own.
    async fn licensed(&self) -> Value {
        self.world
            .user(|user| {
                user["licenseAssignmentStates"][0]["assignedByGroup"].is_null()
                    && user["assignedLicenses"][0].is_object()
            })
            .await
    }

    /// What the tenant answers to the request that was captured, for every capture of one that it serves.
    async fn answers(&self) -> Vec<(&'static str, Answer)> {
        let user = self.licensed().await;
        let id = user["id"].as_str().unwrap();
        let sku = user["assignedLicenses"][0]["skuId"].clone();
        let group = self
            .graph("/groups?$select=id,assignedLicenses")
            .await
            .json();
        let groups = group["value"].as_array().unwrap();
        let group = groups
            .iter()
            .find(|g| g["assignedLicenses"][0].is_object())
            .unwrap()["id"]
            .as_str()
            .unwrap();
        let assign = format!("/v1.0/users/{id}/assignLicense");
        let mailboxes = self
            .exchange(
                "Get-Mailbox",
                json!({"RecipientTypeDetails": ["UserMailbox"], "ResultSize": "1"}),
            )
            .await
            .json();
        let mailbox = &mailboxes["value"][0]["ExternalDirectoryObjectId"];
        let unsigned = http::Request::get(format!("{}/v1.0/users", support::BASE));
        let bad_token = unsigned
            .header("authorization", "Bearer nonsense")
            .body(String::new().into())
            .unwrap();
        let answers = vec![
            ("graph/users-licensedetails", self.graph(&format!("/users/{id}/licenseDetails")).await),
            ("graph/users-page-guests", self.graph("/users?$filter=userType%20eq%20'Member'").await),
            ("graph/users-signinactivity-docs", self.graph("/users?$select=displayName,userPrincipalName,signInActivity").await),
            ("graph/organization", self.graph("/organization").await),
            ("graph/subscribedskus-docs", self.graph("/subscribedSkus").await),
            ("graph/directory-subscriptions-docs", self.graph("/directory/subscriptions").await),
            ("graph/reportsettings-get", self.graph("/admin/reportSettings").await),
            ("graph/licenseassignmentstates-docs", self.graph(&format!("/users/{id}?$select=licenseAssignmentStates")).await),
            ("graph/group-licenseprocessingstate", self.graph(&format!("/groups/{group}?$select=assignedLicenses,licenseProcessingState")).await),
            ("graph/error-400-segment-not-found", self.graph("/nothing").await),
            ("graph/error-401-bad-token-2019", self.world.send(bad_token).await),
            ("graph/error-advanced-count-segment", self.graph("/users/$count").await),
            ("graph/error-advanced-filter", self.graph("/users?$filter=endsWith(mail,'@contoso.com')").await),
            ("graph/assignlicense-invalid-sku-400", self.world.post(&assign, json!({"addLicenses": [{"skuId": id}], "removeLicenses": []})).await),
            ("graph/assignlicense-remove-200", self.world.post(&assign, json!({"addLicenses": [], "removeLicenses": [sku]})).await),
            ("graph/group-assignlicense-202", self.world.post(&format!("/v1.0/groups/{group}/assignLicense"), json!({"addLicenses": [], "removeLicenses": []})).await),
            ("exchange/get-mailbox-user", self.exchange("Get-Mailbox", json!({"Identity": mailbox})).await),
            ("exchange/get-mailboxstatistics.test", self.exchange("Get-MailboxStatistics", json!({"Identity": mailbox})).await),
            (PERMISSIONS, self.exchange("Get-MailboxPermission", json!({"Identity": mailbox})).await),
            ("exchange/get-antiphishrule.empty", self.exchange("Get-Mailbox", json!({"Filter": "Alias -eq 'nobody-has-this'"})).await),
            ("exchange/error-not-found-proxied", self.exchange("Get-Mailbox", json!({"Identity": "nobody@contoso.com"})).await),
            ("oauth/token-200-app-3599", self.world.ask_token(&[]).await),
            ("oauth/error-7000215-2020", self.world.ask_token(&[("client_secret", "wrong")]).await),
            ("oauth/error-90002-discovery", self.world.call(Method::GET, "/3c291bec-7f65-492f-b9ee-17cb68919fe1/v2.0/.well-known/openid-configuration", None, &[]).await),
            ("oauth/discovery-instance", self.world.call(Method::GET, "/common/discovery/instance?api-version=1.1&authorization_endpoint=https://login.microsoftonline.com/common/oauth2/authorize", None, &[]).await),
            ("oauth/discovery-v2-organizations", self.world.call(Method::GET, &format!("/{}/v2.0/.well-known/openid-configuration", self.world.tenant.id()), None, &[]).await),
        ];
        answers
    }
}

#[tokio::test(start_paused = true)]
async fn answers_have_the_form_of_captured_ones() {
    let asked = Asked::new().await;
    let mut found = Vec::new();
    for (name, answer) in asked.answers().await {
        let capture = Capture::named(name).unwrap_or_else(|| panic!("no capture {name}"));
        assert_eq!(
            Some(answer.status.as_u16()),
            capture.status,
            "{name}: {answer:?}"
        );
        let body = answer.json();
        let body = if capture.form.is_array() {
            &body["value"]
        } else {
            &body
        };
        for difference in capture.differences(body) {
            found.push((name, difference.at.clone(), difference.to_string()));
        }
    }
    let unknown: Vec<String> = found
        .iter()
        .filter(|(name, at, _)| {
            !KNOWN
                .iter()
                .any(|known| (known.0, known.1) == (*name, at.as_str()))
        })
        .map(|(name, _, told)| format!("{name} {told}"))
        .collect();
    assert!(
        unknown.is_empty(),
        "not as captured:\n  {}",
        unknown.join("\n  ")
    );
    for (name, at, reason) in KNOWN {
        let still = found
            .iter()
            .any(|(found, place, _)| (found, place.as_str()) == (name, *at));
        assert!(still, "{name} {at} is as captured now; drop it ({reason})");
    }
}

#[tokio::test(start_paused = true)]
async fn reports_have_the_captured_columns() {
    let asked = Asked::new().await;
    for (capture, report) in REPORTS {
        let redirect = asked
            .graph(&format!("/reports/{report}(period='D7')"))
            .await;
        let location = redirect
            .header("location")
            .unwrap_or_else(|| panic!("{redirect:?}"))
            .to_owned();
        let request = http::Request::get(location)
            .body(String::new().into())
            .unwrap();
        let csv = asked.world.send(request).await.text;
        let header = csv
            .trim_start_matches('\u{feff}')
            .lines()
            .next()
            .unwrap_or_default();
        let columns: Vec<&str> = header.split(',').collect();
        assert_eq!(columns, Capture::named(capture).unwrap().names, "{report}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_entry_of_a_permission_list_has_every_member_that_was_seen() {
    let asked = Asked::new().await;
    let answers = asked.answers().await;
    let (_, answer) = answers
        .iter()
        .find(|(name, _)| *name == PERMISSIONS)
        .unwrap();
    let row = &answer.json()["value"][0];
    let there: BTreeSet<&str> = row
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let names = &Capture::named(PERMISSION_NAMES).unwrap().names;
    let missing: Vec<_> = names
        .iter()
        .filter(|n| !there.contains(n.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// `docs/tenant-coverage.md` says what the tests judge. `BLESS=1 cargo test -p boxseat-tenant --test captures`
/// writes it anew.
#[tokio::test(start_paused = true)]
async fn the_document_says_what_is_judged_and_by_what() {
    let asked = Asked::new().await;
    let mut judged: Vec<&str> = asked
        .answers()
        .await
        .iter()
        .map(|(name, _)| *name)
        .collect();
    judged.extend(REPORTS.iter().map(|(name, _)| *name));
    judged.push(PERMISSION_NAMES);
    let wanted = coverage(&judged);
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/tenant-coverage.md");
    if std::env::var_os("BLESS").is_some() {
        fs_err::write(&path, &wanted).unwrap();
    }
    let found = fs_err::read_to_string(&path).unwrap();
    assert!(
        found == wanted,
        "docs/tenant-coverage.md is stale: run with BLESS=1 and read the difference"
    );
}

fn coverage(judged: &[&str]) -> String {
    let shapes = Shapes::committed();
    let mut text = COVERAGE.to_owned();
    for (cloud, source) in &shapes.sources {
        let _ = writeln!(
            text,
            "- {cloud}: `{}` of {}, SHA-256 `{}`",
            source.file, source.date, source.sha256
        );
    }
    let clients = clients();
    let judges_of = |request: &str| {
        let judges = clients.iter().filter(|(_, asks)| asks.contains(request));
        let names: Vec<&str> = judges.map(|(name, _)| name.as_str()).collect();
        names.join(", ")
    };
    text.push_str("\n| request | answer | clouds | clients of others |\n|---|---|---|---|\n");
    for (request, _) in shapes.operations(None) {
        let clouds = shapes.sources.keys().filter_map(|cloud| {
            let mut all = shapes.operations(Some(cloud));
            let (_, answer) = all.find(|(known, _)| *known == request)?;
            Some((cloud.as_str(), answer?))
        });
        let (clouds, answers): (Vec<_>, Vec<_>) = clouds.unzip();
        let _ = writeln!(
            text,
            "| `{request}` | `{}` | {} | {} |",
            answers[0],
            clouds.join(", "),
            judges_of(request)
        );
    }
    text.push_str(CLIENTS);
    let others: BTreeSet<&str> = clients
        .values()
        .flatten()
        .map(String::as_str)
        .filter(|request| shapes.operations(None).all(|(known, _)| known != *request))
        .collect();
    for request in others {
        let _ = writeln!(text, "| `{request}` | {} |", judges_of(request));
    }
    text.push_str(CAPTURED);
    let yes = |is: bool| if is { "yes" } else { "" };
    for (name, capture) in Capture::all()
        .iter()
        .filter(|(name, _)| judged.contains(&name.as_str()))
    {
        let request = capture.request.replace('|', "\\|");
        let (whole, order) = (yes(capture.complete), yes(capture.ordered));
        let _ = writeln!(
            text,
            "| `{name}` | `{request}` | {} | {whole} | {order} |",
            capture.confidence
        );
    }
    text.push_str(DIFFERENCES);
    for (name, at, reason) in KNOWN {
        let _ = writeln!(text, "| `{name}` | `{at}` | {reason} |");
    }
    text.push_str(UNUSED);
    for (name, _) in Capture::all()
        .iter()
        .filter(|(name, _)| !judged.contains(&name.as_str()))
    {
        let _ = writeln!(text, "- `{name}`");
    }
    text
}

/// What each judge of `cargo xtask judges` asks: each of it is something that the tenant serves.
fn clients() -> BTreeMap<String, BTreeSet<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../judges/judged.json");
    let clients: BTreeMap<String, BTreeSet<String>> =
        serde_json::from_str(&fs_err::read_to_string(path).unwrap()).unwrap();
    for request in clients.values().flatten() {
        let (method, path) = request.split_once(' ').unwrap();
        let of_graph = !path.starts_with("/{tenant}/") && !path.starts_with("/common/");
        let path = if of_graph {
            format!("/v1.0{path}")
        } else {
            path.to_owned()
        };
        let operation = Operation::of(&method.parse().unwrap(), &path, b"");
        assert_ne!(operation.name, "unknown", "{request}");
    }
    clients
}

const COVERAGE: &str = "# What the embedded tenant serves, and who judges it\n
Written by `BLESS=1 cargo test -p boxseat-tenant --test captures`; a test fails when it is stale.\n
## Graph, judged by Microsoft's metadata\n
Every answer to these requests, in every test of the tenant, the simulation and the program, is compared with the
metadata of its cloud: names, types, formats, nullability, members of enumerations.\n\n";
const CLIENTS: &str = "\nThe last column names the clients of others that `cargo xtask judges` runs against it, unmodified
([judges.md](judges.md)). They judge these too, which no metadata describes:\n
| request | clients of others |\n|---|---|\n";
const CAPTURED: &str = "\n## Judged by captures\n
The tenant's answer to the same request, or to one of the same kind, has the keys, annotations, types and formats of
these; where the order is
the wire's, the order too; where the capture is whole, nothing else.\n
| capture | request | how sure | whole | order |\n|---|---|---|---|---|\n";
const DIFFERENCES: &str = "\n## Known differences\n\n| capture | place | why |\n|---|---|---|\n";
const UNUSED: &str = "\n## Captures that judge nothing of the tenant\n
Of requests that it does not serve, of beta, or of names alone. The client's tests read some of them.\n\n";
