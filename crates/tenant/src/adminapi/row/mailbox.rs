//! A mailbox as the cmdlets see it: its row, its account, and what its licences give.

use jiff::Timestamp;
use model::{ByteSize, RecipientKind, TenantId};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

pub(crate) use super::mailbox_properties::PROPERTIES;
use super::{Cell, NIL};
use crate::mailbox::{Grant, MailboxPlan};

/// The one mailbox database of the tenant; names of servers and databases are of the captured form.
pub(crate) const DATABASE: &str = "EURPR99DG001-db001";
const FOREST: &str = "EURPR99A001";
/// The discovery mailbox is the same in every tenant.
const DISCOVERY: &str = "DiscoverySearchMailbox{D919BA05-46A6-415f-80AD-7E09334BB852}";
/// Its place in lists: after every mailbox of an account.
pub(crate) const DISCOVERY_N: i64 = u32::MAX as i64;

/// Where the mailboxes of the tenant live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Home {
    /// The tenant.
    pub(crate) tenant: TenantId,
    /// The first domain, such as `contoso.onmicrosoft.com`.
    pub(crate) initial_domain: String,
    /// When the tenant was made: the age of what came with it.
    pub(crate) since: Timestamp,
    /// `SKUAssigned` without a licence: `Some(false)` or nothing (see `assume::SKU_UNASSIGNED`).
    pub(crate) sku_unassigned: Option<bool>,
}

/// A mailbox with what surrounds it.
#[derive(Debug, Clone)]
pub(crate) struct MailboxRow {
    /// Number of the account: orders the lists.
    pub(crate) n: i64,
    /// Entra object id; empty for the discovery mailbox.
    pub(crate) id: String,
    pub(crate) upn: String,
    pub(crate) enabled: bool,
    pub(crate) office: String,
    pub(crate) usage_location: String,
    pub(crate) language: Option<String>,
    pub(crate) addresses: Vec<String>,
    pub(crate) account_created_at: Timestamp,
    pub(crate) changed_at: Timestamp,
    pub(crate) exchange_guid: String,
    pub(crate) kind: RecipientKind,
    pub(crate) alias: String,
    pub(crate) display_name: String,
    pub(crate) primary_smtp: String,
    pub(crate) created_at: Timestamp,
    pub(crate) ever_used: bool,
    pub(crate) size: ByteSize,
    pub(crate) items: i64,
    pub(crate) deleted_size: ByteSize,
    pub(crate) deleted_items: i64,
    pub(crate) last_activity: Option<Timestamp>,
    pub(crate) quota_warn: ByteSize,
    pub(crate) quota_send: ByteSize,
    pub(crate) quota_receive: ByteSize,
    pub(crate) archive_guid: String,
    pub(crate) archive_status: String,
    pub(crate) archive_state: String,
    pub(crate) archive_size: ByteSize,
    pub(crate) archive_items: i64,
    pub(crate) auto_expanding: bool,
    pub(crate) litigation: bool,
    pub(crate) litigation_date: Option<Timestamp>,
    pub(crate) litigation_owner: String,
    pub(crate) in_place_holds: Vec<String>,
    pub(crate) compliance_tag: bool,
    pub(crate) delay_hold: bool,
    pub(crate) delay_release: bool,
    pub(crate) retention_hold: bool,
    pub(crate) dir_synced: bool,
    pub(crate) remote_recipient: String,
    pub(crate) region: String,
    pub(crate) smtp_auth_disabled: Option<bool>,
    pub(crate) hidden: bool,
    pub(crate) forwarding_smtp: Option<String>,
    pub(crate) disconnected_at: Option<Timestamp>,
    /// Kept after its end because of a hold.
    pub(crate) inactive: bool,
    /// What the licences give.
    pub(crate) grant: Grant,
    pub(crate) home: Home,
}

impl Home {
    /// `OrganizationalUnit`.
    pub(crate) fn unit(&self) -> String {
        let forest = FOREST.to_ascii_lowercase();
        format!(
            "{forest}.prod.outlook.com/Microsoft Exchange Hosted Organizations/{}",
            self.initial_domain
        )
    }

    /// `OrganizationId`.
    pub(crate) fn organization_id(&self) -> String {
        let domain = &self.initial_domain;
        format!(
            "{FOREST}.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/{domain} - \
             {FOREST}.PROD.OUTLOOK.COM/ConfigurationUnits/{domain}/Configuration"
        )
    }

    /// `DistinguishedName` of an object.
    pub(crate) fn distinguished_name(&self, name: &str) -> String {
        format!(
            "CN={name},OU={},OU=Microsoft Exchange Hosted Organizations,DC={FOREST},DC=PROD,DC=OUTLOOK,DC=COM",
            self.initial_domain
        )
    }

    /// A GUID that belongs to something of this tenant and never changes.
    pub(crate) fn guid(&self, of: &str) -> String {
        Uuid::new_v5(&self.tenant.as_uuid(), of.as_bytes()).to_string()
    }
}

impl MailboxRow {
    /// The discovery mailbox: in every list, `IsShared`, without an account (`exchange.md` 4.2, capture).
    pub(crate) fn discovery(home: &Home) -> Self {
        let fifty = ByteSize(50 << 30);
        let address = format!("{DISCOVERY}@{}", home.initial_domain);
        Self {
            n: DISCOVERY_N,
            id: String::new(),
            upn: address.clone(),
            enabled: false,
            office: String::new(),
            usage_location: String::new(),
            language: None,
            addresses: vec![format!("SMTP:{address}")],
            account_created_at: home.since,
            changed_at: home.since,
            exchange_guid: home.guid("discovery mailbox"),
            kind: RecipientKind::DiscoveryMailbox,
            alias: DISCOVERY.to_owned(),
            display_name: "Discovery Search Mailbox".to_owned(),
            primary_smtp: address,
            created_at: home.since,
            ever_used: false,
            size: ByteSize::ZERO,
            items: 0,
            deleted_size: ByteSize::ZERO,
            deleted_items: 0,
            last_activity: None,
            quota_warn: fifty,
            quota_send: fifty,
            quota_receive: fifty,
            archive_guid: NIL.to_owned(),
            archive_status: "None".to_owned(),
            archive_state: "None".to_owned(),
            archive_size: ByteSize::ZERO,
            archive_items: 0,
            auto_expanding: false,
            litigation: false,
            litigation_date: None,
            litigation_owner: String::new(),
            in_place_holds: Vec::new(),
            compliance_tag: false,
            delay_hold: false,
            delay_release: false,
            retention_hold: false,
            dir_synced: false,
            remote_recipient: "None".to_owned(),
            region: String::new(),
            smtp_auth_disabled: None,
            hidden: true,
            forwarding_smtp: None,
            disconnected_at: None,
            inactive: false,
            grant: Grant::default(),
            home: home.clone(),
        }
    }

    /// Is it the discovery mailbox?
    pub(crate) fn is_discovery(&self) -> bool {
        self.kind == RecipientKind::DiscoveryMailbox
    }

    /// `Name`, `Id` and `Identity`: the object id, as newer tenants have it (`exchange.md` 4.2).
    pub(crate) fn name(&self) -> &str {
        if self.is_discovery() {
            DISCOVERY
        } else {
            &self.id
        }
    }

    /// Is there an archive?
    pub(crate) fn has_archive(&self) -> bool {
        self.archive_guid != NIL
    }

    /// Does any hold keep content?
    pub(super) fn on_hold(&self) -> bool {
        let retains = |hold: &String| !hold.starts_with('-') && !hold.ends_with(":1");
        self.litigation
            || self.compliance_tag
            || self.delay_hold
            || self.delay_release
            || self.in_place_holds.iter().any(retains)
    }

    /// Only Plan 2 and the archiving add-on give 100 GB; 50 GB otherwise (third-party, `exchange.md` 5.7).
    pub(super) fn small_archive(&self) -> bool {
        self.grant
            .plan
            .is_some_and(|plan| plan != MailboxPlan::Enterprise)
            && !self.grant.archiving
    }

    pub(super) fn resource_type(&self) -> Option<&'static str> {
        match self.kind {
            RecipientKind::RoomMailbox => Some("Room"),
            RecipientKind::EquipmentMailbox => Some("Equipment"),
            _ => None,
        }
    }

    pub(super) fn derived_guid(&self, of: &str) -> Cell {
        let whose = if of == "database" {
            DATABASE
        } else {
            &self.exchange_guid
        };
        Cell::Guid(self.home.guid(&format!("{of} of {whose}")))
    }

    pub(super) fn archive_database_guid(&self) -> Cell {
        if self.has_archive() {
            self.derived_guid("database")
        } else {
            Cell::Guid(NIL.to_owned())
        }
    }

    pub(super) fn archive_name(&self) -> Cell {
        let name = format!("In-Place Archive - {}", self.display_name);
        Cell::List(if self.has_archive() {
            vec![name]
        } else {
            Vec::new()
        })
    }

    /// One entry per mailbox; the word for the archive is a recollection (`exchange.md` 4.2).
    pub(super) fn locations(&self) -> Cell {
        let Cell::Guid(database) = self.derived_guid("database") else {
            return Cell::Null;
        };
        let place = |guid: &str, what: &str| {
            format!("1;{guid};{what};eurprd99.prod.outlook.com;{database}")
        };
        let mut places = vec![place(&self.exchange_guid, "Primary")];
        if self.has_archive() {
            places.push(place(&self.archive_guid, "MainArchive"));
        }
        Cell::List(places)
    }

    pub(super) fn forwarding(&self) -> Cell {
        self.forwarding_smtp
            .as_ref()
            .map_or(Cell::Null, |to| Cell::Text(format!("smtp:{to}")))
    }

    pub(super) fn mailbox_plan(&self) -> Cell {
        let Some(plan) = self.grant.plan else {
            return Cell::Null;
        };
        Cell::Text(format!("{}-{}", plan.name(), self.home.guid(plan.name())))
    }

    pub(super) fn capabilities(&self) -> Cell {
        Cell::List(
            self.grant
                .capabilities
                .iter()
                .map(|&name| name.to_owned())
                .collect(),
        )
    }

    pub(super) fn sku_assigned(&self) -> Cell {
        if self.grant.plan.is_some() {
            return Cell::Bool(true);
        }
        self.home.sku_unassigned.map_or(Cell::Null, Cell::Bool)
    }

    pub(super) fn address_lists(&self) -> Cell {
        const LISTS: [&str; 6] = [
            "\\All Users",
            "\\Offline Global Address List",
            "\\Mailboxes(VLV)",
            "\\All Mailboxes(VLV)",
            "\\All Recipients(VLV)",
            "\\Default Global Address List",
        ];
        Cell::List(if self.hidden {
            Vec::new()
        } else {
            LISTS.map(str::to_owned).to_vec()
        })
    }

    pub(super) fn legacy_dn(&self) -> Cell {
        Cell::Text(format!(
            "/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn={}-{}",
            &self.digest()[..32],
            self.alias
        ))
    }

    pub(super) fn sam_account_name(&self) -> Cell {
        let digest = self.digest().to_ascii_uppercase();
        Cell::Text(format!("${}-{}", &digest[..6], &digest[6..18]))
    }

    pub(super) fn net_id(&self) -> Cell {
        let number = self
            .digest()
            .bytes()
            .take(9)
            .fold(0_u64, |n, digit| n * 10 + u64::from(digit % 10));
        Cell::Text(format!("1003200{number:09}"))
    }

    /// 64 hexadecimal digits that belong to this mailbox.
    fn digest(&self) -> String {
        hex::encode(Sha256::digest(self.exchange_guid.as_bytes()))
    }
}

pub(super) fn word(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

pub(super) fn text_or_null(text: &str) -> Cell {
    if text.is_empty() {
        Cell::Null
    } else {
        word(text)
    }
}

pub(super) fn time_or_null(at: Option<Timestamp>) -> Cell {
    at.map_or(Cell::Null, Cell::Time)
}

pub(super) fn size(bytes: ByteSize) -> Cell {
    Cell::Text(wire::size::format(bytes))
}

pub(super) fn gigabytes(n: u64) -> Cell {
    size(ByteSize(n << 30))
}

#[cfg(test)]
mod tests {
    use super::super::{Selection, encode};
    use super::*;

    /// Name and type of every member of the row, in order: a shape, no values.
    const SHAPE: &str = include_str!("get_mailbox.shape");

    fn row() -> MailboxRow {
        let home = Home {
            tenant: "11111111-2222-4333-8444-555555555555".parse().unwrap(),
            initial_domain: "contoso.onmicrosoft.com".to_owned(),
            since: "2025-08-08T18:39:16Z".parse().unwrap(),
            sku_unassigned: Some(false),
        };
        MailboxRow::discovery(&home)
    }

    #[test]
    fn a_row_has_the_members_of_the_service_in_its_order() {
        let encoded = encode(PROPERTIES, &row(), &Selection::default());
        let members = encoded.as_object().unwrap();
        assert_eq!(members.len(), 324);
        let names: Vec<_> = members.keys().map(String::as_str).collect();
        let expected: Vec<_> = SHAPE
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .collect();
        assert_eq!(
            names,
            expected.iter().map(|(name, _)| *name).collect::<Vec<_>>()
        );
        for (name, types) in expected {
            let found = match &members[name] {
                serde_json::Value::Null => "null",
                serde_json::Value::Bool(_) => "bool",
                serde_json::Value::Number(_) => "number",
                serde_json::Value::String(_) => "text",
                serde_json::Value::Array(_) => "list",
                serde_json::Value::Object(_) => "object",
            };
            assert!(
                types.split('|').any(|t| t == found),
                "{name} is {found}, not {types}"
            );
        }
    }

    #[test]
    fn the_discovery_mailbox_is_as_captured() {
        let select = "UserPrincipalName,ExternalDirectoryObjectId,RecipientTypeDetails,IsShared,MailboxPlan,\
                      SingleItemRecoveryEnabled,AuditEnabled,AccountDisabled,ProhibitSendReceiveQuota,Identity";
        let row = encode(PROPERTIES, &row(), &Selection::parse(select));
        for (name, expected) in [
            ("Identity", DISCOVERY),
            ("ExternalDirectoryObjectId", ""),
            ("RecipientTypeDetails", "DiscoveryMailbox"),
            ("ProhibitSendReceiveQuota", "50 GB (53,687,091,200 bytes)"),
        ] {
            assert_eq!(row[name], expected, "{name}");
        }
        for (name, expected) in [
            ("IsShared", true),
            ("AccountDisabled", true),
            ("AuditEnabled", false),
        ] {
            assert_eq!(row[name], expected, "{name}");
        }
        assert!(row["MailboxPlan"].is_null());
    }
}
