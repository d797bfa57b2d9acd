//! A sample organisation for the tests and the example: one mailbox for each thing to do, and names that try to
//! break a page. The verdicts are those of the rules.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use boxseat_web::{Access, Place, Site};
use engine::{Caller, Connection, Engine, Leaver, Review};
use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use m365::{SendError, Transport};
use model::catalogue::catalogue;
use model::env::FixedClock;
use model::ledger::NewEntry;
use model::mailbox::{Archive, DirSync, Holds, LastUse, OneDrive, Quota, SmtpAuth};
use model::tenant_facts::OwnedSku;
use model::{
    AccountId, AccountState, Action, Actor, ByteSize, CloudId, Currency, Entropy, EntryKind, Env,
    Fact, Gap, GapWhy, GroupId, License, LicenseAdd, MailboxFacts, MailboxName, MailboxSize, Plan,
    PriceList, Purpose, RecipientKind, RunId, SignIn, SkuId, SnapshotId, Source, Step, StepNo,
    StepState, TenantFacts, TenantId,
};
use rules::Policy;
use rust_decimal::Decimal;
use store::{Record, Snapshot, Store};
use store_sqlite::{Durability, SqliteStore};
use url::Url;
use uuid::Uuid;
use wire::ConnectInfo;

pub(crate) const CONTOSO: TenantId = TenantId::from_u128(0xC0);
const SNAPSHOT: SnapshotId = SnapshotId::from_u128(0x51);
pub(crate) const REMOVABLE: AccountId = AccountId::from_u128(0xA1);
/// Names that try to break a page: markup, the other direction, no break anywhere, nothing at all.
pub(crate) const HOSTILE: [&str; 7] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</style><style>*{display:none}",
    "مركز خدمة العملاء في الرياض",
    "\u{202e}evil\u{202c} & {{ l }} &lt;b&gt;",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversammlungspostfachverwaltung",
    "",
];

pub(crate) fn now() -> Timestamp {
    "2026-11-22T21:19:00Z".parse().unwrap()
}

fn read_at() -> Timestamp {
    now() - SignedDuration::from_mins(3)
}

pub(crate) fn sku(part_number: &str) -> SkuId {
    catalogue().by_part_number(part_number).unwrap().id
}

pub(crate) fn prices() -> PriceList {
    let amounts = [
        ("ENTERPRISEPACK", 2300),
        ("EXCHANGESTANDARD", 400),
        ("EXCHANGEENTERPRISE", 800),
        ("SPE_E5", 5725),
    ];
    let per_month = amounts.map(|(part, cents)| (part.to_owned(), Decimal::new(cents, 2)));
    PriceList {
        currency: Currency::try_from("EUR".to_owned()).unwrap(),
        example: true,
        per_month: BTreeMap::from(per_month),
    }
}

/// A shared mailbox without anything special: its licence is not needed.
fn plain(id: u128, name: &str, part_number: &str) -> MailboxFacts {
    let at = read_at();
    let local: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(64)
        .collect();
    let address = format!("{}@contoso.example", local.to_lowercase());
    let name = MailboxName {
        display_name: name.to_owned(),
        primary_smtp_address: address.clone(),
        user_principal_name: address,
    };
    let licenses = match part_number {
        "" => Vec::new(),
        part => vec![License::direct(sku(part), BTreeSet::new())],
    };
    let report = Timestamp::from_second(at.as_second() - 3 * 24 * 3600).unwrap();
    MailboxFacts {
        kind: Fact::live(RecipientKind::SharedMailbox, Source::ExchangeMailbox, at),
        size: Fact::live(
            MailboxSize::Used(ByteSize::mb(2_345)),
            Source::ExchangeStatistics,
            at,
        ),
        quota: Fact::live(
            Quota::Limited(ByteSize::gb(50)),
            Source::ExchangeMailbox,
            at,
        ),
        archive: Fact::live(
            Archive {
                guid: Uuid::nil(),
                status: "None".to_owned(),
                auto_expanding: false,
            },
            Source::ExchangeMailbox,
            at,
        ),
        holds: Fact::live(Holds::default(), Source::ExchangeMailbox, at),
        dir_sync: Fact::live(
            DirSync {
                synced: false,
                remote_recipient_type: String::new(),
            },
            Source::ExchangeMailbox,
            at,
        ),
        region: Fact::live(String::new(), Source::ExchangeMailbox, at),
        sign_in: Fact::live(SignIn::Blocked, Source::GraphUser, at),
        last_sign_in: Fact::live(LastUse { at: None }, Source::GraphSignInActivity, at),
        last_activity: Fact::live(
            LastUse { at: Some(report) },
            Source::ActiveUserReport,
            report,
        ),
        smtp_auth: Fact::live(SmtpAuth::Organization, Source::ExchangeCasMailbox, at),
        onedrive: Fact::live(
            OneDrive {
                used: ByteSize::ZERO,
                files: 0,
            },
            Source::OneDriveUsageReport,
            report,
        ),
        licenses: Fact::live(licenses, Source::GraphUser, at),
        ..MailboxFacts::unread(AccountId::from_u128(id), name)
    }
}

fn grown(mut m: MailboxFacts, gb: u64) -> MailboxFacts {
    m.size = Fact::live(
        MailboxSize::Used(ByteSize::gb(gb)),
        Source::ExchangeStatistics,
        read_at(),
    );
    m
}

fn tenant() -> TenantFacts {
    let at = read_at();
    let owned = [
        "ENTERPRISEPACK",
        "EXCHANGESTANDARD",
        "EXCHANGEENTERPRISE",
        "SPE_E5",
    ]
    .map(|part| {
        let product = catalogue().by_part_number(part).unwrap();
        OwnedSku {
            sku: product.id,
            part_number: part.to_owned(),
            status: "Enabled".to_owned(),
            assigned: 20,
            enabled: 25,
            warning: 0,
            plans: product.plans.iter().copied().collect(),
        }
    });
    TenantFacts {
        org_holds: Fact::live(Vec::new(), Source::ExchangeOrganization, at),
        skus: Fact::live(owned.into(), Source::GraphSubscribedSkus, at),
        subscriptions: Fact::live(Vec::new(), Source::GraphSubscriptions, at),
        default_region: Fact::Gap(Gap::at(Source::ExchangeOrganization, GapWhy::Absent)),
        ..TenantFacts::unread(CONTOSO, "Contoso <b>Ltd</b>".to_owned(), CloudId::Worldwide)
    }
}

fn mailboxes() -> Vec<MailboxFacts> {
    let mut all = vec![
        plain(0xA1, "Accounts Payable", "ENTERPRISEPACK"),
        plain(0xA2, "Info", "EXCHANGESTANDARD"),
        grown(plain(0xA3, "Customer Service", "EXCHANGEENTERPRISE"), 63),
        grown(plain(0xA4, "Tenders", "SPE_E5"), 71),
        grown(plain(0xA5, "Projects archive", ""), 58),
        plain(0xB1, "Reception", ""),
        plain(0xB2, "Vacancies", ""),
    ];
    let open = |id, name| MailboxFacts {
        sign_in: Fact::live(SignIn::Allowed, Source::GraphUser, read_at()),
        last_sign_in: Fact::live(
            LastUse {
                at: Some(read_at()),
            },
            Source::GraphSignInActivity,
            read_at(),
        ),
        ..plain(id, name, "ENTERPRISEPACK")
    };
    all.push(open(0xA6, "Webshop"));
    all.push(MailboxFacts {
        holds: Fact::live(
            Holds {
                litigation: true,
                in_place: vec!["mbx0123456789abcdef:2".to_owned()],
                ..Holds::default()
            },
            Source::ExchangeMailbox,
            read_at(),
        ),
        ..plain(0xA7, "Legal", "EXCHANGEENTERPRISE")
    });
    let forbidden = GapWhy::Forbidden {
        permission: "Exchange.ManageAsApp".to_owned(),
    };
    all.push(MailboxFacts {
        size: Fact::Gap(Gap::at(Source::ExchangeStatistics, forbidden)),
        ..plain(0xA8, "Scanner", "EXCHANGESTANDARD")
    });
    let group = GroupId::from_u128(0x61);
    let mut inherited = License::direct(sku("ENTERPRISEPACK"), BTreeSet::new());
    inherited.sources[0].by = model::AssignedBy::Group(group);
    all.push(MailboxFacts {
        licenses: Fact::live(vec![inherited], Source::GraphUser, read_at()),
        ..plain(0xA9, "Purchasing", "")
    });
    for (n, name) in (0..).zip(HOSTILE) {
        all.push(plain(0xE0 + n, name, "EXCHANGESTANDARD"));
    }
    all
}

pub(crate) fn review() -> Review {
    let (tenant, policy) = (tenant(), Policy::current());
    let record = |facts: MailboxFacts| {
        let assessment = rules::assess(&facts, &tenant, &policy, now());
        Record { facts, assessment }
    };
    let mut records: Vec<_> = mailboxes().into_iter().map(record).collect();
    records.sort_by_cached_key(Record::key);
    let leaver = Leaver {
        account: AccountId::from_u128(0xD1),
        name: plain(0xD1, "Robin Example <i>", "").name,
        skus: vec![sku("SPE_E5")],
    };
    Review {
        snapshot: Snapshot {
            id: SNAPSHOT,
            tenant: CONTOSO,
            started_at: read_at(),
            finished_at: Some(read_at()),
            facts: Some(tenant.clone()),
            policy: policy.name().to_owned(),
            requests: 27,
        },
        tenant,
        records,
        leavers: Fact::live(vec![leaver], Source::GraphUser, read_at()),
        settled: Vec::new(),
        left_alone: Vec::new(),
    }
}

/// A change that was made and a change that was refused.
async fn history(store: &dyn Store) {
    let direct = |skus: &[SkuId]| AccountState {
        direct: Some(skus.iter().map(|sku| (*sku, BTreeSet::new())).collect()),
        ..AccountState::default()
    };
    let e3 = sku("ENTERPRISEPACK");
    let step = Step {
        no: StepNo(1),
        account: REMOVABLE,
        name: MailboxName::default(),
        action: Action::ChangeLicenses {
            add: Vec::new(),
            remove: vec![e3],
        },
        expects: direct(&[e3]),
        result: direct(&[]),
        inverse: Action::ChangeLicenses {
            add: vec![LicenseAdd {
                sku: e3,
                disabled_plans: BTreeSet::new(),
            }],
            remove: Vec::new(),
        },
        acknowledged: Vec::new(),
        assess: true,
        irreversible: Vec::new(),
    };
    let plan = Plan {
        tenant: CONTOSO,
        purpose: Purpose::RemoveLicenses,
        policy: "current".to_owned(),
        snapshot: None,
        parent: None,
        made_at: read_at(),
        steps: vec![step],
    };
    let plan = store.put_plan(plan).await.unwrap();
    let run = RunId::from_u128(0x71);
    let lease = store.take(CONTOSO, run).await.unwrap().unwrap();
    let entry = |state, why| NewEntry {
        at: read_at(),
        by: Actor {
            name: "<b>alex</b>".to_owned(),
            via: "cli".to_owned(),
        },
        tenant: CONTOSO,
        run,
        plan,
        step: Some(StepNo(1)),
        account: Some(REMOVABLE),
        kind: EntryKind::Step { state, why },
        before: None,
        after: None,
        evidence: Vec::new(),
        request_ids: Vec::new(),
    };
    let refusal = model::ledger::Refusal::Service {
        code: "Request_BadRequest".to_owned(),
        message: "<script>License</script>".to_owned(),
    };
    let entries = vec![
        entry(StepState::Intended, None),
        entry(StepState::Refused, Some(refusal)),
    ];
    store.append(CONTOSO, lease.fence, entries).await.unwrap();
}

fn nowhere(cloud: CloudId) -> ConnectInfo {
    let url: Url = "http://127.0.0.1:9".parse().unwrap();
    ConnectInfo {
        authority: url.clone(),
        graph: url.clone(),
        exchange: url,
        tenant_id: CONTOSO,
        client_id: "pages".to_owned(),
        client_secret: "none".into(),
        cloud,
        ca_file: None,
        write: None,
    }
}

/// No network at all: what a page shows here comes from the store.
#[derive(Debug)]
struct Unplugged;

impl Transport for Unplugged {
    fn send(
        &self,
        _: http::Request<bytes::Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<bytes::Bytes>, SendError>> {
        let why = "unplugged".to_owned();
        Box::pin(std::future::ready(Err(SendError::NotSent { why })))
    }
}

/// A site over a store in this folder, with or without a review in it.
pub(crate) async fn site(folder: &Path, reviewed: bool) -> Site {
    site_in(folder, reviewed, CloudId::Worldwide).await
}

/// The same in a cloud.
pub(crate) async fn site_in(folder: &Path, reviewed: bool, cloud: CloudId) -> Site {
    let store: Arc<dyn Store> =
        Arc::new(SqliteStore::open_with(folder, Durability::Process).unwrap());
    let review = review();
    if reviewed {
        let begun = Snapshot {
            finished_at: None,
            facts: None,
            ..review.snapshot.clone()
        };
        store.begin_snapshot(begun).await.unwrap();
        store
            .put_records(review.snapshot.id, review.records)
            .await
            .unwrap();
        store.finish_snapshot(review.snapshot).await.unwrap();
        history(&*store).await;
    }
    let env = Env {
        clock: Arc::new(FixedClock::at(now())),
        entropy: Entropy::seeded(1),
    };
    let engine = Engine::new(store, env.clone());
    if reviewed {
        let leavers = serde_json::to_value(&review.leavers).unwrap();
        engine
            .store()
            .put_beside(SNAPSHOT, "leavers", leavers, store::Lasts::WithSnapshot)
            .await
            .unwrap();
    }
    let place = Place {
        key: "contoso".to_owned(),
        connection: Connection::new(&nowhere(cloud), Arc::new(Unplugged), env.clone()),
        simulated: true,
        policy: Policy::current(),
        prices: prices(),
    };
    Site {
        engine,
        places: Arc::new([Arc::new(place)]),
        access: Access::Open(Caller::owner("alex", "web")),
        env,
    }
}
