//! The body of `assignLicense`, of accounts and of groups.

use http::StatusCode;
use serde_json::Value;
use uuid::Uuid;

use super::rules::Change;
use crate::refusal::Refusal;

/// Reads `{"addLicenses":[…],"removeLicenses":[…]}`: both have to be there, also when empty.
pub(crate) fn read(body: &[u8]) -> Result<Change, Refusal> {
    // REC: the wordings of Graph's OData reader.
    let payload = |text: String| Refusal::new(StatusCode::BAD_REQUEST, "BadRequest", text);
    let body: Value = serde_json::from_slice(body).map_err(|_| {
        payload("Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.".to_owned())
    })?;
    let missing: Vec<&str> = ["addLicenses", "removeLicenses"]
        .into_iter()
        .filter(|key| !body[key].is_array())
        .collect();
    if !missing.is_empty() {
        return Err(Refusal::bad_request(format!(
            "One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing \
             parameters are: {}.",
            missing.join(", ")
        )));
    }
    let items = |key: &str| body[key].as_array().cloned().unwrap_or_default();
    let add = items("addLicenses")
        .iter()
        .map(|item| {
            let disabled = match &item["disabledPlans"] {
                Value::Null => Vec::new(),
                Value::Array(plans) => plans.iter().map(guid).collect::<Result<_, _>>()?,
                other => return Err(no_guid(other)),
            };
            Ok((guid(&item["skuId"])?, disabled))
        })
        .collect::<Result<_, Refusal>>()?;
    let remove = items("removeLicenses")
        .iter()
        .map(guid)
        .collect::<Result<_, _>>()?;
    Ok(Change { add, remove })
}

/// The service writes ids in small letters, however they were sent (captured).
fn guid(value: &Value) -> Result<String, Refusal> {
    let id = value
        .as_str()
        .and_then(|text| Uuid::parse_str(text).ok())
        .ok_or_else(|| no_guid(value))?;
    Ok(id.hyphenated().to_string())
}

fn no_guid(value: &Value) -> Refusal {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    Refusal::new(
        StatusCode::BAD_REQUEST,
        "BadRequest",
        format!("Cannot convert the literal '{text}' to the expected type 'Edm.Guid'."),
    )
}
