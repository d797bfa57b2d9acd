//! Trap mailboxes: one for every reason and for everything that has fooled a script. They come first, and
//! their names say what they are.

mod archives;
mod directory;
mod groups;
mod holds;
mod names;
mod ordinary;
mod products;
mod sign_in;
mod sizes;

use std::fmt;

use model::{ReasonCode, ServicePlanId, Verdict};

use super::Profile;
use super::chance::{Chance, Kind};
use super::draft::Draft;
use super::organization::{GroupKind, Sync};
use super::products::Role;
use super::site::Site;

/// A mailbox that is seeded by name.
#[derive(Clone, Copy)]
pub struct Trap {
    /// The part of its address before the `@`; no two traps share it.
    pub alias: &'static str,
    /// Its display name.
    pub display_name: &'static str,
    /// What it is there for.
    pub what: &'static str,
    /// Where that is said: the reason's code, a section of the rules or of a fact sheet.
    pub rule: &'static str,
    /// What a review under the policy `current` must find in `contoso`. Where neither sign-ins nor reports can
    /// be read (`business-standard`, `china`, `germany`) an account that may sign in is `fact_missing` instead
    /// of `sign_in_used` or `sign_in_open`.
    pub expects: Expect,
    held: &'static [Held],
    only: &'static [Profile],
    synced: bool,
    shape: fn(&mut Draft, &Site),
}

/// What a review finds in a trap mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// This reason holds.
    Reason(ReasonCode),
    /// No reason is the point of it; this is the verdict.
    Verdict(Verdict),
}

impl Expect {
    /// The code, as it is written in JSON and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reason(code) => code.as_str(),
            Self::Verdict(verdict) => verdict.as_str(),
        }
    }
}

impl fmt::Display for Expect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Trap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trap")
            .field("alias", &self.alias)
            .field("expects", &self.expects)
            .finish_non_exhaustive()
    }
}

/// A licence of a trap mailbox.
#[derive(Debug, Clone, Copy)]
enum Held {
    /// Assigned directly.
    Direct(Role),
    /// Assigned directly, with one service plan switched off.
    Without(Role, ServicePlanId),
    /// Inherited from a group.
    Group(GroupKind),
}

const PLAN_1: &[Held] = &[Held::Direct(Role::Plan1)];
const PLAN_2: &[Held] = &[Held::Direct(Role::Plan2)];
const SUITE: &[Held] = &[Held::Direct(Role::Suite)];
const BASIC: &[Held] = &[Held::Direct(Role::BasicSuite)];

/// All trap mailboxes, in the order in which they are seeded. Each stands in [`Profile::Contoso`].
pub fn traps() -> impl Iterator<Item = &'static Trap> {
    [
        ordinary::TRAPS,
        sizes::TRAPS,
        archives::TRAPS,
        holds::TRAPS,
        sign_in::TRAPS,
        products::TRAPS,
        groups::TRAPS,
        directory::TRAPS,
        names::TRAPS,
    ]
    .into_iter()
    .flatten()
}

impl Trap {
    /// A shared mailbox without a licence and with nothing that keeps one.
    const fn named(alias: &'static str, display_name: &'static str) -> Self {
        Self {
            alias,
            display_name,
            what: "",
            rule: "",
            expects: Expect::Verdict(Verdict::Removable),
            held: &[],
            only: &[],
            synced: false,
            shape: |_, _| {},
        }
    }

    const fn what(self, what: &'static str) -> Self {
        Self { what, ..self }
    }

    const fn rule(self, rule: &'static str) -> Self {
        Self { rule, ..self }
    }

    const fn held(self, held: &'static [Held]) -> Self {
        Self { held, ..self }
    }

    /// A review finds this reason.
    const fn reason(self, code: ReasonCode) -> Self {
        Self {
            expects: Expect::Reason(code),
            ..self
        }
    }

    /// A review gives this verdict, and not `removable`.
    const fn verdict(self, verdict: Verdict) -> Self {
        Self {
            expects: Expect::Verdict(verdict),
            ..self
        }
    }

    /// What is special about it.
    const fn shaped(self, shape: fn(&mut Draft, &Site)) -> Self {
        Self { shape, ..self }
    }

    /// It makes sense only where accounts come from Active Directory; `contoso` has it all the same.
    const fn synced(self) -> Self {
        Self {
            synced: true,
            ..self
        }
    }

    /// It makes sense only in these profiles and in `contoso`.
    const fn only(self, only: &'static [Profile]) -> Self {
        Self { only, ..self }
    }

    /// Is it part of organisations of this profile? It is where the products and groups that it needs are.
    pub fn is_in(&self, profile: Profile) -> bool {
        if matches!(profile, Profile::Contoso | Profile::Crowd) {
            return profile == Profile::Contoso;
        }
        let org = super::organization::Organization::of(profile);
        let there = self.held.iter().all(|held| match *held {
            Held::Direct(role) | Held::Without(role, _) => org.sku(role).is_some(),
            Held::Group(kind) => org.has_group(kind),
        });
        there
            && (!self.synced || org.sync != Sync::None)
            && (self.only.is_empty() || self.only.contains(&profile))
    }

    /// The row.
    pub(super) fn draft(&self, index: u64, site: &Site) -> Draft {
        let chance = Chance::of(site.seed, Kind::Trap, index);
        let mut draft =
            site.shared_mailbox(chance, self.alias.to_owned(), self.display_name.to_owned());
        // Older than anything that is said of one of them.
        draft.aged(chance.between("age", 2_700, 3_200));
        for held in self.held {
            let updated = draft.account.created_at;
            draft.held.push(match *held {
                Held::Direct(role) => site.direct(role, updated),
                Held::Group(kind) => site.by_group(kind, updated),
                Held::Without(role, plan) => {
                    let mut holding = site.direct(role, updated);
                    holding.disabled.push(plan);
                    holding
                }
            });
        }
        (self.shape)(&mut draft, site);
        draft
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn aliases_are_told_apart_whatever_their_case() {
        let mut seen = BTreeSet::new();
        for trap in traps() {
            assert!(
                seen.insert(trap.alias.to_lowercase()),
                "{} twice",
                trap.alias
            );
            assert!(trap.alias.len() <= 64, "{}", trap.alias);
            assert!(trap.display_name.chars().count() <= 256, "{}", trap.alias);
            assert!(
                !trap.what.is_empty() && !trap.rule.is_empty(),
                "{}",
                trap.alias
            );
        }
    }

    #[test]
    fn every_reason_has_its_mailbox() {
        // A missing fact is no mailbox but a tenant that does not let it be read: see [`Trap::expects`].
        for code in ReasonCode::ALL
            .iter()
            .filter(|code| **code != ReasonCode::FactMissing)
        {
            let expected = traps().any(|trap| trap.expects == Expect::Reason(*code));
            assert!(expected, "no mailbox for {code}");
        }
    }

    #[test]
    fn every_profile_but_the_crowd_has_its_share() {
        for profile in Profile::ALL {
            let count = traps().filter(|trap| trap.is_in(profile)).count();
            match profile {
                Profile::Contoso => assert_eq!(count, traps().count()),
                Profile::Crowd => assert_eq!(count, 0),
                _ => assert!(count > 40, "{profile}: {count}"),
            }
        }
    }
}
