//! `meta`: what is said once about the tenant. The keys are constants, so that no two files spell one apart.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _};

use crate::error::{Error, Result};

/// The tenant's id.
pub const TENANT_ID: &str = "tenant.id";
/// The organisation's name, such as `Contoso`. The seed writes it.
pub const NAME: &str = "tenant.name";
/// The default domain, such as `contoso.com`. The seed writes it.
pub const DOMAIN: &str = "tenant.domain";
/// The first domain, such as `contoso.onmicrosoft.com`. The seed writes it.
pub const INITIAL_DOMAIN: &str = "tenant.initial_domain";
/// The organisation's country, two letters: what group licensing falls back to. The seed writes it.
pub const COUNTRY: &str = "tenant.country";
/// `1`: usage reports conceal names. The seed writes it.
pub const CONCEALED: &str = "reports.concealed";
/// `Get-OrganizationConfig.InPlaceHolds`: a JSON array such as `["mbx…:2"]`. The seed writes it.
pub const ORG_HOLDS: &str = "exchange.in_place_holds";
/// `Get-OrganizationConfig.DefaultMailboxRegion`, such as `EUR`; empty: one region. The seed writes it.
pub const ORG_REGION: &str = "exchange.default_mailbox_region";
/// `1`: `Get-OrganizationConfig.AutoExpandingArchiveEnabled`. The seed writes it.
pub const ORG_AUTO_EXPANDING: &str = "exchange.auto_expanding_archive";
/// `1`: `Get-OrganizationConfig.DelayedDelicensingEnabled`. The seed writes it.
pub const ORG_DELAYED_DELICENSING: &str = "exchange.delayed_delicensing";
/// The cloud ([`model::CloudId::as_str`]).
pub const CLOUD: &str = "cloud";
/// The profile's name.
pub const PROFILE: &str = "seed.profile";
/// The seed's number.
pub const SEED: &str = "seed.number";
/// The number of users asked for.
pub const USERS: &str = "seed.users";
/// When the tenant was made (milliseconds): what it is seeded around, also by a reset.
pub const SEEDED_AT: &str = "seed.at";
/// The application's id.
pub const CLIENT_ID: &str = "client.id";
/// Its secret, for the connect file.
pub const CLIENT_SECRET: &str = "client.secret";
/// The signing key: PKCS#8 DER, base64.
pub const SIGNING_KEY: &str = "key.pkcs8";
/// Milliseconds between the tenant's clock and the machine's.
pub const CLOCK_OFFSET: &str = "clock.offset";

/// A value, if it is there.
pub fn get(c: &Connection, key: &str) -> Result<Option<String>> {
    Ok(c.prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

/// A value that every tenant has.
pub fn need(c: &Connection, key: &str) -> Result<String> {
    get(c, key)?.ok_or_else(|| Error::corrupt(key, "it is not there"))
}

/// A value that every tenant has, read as something.
pub fn parse<T: std::str::FromStr<Err: ToString>>(c: &Connection, key: &str) -> Result<T> {
    need(c, key)?
        .parse()
        .map_err(|e: T::Err| Error::corrupt(key, e))
}

/// Sets a value.
pub fn set(c: &Connection, key: &str, value: &str) -> Result<()> {
    c.prepare_cached("INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value")?
        .execute([key, value])?;
    Ok(())
}

/// A time as it stands in a column.
pub fn time(millis: i64) -> Result<Timestamp> {
    Ok(Timestamp::from_millisecond(millis)?)
}
