//! Rows of text, and how they are made. `""` is a text that was not read, `"!"` one that may not be read, and a
//! leading `~` one that was read too long ago.
#![expect(
    clippy::unwrap_used,
    reason = "the rows are made here, and a bad one shall stop the test"
)]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use boxseat_rules::Policy;
use boxseat_rules::policy::{DefenderSwitch, NoteSwitch, RetentionSwitch};
use jiff::{SignedDuration, Timestamp};
use model::catalogue::catalogue;
use model::mailbox::{Archive, DirSync, Holds, LastUse, OneDrive, Quota, SmtpAuth};
use model::tenant_facts::OwnedSku;
use model::{
    AccountId, AssignedBy, ByteSize, CloudId, Entropy, Fact, Gap, GapWhy, GroupId, License,
    LicenseSource, MailboxFacts, MailboxName, MailboxSize, Observed, RecipientKind, SignIn, SkuId,
    Source, TenantFacts, TenantId,
};

/// What is known of a mailbox, its account and its tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) policy: &'static str,
    pub(crate) recipient_type_details: String,
    /// `1 GB (1,073,741,824 bytes)`, or `never used`.
    pub(crate) total_item_size: String,
    /// The size is from a usage report of so many hours ago; empty: from statistics, now.
    pub(crate) report_age_hours: String,
    pub(crate) prohibit_send_receive_quota: String,
    pub(crate) archive_guid: String,
    /// `litigation`, `label`, `delay`, `release`, `paused` and entries of `InPlaceHolds`, joined by `;`.
    pub(crate) holds: String,
    pub(crate) org_holds: String,
    /// `False`, or `True:` and `RemoteRecipientType`.
    pub(crate) dir_synced: String,
    pub(crate) mailbox_region: String,
    pub(crate) default_region: String,
    pub(crate) account_enabled: String,
    /// Days ago, or `never`.
    pub(crate) last_sign_in: String,
    pub(crate) last_activity: String,
    pub(crate) smtp_auth_disabled: String,
    /// `files/bytes`.
    pub(crate) onedrive: String,
    /// `part number@source`, joined by `;`; `none` for none. Sources: `direct`, `group`, `both`, `off` (directly,
    /// with every plan switched off), `failed`.
    pub(crate) licenses: String,
    /// `Enabled`, `Suspended`: the state of all products; empty: not read.
    pub(crate) products: String,
    pub(crate) owns_multi_geo: String,
}

pub(crate) fn now() -> Timestamp {
    static NOW: LazyLock<Timestamp> = LazyLock::new(|| "2026-11-22T12:00:00Z".parse().unwrap());
    *NOW
}

/// Makes a row. Most texts are harmless, so that single reasons decide; some are missing.
pub(crate) fn generate(entropy: &Entropy) -> Row {
    let pick =
        |from: &[&str]| from[usize::try_from(entropy.below(from.len() as u64)).unwrap()].to_owned();
    // A harmless text in `of` cases out of ten.
    let mostly = |harmless: &str, of: u64, others: &[&str]| {
        if entropy.below(10) < of {
            harmless.to_owned()
        } else {
            pick(others)
        }
    };
    let size = mostly(
        "1 GB (1,073,741,824 bytes)",
        5,
        &[
            "45 GB (48,318,382,079 bytes)",
            "45 GB (48,318,382,080 bytes)",
            "49 GB (52,613,349,375 bytes)",
            "49 GB (52,613,349,376 bytes)",
            "50 GB (53,687,091,200 bytes)",
            "50 GB (53,687,091,201 bytes)",
            "60 GB (64,424,509,440 bytes)",
            "40 GB (42,949,672,959 bytes)",
            "40 GB (42,949,672,960 bytes)",
            "never used",
        ],
    );
    let report = size != "never used" && !size.starts_with('~') && entropy.below(4) == 0;
    let policy = ["current", "current", "article-2021", "strict"]
        [usize::try_from(entropy.below(4)).unwrap()];
    let mut row = Row {
        policy,
        recipient_type_details: mostly(
            "SharedMailbox",
            9,
            &["UserMailbox", "RoomMailbox", "EquipmentMailbox"],
        ),
        report_age_hours: if report {
            pick(&["24", "168", "169"])
        } else {
            String::new()
        },
        total_item_size: size,
        prohibit_send_receive_quota: mostly(
            "50 GB (53,687,091,200 bytes)",
            6,
            &[
                "100 GB (107,374,182,400 bytes)",
                "2 GB (2,147,483,648 bytes)",
                "Unlimited",
            ],
        ),
        archive_guid: mostly(
            "00000000-0000-0000-0000-000000000000",
            8,
            &[
                "5b1f2a0c-5c7a-4f0e-9a1d-0c7f6b2f7a11",
                "5b1f2a0c-5c7a-4f0e-9a1d-0c7f6b2f7a11",
            ],
        ),
        holds: mostly(
            "-",
            6,
            &[
                "litigation",
                "label",
                "delay",
                "release",
                "delay;release",
                "paused",
                "litigation;delay",
                "UniHc75f1c270b614f2d9b7a3f2f1a1a2b3c",
                "cldc75f1c270b614f2d9b7a3f2f1a1a2b3c",
                "c75f1c27-0b61-4f2d-9b7a-3f2f1a1a2b3c",
                "mbxc75f1c270b614f2d9b7a3f2f1a1a2b3c:2",
                "mbxc75f1c270b614f2d9b7a3f2f1a1a2b3c:3",
                "mbxc75f1c270b614f2d9b7a3f2f1a1a2b3c:1",
                "skpc75f1c270b614f2d9b7a3f2f1a1a2b3c:2",
                "grpc75f1c270b614f2d9b7a3f2f1a1a2b3c:3",
                "-mbxaaaaaaaa0b614f2d9b7a3f2f1a1a2b3c",
                "-mbxaaaaaaaa0b614f2d9b7a3f2f1a1a2b3c",
            ],
        ),
        org_holds: mostly(
            "-",
            7,
            &[
                "mbxaaaaaaaa0b614f2d9b7a3f2f1a1a2b3c:3",
                "mbxaaaaaaaa0b614f2d9b7a3f2f1a1a2b3c:3",
                "mbxaaaaaaaa0b614f2d9b7a3f2f1a1a2b3c:1",
                "grpaaaaaaaa0b614f2d9b7a3f2f1a1a2b3c:3",
            ],
        ),
        dir_synced: mostly(
            "False",
            7,
            &[
                "True:None",
                "True:",
                "True:Migrated, SharedMailbox",
                "True:ProvisionMailbox",
                "True:Migrated",
                "True:4",
                "True:100",
                "True:Migrated, RoomMailbox",
                "False:ProvisionMailbox",
            ],
        ),
        mailbox_region: mostly("None", 7, &["-", "EUR", "NAM", "NAM"]),
        default_region: mostly("EUR", 9, &["NAM"]),
        account_enabled: mostly("False", 6, &["True", "True", "True"]),
        last_sign_in: pick(&["never", "never", "1", "30", "31", "400"]),
        last_activity: pick(&["never", "never", "2", "30", "31"]),
        smtp_auth_disabled: mostly("-", 7, &["True", "False"]),
        onedrive: mostly("0/0", 6, &["3/4096", "1/0", "0/1"]),
        licenses: licenses(entropy),
        products: mostly("Enabled", 9, &["Warning", "Suspended"]),
        owns_multi_geo: pick(&["True", "False", "False", "False"]),
    };
    hide(&mut row, entropy);
    row
}

/// Takes some texts away: not read, not allowed, or read too long ago.
fn hide(row: &mut Row, entropy: &Entropy) {
    let how_many = [0, 0, 0, 1, 1, 1, 2, 2, 3, 4][usize::try_from(entropy.below(10)).unwrap()];
    for _ in 0..how_many {
        let text = match entropy.below(14) {
            0 => &mut row.recipient_type_details,
            1 => &mut row.total_item_size,
            2 => &mut row.prohibit_send_receive_quota,
            3 => &mut row.archive_guid,
            4 => &mut row.holds,
            5 => &mut row.org_holds,
            6 => &mut row.dir_synced,
            7 => &mut row.mailbox_region,
            8 => &mut row.default_region,
            9 => &mut row.account_enabled,
            10 => &mut row.last_sign_in,
            11 => &mut row.last_activity,
            12 => &mut row.onedrive,
            _ => &mut row.products,
        };
        if text.is_empty() || text.starts_with(['!', '~']) {
            continue;
        }
        *text = match entropy.below(4) {
            0 => "!".to_owned(),
            1 => format!("~{text}"),
            _ => String::new(),
        };
    }
}

const PRODUCTS: [&str; 15] = [
    "EXCHANGESTANDARD",
    "EXCHANGEENTERPRISE",
    "EXCHANGEARCHIVE_ADDON",
    "EXCHANGEDESKLESS",
    "ENTERPRISEPACK",
    "SPE_E5",
    "SPB",
    "O365_BUSINESS_ESSENTIALS",
    "STANDARDPACK",
    "ATP_ENTERPRISE",
    "POWER_BI_PRO",
    "VISIOCLIENT",
    "MCOCAP",
    "OFFICE365_MULTIGEO",
    "MYSTERY",
];

fn licenses(entropy: &Entropy) -> String {
    if entropy.below(40) == 0 {
        return String::new();
    }
    let how_many = [0, 1, 1, 1, 1, 2, 2, 3][usize::try_from(entropy.below(8)).unwrap()];
    let mut held: Vec<String> = Vec::new();
    while held.len() < how_many {
        // The unknown product comes seldom, for it hides everything else.
        let upto = if entropy.below(10) == 0 {
            PRODUCTS.len()
        } else {
            PRODUCTS.len() - 1
        };
        let product = PRODUCTS[usize::try_from(entropy.below(upto as u64)).unwrap()];
        let source = match entropy.below(12) {
            0 => "group",
            1 => "both",
            2 => "off",
            3 => "failed",
            _ => "direct",
        };
        if !held.iter().any(|h| h.starts_with(&format!("{product}@"))) {
            held.push(format!("{product}@{source}"));
        }
    }
    if held.is_empty() {
        "none".to_owned()
    } else {
        held.join(";")
    }
}

impl Row {
    /// The rows as facts.
    pub(crate) fn facts(&self) -> MailboxFacts {
        let name = MailboxName {
            display_name: "Info".to_owned(),
            ..MailboxName::default()
        };
        let mut m = MailboxFacts::unread(AccountId::from_u128(1), name);
        let exchange = Source::ExchangeMailbox;
        m.kind = fact(&self.recipient_type_details, exchange, |t| {
            RecipientKind::from(t.to_owned())
        });
        m.size = self.size();
        m.quota = fact(&self.prohibit_send_receive_quota, exchange, |t| match t {
            "Unlimited" => Quota::Unlimited,
            size => Quota::Limited(ByteSize(bytes(size))),
        });
        m.archive = fact(&self.archive_guid, exchange, |t| Archive {
            guid: t.parse().unwrap(),
            status: "Active".to_owned(), // which is known to lie
            auto_expanding: true,        // which counts for nothing by itself
        });
        m.holds = fact(&self.holds, exchange, holds);
        m.dir_sync = fact(&self.dir_synced, exchange, |t| {
            let (synced, remote) = t.split_once(':').unwrap_or((t, "None"));
            DirSync {
                synced: synced == "True",
                remote_recipient_type: remote.to_owned(),
            }
        });
        m.region = fact(&self.mailbox_region, exchange, |t| {
            t.trim_matches('-').to_owned()
        });
        m.sign_in = fact(&self.account_enabled, Source::GraphUser, |t| match t {
            "True" => SignIn::Allowed,
            _ => SignIn::Blocked,
        });
        m.last_sign_in = fact(&self.last_sign_in, Source::GraphSignInActivity, last_use);
        m.last_activity = fact(&self.last_activity, Source::ActiveUserReport, last_use);
        m.smtp_auth = fact(
            &self.smtp_auth_disabled,
            Source::ExchangeCasMailbox,
            |t| match t {
                "True" => SmtpAuth::Blocked,
                "False" => SmtpAuth::Allowed,
                _ => SmtpAuth::Organization,
            },
        );
        m.onedrive = fact(&self.onedrive, Source::OneDriveUsageReport, |t| {
            let (files, used) = t.split_once('/').unwrap();
            OneDrive {
                used: ByteSize(used.parse().unwrap()),
                files: files.parse().unwrap(),
            }
        });
        m.licenses = fact(&self.licenses, Source::GraphUser, |t| {
            if t == "none" {
                Vec::new()
            } else {
                t.split(';').map(license).collect()
            }
        });
        m
    }

    fn size(&self) -> Fact<MailboxSize> {
        let mut size = fact(
            &self.total_item_size,
            Source::ExchangeStatistics,
            |t| match t {
                "never used" => MailboxSize::NeverUsed,
                size => MailboxSize::Used(ByteSize(bytes(size))),
            },
        );
        if let (Fact::Known(size), Ok(hours)) = (&mut size, self.report_age_hours.parse())
            && !self.total_item_size.starts_with('~')
        {
            size.source = Source::MailboxUsageReport;
            size.as_of = now() - SignedDuration::from_hours(hours);
        }
        size
    }

    pub(crate) fn tenant(&self) -> TenantFacts {
        let mut t = TenantFacts::unread(
            TenantId::from_u128(9),
            "Contoso".to_owned(),
            CloudId::Worldwide,
        );
        let owned = PRODUCTS.iter().filter(|p| match **p {
            "MYSTERY" => false,
            "OFFICE365_MULTIGEO" => self.owns_multi_geo == "True",
            _ => true,
        });
        t.skus = fact(&self.products, Source::GraphSubscribedSkus, |status| {
            owned.map(|p| product(p, status)).collect()
        });
        t.org_holds = fact(&self.org_holds, Source::ExchangeOrganization, |t| {
            entries(t)
        });
        t.default_region = fact(
            &self.default_region,
            Source::ExchangeOrganization,
            str::to_owned,
        );
        t
    }

    pub(crate) fn policy(&self) -> &'static Policy {
        static STRICT: LazyLock<Policy> = LazyLock::new(strict);
        static CURRENT: LazyLock<Policy> = LazyLock::new(Policy::current);
        static ARTICLE: LazyLock<Policy> = LazyLock::new(|| Policy::named("article-2021").unwrap());
        match self.policy {
            "strict" => &STRICT,
            "current" => &CURRENT,
            _ => &ARTICLE,
        }
    }
}

fn strict() -> Policy {
    let policy = Policy::current();
    let mut switches = *policy.switches();
    switches.retention = RetentionSwitch::Strict;
    switches.defender = DefenderSwitch::Strict;
    switches.dirsync = NoteSwitch::Strict;
    switches.unlicensed_size = NoteSwitch::Strict;
    policy.with_switches(switches)
}

fn fact<T>(text: &str, source: Source, value: impl FnOnce(&str) -> T) -> Fact<T> {
    match text {
        "" => Fact::not_read(),
        "!" => Fact::Gap(Gap::at(
            source,
            GapWhy::Forbidden {
                permission: "Reports.Read.All".to_owned(),
            },
        )),
        _ => {
            let stale = text.starts_with('~');
            // Too old for any source.
            let as_of = if stale {
                now() - SignedDuration::from_hours(8 * 24)
            } else {
                now()
            };
            Fact::Known(Observed {
                value: value(text.trim_start_matches('~')),
                source,
                as_of,
                read_at: as_of,
            })
        }
    }
}

fn bytes(size: &str) -> u64 {
    let inner = size.split_once('(').unwrap().1;
    inner
        .chars()
        .filter(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .unwrap()
}

fn entries(text: &str) -> Vec<String> {
    text.split(';')
        .filter(|e| *e != "-")
        .map(str::to_owned)
        .collect()
}

fn holds(text: &str) -> Holds {
    let mut holds = Holds::default();
    for entry in entries(text) {
        match entry.as_str() {
            "litigation" => holds.litigation = true,
            "label" => holds.compliance_tag = true,
            "delay" => holds.delay = true,
            "release" => holds.delay_release = true,
            "paused" => holds.retention_paused = true,
            _ => holds.in_place.push(entry),
        }
    }
    holds
}

fn last_use(text: &str) -> LastUse {
    LastUse {
        at: text
            .parse()
            .ok()
            .map(|days: i64| now() - SignedDuration::from_hours(24 * days)),
    }
}

fn product(part_number: &str, status: &str) -> OwnedSku {
    let product = catalogue().by_part_number(part_number).unwrap();
    OwnedSku {
        sku: product.id,
        part_number: part_number.to_owned(),
        status: status.to_owned(),
        assigned: 10,
        enabled: 10,
        warning: 0,
        plans: product.plans.iter().copied().collect(),
    }
}

fn license(text: &str) -> License {
    let (part_number, source) = text.split_once('@').unwrap();
    let product = catalogue().by_part_number(part_number);
    let sku = product.map_or(SkuId::from_u128(0xbad), |p| p.id);
    let given = |by, state: &str, off: bool| LicenseSource {
        by,
        disabled_plans: if off {
            product
                .map(|p| p.plans.iter().copied().collect())
                .unwrap_or_default()
        } else {
            BTreeSet::new()
        },
        state: state.to_owned(),
    };
    let group = AssignedBy::Group(GroupId::from_u128(4));
    let sources = match source {
        "group" => vec![given(group, "Active", false)],
        "both" => vec![
            given(AssignedBy::Direct, "Active", false),
            given(group, "Active", false),
        ],
        "off" => vec![given(AssignedBy::Direct, "Active", true)],
        "failed" => vec![given(AssignedBy::Direct, "Error", false)],
        _ => vec![given(AssignedBy::Direct, "Active", false)],
    };
    License { sku, sources }
}
