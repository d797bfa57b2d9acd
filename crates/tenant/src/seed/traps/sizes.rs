//! Sizes and quotas.

use super::super::draft::{GB, MB};
use super::*;
use crate::mailbox::QuotaClass;

const PLAN_1: &[Held] = &[Held::Direct(Role::Plan1)];
const PLAN_2: &[Held] = &[Held::Direct(Role::Plan2)];
const SUITE: &[Held] = &[Held::Direct(Role::Suite)];

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("invoicesarchive", "Invoices archive", "62 GB with a plan that covers it (over_50_gb; exchange.md 5.1)", reason(ReasonCode::Over50Gb), PLAN_2)
        .shaped(|d, _| d.fill(62 * GB + 311 * MB)),
    Trap::new("projects2015", "Projects 2015", "58 GB on Plan 1, which holds 50 (over_50_gb not covered)", reason(ReasonCode::Over50Gb), PLAN_1)
        .shaped(|d, _| d.fill(58 * GB + 20 * MB)),
    Trap::new("drawings", "Drawings", "71 GB without a licence (over_50_gb, verdict missing)", reason(ReasonCode::Over50Gb), &[])
        .shaped(|d, _| d.fill(71 * GB + 5 * MB)),
    Trap::new("claims", "Claims", "54 GB on Plan 1 with archiving, which does not raise the primary quota (exchange.md 5.1 no. 3)", reason(ReasonCode::Over50Gb), &[Held::Direct(Role::Plan1), Held::Direct(Role::Archiving)])
        .shaped(|d, _| d.fill(54 * GB)),
    Trap::new("tenders", "Tenders", "60 GB in a suite that is more than it needs: overlicensed (rules.md, verdicts)", reason(ReasonCode::Over50Gb), &[Held::Direct(Role::TopSuite)])
        .shaped(|d, _| d.fill(60 * GB + 77 * MB)),
    Trap::new("exactly50", "Exactly 50 GB", "53,687,091,200 bytes are not more than 50 GB, but above the send limit (size_limit)", reason(ReasonCode::SizeLimit), SUITE)
        .shaped(|d, _| d.fill(50 * GB)),
    Trap::new("onebyteover", "One byte over 50 GB", "53,687,091,201 bytes are more than 50 GB (over_50_gb)", reason(ReasonCode::Over50Gb), SUITE)
        .shaped(|d, _| d.fill(50 * GB + 1)),
    Trap::new("exactly49", "Exactly 49 GB", "at the limit of the policy (size_limit)", reason(ReasonCode::SizeLimit), SUITE)
        .shaped(|d, _| d.fill(49 * GB)),
    Trap::new("nearly50", "Nearly 50 GB", "47.5 GB: said, but no need (near_50_gb)", reason(ReasonCode::Near50Gb), PLAN_1)
        .shaped(|d, _| d.fill(47 * GB + 512 * MB)),
    Trap::new("exactly45", "Exactly 45 GB", "where the note begins (near_50_gb)", reason(ReasonCode::Near50Gb), PLAN_1)
        .shaped(|d, _| d.fill(45 * GB)),
    Trap::new("below45", "Below 45 GB", "one byte below the note (near_50_gb)", REMOVABLE, PLAN_1)
        .shaped(|d, _| d.fill(45 * GB - 1)),
    Trap::new("binned", "Emptied last week", "80 GB of recoverable items never count (over_50_gb; exchange.md 4.5)", REMOVABLE, SUITE)
        .shaped(|d, _| {
            d.fill(3 * GB);
            d.mailbox.deleted_bytes = 80 * GB;
            d.mailbox.deleted_items = 410_000;
        }),
    Trap::new("stale", "Grown since the report", "the report says 12 GB, the mailbox holds 55 (rules.md, policies and ages)", reason(ReasonCode::Over50Gb), PLAN_2)
        .shaped(|d, _| {
            d.fill(55 * GB);
            d.usage.report_bytes = Some(12 * GB);
        }),
    Trap::new("twiceinreport", "Twice in the report", "a deleted mailbox of the same name stands in the report (rules.md: joined by exactly one UPN)", REMOVABLE, PLAN_1)
        .shaped(|d, _| {
            d.fill(4 * GB);
            d.usage.report_twice = true;
        }),
    Trap::new("since2016", "Since 2016", "an unlicensed mailbox that still has its old 100 GB (pre_2018_quota; exchange.md 5.1 no. 13)", reason(ReasonCode::Pre2018Quota), &[])
        .shaped(|d, _| {
            d.fill(30 * GB);
            d.mailbox.quota = Some(QuotaClass::Enterprise.quota());
        }),
    Trap::new("since2014", "Since 2014", "71 GB in the old 100 GB quota without a licence: covered by the quota that was read (over_50_gb, pre_2018_quota)", reason(ReasonCode::Pre2018Quota), &[])
        .shaped(|d, _| {
            d.fill(71 * GB);
            d.mailbox.quota = Some(QuotaClass::Enterprise.quota());
        }),
    Trap::new("neverused", "Never used", "no statistics row, only Exchange's warning (never_used)", reason(ReasonCode::NeverUsed), PLAN_1)
        .shaped(|d, _| never_used(d)),
    Trap::new("neverusedsuite", "Never used, with a suite", "the same with an expensive licence (never_used)", reason(ReasonCode::NeverUsed), SUITE)
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
