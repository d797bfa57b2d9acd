//! Everybody else. Of each 1,000 accounts so many play each part, in an order of their own; what they are then
//! depends on their part and their number in it alone.

use super::chance::{Chance, Kind};
use super::draft::{Account, Draft, GB, MB};
use super::organization::{GroupKind, Story};
use super::products::Role;
use super::site::Site;

/// A part that an account plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A licensed shared mailbox whose account may sign in.
    SharedOpen,
    /// A licensed shared mailbox.
    SharedLicensed,
    /// A shared mailbox as it should be.
    Shared,
    Room,
    Equipment,
    Guest,
    Unlicensed,
    Person,
}

/// Of so many accounts 880 are licensed and 100 are shared mailboxes, of which 20 are licensed; of these 3 may
/// sign in.
const BLOCK: u64 = 1_000;
const SHARED_OPEN: u64 = 3;
const SHARED_LICENSED: u64 = 20;
const SHARED: u64 = 100;
/// The other parts of a block.
const OTHERS: [(u64, Part); 5] = [
    (14, Part::Room),
    (6, Part::Equipment),
    (8, Part::Guest),
    (12, Part::Unlicensed),
    (860, Part::Person),
];
/// Each has no factor in common with [`BLOCK`], so that a walk in such steps visits every slot once.
const STRIDES: [u64; 12] = [377, 381, 383, 389, 391, 393, 397, 399, 401, 403, 407, 409];

/// An account of the crowd.
#[derive(Debug)]
pub(super) enum Member {
    /// With a mailbox.
    Mailbox(Box<Draft>),
    /// Without one.
    Bare(Box<Account>),
}

/// The account of this index.
pub(super) fn member(index: u64, site: &Site) -> Member {
    let (part, number) = part_of(index, site.seed);
    let draft = match part {
        Part::SharedOpen | Part::SharedLicensed | Part::Shared => shared(part, number, site),
        Part::Room => site.resource(number * 2, true),
        Part::Equipment => site.resource(number * 2 + 1, false),
        Part::Person => person(number, site),
        Part::Guest => return Member::Bare(Box::new(site.guest(number))),
        Part::Unlicensed => return Member::Bare(Box::new(site.unlicensed(number))),
    };
    Member::Mailbox(Box::new(draft))
}

/// Is the account of this index a person with a mailbox?
pub(super) fn is_person(index: u64, seed: u64) -> bool {
    part_of(index, seed).0 == Part::Person
}

/// The part of an account and its number among those of its kind. All shared mailboxes are of one kind.
fn part_of(index: u64, seed: u64) -> (Part, u64) {
    let (block, place) = (index / BLOCK, index % BLOCK);
    let order = Chance::of(seed, Kind::Order, block);
    let slot = (order.bits("start") % BLOCK + place * order.one_of("stride", &STRIDES)) % BLOCK;
    if slot < SHARED {
        let part = match slot {
            0..SHARED_OPEN => Part::SharedOpen,
            SHARED_OPEN..SHARED_LICENSED => Part::SharedLicensed,
            _ => Part::Shared,
        };
        return (part, block * SHARED + slot);
    }
    let mut first = SHARED;
    for (count, part) in OTHERS {
        if slot < first + count {
            return (part, block * count + slot - first);
        }
        first += count;
    }
    unreachable!("the parts add up to a block")
}

fn shared(part: Part, number: u64, site: &Site) -> Draft {
    let (chance, mut draft) = site.shared(number);
    if part == Part::Shared {
        // Nobody looks after these, so a few have grown beyond what is allowed without a licence.
        if chance.below("unnoticed", 1_000) < 6 {
            draft.fill(chance.between("over", 50 * GB + 1, 58 * GB));
        }
        return draft;
    }
    let updated = draft.account.created_at;
    if chance.percent("by group", site.org.shared_by_group) {
        draft.held.push(site.by_group(GroupKind::Assigned, updated));
    } else {
        draft
            .held
            .push(site.direct(chance.weighted("product", site.org.shared), updated));
    }
    if part == Part::SharedOpen {
        draft.open();
        if chance.percent("used", 50) {
            draft.seen(chance.between("success", 1, 28), chance.bits("at"));
        }
    }
    tell(
        chance.weighted("story", site.org.stories),
        chance,
        &mut draft,
        site,
    );
    draft
}

/// What became of a licensed shared mailbox.
fn tell(story: Story, chance: Chance, draft: &mut Draft, site: &Site) {
    match story {
        Story::Plain => {}
        Story::NeverUsed => {
            draft.fill(0);
            draft.mailbox.deleted_bytes = 0;
            draft.mailbox.deleted_items = 0;
            draft.mailbox.ever_used = false;
            draft.mailbox.last_activity = None;
            draft.usage.last_exchange = None;
        }
        Story::SmtpAuth => draft.mailbox.smtp_auth_disabled = Some(false),
        Story::Nearly50 => draft.fill(chance.between("near", 45 * GB, 49 * GB)),
        Story::Over50 => draft.fill(chance.between("over", 50 * GB + 1, 92 * GB)),
        Story::Archive => draft.archive(chance.between("archive", 200 * MB, 45 * GB)),
        Story::EmptyArchive => draft.archive(0),
        Story::LitigationHold => {
            draft.mailbox.litigation = Some(
                draft
                    .day
                    .ago(chance.between("hold", 20, draft.account.age), 0),
            );
        }
        Story::Retention => draft
            .mailbox
            .in_place_holds
            .push(format!("mbx{}:2", chance.uuid("policy").simple())),
        Story::Label => draft.mailbox.compliance_tag = true,
        Story::DelayHold => draft.mailbox.delay_hold = true,
        Story::OneDrive => {
            draft.usage.onedrive = Some((
                chance.between("drive", MB, 40 * GB),
                chance.between("files", 3, 9_000),
            ));
        }
        // Not a second Exchange product: Graph takes no two that exclude each other.
        Story::TwoProducts => {
            let visio = site.direct(Role::Visio, draft.account.created_at);
            if draft.held.iter().all(|held| held.sku != visio.sku) {
                draft.held.push(visio);
            }
        }
    }
}

/// What people hold besides: so many of 100, each drawn by itself.
const EXTRAS: [(&str, u64, Role); 3] = [
    ("free", 12, Role::Free),
    ("visio", 4, Role::Visio),
    ("power bi", 3, Role::PowerBi),
];
/// Only among the first people, for a trial has 25 licences.
const ON_TRIAL: u64 = 300;

fn person(number: u64, site: &Site) -> Draft {
    let (chance, mut draft) = site.person(number);
    // Three of 100 have left, and nobody converted their mailbox.
    let left = chance.percent("left", 3);
    let gone = if left {
        chance.between("gone", 40, 400)
    } else {
        0
    };
    draft.aged(draft.account.age + gone);
    let updated = draft.account.created_at;
    let role = chance.weighted("product", site.org.staff);
    let by_group = role == Role::Suite && chance.percent("by group", site.org.staff_by_group);
    draft.held.push(if by_group {
        site.by_group(GroupKind::Assigned, updated)
    } else {
        site.direct(role, updated)
    });
    for (field, percent, role) in EXTRAS {
        if site.org.sku(role).is_some() && chance.percent(field, percent) {
            draft.held.push(site.direct(role, updated));
        }
    }
    if number < ON_TRIAL && site.org.sku(Role::Trial).is_some() && chance.percent("trial", 4) {
        draft.held.push(site.direct(Role::Trial, updated));
    }
    draft.account.enabled = !left;
    let (days, time) = (
        gone + chance.between("last seen", 1, 12),
        chance.bits("seen at"),
    );
    draft.seen(days, time);
    let at = draft.day.ago(days, time);
    draft.account.last_non_interactive = Some(at);
    draft.mailbox.last_activity = Some(at);
    draft.usage.last_exchange = Some(at);
    draft.usage.last_teams = chance.percent("teams", 85).then_some(at);
    draft.usage.last_sharepoint = chance.percent("sharepoint", 60).then_some(at);
    if chance.percent("drive", 80) {
        draft.usage.last_onedrive = Some(at);
        draft.usage.onedrive = Some((
            chance.between("drive bytes", MB, 30 * GB),
            chance.between("files", 3, 20_000),
        ));
    }
    draft
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn parts_fill_a_block_and_no_number_comes_twice() {
        assert_eq!(
            SHARED + OTHERS.iter().map(|(count, _)| count).sum::<u64>(),
            BLOCK
        );
        for seed in 0..20 {
            let mut seen = BTreeSet::new();
            let mut licensed = 0;
            for index in 0..3 * BLOCK {
                let (part, number) = part_of(index, seed);
                let kind = match part {
                    Part::SharedOpen | Part::SharedLicensed | Part::Shared => Part::Shared,
                    other => other,
                };
                assert!(seen.insert((kind as u8, number)), "{part:?} {number}");
                licensed += u32::from(matches!(
                    part,
                    Part::SharedOpen | Part::SharedLicensed | Part::Person
                ));
            }
            assert_eq!(licensed, 2_640);
        }
    }
}
