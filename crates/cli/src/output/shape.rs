//! What machines are given. These types are printed, and the JSON Schema is made from them; adding a member is a
//! compatible change, all else is not.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A mailbox with its verdict and all that it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Item {
    /// Which mailbox.
    pub(crate) mailbox: Mailbox,
    /// removable, required, overlicensed, missing, blocked, unknown or unlicensed.
    pub(crate) verdict: String,
    /// What holds, the deciding ones first.
    pub(crate) reasons: Vec<Reason>,
    /// A ruling on each licence.
    pub(crate) licenses: Vec<License>,
    /// The facts that were asked.
    pub(crate) evidence: Vec<Evidence>,
}

/// Which mailbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Mailbox {
    /// The object id of the account.
    pub(crate) id: String,
    /// The name in the address list.
    pub(crate) display_name: String,
    /// The primary address.
    pub(crate) primary_smtp_address: String,
    /// The sign-in name.
    pub(crate) user_principal_name: String,
}

/// Why a licence stays, goes or waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Reason {
    /// The code, as `docs/rules.md` lists it.
    pub(crate) code: String,
    /// need, block, ack, unknown or note.
    pub(crate) effect: String,
    /// The reason as a sentence.
    pub(crate) text: String,
    /// What would clear it; null where nothing can, or need.
    pub(crate) remedy: Option<String>,
}

/// A ruling on one licence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct License {
    /// The product.
    pub(crate) sku_id: String,
    /// Its part number, as the tenant spells it.
    pub(crate) sku_part_number: String,
    /// Its name.
    pub(crate) name: String,
    /// keep, removable, swap, blocked or unknown.
    pub(crate) verdict: String,
    /// `direct`, or the id of a group; several where several give it.
    pub(crate) assigned_by: Vec<String>,
    /// Service plans that are switched off in the direct assignment, else in every other.
    pub(crate) disabled_plans: Vec<String>,
    /// With `swap`: the product to take instead.
    pub(crate) swap_to: Option<String>,
}

/// A fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Evidence {
    /// Which fact.
    pub(crate) fact: String,
    /// Its value; where it is not known, an object whose `why` says why.
    pub(crate) value: Value,
    /// Where it was read, or looked for.
    pub(crate) source: Option<String>,
    /// When it was true, UTC.
    pub(crate) as_of: Option<String>,
    /// When it was read, UTC.
    pub(crate) read_at: Option<String>,
}

/// What a command changed, or would change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Change {
    /// The tenant's id.
    pub(crate) tenant_id: String,
    /// Is it the embedded tenant (simulated)?
    pub(crate) simulated: bool,
    /// Was nothing sent because only a look was asked for?
    pub(crate) dry_run: bool,
    /// The plan, by its digest; `boxseat restore` takes it. Null where there is nothing to do.
    pub(crate) plan: Option<String>,
    /// The steps in their order.
    pub(crate) steps: Vec<Step>,
    /// What was refused before anything was sent.
    pub(crate) refused: Vec<Refused>,
    /// Licences that became available.
    pub(crate) available: Vec<Available>,
}

/// One write on one account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Step {
    /// Whose.
    pub(crate) mailbox: Mailbox,
    /// What, as a sentence.
    pub(crate) action: String,
    /// The products that are taken away.
    pub(crate) remove: Vec<String>,
    /// The products that are assigned.
    pub(crate) add: Vec<String>,
    /// The service plans that end with it.
    pub(crate) ends: Vec<String>,
    /// What cannot be put back afterwards.
    pub(crate) irreversible: Vec<Irreversible>,
    /// planned, done, refused, not_applied, unconfirmed, drifted or intended.
    pub(crate) state: String,
    /// Why it is not done, as a sentence.
    pub(crate) why: Option<String>,
    /// The products that the account holds, as read afterwards; null where it was not read.
    pub(crate) left: Option<Vec<String>>,
    /// The number of the entry in the history.
    pub(crate) change: Option<u64>,
}

/// Something that cannot be put back afterwards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Irreversible {
    /// The code of a reason; `subscription` (the product could not be assigned again) or `usage_location` (the
    /// account has none, so nothing can be assigned to it).
    pub(crate) code: String,
    /// The same as a sentence.
    pub(crate) text: String,
}

/// A mailbox that is left as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Refused {
    /// The account, where it is about one.
    pub(crate) account: Option<String>,
    /// The codes of the reasons.
    pub(crate) codes: Vec<String>,
    /// The reason as a sentence.
    pub(crate) text: String,
    /// What would clear it.
    pub(crate) remedies: Vec<String>,
}

/// Licences of a product that became available.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Available {
    /// The product.
    pub(crate) sku_id: String,
    /// Its part number.
    pub(crate) sku_part_number: String,
    /// Its name.
    pub(crate) name: String,
    /// How many were taken back.
    pub(crate) freed: u64,
    /// How many are available now; null where that could not be read.
    #[serde(rename = "available")]
    pub(crate) now: Option<u64>,
}
