//! What `model` knows, said in every language: for a reviewer to read, and complete.

mod common;

use std::collections::BTreeSet;

use boxseat_words::{self as words, Groups, Language, Locale, Service};
use common::{GROUP, actions, evidence, gaps, reasons, refusals, remedies};
use model::tenant_facts::GroupInfo;
use model::{
    ByteSize, CloudId, Effect, FactName, LicenseVerdict, Purpose, ReasonCode, Source, StepState,
    Verdict,
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
        Service::Other("113feb6c-3fe4-4440-bddc-54d774bf0318".parse().unwrap()),
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
    for v in Verdict::ALL {
        say("verdict", words::verdict(*v, l));
        say("verdict_about", words::verdict_about(*v, l));
    }
    LicenseVerdict::ALL
        .iter()
        .for_each(|v| say("license_verdict", words::license_verdict(*v, l)));
    Effect::ALL
        .iter()
        .for_each(|e| say("effect", words::effect(*e, l)));
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
        for kind in [
            (true, false, false),
            (false, true, false),
            (false, false, true),
            (false, false, false),
        ] {
            if matches!(remedy, model::Remedy::LeaveGroup { .. }) {
                say(
                    "remedy",
                    words::remedy_among(&remedy, &group(name, kind.0, kind.1, kind.2), l),
                );
            }
        }
    }
    FactName::ALL
        .iter()
        .for_each(|f| say("fact_name", words::fact_name(*f, l)));
    evidence(name)
        .iter()
        .for_each(|e| say(e.fact.as_str(), words::fact_value(e, l)));
    gaps(name).iter().for_each(|g| say("gap", words::gap(g, l)));
    SOURCES
        .iter()
        .for_each(|s| say("source", words::source(*s, l)));
    for state in STATES {
        say("step_state", words::step_state(state, l));
        say("step_state_about", words::step_state_about(state, l));
    }
    refusals(name)
        .iter()
        .for_each(|r| say("refusal", words::refusal(r, l)));
    actions()
        .iter()
        .for_each(|a| say("action", words::action(a, l)));
    [Purpose::RemoveLicenses, Purpose::Restore]
        .iter()
        .for_each(|p| say("purpose", words::purpose(*p, l)));
    for service in services() {
        say("service", words::service(&service, l));
        say("ends", words::ends(&service, l));
    }
    words::steps(l).into_iter().for_each(|s| say("step", s));
    words::steps_markdown(l)
        .into_iter()
        .for_each(|s| say("step", s));
    words::conditions(l)
        .into_iter()
        .for_each(|s| say("condition", s));
    words::billing_rules(l)
        .into_iter()
        .for_each(|s| say("billing", s));
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
