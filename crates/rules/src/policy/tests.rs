use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn sku(text: &str) -> SkuId {
    text.parse().unwrap()
}

fn plan(text: &str) -> ServicePlanId {
    text.parse().unwrap()
}

const PLAN_1: &str = "9aaf7827-d63c-4b61-89c3-182f06f82e5c";
const PLAN_2: &str = "efb87545-963c-4e0d-99df-69c6916d9eb0";
const BUSINESS_BASIC: &str = "3b555118-da6a-4418-894f-7df1e2096870";

#[test]
fn the_policies_that_ship_can_be_read_and_have_their_names() {
    for name in POLICIES {
        assert_eq!(Policy::named(name).unwrap().name(), name);
    }
    assert_eq!(Policy::default(), Policy::current());
    let error = Policy::named("2021").unwrap_err().to_string();
    assert_eq!(
        error,
        "there is no policy `2021`; use one of: current, article-2021"
    );
}

#[test]
fn every_id_is_one_that_microsoft_publishes() {
    let policy = Policy::current();
    let catalogue = model::catalogue::catalogue();
    for id in policy.plans.keys() {
        assert!(catalogue.plan(*id).is_some(), "unknown plan {id}");
    }
    for id in policy.products.keys().chain(policy.ranks.keys()) {
        assert!(catalogue.product(*id).is_some(), "unknown product {id}");
    }
}

#[test]
fn the_names_in_the_file_are_those_of_the_ids() {
    let shared: toml::Table = toml::from_str(CAPABILITIES).unwrap();
    let catalogue = model::catalogue::catalogue();
    let squeeze = |s: &str| s.split_whitespace().collect::<String>().to_lowercase();
    for (section, is_plan) in [("plan", true), ("sku", false), ("rank", false)] {
        for entry in shared[section].as_array().unwrap() {
            let (id, name) = (
                entry["id"].as_str().unwrap(),
                entry["name"].as_str().unwrap(),
            );
            let found = if is_plan {
                catalogue.plan(plan(id)).unwrap().part_name
            } else {
                catalogue.product(sku(id)).unwrap().part_number
            };
            assert_eq!(squeeze(found), squeeze(name), "{id}");
        }
    }
}

#[test]
fn a_dated_entry_counts_from_its_day_and_only_where_third_parties_do() {
    let p1 = [plan(PLAN_1)];
    for (policy, now, gb) in [
        ("current", "2026-07-31T23:59:59Z", 50),
        ("current", "2026-08-01T00:00:00Z", 100),
        ("article-2021", "2026-08-01T00:00:00Z", 50),
    ] {
        let policy = Policy::named(policy).unwrap();
        let found = policy.capabilities(sku(BUSINESS_BASIC), &p1, at(now)).quota;
        assert_eq!(found, Some(ByteSize::gb(gb)), "{} {now}", policy.name());
    }
}

#[test]
fn an_exception_gives_nothing_while_the_mailbox_plan_is_off() {
    let none = Policy::current().capabilities(sku(BUSINESS_BASIC), &[], at("2026-11-01T00:00:00Z"));
    assert_eq!(none, Capabilities::default());
}

#[test]
fn a_kiosk_plan_beside_a_real_one_takes_nothing_away() {
    let kiosk = plan("4a82b400-a79f-41a4-b4e2-e94f5787b113");
    let both = Policy::current().capabilities(
        SkuId::from_u128(1),
        &[kiosk, plan(PLAN_2)],
        at("2026-11-01T00:00:00Z"),
    );
    assert!(both.covers_needs());
    assert_eq!(both.quota, Some(ByteSize::gb(100)));
}

#[test]
fn ages_go_by_source_and_a_report_decides_only_a_small_mailbox() {
    let policy = Policy::current();
    let hours = SignedDuration::from_hours;
    for (source, age) in [
        (Source::ExchangeMailbox, hours(1)),
        (Source::GraphUser, hours(1)),
        (Source::GraphSignInActivity, hours(24)),
        (Source::MailboxUsageReport, hours(7 * 24)),
        (Source::ActiveUserReport, hours(7 * 24)),
    ] {
        assert_eq!(policy.greatest_age(source), age, "{source}");
    }
    let of = |bytes| policy.greatest_age_of_size(Source::MailboxUsageReport, ByteSize(bytes));
    assert_eq!(of(42_949_672_959), hours(7 * 24));
    assert_eq!(of(42_949_672_960), hours(1));
}

#[test]
fn a_bad_policy_says_what_is_wrong() {
    for (from, to, message) in [
        (
            "near = 48_318_382_080",
            "near = 60_000_000_000",
            "`limits` must rise",
        ),
        ("use_within_days = 30", "use_within_days = 0", "at least 1"),
        ("live = 3_600", "live = 0", "an age of 0"),
        ("name = \"current\"", "name = \" \"", "`name` is empty"),
        (
            "report_decides_below = 42_949_672_960",
            "report_decides_below = 50_000_000_000",
            "must not be above",
        ),
        (
            "retention = \"need\"",
            "retention = \"maybe\"",
            "unknown variant `maybe`",
        ),
        ("dirsync = \"note\"\n", "", "missing field `dirsync`"),
        (
            "[switches]",
            "[switches]\nsurprise = 1",
            "unknown field `surprise`",
        ),
        ("over = 53_687_091_200", "over = -1", "over"),
        ("", "[[plan]]\nid = \"x\"\n", "UUID parsing failed"),
    ] {
        let broken = if from.is_empty() {
            format!("{CURRENT}{to}")
        } else {
            CURRENT.replace(from, to)
        };
        assert_ne!(broken, CURRENT, "nothing was changed by {to:?}");
        let error = Policy::from_toml(&broken).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
}

#[test]
fn a_policy_of_ones_own_replaces_what_is_said_of_a_plan() {
    let own = format!(
        "{CURRENT}\n[[plan]]\nid = \"{PLAN_1}\"\nname = \"Plan 1\"\nsource = \"our contract\"\nsure = \"documented\"\nmailbox = true\nquota_gb = 80\n"
    );
    let found = Policy::from_toml(&own)
        .unwrap()
        .plan(plan(PLAN_1), at("2026-11-01T00:00:00Z"));
    assert_eq!(found.quota, Some(ByteSize::gb(80)));
    assert!(!found.archive_base);
}
