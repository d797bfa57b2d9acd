//! Chance without a stream: every draw is a hash of (seed, kind, index, field), so that a row never depends on
//! the rows before it, on the size of the tenant, or on the order in which fields are filled in.

use uuid::Uuid;

/// What a draw is for. The discriminant goes into the hash, so entries are only ever added at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Tenant,
    Trap,
    Person,
    Shared,
    Resource,
    Guest,
    Unlicensed,
    Order,
    Group,
    Subscription,
    Administrator,
    Members,
}

/// The draws of one row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) const fn of(seed: u64, kind: Kind, index: u64) -> Self {
        Self(mix(mix(mix(seed) ^ kind as u64) ^ index))
    }

    /// 64 bits for a field.
    pub(super) const fn bits(self, field: &str) -> u64 {
        mix(self.0 ^ fnv1a(field))
    }

    /// A number below `bound`, which is not zero. The bias of the remainder is far below what anybody counts.
    pub(super) const fn below(self, field: &str, bound: u64) -> u64 {
        self.bits(field) % bound
    }

    /// A number from `from` up to and without `to`.
    pub(super) const fn between(self, field: &str, from: u64, to: u64) -> u64 {
        from + self.below(field, to - from)
    }

    /// True in so many of 100 rows.
    pub(super) const fn percent(self, field: &str, percent: u64) -> bool {
        self.below(field, 100) < percent
    }

    /// One of a list that is not empty.
    pub(super) fn one_of<T: Copy>(self, field: &str, list: &[T]) -> T {
        list[usize::try_from(self.below(field, list.len() as u64)).expect("it is below a usize")]
    }

    /// One of a list with weights, which add up to more than zero.
    pub(super) fn weighted<T: Copy>(self, field: &str, list: &[(u64, T)]) -> T {
        let total: u64 = list.iter().map(|&(weight, _)| weight).sum();
        let mut left = self.below(field, total);
        for &(weight, item) in list {
            if left < weight {
                return item;
            }
            left -= weight;
        }
        unreachable!("a draw below the sum of the weights falls into one of them")
    }

    /// A GUID in the form of a random one.
    pub(super) fn uuid(self, field: &str) -> Uuid {
        let high = self.bits(field);
        let bits = u128::from(high) << 64 | u128::from(mix(high ^ self.0));
        uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid()
    }

    /// A size from a curve of sixteenths: half of the rows lie below its ninth value.
    pub(super) fn size(self, field: &str, curve: &[u64; 17]) -> u64 {
        let draw = self.bits(field);
        let step = usize::try_from(draw % 16).expect("it is below 16");
        let (low, high) = (curve[step], curve[step + 1]);
        low + (draw >> 8) % (high - low).max(1)
    }
}

/// The finaliser of splitmix64: every bit of the input moves half of the bits of the output.
const fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

const fn fnv1a(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        at += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn draws_are_the_same_today_and_tomorrow() {
        let chance = Chance::of(1, Kind::Person, 2);
        assert_eq!(
            chance.bits("size"),
            Chance::of(1, Kind::Person, 2).bits("size")
        );
        // Pinned: a change here changes every sample organisation.
        assert_eq!(mix(0), 0xe220_a839_7b1d_cdaf);
        assert_eq!(fnv1a("a"), 0xaf63_dc4c_8601_ec8c);
    }

    #[test]
    fn rows_fields_and_kinds_do_not_share_draws() {
        let mut seen = BTreeSet::new();
        for index in 0..1000 {
            for kind in [Kind::Person, Kind::Shared] {
                for field in ["id", "size"] {
                    assert!(seen.insert(Chance::of(7, kind, index).uuid(field)));
                }
            }
        }
    }

    #[test]
    fn draws_keep_their_bounds_and_their_weights() {
        let curve = std::array::from_fn(|i| (i * 10) as u64);
        let (mut heavy, mut small) = (0, 0);
        for index in 0..10_000 {
            let chance = Chance::of(3, Kind::Trap, index);
            assert!((5..9).contains(&chance.between("b", 5, 9)));
            heavy += u32::from(chance.weighted("w", &[(3, true), (1, false)]));
            small += u32::from(chance.size("s", &curve) < 80);
        }
        assert!((7_300..7_700).contains(&heavy), "{heavy}");
        assert!((4_800..5_200).contains(&small), "{small}");
    }
}
