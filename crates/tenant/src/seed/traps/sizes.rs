//! Sizes and quotas.

use model::ReasonCode;

use super::{Draft, Held, PLAN_1, PLAN_2, Role, SUITE, Trap};
use crate::mailbox::QuotaClass;
use crate::seed::draft::{GB, MB};

pub(super) const TRAPS: &[Trap] = &[
    Trap::named("invoicesarchive", "Invoices archive")
        .what("62 GB with a plan that covers it")
        .rule("over_50_gb; exchange.md 5.1")
        .held(PLAN_2)
        .reason(ReasonCode::Over50Gb)
        .shaped(|d, _| d.fill(62 * GB + 311 * MB)),
    Trap::named("projects2015", "Projects 2015")
        .what("58 GB on Plan 1, which holds 50")
        .rule("over_50_gb not covered")
        .held(PLAN_1)
        .reason(ReasonCode::Over50Gb)
        .shaped(|d, _| d.fill(58 * GB + 20 * MB)),
    Trap::named("drawings", "Drawings")
        .what("71 GB without a licence")
        .rule("over_50_gb, verdict missing")
        .reason(ReasonCode::Over50Gb)
        .shaped(|d, _| d.fill(71 * GB + 5 * MB)),
    Trap::named("claims", "Claims")
        .what("54 GB on Plan 1 with archiving, which does not raise the primary quota")
        .rule("exchange.md 5.1 no. 3")
        .held(&[Held::Direct(Role::Plan1), Held::Direct(Role::Archiving)])
        .reason(ReasonCode::Over50Gb)
        .shaped(|d, _| d.fill(54 * GB)),
    Trap::named("tenders", "Tenders")
        .what("60 GB in a suite that is more than it needs: overlicensed")
        .rule("rules.md, verdicts")
        .held(&[Held::Direct(Role::TopSuite)])
        .reason(ReasonCode::Over50Gb)
        .shaped(|d, _| d.fill(60 * GB + 77 * MB)),
    Trap::named("exactly50", "Exactly 50 GB")
        .what("53,687,091,200 bytes are not more than 50 GB, but above the send limit")
        .rule("size_limit")
        .held(SUITE)
        .reason(ReasonCode::SizeLimit)
        .shaped(|d, _| d.fill(50 * GB)),
    Trap::named("onebyteover", "One byte over 50 GB")
        .what("53,687,091,201 bytes are more than 50 GB")
        .rule("over_50_gb")
        .held(SUITE)
        .reason(ReasonCode::Over50Gb)
        .shaped(|d, _| d.fill(50 * GB + 1)),
    Trap::named("exactly49", "Exactly 49 GB")
        .what("at the limit of the policy")
        .rule("size_limit")
        .held(SUITE)
        .reason(ReasonCode::SizeLimit)
        .shaped(|d, _| d.fill(49 * GB)),
    Trap::named("nearly50", "Nearly 50 GB")
        .what("47.5 GB: said, but no need")
        .rule("near_50_gb")
        .held(PLAN_1)
        .reason(ReasonCode::Near50Gb)
        .shaped(|d, _| d.fill(47 * GB + 512 * MB)),
    Trap::named("exactly45", "Exactly 45 GB")
        .what("where the note begins")
        .rule("near_50_gb")
        .held(PLAN_1)
        .reason(ReasonCode::Near50Gb)
        .shaped(|d, _| d.fill(45 * GB)),
    Trap::named("below45", "Below 45 GB")
        .what("one byte below the note")
        .rule("near_50_gb")
        .held(PLAN_1)
        .shaped(|d, _| d.fill(45 * GB - 1)),
    Trap::named("binned", "Emptied last week")
        .what("80 GB of recoverable items never count")
        .rule("over_50_gb; exchange.md 4.5")
        .held(SUITE)
        .shaped(|d, _| {
            d.fill(3 * GB);
            d.mailbox.deleted_bytes = 80 * GB;
            d.mailbox.deleted_items = 410_000;
        }),
    Trap::named("stale", "Grown since the report")
        .what("the report says 12 GB, the mailbox holds 55")
        .rule("rules.md, policies and ages")
        .held(PLAN_2)
        .reason(ReasonCode::Over50Gb)
        .shaped(|d, _| {
            d.fill(55 * GB);
            d.usage.report_bytes = Some(12 * GB);
        }),
    Trap::named("twiceinreport", "Twice in the report")
        .what("a deleted mailbox of the same name stands in the report")
        .rule("rules.md: joined by exactly one UPN")
        .held(PLAN_1)
        .shaped(|d, _| {
            d.fill(4 * GB);
            d.usage.report_twice = true;
        }),
    Trap::named("since2016", "Since 2016")
        .what("an unlicensed mailbox that still has its old 100 GB")
        .rule("pre_2018_quota; exchange.md 5.1 no. 13")
        .reason(ReasonCode::Pre2018Quota)
        .shaped(|d, _| {
            d.aged(3_800);
            d.fill(30 * GB);
            d.mailbox.quota = Some(QuotaClass::Enterprise.quota());
        }),
    Trap::named("since2014", "Since 2014")
        .what("71 GB in the old 100 GB quota without a licence: covered by the quota that was read")
        .rule("over_50_gb, pre_2018_quota")
        .reason(ReasonCode::Pre2018Quota)
        .shaped(|d, _| {
            d.aged(4_500);
            d.fill(71 * GB);
            d.mailbox.quota = Some(QuotaClass::Enterprise.quota());
        }),
    Trap::named("neverused", "Never used")
        .what("no statistics row, only Exchange's warning")
        .rule("never_used")
        .held(PLAN_1)
        .reason(ReasonCode::NeverUsed)
        .shaped(|d, _| never_used(d)),
    Trap::named("neverusedsuite", "Never used, with a suite")
        .what("the same with an expensive licence")
        .rule("never_used")
        .held(SUITE)
        .reason(ReasonCode::NeverUsed)
        .shaped(|d, _| never_used(d)),
];

fn never_used(d: &mut Draft) {
    d.fill(0);
    d.mailbox.deleted_bytes = 0;
    d.mailbox.deleted_items = 0;
    d.mailbox.ever_used = false;
    d.mailbox.last_activity = None;
    d.usage.last_exchange = None;
}
