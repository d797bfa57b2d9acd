//! Facts: their names, their values as evidence, their sources, and why one is not known.

use jiff::{SignedDuration, Timestamp};
use model::{ByteSize, Evidence, FactName, Gap, GapWhy, RecipientKind, SkuId, Source};
use serde_json::Value;

use crate::list::commas;
use crate::locale::Locale;
use crate::msg::{fact as name, gap as missing, source as from};
use crate::number::{count, size};
use crate::time::date;
use crate::verdicts::product;

/// What a fact is called.
pub fn fact_name(fact: FactName, locale: &Locale) -> String {
    match fact {
        FactName::Kind => name::kind(locale),
        FactName::Size => name::size(locale),
        FactName::Quota => name::quota(locale),
        FactName::Archive => name::archive(locale),
        FactName::ArchiveSize => name::archive_size(locale),
        FactName::Holds => name::holds(locale),
        FactName::OrgHolds => name::org_holds(locale),
        FactName::DirSync => name::dir_sync(locale),
        FactName::Region => name::region(locale),
        FactName::DefaultRegion => name::default_region(locale),
        FactName::SignIn => name::sign_in(locale),
        FactName::LastSignIn => name::last_sign_in(locale),
        FactName::LastActivity => name::last_activity(locale),
        FactName::SmtpAuth => name::smtp_auth(locale),
        FactName::OneDrive => name::onedrive(locale),
        FactName::Licenses => name::licenses(locale),
        FactName::Skus => name::skus(locale),
    }
}

/// Where a fact was read: `Exchange, Get-Mailbox`.
pub fn source(source: Source, locale: &Locale) -> String {
    let said = match source {
        Source::ExchangeMailbox
        | Source::ExchangeStatistics
        | Source::ExchangeCasMailbox
        | Source::ExchangeOrganization => from::exchange,
        Source::GraphUser
        | Source::GraphSignInActivity
        | Source::GraphGroup
        | Source::GraphSubscribedSkus
        | Source::GraphSubscriptions
        | Source::GraphOrganization => from::graph,
        Source::MailboxUsageReport | Source::ActiveUserReport | Source::OneDriveUsageReport => {
            from::report
        }
        Source::Export => return from::export(locale),
        _ => from::unknown,
    };
    said(locale, source.name())
}

/// Why a fact is not known, and where it was looked for.
pub fn gap(gap: &Gap, locale: &Locale) -> String {
    let why = match &gap.why {
        GapWhy::NotRead => missing::not_read(locale),
        GapWhy::Absent => missing::absent(locale),
        GapWhy::Forbidden { permission } => missing::forbidden(locale, permission),
        GapWhy::NotOffered { what } => missing::not_offered(locale, what),
        GapWhy::Concealed => missing::concealed(locale),
        GapWhy::Stale {
            age_seconds,
            limit_seconds,
        } => missing::stale(
            locale,
            SignedDuration::from_secs(*limit_seconds),
            SignedDuration::from_secs(*age_seconds),
        ),
        GapWhy::Unparsable { text } => missing::unparsable(locale, text),
        GapWhy::Conflict {
            one,
            one_says,
            other,
            other_says,
        } => missing::conflict(
            locale,
            &source(*one, locale),
            one_says,
            &source(*other, locale),
            other_says,
        ),
        GapWhy::NotFound => missing::not_found(locale),
        GapWhy::Ambiguous { rows } => missing::ambiguous(locale, *rows),
        GapWhy::NotYet => missing::not_yet(locale),
        GapWhy::Failed {
            code,
            request_id: None,
        } => missing::failed(locale, code),
        GapWhy::Failed {
            code,
            request_id: Some(id),
        } => missing::failed_request(locale, code, id),
        // `model` may grow a reason first.
        _ => missing::other(locale),
    };
    match gap.source {
        Some(read) => missing::from(locale, &source(read, locale), &why),
        None => why,
    }
}

/// A kind of mailbox (`RecipientTypeDetails`): `shared mailbox`; Exchange's own word for the rare ones.
pub fn kind(found: &str, locale: &Locale) -> String {
    match RecipientKind::from(found.to_owned()) {
        RecipientKind::UserMailbox => name::kind_user(locale),
        RecipientKind::SharedMailbox => name::kind_shared(locale),
        RecipientKind::RoomMailbox => name::kind_room(locale),
        RecipientKind::EquipmentMailbox => name::kind_equipment(locale),
        other => other.as_str().to_owned(),
    }
}

/// The value of a fact as people read it; for a gap, why it is not known.
///
/// The value is what serde makes of the type in `model::mailbox`; a bare number, word or list in its place
/// is understood as well, and what is not understood is shown as it was found.
pub fn fact_value(evidence: &Evidence, locale: &Locale) -> String {
    let value = &evidence.value;
    if !evidence.known {
        return serde_json::from_value::<Gap>(value.clone())
            .map_or_else(|_| plain(value, locale), |g| gap(&g, locale));
    }
    match evidence.fact {
        FactName::Kind => value.as_str().map(|found| kind(found, locale)),
        FactName::Size | FactName::ArchiveSize | FactName::Quota => amount(value, locale),
        FactName::Archive => archive(value, locale),
        FactName::Holds => holds(value, locale),
        FactName::DirSync => dir_sync(value, locale),
        FactName::SignIn | FactName::SmtpAuth => setting(value, locale),
        FactName::LastSignIn | FactName::LastActivity => last_use(value, locale),
        FactName::OneDrive => onedrive(value, locale),
        FactName::Licenses | FactName::Skus => products(value, locale),
        FactName::OrgHolds | FactName::Region | FactName::DefaultRegion => None,
    }
    .unwrap_or_else(|| plain(value, locale))
}

fn amount(value: &Value, locale: &Locale) -> Option<String> {
    let bytes = value
        .as_u64()
        .or_else(|| value.get("used")?.as_u64())
        .or_else(|| value.get("limited")?.as_u64());
    match (bytes, value.as_str()) {
        (Some(bytes), _) => Some(size(ByteSize(bytes), locale)),
        (None, Some("never_used")) => Some(name::never_used(locale)),
        (None, Some(text)) if text.eq_ignore_ascii_case("unlimited") => {
            Some(name::unlimited(locale))
        }
        _ => None,
    }
}

fn archive(value: &Value, locale: &Locale) -> Option<String> {
    const NONE: &str = "00000000-0000-0000-0000-000000000000";
    let exists = match value.get("guid") {
        Some(guid) => guid.as_str()? != NONE,
        None => value.as_bool()?,
    };
    let expanding = value.get("autoExpanding").and_then(Value::as_bool) == Some(true);
    Some(match (exists, expanding) {
        (false, _) => name::none(locale),
        (true, false) => name::archive_on(locale),
        (true, true) => name::archive_expanding(locale),
    })
}

fn holds(value: &Value, locale: &Locale) -> Option<String> {
    let holds: model::mailbox::Holds = serde_json::from_value(value.clone()).ok()?;
    let flags = [
        (holds.litigation, name::litigation(locale)),
        (holds.compliance_tag, name::label(locale)),
        (holds.delay, name::delay(locale)),
        (holds.delay_release, name::delay_release(locale)),
    ];
    let mut said: Vec<_> = flags
        .into_iter()
        .filter_map(|(on, word)| on.then_some(word))
        .collect();
    said.extend(holds.in_place);
    Some(if said.is_empty() {
        name::none(locale)
    } else {
        commas(&said, locale)
    })
}

fn dir_sync(value: &Value, locale: &Locale) -> Option<String> {
    let synced = value.as_bool().or_else(|| value.get("synced")?.as_bool())?;
    let remote = value
        .get("remoteRecipientType")
        .and_then(Value::as_str)
        .unwrap_or_default();
    Some(match (synced, remote) {
        (false, _) => name::cloud_only(locale),
        (true, "") => name::synced(locale),
        (true, remote) => name::synced_as(locale, remote),
    })
}

fn setting(value: &Value, locale: &Locale) -> Option<String> {
    match value.as_str()? {
        "allowed" => Some(name::allowed(locale)),
        "blocked" => Some(name::blocked(locale)),
        "organization" => Some(name::organization(locale)),
        _ => None,
    }
}

fn last_use(value: &Value, locale: &Locale) -> Option<String> {
    match value.get("at").unwrap_or(value) {
        Value::Null => Some(name::never(locale)),
        at => Some(date(at.as_str()?.parse::<Timestamp>().ok()?, locale)),
    }
}

fn onedrive(value: &Value, locale: &Locale) -> Option<String> {
    let used = ByteSize(value.get("used")?.as_u64()?);
    Some(name::onedrive_files(
        locale,
        value.get("files")?.as_u64()?,
        used,
    ))
}

fn products(value: &Value, locale: &Locale) -> Option<String> {
    let names: Vec<_> = value
        .as_array()?
        .iter()
        .map(|item| {
            item.get("sku")
                .or_else(|| item.get("skuId"))
                .unwrap_or(item)
        })
        .map(
            |item| match item.as_str().and_then(|text| text.parse::<SkuId>().ok()) {
                Some(sku) => product(sku),
                None => plain(item, locale),
            },
        )
        .collect();
    Some(if names.is_empty() {
        name::none(locale)
    } else {
        commas(&names, locale)
    })
}

/// Any value: as it was found, without JSON's quotes.
fn plain(value: &Value, locale: &Locale) -> String {
    match value {
        Value::Null => name::none(locale),
        Value::Bool(true) => name::yes(locale),
        Value::Bool(false) => name::no(locale),
        Value::Number(number) => number
            .as_u64()
            .map_or_else(|| number.to_string(), |n| count(n, locale)),
        Value::String(text) if text.is_empty() => name::none(locale),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => name::none(locale),
        Value::Array(items) => commas(
            &items
                .iter()
                .map(|item| plain(item, locale))
                .collect::<Vec<_>>(),
            locale,
        ),
        Value::Object(_) => value.to_string(),
    }
}
