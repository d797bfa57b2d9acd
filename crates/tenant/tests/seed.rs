//! Sample organisations, read back from the tenant's own file.

mod seeded;

use std::collections::BTreeMap;

use boxseat_tenant::{Expect, Profile, Seed, Trap, traps};
use model::{CloudId, ReasonCode, Verdict};

use seeded::Seeded;

fn crowd(users: u32) -> Seed {
    Seed {
        users,
        ..Seed::of(Profile::Crowd)
    }
}

#[test]
fn the_same_seed_makes_the_same_tenant() {
    for profile in Profile::ALL {
        let seed = Seed {
            users: 400,
            ..Seed::of(profile)
        };
        assert_eq!(
            Seeded::new(seed).dump(400),
            Seeded::new(seed).dump(400),
            "{profile}"
        );
    }
}

#[test]
fn another_seed_makes_other_people() {
    let names = |seed| {
        Seeded::new(Seed {
            seed,
            ..Seed::of(Profile::Crowd)
        })
        .texts("SELECT upn FROM account ORDER BY n")
    };
    assert_ne!(names(1), names(2));
}

#[test]
fn a_larger_tenant_begins_with_the_smaller_one() {
    for profile in [Profile::Contoso, Profile::E5Hybrid, Profile::Crowd] {
        let sized = |users| {
            Seeded::new(Seed {
                users,
                ..Seed::of(profile)
            })
            .dump(300)
        };
        assert_eq!(sized(300), sized(2_500), "{profile}");
    }
}

#[test]
fn it_has_as_many_accounts_as_were_asked_for() {
    for users in [0, 1, 40, 250, 1_001] {
        let seeded = Seeded::new(Seed {
            users,
            ..Seed::default()
        });
        // The people who can sign in come on top, and last.
        let asked = seeded.count("account", &format!("n <= {users}"));
        let people = seeded.count("account", "id IN (SELECT account FROM password)");
        assert_eq!((asked, people), (u64::from(users), 7));
        assert_eq!(seeded.count("account", "1"), asked + people);
        seeded.holds_together();
    }
}

#[test]
fn every_profile_holds_together() {
    for (seed, profile) in (1..).zip(Profile::ALL) {
        Seeded::new(Seed {
            seed,
            users: 1_500,
            ..Seed::of(profile)
        })
        .holds_together();
    }
}

#[test]
fn every_trap_is_there_first_and_by_name() {
    for profile in Profile::ALL {
        let seeded = Seeded::new(Seed::of(profile));
        let expected: Vec<_> = traps()
            .filter(|trap| trap.is_in(profile))
            .map(|trap| trap.alias)
            .collect();
        let mut found = seeded.texts("SELECT mail_nickname FROM account ORDER BY n");
        found.truncate(expected.len());
        assert_eq!(found, expected, "{profile}");
        for trap in traps().filter(|trap| trap.is_in(profile)) {
            let named = seeded.count_with(
                "SELECT count(*) FROM mailbox WHERE alias = ?1 AND display_name = ?2",
                [trap.alias, trap.display_name],
            );
            assert_eq!(named, 1, "{profile}: {}", trap.alias);
        }
    }
}

/// What the rows of a mailbox must show for a review to find the reason.
const SHOWS: &[(ReasonCode, &str)] = &[
    (ReasonCode::Over50Gb, "size_bytes > 53687091200"),
    (
        ReasonCode::SizeLimit,
        "size_bytes BETWEEN 52613349376 AND 53687091200",
    ),
    (
        ReasonCode::Near50Gb,
        "size_bytes BETWEEN 48318382080 AND 52613349375",
    ),
    (
        ReasonCode::Archive,
        "archive_guid <> '00000000-0000-0000-0000-000000000000'",
    ),
    (ReasonCode::LitigationHold, "litigation"),
    (
        ReasonCode::InPlaceHold,
        "in_place_holds GLOB '[[]\"UniH*' OR in_place_holds GLOB '[[]\"cld*'
            OR in_place_holds GLOB '[[]\"[0-9a-f][0-9a-f][0-9a-f][0-9a-f]*'",
    ),
    (
        ReasonCode::RetentionPolicy,
        "in_place_holds GLOB '[[]\"mbx*:[23]\"]'",
    ),
    (ReasonCode::LabelHold, "compliance_tag"),
    (ReasonCode::DelayHold, "delay_hold OR delay_release"),
    (
        ReasonCode::SignInUsed,
        "enabled AND max(coalesce(last_success, 0), coalesce(last_teams, 0)) > unixepoch('2026-10-23') * 1000",
    ),
    (ReasonCode::SmtpAuth, "smtp_auth_disabled = 0"),
    (ReasonCode::DirSynced, "dir_synced AND synced"),
    (ReasonCode::MultiGeo, "region NOT IN ('', 'EUR')"),
    (
        ReasonCode::Pre2018Quota,
        "license_count = 0 AND quota_receive > 53687091200",
    ),
    (ReasonCode::OneDriveContent, "onedrive_files > 0"),
    (
        ReasonCode::GroupInherited,
        "n IN (SELECT account FROM license WHERE by_group <> '')",
    ),
    (ReasonCode::NotShared, "kind <> 'SharedMailbox'"),
    (ReasonCode::NeverUsed, "NOT ever_used"),
];

#[test]
fn a_trap_shows_its_reason_and_a_removable_one_shows_none() {
    let seeded = Seeded::new(Seed::of(Profile::Contoso));
    let shows = |trap: &Trap, condition: &str| {
        seeded.count_mailboxes(&format!(
            "alias = '{}' AND ({condition})",
            trap.alias.replace('\'', "''")
        )) == 1
    };
    for trap in traps() {
        match trap.expects {
            Expect::Reason(code) => {
                for (_, condition) in SHOWS.iter().filter(|(of, _)| *of == code) {
                    assert!(
                        shows(trap, condition),
                        "{} does not show {code}",
                        trap.alias
                    );
                }
            }
            Expect::Verdict(verdict) => {
                let licensed = if verdict == Verdict::Removable {
                    "license_count > 0"
                } else {
                    "license_count = 0"
                };
                assert!(shows(trap, licensed), "{} is not {verdict}", trap.alias);
                for (code, condition) in SHOWS {
                    assert!(!shows(trap, condition), "{} shows {code}", trap.alias);
                }
            }
        }
    }
}

#[test]
fn a_crowd_has_exactly_the_shares_it_promises() {
    let seeded = Seeded::new(crowd(10_000));
    let shared = "kind = 'SharedMailbox'";
    let licensed = "kind = 'SharedMailbox' AND license_count > 0";
    assert_eq!(seeded.count("account", "license_count > 0"), 8_800);
    assert_eq!(seeded.count_mailboxes(shared), 1_000);
    assert_eq!(seeded.count_mailboxes(licensed), 200);
    assert_eq!(
        seeded.count_mailboxes(&format!("{licensed} AND enabled")),
        30
    );
    assert_eq!(seeded.count_mailboxes(&format!("{shared} AND enabled")), 30);
    assert_eq!(
        seeded.count_mailboxes("kind IN ('RoomMailbox', 'EquipmentMailbox')"),
        200
    );
    assert_eq!(seeded.count("account", "user_type = 'Guest'"), 80);
}

#[test]
fn with_traps_the_shares_stay_near() {
    let seeded = Seeded::new(Seed {
        users: 10_000,
        ..Seed::default()
    });
    let traps = traps().count() as u64;
    assert!(seeded.count("account", "license_count > 0").abs_diff(8_800) <= traps);
    assert!(
        seeded
            .count_mailboxes("kind = 'SharedMailbox'")
            .abs_diff(1_000)
            <= traps
    );
    assert!(
        seeded
            .count_mailboxes("kind = 'SharedMailbox' AND license_count > 0")
            .abs_diff(200)
            <= traps
    );
}

#[test]
fn sizes_look_like_life() {
    let seeded = Seeded::new(crowd(10_000));
    let mut sizes: Vec<u64> = seeded
        .texts("SELECT CAST(size_bytes AS TEXT) FROM mailbox WHERE kind = 'SharedMailbox' AND ever_used")
        .iter()
        .map(|size| size.parse().unwrap())
        .collect();
    sizes.sort_unstable();
    let (median, mean) = (
        sizes[sizes.len() / 2],
        sizes.iter().sum::<u64>() / sizes.len() as u64,
    );
    assert!((200 << 20..1 << 30).contains(&median), "{median}");
    assert!(
        mean > 5 * median,
        "a few hold most of it: mean {mean}, median {median}"
    );
}

#[test]
fn a_profile_has_its_own_cloud_and_takes_another() {
    let domain = |cloud| {
        let seeded = Seeded::new(Seed {
            cloud,
            users: 20,
            ..Seed::of(Profile::GccHigh)
        });
        seeded.meta("tenant.initial_domain")
    };
    assert_eq!(Seed::of(Profile::GccHigh).cloud, CloudId::GccHigh);
    assert_eq!(domain(CloudId::GccHigh), "adatum.onmicrosoft.us");
    assert_eq!(domain(CloudId::Worldwide), "adatum.onmicrosoft.com");
    for profile in Profile::ALL {
        let name = Seeded::new(Seed {
            users: 1,
            ..Seed::of(profile)
        })
        .meta("tenant.name");
        assert!(
            ["Contoso", "Fabrikam", "Adatum"].contains(&name.as_str()),
            "{name}"
        );
    }
}

#[test]
fn profiles_are_what_their_names_say() {
    let seeded = |profile| {
        Seeded::new(Seed {
            users: 2_000,
            ..Seed::of(profile)
        })
    };
    let entra_p1 = "plans LIKE '%\"AAD_PREMIUM\"%'";

    let small = seeded(Profile::BusinessStandard);
    assert_eq!(small.count("sku", entra_p1), 0);
    assert_eq!(small.meta("reports.concealed"), "1");

    let synced = seeded(Profile::BusinessPremium);
    assert!(synced.count("account", "synced") > 1_500);
    assert_eq!(synced.count("mailbox", "remote_recipient <> 'None'"), 0);

    let retention = seeded(Profile::E3Retention);
    assert!(retention.meta("exchange.in_place_holds").contains("mbx"));
    let (by_group, all) = (
        retention.count("license", "by_group <> ''"),
        retention.count("account", "license_count > 0"),
    );
    assert!(by_group * 10 > all * 7, "{by_group} of {all}");
    assert!(retention.count_mailboxes("kind = 'SharedMailbox' AND archive_state = 'Local'") > 10);

    let hybrid = seeded(Profile::E5Hybrid);
    assert!(hybrid.count("mailbox", "remote_recipient LIKE '%SharedMailbox%'") > 50);
    assert!(
        hybrid.count(
            "mailbox",
            "kind = 'SharedMailbox' AND remote_recipient = 'Migrated'"
        ) > 5
    );

    let whole = seeded(Profile::Contoso);
    for status in ["Warning", "Suspended"] {
        assert_eq!(whole.count("sku", &format!("status = '{status}'")), 1);
        assert_eq!(
            whole.count("subscription", &format!("status = '{status}'")),
            1
        );
    }
    assert_eq!(whole.count("subscription", "trial"), 1);
    assert_eq!(whole.count("subscription", "owner_tenant IS NOT NULL"), 1);
    assert_eq!(
        whole.count("sku", "status = 'Enabled' AND enabled = consumed"),
        1,
        "one product has none available"
    );
    assert_eq!(whole.count("grp", "1"), 4);
}

#[test]
fn most_licensed_shared_mailboxes_have_nothing_that_keeps_the_licence() {
    let nothing = "size_bytes < 52613349376 AND archive_state = 'None' AND NOT litigation AND in_place_holds = '[]'
        AND NOT compliance_tag AND NOT delay_hold AND NOT delay_release";
    for profile in Profile::ALL {
        for users in [250, 2_000] {
            let seeded = Seeded::new(Seed {
                users,
                ..Seed::of(profile)
            });
            let licensed = "kind = 'SharedMailbox' AND license_count > 0";
            let direct = "NOT EXISTS (SELECT 1 FROM license l WHERE l.account = account.n AND l.by_group <> '')";
            let idle = "(last_success IS NULL OR NOT enabled) AND (onedrive_files IS NULL OR onedrive_files = 0)";
            let (all, free) = (
                seeded.count_mailboxes(licensed),
                seeded
                    .count_mailboxes(&format!("{licensed} AND {nothing} AND {direct} AND {idle}")),
            );
            assert!(free * 4 > all, "{profile} {users}: {free} of {all}");
        }
    }
}

#[test]
fn people_have_names_of_many_kinds() {
    let names: BTreeMap<String, usize> = Seeded::new(crowd(10_000))
        .texts("SELECT display_name FROM account WHERE user_type = 'Member'")
        .into_iter()
        .fold(BTreeMap::new(), |mut names, name| {
            *names.entry(name).or_default() += 1;
            names
        });
    assert!(
        names.values().all(|&count| count <= 2),
        "hardly any namesakes"
    );
    for wanted in ["Zoë ", " van den Berg", "مريم ", "Łukasz "] {
        assert!(names.keys().any(|name| name.contains(wanted)), "{wanted}");
    }
}
