//! Sample organisations.
//!
//! A tenant is filled from a number, a size, a profile and a cloud. Every row is a function of (seed, kind,
//! index) and of the day, so a larger tenant begins with the rows of a smaller one and the same seed makes the
//! same tenant twice. (What must not be guessed is not from here: tenant id, secret and signing key.)
//!
//! - [`profile`]: the kinds of organisation; [`organization`] what each is called, owns and is like;
//!   [`products`] what can be owned, by the role that a product plays.
//! - [`traps`]: the mailboxes that stand there by name, first of all. The rest is the [`crowd`]: of each 1,000
//!   accounts 880 licensed, 100 shared mailboxes, of these 20 licensed, of these 3 with sign-in allowed.
//! - [`names`] are put together from lists, [`chance`] is a hash and never a stream.
//! - [`people`]: those who can sign in, beyond the number of accounts that is asked for; [`permissions`]: who may open
//!   which shared mailbox.
//! - [`site`] makes rows as [`draft`]s, [`writer`] writes and counts them, [`groups`] and [`billing`] write
//!   what the organisation owns, [`bulk`] makes it fast.
//!
//! To add a mailbox: put a line into the list of [`traps`] it belongs to. To add a profile: a variant in
//! [`profile`], a record in [`organization`], a list in [`products`].

mod billing;
mod bulk;
mod chance;
mod crowd;
mod draft;
mod groups;
mod names;
mod organization;
mod people;
mod permissions;
mod products;
mod profile;
mod site;
mod traps;
mod writer;

use jiff::Timestamp;
use model::CloudId;
use rusqlite::Transaction;

pub use profile::{Profile, UnknownProfile};
pub use traps::{Expect, Trap, traps};

use self::billing::Consumed;
use self::crowd::Member;
use self::permissions::Shared;
use self::products::Role;
use self::site::Site;
use self::writer::Writer;
use crate::error::Result;
use crate::meta;

/// What a tenant is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed {
    /// Any number: another one gives other people and other sizes.
    pub seed: u64,
    /// How many accounts, trap mailboxes included; the seven people who can sign in come on top. Fewer than there
    /// are traps: only the first ones.
    pub users: u32,
    /// The cloud.
    pub cloud: CloudId,
    /// The kind of organisation.
    pub profile: Profile,
}

impl Default for Seed {
    fn default() -> Self {
        Self::of(Profile::default())
    }
}

impl Seed {
    /// 250 accounts of this profile in its own cloud.
    pub const fn of(profile: Profile) -> Self {
        Self {
            seed: 1,
            users: 250,
            cloud: profile.default_cloud(),
            profile,
        }
    }
}

/// Fills an empty tenant.
pub(crate) fn fill(tx: &Transaction<'_>, seed: &Seed, now: Timestamp) -> Result<()> {
    let site = Site::of(seed, now);
    describe(tx, &site)?;
    bulk::load(tx, || {
        groups::write(tx, &site)?;
        let consumed = accounts(tx, seed, &site, now)?;
        billing::write(tx, &site, &consumed)
    })
}

/// Writes the trap mailboxes of the profile, then the crowd until there are as many accounts as asked for, then
/// the people who can sign in.
fn accounts(tx: &Transaction<'_>, seed: &Seed, site: &Site, now: Timestamp) -> Result<Consumed> {
    let mut writer = Writer::new(tx, site, now)?;
    let users = u64::from(seed.users);
    let trapped: Vec<_> = traps().filter(|trap| trap.is_in(seed.profile)).collect();
    let mut shared = Shared::new(trapped.len() as u64, users);
    let mut written = 0;
    for (index, trap) in (0..users).zip(trapped) {
        let draft = trap.draft(index, site);
        writer.mailbox(&draft)?;
        shared.note(index, &draft);
        written = index + 1;
    }
    for index in written..users {
        match crowd::member(index, site) {
            Member::Mailbox(draft) => {
                writer.mailbox(&draft)?;
                shared.note(index, &draft);
            }
            Member::Bare(account) => writer.account(&account)?,
        }
    }
    shared.write(tx, site)?;
    people::write(tx, &mut writer, site)?;
    Ok(writer.finish())
}

/// Says once what holds for the whole organisation.
fn describe(tx: &Transaction<'_>, site: &Site) -> Result<()> {
    let org = site.org;
    meta::set(tx, meta::NAME, org.name)?;
    meta::set(tx, meta::DOMAIN, org.domain)?;
    meta::set(tx, meta::INITIAL_DOMAIN, &site.initial_domain)?;
    meta::set(tx, meta::COUNTRY, org.country)?;
    let multi_geo = org.sku(Role::MultiGeo).is_some();
    meta::set(
        tx,
        meta::ORG_REGION,
        if multi_geo { org.region } else { "" },
    )?;
    meta::set(
        tx,
        meta::ORG_HOLDS,
        &serde_json::json!(org.holds).to_string(),
    )?;
    meta::set(tx, meta::CONCEALED, if org.concealed { "1" } else { "0" })
}
