//! Holds and retention (`exchange.md` 4.3).

use super::super::organization::ORG_POLICY;
use super::*;

const PLAN_1: &[Held] = &[Held::Direct(Role::Plan1)];
const PLAN_2: &[Held] = &[Held::Direct(Role::Plan2)];
const SUITE: &[Held] = &[Held::Direct(Role::Suite)];

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("legalhold2019", "Legal hold 2019", "litigation hold with Plan 2 (litigation_hold)", reason(ReasonCode::LitigationHold), PLAN_2)
        .shaped(|d, _| litigate(d, 2_600)),
    Trap::new("dismissal", "Dismissal case", "litigation hold with Plan 1 and archiving (litigation_hold; exchange.md 5.1 no. 3)", reason(ReasonCode::LitigationHold), &[Held::Direct(Role::Plan1), Held::Direct(Role::Archiving)])
        .shaped(|d, _| litigate(d, 410)),
    Trap::new("patents", "Patents", "litigation hold with Plan 1 alone: not enough (litigation_hold, verdict missing)", reason(ReasonCode::LitigationHold), PLAN_1)
        .shaped(|d, _| litigate(d, 900)),
    Trap::new("formerceo", "Former director", "litigation hold without a licence: out of its terms (litigation_hold, verdict missing)", reason(ReasonCode::LitigationHold), &[])
        .shaped(|d, _| litigate(d, 1_200)),
    Trap::new("ediscovery", "Tender inquiry", "an eDiscovery hold, UniH (in_place_hold)", reason(ReasonCode::InPlaceHold), PLAN_2)
        .shaped(|d, _| d.hold("UniHdbb4f9b2-6d3b-4ce1-9f1e-3a57bb7f2a10")),
    Trap::new("inplacehold", "Audit 2014", "an in-place hold, cld (in_place_hold)", reason(ReasonCode::InPlaceHold), SUITE)
        .shaped(|d, _| d.hold("cld3c1f0de5b7a94e3faa61c20b54f7d961")),
    Trap::new("oldhold", "Audit 2012", "an in-place hold without a prefix (in_place_hold)", reason(ReasonCode::InPlaceHold), PLAN_2)
        .shaped(|d, _| d.hold("c0ba3ce811b6432a87510bd2ddc4ba0e")),
    Trap::new("retain", "Keeps for seven years", "a retention policy that retains, :2 (retention_policy)", reason(ReasonCode::RetentionPolicy), PLAN_2)
        .shaped(|d, _| d.hold("mbxcdbbb86ce60342489bff371876e7f224:2")),
    Trap::new("retaindelete", "Keeps, then deletes", "a retention policy that retains and deletes, :3 (retention_policy)", reason(ReasonCode::RetentionPolicy), SUITE)
        .shaped(|d, _| d.hold("mbx7cfb30345d454ac0a989ab3041051209:3")),
    Trap::new("deleteonly", "Deletes only", "a policy that only deletes, :1, is no hold (exchange.md 4.3)", REMOVABLE, PLAN_1)
        .shaped(|d, _| d.hold("mbx96a2d1c8e05b4b7f9d3c5f7810e26ab4:1")),
    Trap::new("excluded", "Excluded from retention", "excluded from the policy of the organisation (exchange.md 4.3)", REMOVABLE, PLAN_1)
        .shaped(|d, _| d.mailbox.in_place_holds.push(format!("-mbx{ORG_POLICY}"))),
    Trap::new("chatpolicy", "Chats are kept", "policies for chats and groups hold nothing here: skp, grp (exchange.md 4.3)", REMOVABLE, PLAN_1)
        .shaped(|d, _| {
            d.hold("skp4b62a7d09c1e4f55bd3e2f8a7c9160d3:3");
            d.hold("grp8e1d5c43f70b4a2ea6c98b54d2f3e017:2");
        }),
    Trap::new("labelled", "Labelled items", "a retention label on some item (label_hold)", reason(ReasonCode::LabelHold), PLAN_2)
        .shaped(|d, _| d.mailbox.compliance_tag = true),
    Trap::new("orgwide", "Kept like everything", "only the policy of the organisation holds it (org_retention)", reason(ReasonCode::OrgRetention), PLAN_1)
        .only(&[Profile::E3Retention]),
    Trap::new("justreleased", "Just released", "a hold that ended less than 30 days ago (delay_hold)", reason(ReasonCode::DelayHold), PLAN_2)
        .shaped(|d, _| d.mailbox.delay_hold = true),
    Trap::new("chatsreleased", "Chats just released", "the same for data of other applications (delay_hold)", reason(ReasonCode::DelayHold), SUITE)
        .shaped(|d, _| d.mailbox.delay_release = true),
    Trap::new("onleave", "On parental leave", "RetentionHoldEnabled pauses deletion and is no hold (rules.md, retention_policy)", REMOVABLE, PLAN_1)
        .shaped(|d, _| d.mailbox.retention_hold = true),
];

fn litigate(d: &mut Draft, days: u64) {
    d.mailbox.litigation = Some(d.day.ago(days, 0));
}
