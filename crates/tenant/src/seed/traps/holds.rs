//! Holds and retention (`exchange.md` 4.3).

use model::ReasonCode;

use super::{Draft, Held, PLAN_1, PLAN_2, Profile, Role, SUITE, Trap};
use crate::seed::organization::ORG_POLICY;

pub(super) const TRAPS: &[Trap] = &[
    Trap::named("legalhold2019", "Legal hold 2019")
        .what("litigation hold with Plan 2")
        .rule("litigation_hold")
        .held(PLAN_2)
        .reason(ReasonCode::LitigationHold)
        .shaped(|d, _| litigate(d, 2_600)),
    Trap::named("dismissal", "Dismissal case")
        .what("litigation hold with Plan 1 and archiving")
        .rule("litigation_hold; exchange.md 5.1 no. 3")
        .held(&[Held::Direct(Role::Plan1), Held::Direct(Role::Archiving)])
        .reason(ReasonCode::LitigationHold)
        .shaped(|d, _| litigate(d, 410)),
    Trap::named("patents", "Patents")
        .what("litigation hold with Plan 1 alone: not enough")
        .rule("litigation_hold, verdict missing")
        .held(PLAN_1)
        .reason(ReasonCode::LitigationHold)
        .shaped(|d, _| litigate(d, 900)),
    Trap::named("formerceo", "Former director")
        .what("litigation hold without a licence: out of its terms")
        .rule("litigation_hold, verdict missing")
        .reason(ReasonCode::LitigationHold)
        .shaped(|d, _| litigate(d, 1_200)),
    Trap::named("ediscovery", "Tender inquiry")
        .what("an eDiscovery hold, UniH")
        .rule("in_place_hold")
        .held(PLAN_2)
        .reason(ReasonCode::InPlaceHold)
        .shaped(|d, _| d.hold("UniHdbb4f9b2-6d3b-4ce1-9f1e-3a57bb7f2a10")),
    Trap::named("inplacehold", "Audit 2014")
        .what("an in-place hold, cld")
        .rule("in_place_hold")
        .held(SUITE)
        .reason(ReasonCode::InPlaceHold)
        .shaped(|d, _| d.hold("cld3c1f0de5b7a94e3faa61c20b54f7d961")),
    Trap::named("oldhold", "Audit 2012")
        .what("an in-place hold without a prefix")
        .rule("in_place_hold")
        .held(PLAN_2)
        .reason(ReasonCode::InPlaceHold)
        .shaped(|d, _| d.hold("c0ba3ce811b6432a87510bd2ddc4ba0e")),
    Trap::named("retain", "Keeps for seven years")
        .what("a retention policy that retains, :2")
        .rule("retention_policy")
        .held(PLAN_2)
        .reason(ReasonCode::RetentionPolicy)
        .shaped(|d, _| d.hold("mbxcdbbb86ce60342489bff371876e7f224:2")),
    Trap::named("retaindelete", "Keeps, then deletes")
        .what("a retention policy that retains and deletes, :3")
        .rule("retention_policy")
        .held(SUITE)
        .reason(ReasonCode::RetentionPolicy)
        .shaped(|d, _| d.hold("mbx7cfb30345d454ac0a989ab3041051209:3")),
    Trap::named("deleteonly", "Deletes only")
        .what("a policy that only deletes, :1, is no hold")
        .rule("exchange.md 4.3")
        .held(PLAN_1)
        .shaped(|d, _| d.hold("mbx96a2d1c8e05b4b7f9d3c5f7810e26ab4:1")),
    Trap::named("excluded", "Excluded from retention")
        .what("excluded from the policy of the organisation")
        .rule("exchange.md 4.3")
        .held(PLAN_1)
        .shaped(|d, _| d.mailbox.in_place_holds.push(format!("-mbx{ORG_POLICY}"))),
    Trap::named("chatpolicy", "Chats are kept")
        .what("policies for chats and groups hold nothing here: skp, grp")
        .rule("exchange.md 4.3")
        .held(PLAN_1)
        .shaped(|d, _| {
            d.hold("skp4b62a7d09c1e4f55bd3e2f8a7c9160d3:3");
            d.hold("grp8e1d5c43f70b4a2ea6c98b54d2f3e017:2");
        }),
    Trap::named("labelled", "Labelled items")
        .what("a retention label on some item")
        .rule("label_hold")
        .held(PLAN_2)
        .reason(ReasonCode::LabelHold)
        .shaped(|d, _| d.mailbox.compliance_tag = true),
    Trap::named("orgwide", "Kept like everything")
        .what("only the policy of the organisation holds it")
        .rule("org_retention")
        .held(PLAN_1)
        .reason(ReasonCode::OrgRetention)
        .only(&[Profile::E3Retention]),
    Trap::named("justreleased", "Just released")
        .what("a hold that ended less than 30 days ago")
        .rule("delay_hold")
        .held(PLAN_2)
        .reason(ReasonCode::DelayHold)
        .shaped(|d, _| d.mailbox.delay_hold = true),
    Trap::named("chatsreleased", "Chats just released")
        .what("the same for data of other applications")
        .rule("delay_hold")
        .held(SUITE)
        .reason(ReasonCode::DelayHold)
        .shaped(|d, _| d.mailbox.delay_release = true),
    Trap::named("onleave", "On parental leave")
        .what("RetentionHoldEnabled pauses deletion and is no hold")
        .rule("rules.md, retention_policy")
        .held(PLAN_1)
        .shaped(|d, _| d.mailbox.retention_hold = true),
];

fn litigate(d: &mut Draft, days: u64) {
    d.mailbox.litigation = Some(d.day.ago(days, 0));
}
