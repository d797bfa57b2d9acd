//! `/_tenant/billing`: that there is a stand-in of Microsoft's billing, and where.

use axum::Json;
use serde_json::{Value, json};

pub(super) async fn about() -> Json<Value> {
    Json(json!({
        "what": "a stand-in of Microsoft's billing; a real tenant has no such interface",
        "subscriptions": wire::billing::subscriptions_path(),
        "change": wire::billing::change_path("{id}"),
        "appRole": wire::billing::ROLE,
        "directoryRoles": [crate::people::GLOBAL.name, crate::people::BILLING.name],
    }))
}
