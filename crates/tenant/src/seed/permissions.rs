//! Who may open which shared mailbox: up to six colleagues of the same team, and whom a trap lets in by name.

use rusqlite::Transaction;

use super::chance::{Chance, Kind};
use super::crowd;
use super::draft::{Draft, LetIn};
use super::site::Site;
use crate::error::Result;

/// So many accounts that follow each other are a team. Whoever lets colleagues in is never a later account's business,
/// so a larger tenant has the same members, and perhaps some more in its last team.
const TEAM: u64 = 90;
/// Of so many shared mailboxes each has so many members.
const MEMBERS: [(u64, usize); 7] = [(3, 0), (5, 1), (6, 2), (5, 3), (3, 4), (2, 5), (1, 6)];
/// The draws of each.
const DRAWS: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];

/// The shared mailboxes as they are written.
#[derive(Debug)]
pub(super) struct Shared {
    /// Where the crowd begins.
    first: u64,
    users: u64,
    mailboxes: Vec<(u64, &'static [LetIn])>,
}

impl Shared {
    pub(super) const fn new(first: u64, users: u64) -> Self {
        Self {
            first,
            users,
            mailboxes: Vec::new(),
        }
    }

    /// Remembers a mailbox, if it is a shared one.
    pub(super) fn note(&mut self, index: u64, draft: &Draft) {
        if draft.mailbox.kind == "SharedMailbox" {
            self.mailboxes.push((index, draft.mailbox.let_in));
        }
    }

    /// Writes who may open them, once all accounts are there.
    pub(super) fn write(self, tx: &Transaction<'_>, site: &Site) -> Result<()> {
        let mut insert = tx.prepare(
            "INSERT INTO mailbox_permission (account, place, trustee, name, rights, deny, inherited)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for &(index, let_in) in &self.mailboxes {
            let chance = Chance::of(site.seed, Kind::Members, index);
            let colleagues = self.colleagues(index, chance, site.seed);
            let members = colleagues.into_iter().map(|colleague| {
                let trustee = number(colleague);
                let rights = if chance.percent("reads permissions too", 20) {
                    "FullAccess, ReadPermission"
                } else {
                    "FullAccess"
                };
                (Some(trustee), None, rights, false, false)
            });
            let others = let_in
                .iter()
                .map(|o| (None, Some(o.name), o.rights, o.deny, o.inherited));
            for (place, (trustee, name, rights, deny, inherited)) in
                (0..).zip(members.chain(others))
            {
                let place: i64 = place;
                let account = number(index);
                insert.execute((account, place, trustee, name, rights, deny, inherited))?;
            }
        }
        Ok(())
    }

    /// The people of its team who open a mailbox, each once.
    fn colleagues(&self, index: u64, chance: Chance, seed: u64) -> Vec<u64> {
        let team = self.first + index.saturating_sub(self.first) / TEAM * TEAM;
        let wanted = chance.weighted("members", &MEMBERS);
        let mut found = Vec::with_capacity(wanted);
        for draw in &DRAWS[..wanted] {
            let colleague = team + chance.below(draw, TEAM);
            let is_there = colleague < self.users && crowd::is_person(colleague, seed);
            if is_there && !found.contains(&colleague) {
                found.push(colleague);
            }
        }
        found
    }
}

/// The number of the account of an index: they are written in order, from 1 on.
fn number(index: u64) -> i64 {
    i64::try_from(index).map_or(i64::MAX, |index| index + 1)
}
