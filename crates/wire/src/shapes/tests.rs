//! What the judge lets pass, and what not.

use model::CloudId;
use serde_json::{Value, json};

use super::{Answer, Shapes, check, check_value};

const SKU: &str = "6fd2c87f-b296-42f0-b197-1e91e994b900";

fn told(is: &str, found: &Value) -> Vec<String> {
    let mismatches = check_value(CloudId::Worldwide, is, found);
    mismatches.iter().map(ToString::to_string).collect()
}

fn answered(cloud: CloudId, request: &str, status: u16, body: &Value) -> Vec<String> {
    let (method, path) = request.split_once(' ').unwrap();
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    let answer = Answer {
        cloud,
        method,
        path,
        status,
        body: body.as_bytes(),
    };
    check(answer).iter().map(ToString::to_string).collect()
}

#[test]
fn the_committed_shapes_name_their_sources() {
    let shapes = Shapes::committed();
    for (cloud, source) in &shapes.sources {
        assert!(source.file.contains(cloud.as_str()), "{source:?}");
        assert_eq!(source.sha256.len(), 64, "{source:?}");
        assert!(
            source.date.parse::<jiff::civil::Date>().is_ok(),
            "{source:?}"
        );
    }
    assert_eq!(shapes.sources.len(), 3);
}

#[test]
fn a_value_of_every_kind_passes() {
    let user = json!({
        "@odata.id": "https://graph.microsoft.com/v2/x", "id": "1", "displayName": null, "accountEnabled": true,
        "createdDateTime": "2024-01-31T09:00:00Z", "businessPhones": [], "businessPhones@odata.type": "#Collection(String)",
        "assignedLicenses": [{"disabledPlans": [SKU], "skuId": SKU}],
        "extension_0123_number": 1,
    });
    assert_eq!(told("user", &user), [""; 0]);
    assert_eq!(
        told("mailboxSettings", &json!({"userPurpose": "shared"})),
        [""; 0]
    );
    assert_eq!(
        told(
            "[directoryObject]",
            &json!([{"@odata.type": "#microsoft.graph.user", "mail": "a@b.c"}])
        ),
        [""; 0]
    );
}

#[test]
fn each_kind_of_mismatch_is_told_with_its_place() {
    for (is, found, wanted) in [
        (
            "user",
            json!({"dispalyName": "x"}),
            "`dispalyName`: user has no such member in this cloud",
        ),
        (
            "user",
            json!({"accountEnabled": "true"}),
            "`accountEnabled`: should be a Boolean, is \"true\"",
        ),
        (
            "user",
            json!({"assignedLicenses": null}),
            "`assignedLicenses`: should be a list of assignedLicense, is null",
        ),
        (
            "user",
            json!({"id": null}),
            "`id`: is null; a String here never is",
        ),
        (
            "user",
            json!({"createdDateTime": "yesterday"}),
            "`createdDateTime`: should be a DateTimeOffset",
        ),
        (
            "user",
            json!({"assignedLicenses": [{"skuId": "E3"}]}),
            "`assignedLicenses[0].skuId`: should be a Guid",
        ),
        (
            "user",
            json!({"nick@odata.type": "#String"}),
            "annotates `nick`",
        ),
        (
            "user",
            json!({"@odata.colour": "red"}),
            "no such annotation",
        ),
        (
            "user",
            json!({"@odata.type": "#microsoft.graph.group"}),
            "group is no user",
        ),
        (
            "subscribedSku",
            json!({"consumedUnits": 3_000_000_000_u64}),
            "`consumedUnits`: should be a Int32",
        ),
        (
            "subscribedSku",
            json!({"extension_0123_number": 1}),
            "no such member",
        ),
        (
            "mailboxSettings",
            json!({"userPurpose": "Shared"}),
            "is no member of userPurpose: \"Shared\"",
        ),
        (
            "[directoryObject]",
            json!([{"id": "1"}]),
            "`[0]`: `@odata.type` is missing",
        ),
        ("[user]", json!({}), "should be a list of user"),
    ] {
        let told = told(is, &found);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains(wanted), "{told:?}, wanted {wanted}");
    }
}

#[test]
fn clouds_differ() {
    let units = json!({"lockedOut": 0});
    assert!(check_value(CloudId::Worldwide, "licenseUnitsDetail", &units).is_empty());
    for cloud in [
        CloudId::GccHigh,
        CloudId::Dod,
        CloudId::China,
        CloudId::Germany,
    ] {
        assert_eq!(
            check_value(cloud, "licenseUnitsDetail", &units).len(),
            1,
            "{cloud}"
        );
    }
    let request = "GET /reports/getMailboxUsageDetail(period='D7')";
    assert_eq!(
        answered(CloudId::Worldwide, request, 302, &Value::Null),
        [""; 0]
    );
    let told = answered(CloudId::China, request, 302, &Value::Null);
    assert!(told[0].contains("no such request"), "{told:?}");
}

#[test]
fn answers_are_judged_by_their_request() {
    let page = |value: Value| json!({"@odata.context": "x", "@odata.count": 1, "@odata.nextLink": "y", "value": value});
    let one = json!({"@odata.context": "x", "id": "1", "mail": null});
    for (request, status, body, wanted) in [
        ("GET /users", 200, page(json!([{"mail": "a@b.c"}])), None),
        ("GET /users/1", 200, one.clone(), None),
        ("GET /users('1')", 200, one.clone(), None),
        ("GET /users", 200, one, Some("a collection without `value`")),
        (
            "GET /users",
            200,
            page(json!([{"skuId": SKU}])),
            Some("`value[0].skuId`"),
        ),
        (
            "GET /users/1",
            200,
            json!({"id": "1"}),
            Some("`@odata.context` is missing"),
        ),
        ("GET /users/$count", 200, json!(7), None),
        (
            "GET /users/$count",
            200,
            json!("many"),
            Some("a count is a number"),
        ),
        ("PATCH /users/1", 204, Value::Null, None),
        ("PATCH /users/1", 200, json!({}), Some("without content")),
        ("GET /nothing", 200, json!({}), Some("no shape is known")),
        (
            "GET /nothing",
            404,
            json!({"error": {"code": "a", "message": "b", "innerError": {}}}),
            None,
        ),
        (
            "GET /users",
            400,
            json!({"error": {"code": 400}}),
            Some("`error.code`: should be a text"),
        ),
        (
            "GET /users",
            400,
            json!({"error_description": "b"}),
            Some("an error without `error`"),
        ),
        ("GET /users", 502, Value::Null, None),
        (
            "POST /$batch",
            200,
            json!({"responses": [{"id": "1", "status": 200, "headers": {}, "body": {}}]}),
            None,
        ),
        (
            "POST /$batch",
            200,
            json!({"responses": [{"id": 1, "status": 200}]}),
            Some("`responses[0].id`"),
        ),
        (
            "GET /admin/reportSettings",
            200,
            json!({"@odata.context": "x", "value": {"displayConcealedNames": true}}),
            None,
        ),
        (
            "GET /admin/reportSettings",
            200,
            json!({"@odata.context": "x", "displayConcealedNames": 1}),
            Some("should be a Boolean"),
        ),
    ] {
        let told = answered(CloudId::Worldwide, request, status, &body);
        match wanted {
            None => assert_eq!(told, [""; 0], "{request} {body}"),
            Some(text) => assert!(
                told.iter().any(|t| t.contains(text)),
                "{request} {body}: {told:?}"
            ),
        }
    }
}
