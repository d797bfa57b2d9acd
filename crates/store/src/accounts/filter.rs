//! Which accounts: the filters that the page offers.

use std::fmt;
use std::str::FromStr;

use model::{RecipientKind, SignIn, SkuId, Verdict};

use super::AccountRow;

/// Which accounts. As text (in an address, in the database): `all`, `licensed`, `unlicensed`,
/// `licensed-shared-mailboxes`, `sign-in-blocked`, `product:<skuId>`, `verdict:<verdict>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum AccountFilter {
    /// All.
    #[default]
    All,
    /// Those that hold a product.
    Licensed,
    /// Those that hold none: "Unlicensed users".
    Unlicensed,
    /// Shared mailboxes whose account holds a product.
    LicensedSharedMailboxes,
    /// Those that may not sign in.
    SignInBlocked,
    /// Those that hold this product.
    Product(SkuId),
    /// Those on whose mailbox the newest review says this.
    Verdict(Verdict),
}

impl AccountFilter {
    /// Does it admit the row? What is not known admits nothing but `All`.
    pub fn admits(self, row: &AccountRow) -> bool {
        let held = row.account.licenses.as_deref();
        let licensed = held.is_some_and(|held| !held.is_empty());
        match self {
            Self::All => true,
            Self::Licensed => licensed,
            Self::Unlicensed => held.is_some_and(<[_]>::is_empty),
            Self::LicensedSharedMailboxes => {
                licensed && row.mailbox == Some(RecipientKind::SharedMailbox)
            }
            Self::SignInBlocked => row.account.sign_in == Some(SignIn::Blocked),
            Self::Product(sku) => held.is_some_and(|held| held.iter().any(|h| h.sku == sku)),
            Self::Verdict(verdict) => row.verdict == Some(verdict),
        }
    }

    /// All filters that admit the row, each once.
    pub fn admitting(row: &AccountRow) -> Vec<Self> {
        const FIXED: [AccountFilter; 5] = [
            AccountFilter::All,
            AccountFilter::Licensed,
            AccountFilter::Unlicensed,
            AccountFilter::LicensedSharedMailboxes,
            AccountFilter::SignInBlocked,
        ];
        let held = row.account.licenses.iter().flatten();
        let mut filters: Vec<_> = FIXED
            .into_iter()
            .filter(|filter| filter.admits(row))
            .chain(held.map(|h| Self::Product(h.sku)))
            .chain(row.verdict.map(Self::Verdict))
            .collect();
        filters.sort_unstable();
        filters.dedup();
        filters
    }
}

impl fmt::Display for AccountFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Licensed => f.write_str("licensed"),
            Self::Unlicensed => f.write_str("unlicensed"),
            Self::LicensedSharedMailboxes => f.write_str("licensed-shared-mailboxes"),
            Self::SignInBlocked => f.write_str("sign-in-blocked"),
            Self::Product(sku) => write!(f, "product:{sku}"),
            Self::Verdict(verdict) => write!(f, "verdict:{}", verdict.as_str()),
        }
    }
}

/// Text that names no filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a filter of accounts")]
pub struct NotAFilter(pub String);

impl FromStr for AccountFilter {
    type Err = NotAFilter;

    fn from_str(text: &str) -> Result<Self, NotAFilter> {
        let parsed = match text.split_once(':') {
            None => match text {
                "all" => Some(Self::All),
                "licensed" => Some(Self::Licensed),
                "unlicensed" => Some(Self::Unlicensed),
                "licensed-shared-mailboxes" => Some(Self::LicensedSharedMailboxes),
                "sign-in-blocked" => Some(Self::SignInBlocked),
                _ => None,
            },
            Some(("product", sku)) => sku.parse().ok().map(Self::Product),
            Some(("verdict", name)) => Verdict::ALL
                .iter()
                .find(|v| v.as_str() == name)
                .map(|v| Self::Verdict(*v)),
            Some(_) => None,
        };
        parsed.ok_or_else(|| NotAFilter(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_reads_back_as_it_is_written() {
        let fixed = [
            AccountFilter::All,
            AccountFilter::Licensed,
            AccountFilter::Unlicensed,
            AccountFilter::LicensedSharedMailboxes,
            AccountFilter::SignInBlocked,
            AccountFilter::Product(SkuId::from_u128(7)),
        ];
        let verdicts = Verdict::ALL.iter().map(|&v| AccountFilter::Verdict(v));
        for filter in fixed.into_iter().chain(verdicts) {
            assert_eq!(filter.to_string().parse(), Ok(filter));
        }
        for odd in [
            "",
            "All",
            "product:",
            "product:x",
            "verdict:",
            "verdict:maybe",
            "x:y",
        ] {
            assert_eq!(
                odd.parse::<AccountFilter>(),
                Err(NotAFilter(odd.to_owned()))
            );
        }
    }
}
