//! What holds of every mailbox, over the rows that the oracle's generator makes.

mod oracle_rows;

use boxseat_rules::{Answers, Goal, Policy, Target, World, assess, lint, needs, plan};
use model::{
    Effect, Entropy, Fact, FactName, Gap, GapWhy, LicenseVerdict, MailboxFacts, ReasonCode, Source,
    TenantFacts, Verdict,
};
use oracle_rows::{Row, generate, now};

const MAILBOXES: usize = 1_000;

fn rows() -> impl Iterator<Item = Row> {
    let entropy = Entropy::seeded(7);
    (0..MAILBOXES).map(move |_| generate(&entropy))
}

/// Makes a fact a gap.
fn forget(fact: FactName, m: &mut MailboxFacts, t: &mut TenantFacts, why: &GapWhy) {
    fn gap<T>(why: &GapWhy) -> Fact<T> {
        Fact::Gap(Gap {
            why: why.clone(),
            source: Some(Source::ExchangeMailbox),
        })
    }
    match fact {
        FactName::Kind => m.kind = gap(why),
        FactName::Size => m.size = gap(why),
        FactName::Quota => m.quota = gap(why),
        FactName::Archive => m.archive = gap(why),
        FactName::ArchiveSize => m.archive_size = gap(why),
        FactName::Holds => m.holds = gap(why),
        FactName::OrgHolds => t.org_holds = gap(why),
        FactName::DirSync => m.dir_sync = gap(why),
        FactName::Region => m.region = gap(why),
        FactName::DefaultRegion => t.default_region = gap(why),
        FactName::SignIn => m.sign_in = gap(why),
        FactName::LastSignIn => m.last_sign_in = gap(why),
        FactName::LastActivity => m.last_activity = gap(why),
        FactName::SmtpAuth => m.smtp_auth = gap(why),
        FactName::OneDrive => m.onedrive = gap(why),
        FactName::Licenses => m.licenses = gap(why),
        FactName::Skus => t.skus = gap(why),
    }
}

#[test]
fn a_fact_that_is_lost_never_makes_a_licence_removable() {
    // A source that cannot be read at all says nothing of use or of files where another was read, or where a note
    // is all that can be given; losing any other fact, in any way, must close.
    let by_design = [
        FactName::OneDrive,
        FactName::LastSignIn,
        FactName::LastActivity,
    ];
    let ways = [
        (GapWhy::NotRead, &[][..]),
        (
            GapWhy::Unparsable {
                text: "12 parsecs".to_owned(),
            },
            &[],
        ),
        (
            GapWhy::Failed {
                code: "503".to_owned(),
                request_id: None,
            },
            &[],
        ),
        (GapWhy::Concealed, &by_design),
        (GapWhy::Absent, &by_design),
    ];
    for row in rows().take(MAILBOXES / 3) {
        let (m, t, policy) = (row.facts(), row.tenant(), row.policy());
        let before = assess(&m, &t, policy, now());
        for (why, except) in &ways {
            for fact in FactName::ALL.iter().filter(|fact| !except.contains(fact)) {
                let (mut m, mut t) = (m.clone(), t.clone());
                forget(*fact, &mut m, &mut t, why);
                let after = assess(&m, &t, policy, now());
                for (was, is) in before.licenses.iter().zip(&after.licenses) {
                    let opened = is.verdict == LicenseVerdict::Removable
                        && was.verdict != LicenseVerdict::Removable;
                    assert!(!opened, "{} without {fact} ({why:?}): {row:#?}", was.sku);
                }
                let opened =
                    after.verdict == Verdict::Removable && before.verdict != Verdict::Removable;
                assert!(!opened, "without {fact} ({why:?}): {row:#?}");
            }
        }
    }
}

#[test]
fn a_verdict_agrees_with_its_findings() {
    for row in rows() {
        let (m, t, policy) = (row.facts(), row.tenant(), row.policy());
        let a = assess(&m, &t, policy, now());
        let of_product = [ReasonCode::Defender, ReasonCode::DeviceAccount];
        let need = a
            .findings
            .iter()
            .any(|f| f.effect == Effect::Need && !of_product.contains(&f.reason.code()));
        let missing = a.findings.iter().any(|f| f.effect == Effect::Unknown);
        let removable = a
            .licenses
            .iter()
            .filter(|l| l.verdict == LicenseVerdict::Removable);
        match a.verdict {
            Verdict::Removable => assert!(!need && !missing && removable.count() > 0, "{row:#?}"),
            Verdict::Unknown => assert!(missing, "{row:#?}"),
            Verdict::Unlicensed => assert!(!need && !missing && a.licenses.is_empty(), "{row:#?}"),
            Verdict::Overlicensed => assert!(
                !missing && a.licenses.iter().any(|l| l.swap_to.is_some()),
                "{row:#?}"
            ),
            Verdict::Blocked => assert!(!need && !missing && removable.count() == 0, "{row:#?}"),
            Verdict::Required | Verdict::Missing => assert!(
                a.findings.iter().any(|f| f.effect == Effect::Need),
                "{row:#?}"
            ),
        }
        let asked = needs(&m, &t, policy, now());
        let missed = a
            .findings
            .iter()
            .filter(|f| f.effect == Effect::Unknown)
            .flat_map(|f| f.facts.iter().copied());
        assert_eq!(
            missed.collect::<std::collections::BTreeSet<_>>(),
            asked,
            "{row:#?}"
        );
        for finding in &a.findings {
            let shown = |fact| a.evidence.iter().any(|e| e.fact == fact);
            assert!(
                finding.facts.iter().all(|&fact| shown(fact)),
                "no evidence for {finding:?}"
            );
        }
    }
}

#[test]
fn once_every_needed_fact_is_read_nothing_is_unknown() {
    let mut read_any = false;
    for row in rows() {
        // The same row with nothing taken away, but for a product that nobody knows.
        if row.licenses.contains("MYSTERY") {
            continue;
        }
        let (mut m, mut t, policy) = (row.facts(), row.tenant(), row.policy());
        let full = Row {
            licenses: row.licenses.clone(),
            policy: row.policy,
            ..harmless()
        };
        let (full_m, full_t) = (full.facts(), full.tenant());
        for _ in 0..FactName::ALL.len() {
            let wanted = needs(&m, &t, policy, now());
            for &fact in &wanted {
                learn(fact, &mut m, &mut t, &full_m, &full_t);
                read_any = true;
            }
            if wanted.is_empty() {
                break;
            }
        }
        let a = assess(&m, &t, policy, now());
        assert!(
            row.licenses.is_empty() || a.verdict != Verdict::Unknown,
            "{row:#?}\n{:#?}",
            a.findings
        );
    }
    assert!(read_any);
}

fn harmless() -> Row {
    let text = str::to_owned;
    Row {
        policy: "current",
        recipient_type_details: text("SharedMailbox"),
        total_item_size: text("1 GB (1,073,741,824 bytes)"),
        report_age_hours: String::new(),
        prohibit_send_receive_quota: text("50 GB (53,687,091,200 bytes)"),
        archive_guid: text("00000000-0000-0000-0000-000000000000"),
        holds: text("-"),
        org_holds: text("-"),
        dir_synced: text("False"),
        mailbox_region: text("None"),
        default_region: text("EUR"),
        account_enabled: text("False"),
        last_sign_in: text("never"),
        last_activity: text("never"),
        smtp_auth_disabled: text("-"),
        onedrive: text("0/0"),
        licenses: text("none"),
        products: text("Enabled"),
        owns_multi_geo: text("True"),
    }
}

fn learn(
    fact: FactName,
    m: &mut MailboxFacts,
    t: &mut TenantFacts,
    full: &MailboxFacts,
    full_t: &TenantFacts,
) {
    let from = full.clone();
    match fact {
        FactName::Kind => m.kind = from.kind,
        FactName::Size => m.size = from.size,
        FactName::Quota => m.quota = from.quota,
        FactName::Archive => m.archive = from.archive,
        FactName::ArchiveSize => m.archive_size = from.archive_size,
        FactName::Holds => m.holds = from.holds,
        FactName::OrgHolds => t.org_holds = full_t.org_holds.clone(),
        FactName::DirSync => m.dir_sync = from.dir_sync,
        FactName::Region => m.region = from.region,
        FactName::DefaultRegion => t.default_region = full_t.default_region.clone(),
        FactName::SignIn => m.sign_in = from.sign_in,
        FactName::LastSignIn => m.last_sign_in = from.last_sign_in,
        FactName::LastActivity => m.last_activity = from.last_activity,
        FactName::SmtpAuth => m.smtp_auth = from.smtp_auth,
        FactName::OneDrive => m.onedrive = from.onedrive,
        FactName::Licenses => m.licenses = from.licenses,
        FactName::Skus => t.skus = full_t.skus.clone(),
    }
}

#[test]
fn every_removable_licence_can_be_planned_and_no_other() {
    let mut planned = 0;
    for row in rows() {
        let (m, t) = (row.facts(), row.tenant());
        let a = assess(&m, &t, row.policy(), now());
        let w = World {
            tenant: &t,
            mailboxes: std::slice::from_ref(&m),
            snapshot: None,
        };
        for l in &a.licenses {
            let target = Target {
                account: m.account,
                skus: Some([l.sku].into()),
            };
            let goal = Goal::RemoveLicenses {
                targets: vec![target],
                block_sign_in: false,
                answers: Answers::none(),
                exclusions: vec![],
            };
            let made = plan(&goal, &w, row.policy(), now());
            assert_eq!(
                made.is_ok(),
                l.verdict == LicenseVerdict::Removable,
                "{row:#?}"
            );
            if let Ok(plan) = made {
                assert_eq!(lint(&plan, &w), []);
                planned += 1;
            }
        }
    }
    assert!(planned > MAILBOXES / 20, "{planned}");
}

#[test]
fn the_order_in_which_licences_are_read_does_not_matter() {
    for row in rows() {
        let (m, t) = (row.facts(), row.tenant());
        let turned = MailboxFacts {
            licenses: m.licenses.clone().map(|mut licenses| {
                licenses.reverse();
                licenses
            }),
            ..m.clone()
        };
        let policy: &Policy = row.policy();
        let (one, other) = (
            assess(&m, &t, policy, now()),
            assess(&turned, &t, policy, now()),
        );
        let rulings = |a: &model::Assessment| {
            let mut rulings: Vec<_> = a
                .licenses
                .iter()
                .map(|l| (l.sku, l.verdict, l.swap_to))
                .collect();
            rulings.sort_unstable();
            rulings
        };
        assert_eq!(
            (one.verdict, rulings(&one)),
            (other.verdict, rulings(&other)),
            "{row:#?}"
        );
    }
}
