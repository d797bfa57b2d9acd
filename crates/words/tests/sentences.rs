//! What `model` knows, said in every language: for a reviewer to read, and complete.

mod common;

use std::collections::BTreeSet;

use boxseat_words::{self as words, Groups, Language, Locale, Service};
use common::{
    GROUP, actions, evidence, gaps, reasons, refusals, remedies, total_obstacles, total_states,
    troubles,
};
use model::tenant_facts::GroupInfo;
use model::{
    ByteSize, CloudId, Effect, FactName, LicenseVerdict, Purpose, ReasonCode, ServicePlanId,
    Source, StepState, Verdict,
};

const STATES: [StepState; 6] = [
    StepState::Intended,
    StepState::Done,
    StepState::Refused,
    StepState::NotApplied,
    StepState::Unconfirmed,
    StepState::Drifted,
];

const SOURCES: [Source; 14] = [
    Source::ExchangeMailbox,
    Source::ExchangeStatistics,
    Source::ExchangeCasMailbox,
    Source::ExchangeOrganization,
    Source::GraphUser,
    Source::GraphSignInActivity,
    Source::GraphGroup,
    Source::GraphSubscribedSkus,
    Source::GraphSubscriptions,
    Source::GraphOrganization,
    Source::MailboxUsageReport,
    Source::ActiveUserReport,
    Source::OneDriveUsageReport,
    Source::Export,
];

fn services() -> Vec<Service> {
    vec![
        Service::Mailbox(None),
        Service::Mailbox(Some(ByteSize::gb(50))),
        Service::Archive,
        Service::Hold,
        Service::Defender,
        Service::OneDrive,
        Service::Teams,
        Service::Office,
        Service::Other(ServicePlanId::from_u128(
            0x113f_eb6c_3fe4_4440_bddc_54d7_74bf_0318,
        )),
    ]
}

fn group(name: &str, dynamic: bool, synced: bool, role_assignable: bool) -> Groups {
    Groups::from([(
        GROUP,
        GroupInfo {
            id: GROUP,
            name: name.to_owned(),
            dynamic,
            synced,
            role_assignable,
        },
    )])
}

/// Everything, with `name` wherever outside text can stand: what is said, and the saying.
fn everything(name: &str, l: &Locale) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let mut say = |what: &str, text: String| said.push((what.to_owned(), text));
    for verdict in Verdict::ALL {
        say("verdict", words::verdict(*verdict, l));
        say("verdict_about", words::verdict_about(*verdict, l));
    }
    for verdict in LicenseVerdict::ALL {
        say("license_verdict", words::license_verdict(*verdict, l));
    }
    for effect in Effect::ALL {
        say("effect", words::effect(*effect, l));
    }
    for code in ReasonCode::ALL {
        say(code.as_str(), words::reason_title(*code, l));
        say(code.as_str(), words::reason_tally(*code, 1234, l));
    }
    for reason in reasons(name) {
        say(reason.code().as_str(), words::reason(&reason, l));
        if matches!(reason, model::Reason::GroupInherited { .. }) {
            let groups = group(name, false, false, false);
            say(
                reason.code().as_str(),
                words::reason_among(&reason, &groups, l),
            );
        }
    }
    for remedy in remedies(name) {
        say("remedy", words::remedy(&remedy, l));
        if matches!(remedy, model::Remedy::LeaveGroup { .. }) {
            for (dynamic, synced, role) in [
                (true, false, false),
                (false, true, false),
                (false, false, true),
                (false, false, false),
            ] {
                let groups = group(name, dynamic, synced, role);
                say("remedy", words::remedy_among(&remedy, &groups, l));
            }
        }
    }
    for fact in FactName::ALL {
        say("fact_name", words::fact_name(*fact, l));
    }
    for evidence in evidence(name) {
        say(evidence.fact.as_str(), words::fact_value(&evidence, l));
    }
    for gap in gaps(name) {
        say("gap", words::gap(&gap, l));
    }
    for source in SOURCES {
        say("source", words::source(source, l));
    }
    for state in STATES {
        say("step_state", words::step_state(state, l));
        say("step_state_about", words::step_state_about(state, l));
    }
    for refusal in refusals(name) {
        say("refusal", words::refusal(&refusal, l));
    }
    for action in actions() {
        say("action", words::action(&action, l));
    }
    for purpose in [
        Purpose::RemoveLicenses,
        Purpose::Restore,
        Purpose::AssignLicenses,
        Purpose::ChangeTotal,
    ] {
        say("purpose", words::purpose(purpose, l));
    }
    for obstacle in total_obstacles(name) {
        say("total_obstacle", words::total_obstacle(&obstacle, l));
    }
    for state in total_states() {
        say("total_state", words::total_state(&state, l));
    }
    say("total_change", words::total_change(common::E3, 110, 105, l));
    let at = words::Whereabouts {
        host: "graph.microsoft.com",
        authority: "login.microsoftonline.com",
        application: "the application",
        connect: "connect.json",
        data: "/data",
    };
    for trouble in troubles(name) {
        say("trouble", words::trouble(&trouble, &at, l));
    }
    for service in services() {
        say("service", words::service(&service, l));
        say("ends", words::ends(&service, l));
    }
    for step in words::steps(l)
        .into_iter()
        .chain(words::guide(l).into_iter().map(|step| step.markdown))
    {
        say("step", step);
    }
    for condition in words::conditions(l) {
        say("condition", condition);
    }
    for rule in words::billing_rules(l) {
        say("billing", rule);
    }
    said
}

#[test]
fn everything_reads_well() {
    for language in Language::ALL {
        let said = everything("info", &Locale::new(*language, CloudId::Worldwide));
        let lines: Vec<_> = said
            .iter()
            .map(|(what, text)| format!("{what}: {text}"))
            .collect();
        insta::assert_snapshot!(format!("sentences-{}", language.tag()), lines.join("\n"));
    }
}

#[test]
fn every_reason_is_among_the_samples() {
    let said: BTreeSet<_> = reasons("x").iter().map(model::Reason::code).collect();
    assert_eq!(said, ReasonCode::ALL.iter().copied().collect());
    let valued: BTreeSet<_> = evidence("x").iter().map(|e| e.fact).collect();
    assert_eq!(valued, FactName::ALL.iter().copied().collect());
}

#[test]
fn no_sentence_is_empty_or_shows_its_source_in_any_language_and_cloud() {
    for language in Language::ALL {
        for cloud in model::cloud::CLOUDS {
            for (what, text) in everything("info", &Locale::new(*language, cloud.id)) {
                let leftover =
                    text.contains("{$") || text.contains("{ $") || text.contains('\u{2068}');
                assert!(
                    !text.trim().is_empty() && !leftover,
                    "{what} in {language:?}, {}: {text:?}",
                    cloud.id
                );
            }
        }
    }
}

#[test]
fn what_two_codes_say_is_never_the_same() {
    for language in Language::ALL {
        let l = Locale::new(*language, CloudId::Worldwide);
        let titles: BTreeSet<_> = ReasonCode::ALL
            .iter()
            .map(|c| words::reason_title(*c, &l))
            .collect();
        assert_eq!(titles.len(), ReasonCode::ALL.len());
        let tallies: BTreeSet<_> = ReasonCode::ALL
            .iter()
            .map(|c| words::reason_tally(*c, 2, &l))
            .collect();
        assert_eq!(tallies.len(), ReasonCode::ALL.len());
        let facts: BTreeSet<_> = FactName::ALL
            .iter()
            .map(|f| words::fact_name(*f, &l))
            .collect();
        assert_eq!(facts.len(), FactName::ALL.len());
    }
}

mod verbatim {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Outside text comes through as it is: markup, braces, right-to-left and control characters.
        #[test]
        fn names_come_through_unchanged(name in names(), nl in any::<bool>()) {
            let l = Locale::new(if nl { Language::Nl } else { Language::En }, CloudId::China);
            everything(&name, &l);
            let shown = [
                words::error::unknown_mailbox(&l, &name),
                words::cli::excluded(&l, &name, "why"),
                words::gap(&gaps(&name)[6], &l),
                words::refusal(&refusals(&name)[5], &l),
                words::reason_among(
                    &model::Reason::GroupInherited { sku: common::E3, groups: vec![GROUP], also_direct: false },
                    &group(&name, false, false, false),
                    &l,
                ),
            ];
            for text in shown {
                prop_assert!(text.contains(&name), "{name:?} in {text:?}");
            }
        }

        #[test]
        fn no_text_breaks_the_choice_of_a_language(text in names()) {
            Language::negotiate(&text);
        }
    }

    fn names() -> impl Strategy<Value = String> {
        let odd = [
            "<script>alert(1)</script>",
            "{ $name }",
            "{",
            "}}",
            "\u{202e}אבג",
            "a\u{0}b",
            "[x](y)",
            "**",
            "”",
            "",
        ];
        prop_oneof![
            any::<String>(),
            proptest::sample::select(odd.map(str::to_owned).to_vec())
        ]
    }
}
