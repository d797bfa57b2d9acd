//! Accounts: listing, paging, filters, advanced queries, sign-in activity, changes.

mod support;

use http::StatusCode;
use serde_json::{Value, json};
use support::{BASE, World};

use boxseat_tenant::{Profile, Seed};

/// Does a row of an account pass?
type Test<'a> = Box<dyn Fn(&Value) -> bool + 'a>;

fn bad(code: &str, message: &str) -> (String, String) {
    (code.to_owned(), message.to_owned())
}

#[tokio::test]
async fn a_page_has_the_default_properties_in_their_order() {
    let world = World::new().await;
    let page = world.get("/v1.0/users?$top=2").await;
    let body = page.json();
    assert_eq!(
        body["@odata.context"],
        format!("{BASE}/v1.0/$metadata#users")
    );
    let members: Vec<&str> = body["value"][0]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        members,
        [
            "businessPhones",
            "displayName",
            "givenName",
            "jobTitle",
            "mail",
            "mobilePhone",
            "officeLocation",
            "preferredLanguage",
            "surname",
            "userPrincipalName",
            "id"
        ]
    );
    assert_eq!(page.header("x-ms-resource-unit"), Some("1"));
    assert_eq!(page.header("request-id"), page.header("client-request-id"));
}

#[tokio::test]
async fn pages_follow_each_other_without_hole_or_repetition() {
    let world = World::new().await;
    let whole = world.all("/v1.0/users?$select=id&$top=999").await;
    for path in [
        "/v1.0/users?$select=id&$top=7",
        "/v1.0/users?$select=id&$top=7&$orderby=displayName desc",
        "/v1.0/users?$select=id&$top=13&$orderby=userPrincipalName",
    ] {
        let path = path.replace(' ', "%20");
        let mut ids: Vec<String> = world
            .all(&path)
            .await
            .iter()
            .map(|row| row["id"].to_string())
            .collect();
        assert_eq!(ids.len(), whole.len(), "{path}");
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), whole.len(), "{path}");
    }
    let first = world.get("/v1.0/users?$select=id&$top=7").await.json();
    let link = first["@odata.nextLink"].as_str().unwrap();
    assert!(
        link.starts_with(&format!("{BASE}/v1.0/users?$select=id&$top=7&$skiptoken=")),
        "{link}"
    );
    let broken = world.get("/v1.0/users?$skiptoken=nonsense").await;
    assert_eq!(broken.error().0, "Directory_ExpiredPageToken");
}

#[tokio::test]
async fn what_is_not_possible_is_refused_in_the_services_words() {
    let world = World::new().await;
    for (path, status, error) in [
        (
            "/v1.0/users?$top=1000",
            400,
            bad(
                "Request_BadRequest",
                "Invalid page size specified: '1000'. Must be between 1 and 999 inclusive.",
            ),
        ),
        (
            "/v1.0/users?$filter=accountEnabled%20ne%20true",
            400,
            bad("Request_UnsupportedQuery", "Unsupported Query."),
        ),
        (
            "/v1.0/users?$filter=endsWith(mail,'@contoso.com')",
            400,
            bad("Request_UnsupportedQuery", "Unsupported Query."),
        ),
        (
            "/v1.0/users?$filter=assignedLicenses/$count%20ne%200",
            400,
            bad("Request_UnsupportedQuery", "Unsupported Query."),
        ),
        (
            "/v1.0/users?$filter=licenseAssignmentStates/any()",
            400,
            bad(
                "Request_UnsupportedQuery",
                "The request uses a filter property that is not indexed",
            ),
        ),
        (
            "/v1.0/users?$filter=shoeSize%20eq%2044",
            400,
            bad(
                "BadRequest",
                "Invalid filter clause: Could not find a property named 'shoeSize' on type 'microsoft.graph.user'.",
            ),
        ),
        (
            "/v1.0/users?$filter=mail%20eq",
            400,
            bad(
                "BadRequest",
                "Invalid filter clause: Syntax error at position 7 in 'mail eq'.",
            ),
        ),
        (
            "/v1.0/users?$search=%22a%22",
            400,
            bad(
                "Request_UnsupportedQuery",
                "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
            ),
        ),
        (
            "/v1.0/users/$count",
            400,
            bad("Request_BadRequest", "$count is not currently supported."),
        ),
        (
            "/v1.0/users/nobody@contoso.com",
            404,
            bad(
                "Request_ResourceNotFound",
                "Resource 'nobody@contoso.com' does not exist or one of its queried reference-property objects are not present.",
            ),
        ),
        (
            "/v1.0/users/x/shoes",
            400,
            bad("BadRequest", "Resource not found for the segment 'shoes'."),
        ),
    ] {
        let answer = world.get(path).await;
        assert_eq!(
            (answer.status.as_u16(), answer.error()),
            (status, error),
            "{path}"
        );
    }
    assert_eq!(
        world
            .get("/v1.0/users?$select=mailboxSettings")
            .await
            .status,
        StatusCode::NOT_IMPLEMENTED
    );
}

#[tokio::test]
async fn counting_needs_the_header_and_is_on_the_first_page_only() {
    let world = World::new().await;
    let whole = world.all("/v1.0/users?$select=id").await.len();
    let silent = world.get("/v1.0/users?$count=true&$top=5").await.json();
    assert!(silent.get("@odata.count").is_none());
    let counted = world
        .get_eventual("/v1.0/users?$count=true&$top=5")
        .await
        .json();
    assert_eq!(counted["@odata.count"], whole);
    let next = world
        .get_eventual(counted["@odata.nextLink"].as_str().unwrap())
        .await
        .json();
    assert!(next.get("@odata.count").is_none());
    let bare = world.get_eventual("/v1.0/users/$count").await;
    assert_eq!(
        (bare.text.as_str(), bare.header("content-type")),
        (whole.to_string().as_str(), Some("text/plain"))
    );
    // The header is not carried by the link.
    let licensed = "/v1.0/users?$count=true&$top=5&$filter=assignedLicenses/$count%20ne%200";
    let next = world.get_eventual(licensed).await.json()["@odata.nextLink"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(world.get(&next).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn filters_find_what_a_walk_over_all_accounts_finds() {
    let world = World::new().await;
    let select =
        "id,accountEnabled,assignedLicenses,usageLocation,onPremisesSyncEnabled,displayName";
    let all = world
        .all(&format!("/v1.0/users?$select={select}&$top=999"))
        .await;
    let sku = all
        .iter()
        .find_map(|u| u["assignedLicenses"][0]["skuId"].as_str())
        .unwrap()
        .to_owned();
    let holds = |user: &Value, sku: &str| {
        user["assignedLicenses"]
            .as_array()
            .unwrap()
            .iter()
            .any(|l| l["skuId"] == sku)
    };
    let by_sku = format!("assignedLicenses/any(x:x/skuId eq {sku})");
    let cases: Vec<(&str, Test<'_>)> = vec![
        (
            "accountEnabled eq false",
            Box::new(|u| u["accountEnabled"] == false),
        ),
        (
            "assignedLicenses/$count ne 0",
            Box::new(|u| u["assignedLicenses"] != json!([])),
        ),
        (
            "assignedLicenses/$count eq 0",
            Box::new(|u| u["assignedLicenses"] == json!([])),
        ),
        (&by_sku, Box::new(|u| holds(u, &sku))),
        (
            "accountEnabled eq false and assignedLicenses/$count ne 0",
            Box::new(|u| u["accountEnabled"] == false && u["assignedLicenses"] != json!([])),
        ),
        (
            "onPremisesSyncEnabled eq null",
            Box::new(|u| u["onPremisesSyncEnabled"].is_null()),
        ),
        (
            "not startsWith(displayName,'a')",
            Box::new(|u| {
                !u["displayName"]
                    .as_str()
                    .unwrap()
                    .to_lowercase()
                    .starts_with('a')
            }),
        ),
    ];
    for (filter, passes) in cases {
        let query: String = url::form_urlencoded::byte_serialize(filter.as_bytes()).collect();
        let found = world
            .all(&format!(
                "/v1.0/users?$select=id&$count=true&$filter={query}&$top=20"
            ))
            .await;
        let mut found: Vec<&str> = found.iter().map(|u| u["id"].as_str().unwrap()).collect();
        let mut expected: Vec<&str> = all
            .iter()
            .filter(|u| passes(u))
            .map(|u| u["id"].as_str().unwrap())
            .collect();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{filter}");
        let count = world
            .get_eventual(&format!("/v1.0/users/$count?$filter={query}"))
            .await;
        assert_eq!(count.text, expected.len().to_string(), "{filter}");
    }
}

#[tokio::test]
async fn one_account_is_found_by_id_by_name_and_in_both_forms() {
    let world = World::new().await;
    let user = world.user(|_| true).await;
    let (id, upn) = (
        user["id"].as_str().unwrap(),
        user["userPrincipalName"].as_str().unwrap(),
    );
    for path in [
        format!("/v1.0/users/{id}"),
        format!("/v1.0/users/{upn}"),
        format!("/v1.0/users('{id}')"),
        format!("/v1.0/users(%27{upn}%27)"),
    ] {
        let found = world
            .get(&format!("{path}?$select=userPrincipalName"))
            .await
            .json();
        assert_eq!(found["id"], id, "{path}");
        assert_eq!(
            found["@odata.context"],
            format!("{BASE}/v1.0/$metadata#users(userPrincipalName)/$entity")
        );
    }
}

#[tokio::test]
async fn sign_in_activity_has_its_own_rules() {
    let premium = World::with(&Seed {
        users: 200,
        ..Seed::of(Profile::BusinessPremium)
    })
    .await;
    let path = "/v1.0/users?$select=id,signInActivity";
    let rows = premium.all(&format!("{path}&$top=200")).await;
    assert!(
        rows.iter()
            .any(|row| row["signInActivity"]["lastSignInDateTime"].is_string())
    );
    assert!(rows.iter().any(|row| row.get("signInActivity").is_none()));
    premium
        .patch("/_tenant/settings", json!({"assume.sign_in_page": "120"}))
        .await;
    let answer = premium.get(&format!("{path}&$top=121")).await;
    assert_eq!(
        answer.error().1,
        "Cannot query data for more than 120 users at a time."
    );
    let upn = premium.user(|_| true).await["userPrincipalName"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        premium
            .get(&format!("/v1.0/users/{upn}?$select=signInActivity"))
            .await
            .status,
        StatusCode::BAD_REQUEST
    );

    let standard = World::with(&Seed {
        users: 40,
        ..Seed::of(Profile::BusinessStandard)
    })
    .await;
    let answer = standard.get(path).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(
        answer.error(),
        bad(
            "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
            "Neither tenant is B2C or tenant doesn't have premium license"
        )
    );
}

#[tokio::test]
async fn sign_in_can_be_blocked_but_not_of_a_synced_account() {
    let world = World::with(&Seed {
        users: 120,
        ..Seed::of(Profile::E5Hybrid)
    })
    .await;
    let synced = world.user(|u| u["onPremisesSyncEnabled"] == true).await;
    let path = format!("/v1.0/users/{}", synced["id"].as_str().unwrap());
    let other = !synced["accountEnabled"].as_bool().unwrap();
    let answer = world.patch(&path, json!({"accountEnabled": other})).await;
    assert_eq!(
        answer.error(),
        bad(
            "Request_BadRequest",
            "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration."
        )
    );

    let world = World::new().await;
    let cloud = world
        .user(|u| u["onPremisesSyncEnabled"].is_null() && u["accountEnabled"] == true)
        .await;
    let path = format!("/v1.0/users/{}", cloud["id"].as_str().unwrap());
    let answer = world.patch(&path, json!({"accountEnabled": false})).await;
    assert_eq!(
        (answer.status, answer.text.as_str()),
        (StatusCode::NO_CONTENT, "")
    );
    assert_eq!(
        world
            .get(&format!("{path}?$select=accountEnabled"))
            .await
            .json()["accountEnabled"],
        false
    );
}
