//! Accounts that were picked, on this page of the list and on others: they travel with the address, so that nothing
//! has to be remembered and nothing needs a script.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use model::AccountId;

use crate::address::Params;

/// So many fit into an address that every browser and proxy takes: 22 letters each.
pub(crate) const MOST: usize = 200;

const ID: usize = 16;

/// Accounts that were picked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    ids: BTreeSet<AccountId>,
    /// More were picked than are kept.
    pub(crate) cut: bool,
}

impl Selection {
    /// Those of other pages (`sel`), and the boxes that are ticked on this one (`s`). Boxes that were shown (`on`) and
    /// are not ticked are picked no longer.
    pub(crate) fn of(params: &Params) -> Self {
        let mut ids: BTreeSet<AccountId> = params.all("sel").into_iter().flat_map(read).collect();
        match params.get("pick") {
            Some("none") => return Self::default(),
            Some("page") => ids.extend(params.all("on").into_iter().flat_map(read)),
            _ => {
                for shown in params.all("on").into_iter().flat_map(read) {
                    ids.remove(&shown);
                }
                ids.extend(
                    params
                        .all("s")
                        .into_iter()
                        .flat_map(str::parse::<AccountId>),
                );
            }
        }
        let cut = ids.len() > MOST;
        Self {
            ids: ids.into_iter().take(MOST).collect(),
            cut,
        }
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = AccountId> + '_ {
        self.ids.iter().copied()
    }

    pub(crate) fn contains(&self, id: AccountId) -> bool {
        self.ids.contains(&id)
    }

    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// As it stands in an address.
    pub(crate) fn token(&self) -> String {
        token(self.ids())
    }
}

/// Ids as letters, digits, `-` and `_`.
pub(crate) fn token(ids: impl Iterator<Item = AccountId>) -> String {
    let bytes: Vec<u8> = ids.flat_map(|id| *id.as_uuid().as_bytes()).collect();
    BASE64.encode(bytes)
}

/// What [`token`] wrote; anything else is nobody.
fn read(token: &str) -> Vec<AccountId> {
    let bytes = BASE64.decode(token).unwrap_or_default();
    let (ids, []) = bytes.as_chunks::<ID>() else {
        return Vec::new();
    };
    let id = |bytes: &[u8; ID]| AccountId::from_u128(u128::from_be_bytes(*bytes));
    ids.iter().map(id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: impl IntoIterator<Item = u128>) -> Vec<AccountId> {
        numbers.into_iter().map(AccountId::from_u128).collect()
    }

    fn of(query: &str) -> Selection {
        Selection::of(&Params::parse(query))
    }

    #[test]
    fn a_selection_travels_with_the_address() {
        let earlier = token(ids([1, 2, 3]).into_iter());
        let shown = token(ids([3, 4, 5]).into_iter());
        let four = AccountId::from_u128(4);
        let box_ticked = of(&format!("sel={earlier}&on={shown}&s={four}"));
        assert_eq!(box_ticked.ids().collect::<Vec<_>>(), ids([1, 2, 4]));
        let again = of(&format!("sel={}", box_ticked.token()));
        assert_eq!(again, box_ticked);
        let page = of(&format!("sel={earlier}&on={shown}&pick=page"));
        assert_eq!(page.ids().collect::<Vec<_>>(), ids(1..=5));
        assert_eq!(
            of(&format!("sel={earlier}&on={shown}&s={four}&pick=none")).len(),
            0
        );
    }

    #[test]
    fn an_address_stays_short_and_odd_ones_pick_nobody() {
        let many = of(&format!("sel={}", token(ids(1..=500).into_iter())));
        assert!(many.cut && many.len() == MOST && many.token().len() < 4_300);
        for odd in [
            "sel=x",
            "sel=%3Cscript%3E",
            "s=1",
            "sel=AAAA",
            "on=AAAA&pick=page",
        ] {
            assert_eq!(of(odd), Selection::default(), "{odd}");
        }
    }
}
