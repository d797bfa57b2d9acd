//! The place where rows are made: the organisation, the day, and what every account there has in common.

use model::{CloudId, SkuId};

use super::Seed;
use super::chance::{Chance, Kind};
use super::draft::{Account, Day, Draft, GB, Holding, MB, Mailbox, Millis, Usage};
use super::names::{self, Named};
use super::organization::{GroupKind, Organization, Sync};
use super::products::Role;
use crate::people::Person;

/// Sizes of shared mailboxes: half are below 500 MB, none reaches 45 GB.
const SHARED_SIZES: [u64; 17] = sizes([
    0, 2, 9, 22, 48, 95, 170, 300, 490, 820, 1_350, 2_200, 3_700, 6_400, 11_500, 22_000, 44_000,
]);
/// Sizes of people's mailboxes.
const PERSON_SIZES: [u64; 17] = sizes([
    1, 40, 120, 280, 520, 900, 1_400, 2_100, 3_000, 4_200, 5_800, 8_000, 11_000, 15_500, 22_000,
    32_000, 48_000,
]);

const fn sizes(megabytes: [u64; 17]) -> [u64; 17] {
    let mut bytes = megabytes;
    let mut at = 0;
    while at < bytes.len() {
        bytes[at] *= MB;
        at += 1;
    }
    bytes
}

/// Everything that the rows of one tenant share.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) seed: u64,
    pub(super) day: Day,
    pub(super) org: &'static Organization,
    pub(super) initial_domain: String,
    /// In the cloud of Germany or of 21Vianet.
    pub(super) national: bool,
    /// Where the walk through the names begins.
    shift: u64,
}

/// An address and the name it goes by.
struct Identity {
    alias: String,
    display_name: String,
    person: Option<Named>,
}

impl Site {
    pub(super) fn of(seed: &Seed, now: jiff::Timestamp) -> Self {
        let org = Organization::of(seed.profile);
        Self {
            seed: seed.seed,
            day: Day::of(now),
            org,
            initial_domain: org.initial_domain(seed.cloud),
            national: matches!(seed.cloud, CloudId::China | CloudId::Germany),
            shift: Chance::of(seed.seed, Kind::Tenant, 0).bits("names"),
        }
    }

    /// A licence that an administrator assigned.
    ///
    /// # Panics
    /// Where the organisation does not own such a product; a trap is asked before it is drafted.
    pub(super) fn direct(&self, role: Role, updated: Millis) -> Holding {
        Holding {
            sku: self.sku(role),
            by: None,
            disabled: Vec::new(),
            updated,
        }
    }

    /// A licence that a group gives.
    pub(super) fn by_group(&self, kind: GroupKind, updated: Millis) -> Holding {
        Holding {
            by: Some(kind),
            ..self.direct(kind.role(), updated)
        }
    }

    fn sku(&self, role: Role) -> SkuId {
        self.org
            .sku(role)
            .expect("a test hands out every role of every profile")
    }

    /// A shared mailbox in the cloud, sign-in blocked, without a licence.
    pub(super) fn shared_mailbox(
        &self,
        chance: Chance,
        alias: String,
        display_name: String,
    ) -> Draft {
        let mut draft = self.draft(
            chance,
            Identity {
                alias,
                display_name,
                person: None,
            },
            "SharedMailbox",
        );
        draft.fill(chance.size("size", &SHARED_SIZES));
        draft
    }

    /// The shared mailbox of this index.
    pub(super) fn shared(&self, index: u64) -> (Chance, Draft) {
        let chance = Chance::of(self.seed, Kind::Shared, index);
        let named = names::shared(index, self.shift);
        let mut draft = self.shared_mailbox(chance, named.alias.clone(), named.display());
        match self.org.sync {
            Sync::None => {}
            Sync::Accounts => draft.sync("None"),
            Sync::Hybrid => match chance.below("master", 100) {
                0..60 => draft.sync("Migrated, SharedMailbox"),
                60..72 => draft.sync("ProvisionMailbox, SharedMailbox"),
                72..80 => draft.sync("Migrated"),
                _ => {}
            },
        }
        (chance, draft)
    }

    /// The person of this index, who works and is seen to.
    pub(super) fn person(&self, index: u64) -> (Chance, Draft) {
        let chance = Chance::of(self.seed, Kind::Person, index);
        let named = names::person(index, self.shift);
        let identity = Identity {
            alias: named.alias.clone(),
            display_name: named.display(),
            person: Some(named),
        };
        let mut draft = self.draft(chance, identity, "UserMailbox");
        let (department, jobs) = chance.one_of("department", names::DEPARTMENTS);
        draft.account.department = Some(department);
        draft.account.job_title = Some(chance.one_of("job", jobs));
        draft.account.language = chance.one_of("language", &[None, Some("en-GB"), Some("nl-NL")]);
        draft.account.enabled = true;
        draft.fill(chance.size("size", &PERSON_SIZES));
        if self.org.sync != Sync::None {
            draft.sync(if self.org.sync == Sync::Hybrid {
                "Migrated"
            } else {
                "None"
            });
        }
        (chance, draft)
    }

    /// A room, or a piece of equipment.
    pub(super) fn resource(&self, index: u64, room: bool) -> Draft {
        let chance = Chance::of(self.seed, Kind::Resource, index);
        let (place, alias) = names::place(chance.bits("place"));
        let (alias, display_name, kind) = if room {
            let (floor, door) = (chance.between("floor", 0, 9), chance.between("door", 1, 40));
            (
                format!("room-{alias}-{index}"),
                format!("Room {place} {floor}.{door:02}"),
                "RoomMailbox",
            )
        } else {
            let thing = chance.one_of(
                "thing",
                &["Van", "Projector", "Pool car", "Beamer", "Trailer"],
            );
            (
                format!("equipment-{alias}-{index}"),
                format!("{thing} {place} {index}"),
                "EquipmentMailbox",
            )
        };
        let mut draft = self.draft(
            chance,
            Identity {
                alias,
                display_name,
                person: None,
            },
            kind,
        );
        draft.fill(chance.between("size", 0, 300 * MB));
        draft
    }

    /// A person of another organisation. A guest has no mailbox here.
    pub(super) fn guest(&self, index: u64) -> Account {
        let chance = Chance::of(self.seed, Kind::Guest, index);
        // Far from the names of the staff, though nothing forbids a namesake.
        let named = names::person(index, self.shift.wrapping_mul(3));
        let home = ["fabrikam.com", "adatum.com", "contoso.com"]
            .into_iter()
            .find(|d| *d != self.org.domain);
        let home = home.expect("two of three domains are another's");
        let upn = format!("{}_{home}#EXT#@{}", named.alias, self.initial_domain);
        Account {
            upn,
            mail: Some(format!("{}@{home}", named.alias)),
            nickname: format!("{}_{home}#EXT#", named.alias),
            display_name: named.display(),
            enabled: true,
            user_type: "Guest",
            usage_location: None,
            office: None,
            aliases: Vec::new(),
            ..self.account(
                chance,
                &Identity {
                    alias: named.alias.clone(),
                    display_name: String::new(),
                    person: None,
                },
            )
        }
    }

    /// An account without a licence and without a mailbox: for a service, or prepared for somebody.
    pub(super) fn unlicensed(&self, index: u64) -> Account {
        let chance = Chance::of(self.seed, Kind::Unlicensed, index);
        let service = chance.one_of("service", &["backup", "kiosk", "monitor", "print", "sync"]);
        let alias = format!("svc-{service}-{index}");
        let display_name = format!("Service {service} {index}");
        let mut account = self.account(
            chance,
            &Identity {
                alias,
                display_name,
                person: None,
            },
        );
        account.mail = None;
        account.aliases.clear();
        account.enabled = chance.percent("enabled", 60);
        account
    }

    /// An administrator, who has an account for that alone.
    pub(super) fn administrator(&self, index: u64, person: &Person) -> Account {
        let chance = Chance::of(self.seed, Kind::Administrator, index);
        let identity = Identity {
            alias: person.alias.to_owned(),
            display_name: format!("{} {}", person.given_name, person.surname),
            person: None,
        };
        Account {
            given_name: Some(person.given_name),
            surname: Some(person.surname),
            mail: None,
            job_title: person.role.map(|role| role.name),
            department: Some("IT"),
            enabled: true,
            aliases: Vec::new(),
            ..self.account(chance, &identity)
        }
    }

    fn draft(&self, chance: Chance, identity: Identity, kind: &'static str) -> Draft {
        let account = self.account(chance, &identity);
        let primary_smtp = format!("{}@{}", identity.alias, self.org.domain);
        let used = self
            .day
            .ago(chance.between("used", 1, 40), chance.bits("used at"));
        let mailbox = Mailbox {
            exchange_guid: chance.uuid("exchange guid"),
            kind,
            primary_smtp,
            created_at: account.created_at,
            ever_used: true,
            bytes: 0,
            items: 0,
            deleted_bytes: chance.below("deleted", GB),
            deleted_items: chance.below("deleted", 9_000),
            last_activity: Some(used),
            quota: None,
            archive: None,
            archive_claimed: false,
            auto_expanding: false,
            litigation: None,
            in_place_holds: Vec::new(),
            compliance_tag: false,
            delay_hold: false,
            delay_release: false,
            retention_hold: false,
            remote_recipient: None,
            region: "",
            smtp_auth_disabled: None,
            hidden: false,
            forwarding_smtp: None,
            let_in: &[],
        };
        let usage = Usage {
            last_exchange: Some(used),
            ..Usage::default()
        };
        Draft {
            day: self.day,
            account,
            mailbox,
            usage,
            held: Vec::new(),
        }
    }

    fn account(&self, chance: Chance, identity: &Identity) -> Account {
        let age = chance.between("age", 60, 3_000);
        let address = format!("{}@{}", identity.alias, self.org.domain);
        Account {
            id: chance.uuid("id"),
            upn: address.clone(),
            display_name: identity.display_name.clone(),
            given_name: identity.person.as_ref().map(|person| person.first),
            surname: identity.person.as_ref().map(|person| person.last),
            mail: Some(address),
            nickname: identity.alias.clone(),
            job_title: None,
            department: None,
            office: Some(names::place(chance.bits("office")).0),
            usage_location: Some(self.org.country),
            language: None,
            enabled: false,
            user_type: "Member",
            synced: false,
            aliases: vec![format!("{}@{}", identity.alias, self.initial_domain)],
            age,
            created_at: self.day.ago(age, chance.bits("created at")),
            last_sign_in: None,
            last_non_interactive: None,
            last_success: None,
        }
    }
}
