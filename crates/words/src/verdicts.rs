//! Verdicts, reasons, remedies and effects.

use std::collections::BTreeMap;

use model::catalogue::catalogue;
use model::tenant_facts::GroupInfo;
use model::{
    ByteSize, Effect, GroupId, LicenseVerdict, Reason, ReasonCode, Remedy, SkuId, Verdict,
};

use crate::facts::{fact_name, gap, kind, source};
use crate::list::list;
use crate::locale::Locale;
use crate::msg::{reason as sentence, remedy as way, tally as tallied, title, verdict as label};
use crate::number::{size, size_beside};

/// The groups whose names are known; the others are told by their id.
pub type Groups = BTreeMap<GroupId, GroupInfo>;

/// The verdict in a word: `Removable`.
pub fn verdict(verdict: Verdict, locale: &Locale) -> String {
    match verdict {
        Verdict::Removable => label::removable(locale),
        Verdict::Required => label::required(locale),
        Verdict::Overlicensed => label::overlicensed(locale),
        Verdict::Missing => label::missing(locale),
        Verdict::Blocked => label::blocked(locale),
        Verdict::Unknown => label::unknown(locale),
        Verdict::Unlicensed => label::unlicensed(locale),
    }
}

/// What the verdict means, as a sentence.
pub fn verdict_about(verdict: Verdict, locale: &Locale) -> String {
    match verdict {
        Verdict::Removable => label::about_removable(locale),
        Verdict::Required => label::about_required(locale),
        Verdict::Overlicensed => label::about_overlicensed(locale),
        Verdict::Missing => label::about_missing(locale),
        Verdict::Blocked => label::about_blocked(locale),
        Verdict::Unknown => label::about_unknown(locale),
        Verdict::Unlicensed => label::about_unlicensed(locale),
    }
}

/// What to do with one licence: `Can go`.
pub fn license_verdict(verdict: LicenseVerdict, locale: &Locale) -> String {
    match verdict {
        LicenseVerdict::Keep => label::license_keep(locale),
        LicenseVerdict::Removable => label::license_removable(locale),
        LicenseVerdict::Swap => label::license_swap(locale),
        LicenseVerdict::Blocked => label::license_blocked(locale),
        LicenseVerdict::Unknown => label::license_unknown(locale),
    }
}

/// What a reason does: `A licence must stay`.
pub fn effect(effect: Effect, locale: &Locale) -> String {
    match effect {
        Effect::Need => label::effect_need(locale),
        Effect::Block => label::effect_block(locale),
        Effect::Ack => label::effect_ack(locale),
        Effect::Unknown => label::effect_unknown(locale),
        Effect::Note => label::effect_note(locale),
    }
}

/// A reason in two or three words: `More than 50 GB`.
pub fn reason_title(code: ReasonCode, locale: &Locale) -> String {
    match code {
        ReasonCode::Over50Gb => title::over_50_gb(locale),
        ReasonCode::SizeLimit => title::size_limit(locale),
        ReasonCode::Near50Gb => title::near_50_gb(locale),
        ReasonCode::Archive => title::archive(locale),
        ReasonCode::LitigationHold => title::litigation_hold(locale),
        ReasonCode::InPlaceHold => title::in_place_hold(locale),
        ReasonCode::RetentionPolicy => title::retention_policy(locale),
        ReasonCode::LabelHold => title::label_hold(locale),
        ReasonCode::OrgRetention => title::org_retention(locale),
        ReasonCode::DelayHold => title::delay_hold(locale),
        ReasonCode::Defender => title::defender(locale),
        ReasonCode::DefenderInSuite => title::defender_in_suite(locale),
        ReasonCode::SignInUsed => title::sign_in_used(locale),
        ReasonCode::SignInOpen => title::sign_in_open(locale),
        ReasonCode::SmtpAuth => title::smtp_auth(locale),
        ReasonCode::DirSynced => title::dir_synced(locale),
        ReasonCode::MultiGeo => title::multi_geo(locale),
        ReasonCode::Pre2018Quota => title::pre_2018_quota(locale),
        ReasonCode::OneDriveContent => title::onedrive_content(locale),
        ReasonCode::GroupInherited => title::group_inherited(locale),
        ReasonCode::NotShared => title::not_shared(locale),
        ReasonCode::NotExchange => title::not_exchange(locale),
        ReasonCode::DeviceAccount => title::device_account(locale),
        ReasonCode::KioskQuota => title::kiosk_quota(locale),
        ReasonCode::NeverUsed => title::never_used(locale),
        ReasonCode::FactMissing => title::fact_missing(locale),
    }
}

/// A reason after its number, inside a sentence: `9 over 50 GB`.
pub fn reason_tally(code: ReasonCode, count: u64, locale: &Locale) -> String {
    let said = match code {
        ReasonCode::Over50Gb => tallied::over_50_gb,
        ReasonCode::SizeLimit => tallied::size_limit,
        ReasonCode::Near50Gb => tallied::near_50_gb,
        ReasonCode::Archive => tallied::archive,
        ReasonCode::LitigationHold => tallied::litigation_hold,
        ReasonCode::InPlaceHold => tallied::in_place_hold,
        ReasonCode::RetentionPolicy => tallied::retention_policy,
        ReasonCode::LabelHold => tallied::label_hold,
        ReasonCode::OrgRetention => tallied::org_retention,
        ReasonCode::DelayHold => tallied::delay_hold,
        ReasonCode::Defender => tallied::defender,
        ReasonCode::DefenderInSuite => tallied::defender_in_suite,
        ReasonCode::SignInUsed => tallied::sign_in_used,
        ReasonCode::SignInOpen => tallied::sign_in_open,
        ReasonCode::SmtpAuth => tallied::smtp_auth,
        ReasonCode::DirSynced => tallied::dir_synced,
        ReasonCode::MultiGeo => tallied::multi_geo,
        ReasonCode::Pre2018Quota => tallied::pre_2018_quota,
        ReasonCode::OneDriveContent => tallied::onedrive_content,
        ReasonCode::GroupInherited => tallied::group_inherited,
        ReasonCode::NotShared => tallied::not_shared,
        ReasonCode::NotExchange => tallied::not_exchange,
        ReasonCode::DeviceAccount => tallied::device_account,
        ReasonCode::KioskQuota => tallied::kiosk_quota,
        ReasonCode::NeverUsed => tallied::never_used,
        ReasonCode::FactMissing => tallied::fact_missing,
    };
    said(locale, count)
}

/// A reason as a sentence with its values; groups are told by their id.
pub fn reason(reason: &Reason, locale: &Locale) -> String {
    reason_among(reason, &Groups::new(), locale)
}

/// A reason as a sentence with its values; groups are told by their name where it is known.
pub fn reason_among(reason: &Reason, groups: &Groups, locale: &Locale) -> String {
    match reason {
        Reason::Over50Gb { size, limit } => {
            sentence::over_50_gb(locale, *limit, &size_beside(*size, *limit, locale))
        }
        Reason::SizeLimit { size, limit } => {
            sentence::size_limit(locale, *limit, &size_beside(*size, *limit, locale))
        }
        Reason::Near50Gb { size, .. } => sentence::near_50_gb(locale, *size),
        Reason::Archive {
            size: Some(ByteSize::ZERO),
            ..
        } => sentence::archive_empty(locale),
        Reason::Archive {
            auto_expanding,
            size: Some(size),
        } => sentence::archive_sized(locale, yes(*auto_expanding), *size),
        Reason::Archive {
            auto_expanding,
            size: None,
        } => sentence::archive(locale, yes(*auto_expanding)),
        Reason::LitigationHold => sentence::litigation_hold(locale),
        Reason::InPlaceHold { entries } => {
            sentence::in_place_hold(locale, number_of(entries), &list(entries, locale))
        }
        Reason::RetentionPolicy { entries } => {
            sentence::retention_policy(locale, number_of(entries), &list(entries, locale))
        }
        Reason::LabelHold => sentence::label_hold(locale),
        Reason::OrgRetention { entries } => {
            sentence::org_retention(locale, number_of(entries), &list(entries, locale))
        }
        Reason::DelayHold { mailbox, release } => {
            // With both on, the hold on Outlook's data is the one that people know.
            sentence::delay_hold(
                locale,
                if *release && !*mailbox {
                    "release"
                } else {
                    "mailbox"
                },
            )
        }
        Reason::Defender { sku } => sentence::defender(locale, &product(*sku)),
        Reason::DefenderInSuite { sku } => sentence::defender_in_suite(locale, &product(*sku)),
        Reason::SignInUsed { source: read, at } => {
            sentence::sign_in_used(locale, *at, &source(*read, locale))
        }
        Reason::SignInOpen => sentence::sign_in_open(locale),
        Reason::SmtpAuth => sentence::smtp_auth(locale),
        Reason::DirSynced {
            remote_recipient_type,
        } if remote_recipient_type.trim().is_empty() => sentence::dir_synced_unsaid(locale),
        Reason::DirSynced {
            remote_recipient_type,
        } => sentence::dir_synced(locale, remote_recipient_type),
        Reason::MultiGeo {
            region,
            default_region,
        } => sentence::multi_geo(locale, default_region, region),
        Reason::Pre2018Quota { quota } => sentence::pre_2018_quota(locale, *quota),
        Reason::OneDriveContent {
            sku, used: None, ..
        } => sentence::onedrive_unread(locale, &product(*sku)),
        Reason::OneDriveContent {
            sku,
            used: Some(used),
            files,
        } => {
            let content = match files {
                Some(files) => sentence::onedrive_files(locale, *files, *used),
                None => size(*used, locale),
            };
            sentence::onedrive_content(locale, &product(*sku), &content)
        }
        Reason::GroupInherited {
            sku,
            groups: ids,
            also_direct,
        } => {
            let names: Vec<_> = ids.iter().map(|id| group_name(*id, groups)).collect();
            let said = if *also_direct {
                sentence::group_inherited_too
            } else {
                sentence::group_inherited
            };
            said(
                locale,
                &list(&names, locale),
                number_of(&names),
                &product(*sku),
            )
        }
        Reason::NotShared { kind: found } => sentence::not_shared(locale, &kind(found, locale)),
        Reason::NotExchange { sku } => sentence::not_exchange(locale, &product(*sku)),
        Reason::DeviceAccount { sku } => sentence::device_account(locale, &product(*sku)),
        Reason::KioskQuota {
            sku,
            quota: Some(quota),
        } => sentence::kiosk_quota_sized(locale, &product(*sku), *quota),
        Reason::KioskQuota { sku, quota: None } => sentence::kiosk_quota(locale, &product(*sku)),
        Reason::NeverUsed => sentence::never_used(locale),
        Reason::FactMissing { fact, gap: why } => {
            sentence::fact_missing(locale, &fact_name(*fact, locale), &gap(why, locale))
        }
    }
}

/// What would clear a reason, as a sentence; a group is told by its id.
pub fn remedy(remedy: &Remedy, locale: &Locale) -> String {
    remedy_among(remedy, &Groups::new(), locale)
}

/// What would clear a reason, as a sentence; a known group is told by its name, with who can change it.
pub fn remedy_among(remedy: &Remedy, groups: &Groups, locale: &Locale) -> String {
    match remedy {
        Remedy::ReduceSize { below } => way::reduce_size(locale, *below),
        Remedy::DisableArchive => way::disable_archive(locale),
        Remedy::DecideArchive => way::decide_archive(locale),
        Remedy::EndHold => way::end_hold(locale),
        Remedy::ExcludeFromPolicy => way::exclude_from_policy(locale),
        Remedy::WaitForDelayHold => way::wait_for_delay_hold(locale),
        Remedy::BlockSignIn => way::block_sign_in(locale),
        Remedy::MoveUse => way::move_use(locale),
        Remedy::SetRemoteMailboxShared => way::set_remote_mailbox_shared(locale),
        Remedy::Acknowledge { code } => way::acknowledge(locale, code.as_str()),
        Remedy::SaveOneDrive => way::save_onedrive(locale),
        Remedy::LeaveGroup { group } => {
            let said = match groups.get(group) {
                Some(info) if info.dynamic => way::leave_group_dynamic,
                Some(info) if info.synced => way::leave_group_synced,
                Some(info) if info.role_assignable => way::leave_group_role,
                _ => way::leave_group,
            };
            said(locale, &group_name(*group, groups))
        }
        Remedy::ConvertToShared => way::convert_to_shared(locale),
        Remedy::SwapTo { sku } => way::swap_to(locale, &product(*sku)),
        Remedy::AssignSufficient { sku: Some(sku) } => {
            way::assign_sufficient(locale, &product(*sku))
        }
        Remedy::AssignSufficient { sku: None } => way::assign_any(locale),
        Remedy::GrantPermission { permission } => way::grant_permission(locale, permission),
        Remedy::ReadAgain => way::read_again(locale),
        Remedy::RevealReportNames => way::reveal_report_names(locale),
        // `model` may grow a remedy first.
        _ => way::other(locale),
    }
}

/// The name of a product; its id where it is unknown.
pub fn product(sku: SkuId) -> String {
    catalogue().product_name(sku).into_owned()
}

fn group_name(id: GroupId, groups: &Groups) -> String {
    groups
        .get(&id)
        .map_or_else(|| id.to_string(), |info| info.name.clone())
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

fn number_of<T>(things: &[T]) -> u64 {
    things.len() as u64
}
