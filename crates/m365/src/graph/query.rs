//! What is asked of `users`.

use model::SkuId;

/// Which members of an account are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserSelect(&'static str);

impl UserSelect {
    /// Who it is.
    pub const NAMES: Self = Self("id,displayName,userPrincipalName,mail,userType");
    /// What a write changes: licences and sign-in.
    pub const STATE: Self = Self(
        "id,displayName,userPrincipalName,accountEnabled,assignedLicenses,licenseAssignmentStates",
    );
    /// Everything that a review needs.
    pub const REVIEW: Self = Self(
        "id,displayName,userPrincipalName,mail,userType,accountEnabled,usageLocation,onPremisesSyncEnabled,\
         assignedLicenses,licenseAssignmentStates",
    );

    /// As `$select` wants it.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

/// Which accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserFilter {
    /// All.
    All,
    /// Those that hold a product (advanced query).
    Licensed,
    /// Those that hold none (advanced query).
    Unlicensed,
    /// Those that hold this product.
    WithSku(SkuId),
}

impl UserFilter {
    /// The `$filter`, if any.
    pub(crate) fn text(self) -> Option<String> {
        match self {
            Self::All => None,
            Self::Licensed => Some("assignedLicenses/$count ne 0".to_owned()),
            Self::Unlicensed => Some("assignedLicenses/$count eq 0".to_owned()),
            Self::WithSku(sku) => Some(format!("assignedLicenses/any(x:x/skuId eq {sku})")),
        }
    }

    /// Does it need `ConsistencyLevel: eventual` and `$count=true` (`graph.md` 2.3)?
    pub(crate) const fn is_advanced(self) -> bool {
        matches!(self, Self::Licensed | Self::Unlicensed)
    }
}

/// A list of accounts to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserQuery {
    /// Which members.
    pub select: UserSelect,
    /// Which accounts.
    pub filter: UserFilter,
    /// Rows per page, 1 to 999.
    pub page_size: usize,
}

impl UserQuery {
    /// Pages as large as they can be.
    pub const fn new(select: UserSelect, filter: UserFilter) -> Self {
        Self {
            select,
            filter,
            page_size: wire::graph::PAGE_MAX,
        }
    }
}
