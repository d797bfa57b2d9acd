//! One of everything that `model` can say.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::ledger::Refusal;
use model::{
    Action, ByteSize, Evidence, FactName, Gap, GapWhy, GroupId, LicenseAdd, Reason, ReasonCode,
    Remedy, ServicePlanId, SignIn, SkuId, Source, StepNo,
};
use serde_json::{Value, json};

pub(crate) const E3: SkuId = SkuId::from_u128(0x6fd2_c87f_b296_42f0_b197_1e91_e994_b900);
pub(crate) const PLAN_2: SkuId = SkuId::from_u128(0x19ec_0d23_8335_4cbd_94ac_6050_e307_12fa);
pub(crate) const GROUP: GroupId = GroupId::from_u128(7);

pub(crate) fn at() -> Timestamp {
    Timestamp::constant(1_795_382_340, 0) // 2026-11-22T21:19:00Z
}

/// Every reason with `name` wherever outside text can stand, and the variants of its values.
pub(crate) fn reasons(name: &str) -> Vec<Reason> {
    let limit = ByteSize::gb(50);
    let (sku, text) = (E3, name.to_owned());
    let one = vec![text.clone()];
    let two = vec![text.clone(), "UniH7".to_owned()];
    let onedrive = |used, files| Reason::OneDriveContent { sku, used, files };
    let group = |groups: &[GroupId], also_direct| Reason::GroupInherited {
        sku,
        groups: groups.into(),
        also_direct,
    };
    let mut reasons = vec![
        Reason::Over50Gb {
            size: ByteSize(57_123_000_000),
            limit,
        },
        Reason::Over50Gb {
            size: ByteSize(limit.0 + 1),
            limit,
        },
        Reason::SizeLimit {
            size: ByteSize::mb(50_400),
            limit: ByteSize::gb(49),
        },
        Reason::Near50Gb {
            size: ByteSize::gb(46),
            limit,
        },
        Reason::Archive {
            auto_expanding: false,
            size: None,
        },
        Reason::Archive {
            auto_expanding: true,
            size: Some(ByteSize::gb(3)),
        },
        Reason::Archive {
            auto_expanding: false,
            size: Some(ByteSize::ZERO),
        },
        Reason::LitigationHold,
        Reason::InPlaceHold {
            entries: one.clone(),
        },
        Reason::InPlaceHold {
            entries: two.clone(),
        },
        Reason::RetentionPolicy {
            entries: one.clone(),
        },
        Reason::RetentionPolicy {
            entries: two.clone(),
        },
        Reason::LabelHold,
        Reason::OrgRetention { entries: one },
        Reason::OrgRetention { entries: two },
        Reason::DelayHold {
            mailbox: true,
            release: false,
        },
        Reason::DelayHold {
            mailbox: false,
            release: true,
        },
        Reason::Defender { sku },
        Reason::DefenderInSuite { sku },
        Reason::SignInUsed {
            source: Source::GraphSignInActivity,
            at: at(),
        },
        Reason::SignInOpen,
        Reason::SmtpAuth,
        Reason::DirSynced {
            remote_recipient_type: text.clone(),
        },
        Reason::DirSynced {
            remote_recipient_type: String::new(),
        },
        Reason::MultiGeo {
            region: text.clone(),
            default_region: "EUR".to_owned(),
        },
        Reason::Pre2018Quota {
            quota: ByteSize::gb(100),
        },
        onedrive(None, None),
        onedrive(Some(ByteSize::gb(2)), None),
        onedrive(Some(ByteSize::gb(2)), Some(1)),
        onedrive(Some(ByteSize::gb(2)), Some(1234)),
        group(&[GROUP], false),
        group(&[GROUP, GroupId::from_u128(8)], true),
        Reason::NotShared {
            kind: "UserMailbox".to_owned(),
        },
        Reason::NotShared { kind: text },
        Reason::NotExchange { sku },
        Reason::DeviceAccount { sku },
        Reason::KioskQuota { sku, quota: None },
        Reason::KioskQuota {
            sku,
            quota: Some(ByteSize::gb(2)),
        },
        Reason::NeverUsed,
    ];
    reasons.extend(gaps(name).into_iter().map(|gap| Reason::FactMissing {
        fact: FactName::Size,
        gap,
    }));
    reasons
}

pub(crate) fn gaps(name: &str) -> Vec<Gap> {
    let text = name.to_owned();
    let failed = |request_id| GapWhy::Failed {
        code: text.clone(),
        request_id,
    };
    let gap = |why| Gap::at(Source::ExchangeStatistics, why);
    vec![
        Gap::not_read(),
        gap(GapWhy::Absent),
        gap(GapWhy::Forbidden {
            permission: text.clone(),
        }),
        gap(GapWhy::NotOffered { what: text.clone() }),
        Gap::at(Source::MailboxUsageReport, GapWhy::Concealed),
        gap(GapWhy::Stale {
            age_seconds: 9 * 86_400,
            limit_seconds: 3_600,
        }),
        gap(GapWhy::Unparsable { text: text.clone() }),
        gap(GapWhy::Conflict {
            one: Source::GraphUser,
            one_says: text.clone(),
            other: Source::Export,
            other_says: text.clone(),
        }),
        gap(GapWhy::NotFound),
        gap(GapWhy::Ambiguous { rows: 1234 }),
        Gap::at(Source::OneDriveUsageReport, GapWhy::NotYet),
        gap(failed(None)),
        gap(failed(Some("0b5f".to_owned()))),
    ]
}

pub(crate) fn remedies(name: &str) -> Vec<Remedy> {
    vec![
        Remedy::ReduceSize {
            below: ByteSize::gb(45),
        },
        Remedy::DisableArchive,
        Remedy::DecideArchive,
        Remedy::EndHold,
        Remedy::ExcludeFromPolicy,
        Remedy::WaitForDelayHold,
        Remedy::BlockSignIn,
        Remedy::MoveUse,
        Remedy::SetRemoteMailboxShared,
        Remedy::Acknowledge {
            code: ReasonCode::DirSynced,
        },
        Remedy::SaveOneDrive,
        Remedy::LeaveGroup { group: GROUP },
        Remedy::ConvertToShared,
        Remedy::SwapTo { sku: PLAN_2 },
        Remedy::AssignSufficient { sku: Some(PLAN_2) },
        Remedy::AssignSufficient { sku: None },
        Remedy::GrantPermission {
            permission: name.to_owned(),
        },
        Remedy::ReadAgain,
        Remedy::RevealReportNames,
    ]
}

pub(crate) fn refusals(name: &str) -> Vec<Refusal> {
    let text = name.to_owned();
    vec![
        Refusal::Verdict { because: vec![] },
        Refusal::Verdict {
            because: vec![ReasonCode::Over50Gb, ReasonCode::Archive],
        },
        Refusal::Unread {
            source: Source::ExchangeMailbox,
            code: text.clone(),
        },
        Refusal::Changed,
        Refusal::Excluded {
            reason: text.clone(),
        },
        Refusal::Service {
            code: "Request_BadRequest".to_owned(),
            message: text.clone(),
        },
        Refusal::NotPermitted {
            permission: "User.ReadWrite.All".to_owned(),
        },
        Refusal::EarlierStep { step: StepNo(3) },
        Refusal::Passing { code: text },
        Refusal::Stopped,
    ]
}

pub(crate) fn actions() -> Vec<Action> {
    let whole = LicenseAdd {
        sku: PLAN_2,
        disabled_plans: BTreeSet::new(),
    };
    let partly = |n: u128| LicenseAdd {
        sku: E3,
        disabled_plans: (0..n).map(ServicePlanId::from_u128).collect(),
    };
    let change = |add, remove| Action::ChangeLicenses { add, remove };
    vec![
        change(vec![], vec![]),
        change(vec![], vec![E3]),
        change(vec![], vec![E3, PLAN_2]),
        change(vec![whole.clone()], vec![E3]),
        change(vec![partly(1)], vec![]),
        change(vec![partly(2), whole], vec![]),
        Action::SetSignIn {
            to: SignIn::Blocked,
        },
        Action::SetSignIn {
            to: SignIn::Allowed,
        },
        Action::SetUsageLocation {
            to: "NL".to_owned(),
        },
        Action::SetUsageLocation { to: String::new() },
    ]
}

/// Evidence of every fact, as serde writes the types of `model::mailbox`, and some as others may write it.
pub(crate) fn evidence(name: &str) -> Vec<Evidence> {
    let hold = json!({"litigation": true, "inPlace": [name], "complianceTag": true, "delay": true,
                      "delayRelease": true, "retentionPaused": false});
    let free = json!({"litigation": false, "inPlace": [], "complianceTag": false, "delay": false,
                      "delayRelease": false, "retentionPaused": true});
    let archive = |guid: &str, expanding: bool| json!({"guid": guid, "status": "None", "autoExpanding": expanding});
    let nil = "00000000-0000-0000-0000-000000000000";
    let some = "00000000-0000-0000-0000-000000000001";
    let known: Vec<(FactName, Value)> = vec![
        (FactName::Kind, json!("SharedMailbox")),
        (FactName::Kind, json!("SchedulingMailbox")),
        (FactName::Size, json!(57_123_000_000_u64)),
        (FactName::Size, json!({"used": 262_144})),
        (FactName::Size, json!("never_used")),
        (FactName::ArchiveSize, json!({"used": 0})),
        (FactName::Quota, json!({"limited": 107_374_182_400_u64})),
        (FactName::Quota, json!("unlimited")),
        (FactName::Archive, archive(nil, false)),
        (FactName::Archive, archive(some, false)),
        (FactName::Archive, archive(some, true)),
        (FactName::Archive, json!(false)),
        (FactName::Holds, hold),
        (FactName::Holds, free),
        (FactName::Holds, json!([name])),
        (FactName::OrgHolds, json!([name, "mbx1:2"])),
        (FactName::OrgHolds, json!([])),
        (
            FactName::DirSync,
            json!({"synced": true, "remoteRecipientType": name}),
        ),
        (
            FactName::DirSync,
            json!({"synced": true, "remoteRecipientType": ""}),
        ),
        (
            FactName::DirSync,
            json!({"synced": false, "remoteRecipientType": ""}),
        ),
        (FactName::Region, json!(name)),
        (FactName::Region, json!("")),
        (FactName::DefaultRegion, json!("EUR")),
        (FactName::SignIn, json!("blocked")),
        (FactName::LastSignIn, json!({"at": "2026-11-01T00:00:00Z"})),
        (FactName::LastSignIn, json!({"at": null})),
        (FactName::LastActivity, json!("2026-11-01T00:00:00Z")),
        (FactName::LastActivity, json!(null)),
        (FactName::SmtpAuth, json!("organization")),
        (FactName::SmtpAuth, json!("allowed")),
        (
            FactName::OneDrive,
            json!({"used": 1_073_741_824, "files": 1}),
        ),
        (
            FactName::OneDrive,
            json!({"used": 1_073_741_824, "files": 1234}),
        ),
        (
            FactName::Licenses,
            json!([{"sku": E3, "sources": []}, PLAN_2]),
        ),
        (FactName::Licenses, json!([])),
        (FactName::Skus, json!([{"skuId": name}])),
        (FactName::Skus, json!(12_345)),
        (FactName::Size, json!({"odd": name})),
    ];
    let of = |(fact, value, known)| Evidence {
        fact,
        value,
        known,
        source: Some(Source::ExchangeMailbox),
        as_of: Some(at()),
        read_at: Some(at()),
    };
    let gaps = gaps(name)
        .into_iter()
        .map(|gap| (FactName::Size, json!(gap), false));
    let odd = [(FactName::Size, json!(name), false)];
    known
        .into_iter()
        .map(|(fact, value)| (fact, value, true))
        .chain(gaps)
        .chain(odd)
        .map(of)
        .collect()
}

/// Every obstacle to a new number of licences.
pub(crate) fn total_obstacles(name: &str) -> Vec<model::TotalObstacle> {
    use model::TotalObstacle as T;
    let text = name.to_owned();
    let assigned = |assigned| T::BelowAssigned {
        assigned,
        minimum: 90,
    };
    vec![
        T::UnknownSubscription,
        T::Unread {
            gap: model::Gap::not_read(),
        },
        T::Unchanged { total: 1 },
        T::Unchanged { total: 110 },
        T::OutOfRange,
        assigned(1),
        assigned(105),
        T::NotActive {
            status: "Suspended".to_owned(),
        },
        T::Trial,
        T::PartnerOwned { name: None },
        T::PartnerOwned {
            name: Some(text.clone()),
        },
        T::RepresentativeOwned,
        T::PrepaidKey,
        T::CreditCheckPending,
        T::RecurringBillingOff,
        T::NoRenewal,
        T::Service {
            code: "newRule".to_owned(),
            message: text,
        },
    ]
}

/// Everything that may become of one.
pub(crate) fn total_states() -> Vec<model::TotalState> {
    use model::TotalState as T;
    vec![
        T::Instructed,
        T::Intended,
        T::Done,
        T::Scheduled {
            from_then: jiff::Timestamp::UNIX_EPOCH,
        },
        T::Refused {
            why: model::TotalObstacle::Trial,
        },
        T::Unconfirmed,
    ]
}

/// Everything that may go wrong.
pub(crate) fn troubles(name: &str) -> Vec<model::Trouble> {
    use model::{BadSetting as S, Trouble as T};
    let (name, why) = (name.to_owned(), "it is so".to_owned());
    let set = |why| T::Setting { why };
    let path = "/data".to_owned();
    vec![
        T::Denied {
            name: name.clone(),
            right: "assign",
        },
        T::Secret,
        T::Application,
        T::NoToken {
            code: "invalid_client".to_owned(),
            message: why.clone(),
        },
        T::Permission {
            needs: "User.Read.All".to_owned(),
        },
        T::ExchangeRole {
            needs: "Exchange.ManageAsApp".to_owned(),
        },
        T::Unreached {
            host: "graph.microsoft.com".to_owned(),
            why: why.clone(),
        },
        T::Certificate {
            host: "graph.microsoft.com".to_owned(),
            why: why.clone(),
        },
        T::Throttled {
            waited: jiff::SignedDuration::from_mins(3),
        },
        T::Service {
            code: "500 serviceException".to_owned(),
            message: why.clone(),
        },
        T::Answer { why: why.clone() },
        T::NotOffered {
            what: "admin/reportSettings".to_owned(),
        },
        T::UnknownMailbox { name: name.clone() },
        T::UnknownAccount { name: name.clone() },
        T::AmbiguousMailbox {
            name: name.clone(),
            candidates: vec!["a@contoso.com".to_owned(), "b@contoso.com".to_owned()],
        },
        T::UnknownChange { name: name.clone() },
        T::ReadOnly,
        T::OtherTenant,
        T::UnsoundPlan { why: why.clone() },
        T::Busy { process: None },
        T::Busy { process: Some(42) },
        set(S::Policy { name: name.clone() }),
        set(S::Price {
            part_number: "SPE_E3".to_owned(),
        }),
        set(S::Mailbox),
        set(S::Reason),
        set(S::Over),
        set(S::Layout),
        T::BadCursor,
        T::DiskFull { path: path.clone() },
        T::Unwritable {
            path: path.clone(),
            why: why.clone(),
        },
        T::ForeignData {
            path,
            why: why.clone(),
        },
        T::DamagedData { why: why.clone() },
        T::DamagedLedger { at: 7 },
        T::Unexpected { why },
    ]
}
