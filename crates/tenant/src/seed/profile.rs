//! The kinds of organisation that can be made. Each shows what a review meets there.

use std::fmt;
use std::str::FromStr;

use model::CloudId;

/// What kind of sample organisation to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Profile {
    /// One that shows everything: every trap mailbox, products of every kind, group licensing.
    #[default]
    Contoso,
    /// Small: Business Standard without Entra ID P1, and reports that conceal names.
    BusinessStandard,
    /// Business Premium, accounts synced from Active Directory without Exchange on premises.
    BusinessPremium,
    /// Microsoft 365 E3 by groups, retention for the whole organisation, archives on those who left.
    E3Retention,
    /// Microsoft 365 E5 with Exchange on premises as well: most mailboxes were migrated.
    E5Hybrid,
    /// US Government L4: no usage reports.
    GccHigh,
    /// 21Vianet: no usage reports.
    China,
    /// The German cloud as it was.
    Germany,
    /// The crowd of `contoso` alone, without trap mailboxes: of each 1,000 accounts exactly 880 are licensed
    /// and 100 are shared mailboxes, of which 20 are licensed, 3 of those with sign-in allowed. For measuring.
    Crowd,
}

/// Text that names no profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a profile ({known})")]
pub struct UnknownProfile {
    /// What was found.
    pub text: String,
    /// The profiles there are, joined by commas.
    pub known: String,
}

impl Profile {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Contoso,
        Self::BusinessStandard,
        Self::BusinessPremium,
        Self::E3Retention,
        Self::E5Hybrid,
        Self::GccHigh,
        Self::China,
        Self::Germany,
        Self::Crowd,
    ];

    /// The name as it is written in files and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contoso => "contoso",
            Self::BusinessStandard => "business-standard",
            Self::BusinessPremium => "business-premium",
            Self::E3Retention => "e3-retention",
            Self::E5Hybrid => "e5-hybrid",
            Self::GccHigh => "gcc-high",
            Self::China => "china",
            Self::Germany => "germany",
            Self::Crowd => "crowd",
        }
    }

    /// The cloud that such an organisation lives in when nothing else is said.
    pub const fn default_cloud(self) -> CloudId {
        match self {
            Self::GccHigh => CloudId::GccHigh,
            Self::China => CloudId::China,
            Self::Germany => CloudId::Germany,
            _ => CloudId::Worldwide,
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Profile {
    type Err = UnknownProfile;

    fn from_str(text: &str) -> Result<Self, UnknownProfile> {
        let found = Self::ALL
            .into_iter()
            .find(|p| p.as_str().eq_ignore_ascii_case(text));
        found.ok_or_else(|| UnknownProfile {
            text: text.to_owned(),
            known: Self::ALL.map(Self::as_str).join(", "),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for profile in Profile::ALL {
            assert_eq!(profile.as_str().parse(), Ok(profile));
            assert_eq!(profile.as_str().to_uppercase().parse(), Ok(profile));
        }
        let unknown = "tailspin".parse::<Profile>().unwrap_err().to_string();
        assert!(
            unknown.contains("`tailspin`") && unknown.contains("e3-retention"),
            "{unknown}"
        );
    }
}
