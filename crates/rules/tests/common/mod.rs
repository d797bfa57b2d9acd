//! A harmless shared mailbox and its tenant, to be made worse by one fact at a time.
#![expect(
    clippy::unwrap_used,
    reason = "what the tests are made of is known to be good"
)]

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::catalogue::catalogue;
use model::mailbox::{Archive, DirSync, Holds, LastUse, OneDrive, Quota, SmtpAuth};
use model::tenant_facts::OwnedSku;
use model::{
    AccountId, ByteSize, CloudId, Fact, License, MailboxFacts, MailboxName, MailboxSize,
    RecipientKind, SignIn, SkuId, Source, TenantFacts, TenantId,
};

pub(crate) fn now() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

pub(crate) fn sku(part_number: &str) -> SkuId {
    catalogue()
        .by_part_number(part_number)
        .unwrap_or_else(|| panic!("no product {part_number}"))
        .id
}

pub(crate) fn held(part_number: &str) -> License {
    License::direct(sku(part_number), BTreeSet::new())
}

/// Known by a live read, now.
pub(crate) fn live<T>(value: T) -> Fact<T> {
    Fact::live(value, Source::ExchangeMailbox, now())
}

pub(crate) fn bytes(n: u64) -> Fact<MailboxSize> {
    Fact::live(
        MailboxSize::Used(ByteSize(n)),
        Source::ExchangeStatistics,
        now(),
    )
}

pub(crate) fn gb(n: u64) -> ByteSize {
    ByteSize::gb(n)
}

/// Cloud only, 1 GB, no archive, no hold, sign-in blocked, and what it holds.
pub(crate) fn mailbox(part_numbers: &[&str]) -> MailboxFacts {
    let name = MailboxName {
        display_name: "Info".to_owned(),
        primary_smtp_address: "info@contoso.com".to_owned(),
        user_principal_name: "info@contoso.com".to_owned(),
    };
    let mut m = MailboxFacts::unread(AccountId::from_u128(1), name);
    m.kind = live(RecipientKind::SharedMailbox);
    m.size = bytes(1 << 30);
    m.quota = live(Quota::Limited(gb(50)));
    m.archive = live(Archive {
        guid: uuid(0),
        status: "None".to_owned(),
        auto_expanding: false,
    });
    m.archive_size = Fact::not_read();
    m.holds = live(Holds::default());
    m.dir_sync = live(DirSync {
        synced: false,
        remote_recipient_type: "None".to_owned(),
    });
    m.region = live(String::new());
    m.sign_in = Fact::live(SignIn::Blocked, Source::GraphUser, now());
    m.last_sign_in = Fact::live(LastUse { at: None }, Source::GraphSignInActivity, now());
    m.last_activity = Fact::live(LastUse { at: None }, Source::ActiveUserReport, now());
    m.smtp_auth = live(SmtpAuth::Organization);
    m.onedrive = live(OneDrive {
        used: ByteSize::ZERO,
        files: 0,
    });
    m.licenses = Fact::live(
        part_numbers.iter().map(|p| held(p)).collect(),
        Source::GraphUser,
        now(),
    );
    m
}

pub(crate) fn uuid(n: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(n)
}

pub(crate) fn owned(part_number: &str, available: u64) -> OwnedSku {
    let product = catalogue().by_part_number(part_number).unwrap();
    OwnedSku {
        sku: product.id,
        part_number: product.part_number.to_owned(),
        status: "Enabled".to_owned(),
        assigned: 10,
        enabled: 10 + available,
        warning: 0,
        plans: product.plans.iter().copied().collect(),
    }
}

/// Owns these, nothing of which is available, and has no policy on everything.
pub(crate) fn tenant(part_numbers: &[&str]) -> TenantFacts {
    let mut t = TenantFacts::unread(
        TenantId::from_u128(9),
        "Contoso".to_owned(),
        CloudId::Worldwide,
    );
    t.skus = Fact::live(
        part_numbers.iter().map(|p| owned(p, 0)).collect(),
        Source::GraphSubscribedSkus,
        now(),
    );
    t.org_holds = live(Vec::new());
    t.default_region = live("EUR".to_owned());
    t
}

/// The mailbox with sign-in allowed.
pub(crate) fn open(part_numbers: &[&str]) -> MailboxFacts {
    MailboxFacts {
        sign_in: Fact::live(SignIn::Allowed, Source::GraphUser, now()),
        ..mailbox(part_numbers)
    }
}

pub(crate) fn archived() -> Fact<Archive> {
    live(Archive {
        guid: uuid(5),
        status: "Active".to_owned(),
        auto_expanding: false,
    })
}

pub(crate) fn holds(change: impl FnOnce(&mut Holds)) -> Fact<Holds> {
    let mut holds = Holds::default();
    change(&mut holds);
    live(holds)
}
