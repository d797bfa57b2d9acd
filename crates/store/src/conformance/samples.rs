//! Sample rows for tests of a store: of Contoso, and made from numbers, so that a failure can be repeated.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use model::ledger::NewEntry;
use model::mailbox::Holds;
use model::{
    AccountId, AccountState, Action, Actor, Assessment, ByteSize, CloudId, Entropy, EntryKind,
    Evidence, Fact, FactName, GroupId, License, LicenseAdd, MailboxFacts, MailboxName, MailboxSize,
    Plan, PlanDigest, Purpose, RecipientKind, RequestId, RunId, ServicePlanId, SignIn, SkuId,
    SnapshotId, Source, Step, StepNo, StepState, TenantFacts, TenantId, Verdict,
};
use serde_json::json;

use crate::{Account, HeldProduct, Record, Snapshot};

/// Contoso.
pub const CONTOSO: TenantId = TenantId::from_u128(0xC0);
/// Fabrikam.
pub const FABRIKAM: TenantId = TenantId::from_u128(0xFA);

/// A time that grows with `n`, by a part of a second.
pub fn time(n: u32) -> Timestamp {
    Timestamp::UNIX_EPOCH
        + SignedDuration::from_hours(490_000)
        + SignedDuration::new(i64::from(n), 1_234_567)
}

/// An account by number.
pub const fn account(n: u32) -> AccountId {
    AccountId::from_u128(0xACC0 << 64 | n as u128)
}

/// A run by number.
pub const fn run(n: u32) -> RunId {
    RunId::from_u128(0x1234 << 64 | n as u128)
}

/// A snapshot as it is begun.
pub fn begun(tenant: TenantId, n: u32) -> Snapshot {
    Snapshot {
        id: SnapshotId::from_u128(tenant.as_uuid().as_u128() << 64 | u128::from(n)),
        tenant,
        started_at: time(n),
        finished_at: None,
        facts: None,
        policy: "2026-01".to_owned(),
        requests: 0,
    }
}

/// The same when it is complete.
pub fn finished(tenant: TenantId, n: u32) -> Snapshot {
    Snapshot {
        finished_at: Some(time(n + 1)),
        facts: Some(TenantFacts::unread(
            tenant,
            "Contoso".to_owned(),
            CloudId::Worldwide,
        )),
        requests: 17,
        ..begun(tenant, n)
    }
}

/// A mailbox with some facts known and others not.
pub fn record(n: u32, display_name: &str, verdict: Verdict) -> Record {
    let name = MailboxName {
        display_name: display_name.to_owned(),
        primary_smtp_address: format!("Info{n}@contoso.com"),
        user_principal_name: format!("box{n}@contoso.onmicrosoft.com"),
    };
    let facts = MailboxFacts {
        kind: Fact::live(
            RecipientKind::SharedMailbox,
            Source::ExchangeMailbox,
            time(n),
        ),
        size: Fact::live(
            MailboxSize::Used(ByteSize::mb(u64::from(n))),
            Source::ExchangeStatistics,
            time(n),
        ),
        holds: Fact::live(
            Holds {
                litigation: true,
                ..Holds::default()
            },
            Source::ExchangeMailbox,
            time(n),
        ),
        licenses: Fact::live(
            vec![License::direct(
                SkuId::from_u128(1),
                BTreeSet::from([ServicePlanId::from_u128(2)]),
            )],
            Source::GraphUser,
            time(n),
        ),
        ..MailboxFacts::unread(account(n), name.clone())
    };
    let assessment = Assessment {
        account: account(n),
        name,
        verdict,
        removable_once_blocked: false,
        findings: Vec::new(),
        licenses: Vec::new(),
        evidence: vec![evidence(n)],
        at: time(n),
    };
    Record { facts, assessment }
}

/// A product that an administrator gave.
pub const fn licensed(sku: SkuId) -> HeldProduct {
    HeldProduct {
        sku,
        direct: true,
        groups: Vec::new(),
    }
}

/// What the directory says of the account of that number, read at the time of that number.
pub fn directory_account(n: u32, display_name: &str) -> Account {
    Account {
        id: account(n),
        display_name: display_name.to_owned(),
        user_principal_name: format!("box{n}@contoso.onmicrosoft.com"),
        mail: format!("Info{n}@contoso.com"),
        sign_in: Some(SignIn::Allowed),
        licenses: Some(vec![licensed(SkuId::from_u128(1))]),
        usage_location: Some("NL".to_owned()),
        read_at: time(n),
    }
}

/// The account of that number with everything else from chance; some of it not known.
pub fn random_account(n: u32, read_at: Timestamp, chance: &Entropy) -> Account {
    let one_of = |many: u128| u128::from(chance.below(u64::try_from(many).unwrap_or(1)));
    let sku = |n: u128| HeldProduct {
        sku: SkuId::from_u128(n),
        direct: one_of(2) == 0,
        groups: (0..one_of(2)).map(GroupId::from_u128).collect(),
    };
    Account {
        display_name: random_name(chance),
        user_principal_name: format!("{}{n}@contoso.com", random_name(chance)),
        mail: [String::new(), format!("Info{n}@contoso.com")]
            .into_iter()
            .nth(usize::from(one_of(2) == 0))
            .unwrap_or_default(),
        sign_in: [None, Some(SignIn::Allowed), Some(SignIn::Blocked)]
            [usize::try_from(one_of(3)).unwrap_or(0)],
        licenses: (one_of(6) > 0).then(|| (0..one_of(4)).map(sku).collect()),
        usage_location: (one_of(3) > 0).then(String::new),
        read_at,
        ..directory_account(n, "")
    }
}

/// A piece of evidence.
pub fn evidence(n: u32) -> Evidence {
    Evidence {
        fact: FactName::Size,
        value: json!({ "bytes": u64::from(n) << 30, "share": 0.1, "text": "line\n\"two\" é" }),
        known: true,
        source: Some(Source::MailboxUsageReport),
        as_of: Some(time(n)),
        read_at: Some(time(n + 1)),
    }
}

/// A record whose name, verdict and number come from chance; names repeat and differ by case alone.
pub fn random_record(n: u32, chance: &Entropy) -> Record {
    let verdict =
        Verdict::ALL[usize::try_from(chance.below(Verdict::ALL.len() as u64)).unwrap_or(0)];
    record(n, &random_name(chance), verdict)
}

fn random_name(chance: &Entropy) -> String {
    const PARTS: [&str; 12] = [
        "Info",
        "info",
        "INFO ",
        "Ångström",
        "ångSTRÖM",
        "straße",
        "ΣΊΣΥΦΟΣ",
        "%_",
        "'; --",
        "İ",
        "\u{1F4EC}",
        "",
    ];
    let part = || PARTS[usize::try_from(chance.below(PARTS.len() as u64)).unwrap_or(0)];
    format!("{}{}", part(), part())
}

/// A plan that takes one product from each of `steps` accounts.
pub fn plan(steps: u32) -> Plan {
    Plan {
        tenant: CONTOSO,
        purpose: Purpose::RemoveLicenses,
        policy: "2026-01".to_owned(),
        snapshot: Some(begun(CONTOSO, 1).id),
        parent: None,
        made_at: time(steps),
        steps: (1..=steps).map(step).collect(),
    }
}

fn step(n: u32) -> Step {
    let sku = SkuId::from_u128(1);
    let off = BTreeSet::from([ServicePlanId::from_u128(2)]);
    Step {
        no: StepNo(n),
        account: account(n),
        name: MailboxName::default(),
        action: Action::ChangeLicenses {
            add: Vec::new(),
            remove: vec![sku],
        },
        expects: AccountState {
            direct: Some(BTreeMap::from([(sku, off.clone())])),
            ..AccountState::default()
        },
        result: AccountState {
            direct: Some(BTreeMap::new()),
            ..AccountState::default()
        },
        inverse: Action::ChangeLicenses {
            add: vec![LicenseAdd {
                sku,
                disabled_plans: off,
            }],
            remove: Vec::new(),
        },
        acknowledged: Vec::new(),
        assess: true,
        irreversible: Vec::new(),
    }
}

/// An entry about a run as a whole.
pub fn of_run(n: u32, kind: EntryKind) -> NewEntry {
    NewEntry {
        at: time(n),
        by: Actor {
            name: "avery".to_owned(),
            via: "cli".to_owned(),
        },
        tenant: CONTOSO,
        run: run(n),
        plan: PlanDigest([7; 32]),
        step: None,
        account: None,
        kind,
        before: None,
        after: None,
        evidence: Vec::new(),
        request_ids: Vec::new(),
    }
}

/// An entry about a step of a run, on the account of the same number.
pub fn of_step(run: u32, step: u32, state: StepState) -> NewEntry {
    let off = BTreeSet::from([ServicePlanId::from_u128(2)]);
    NewEntry {
        step: Some(StepNo(step)),
        account: Some(account(step)),
        before: Some(AccountState {
            direct: Some(BTreeMap::from([(SkuId::from_u128(1), off)])),
            sign_in: Some(SignIn::Blocked),
            ..AccountState::default()
        }),
        after: Some(AccountState::default()),
        evidence: vec![evidence(step)],
        request_ids: vec![RequestId(format!("request-{step}"))],
        ..of_run(run, EntryKind::Step { state, why: None })
    }
}
