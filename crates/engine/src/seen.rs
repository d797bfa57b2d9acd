//! What a page showed of an account's licences, so that a save knows whether it still holds.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use model::{License, LicenseSource, MailboxFacts, SignIn, SkuId};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The licence facts that a page showed. As text it goes into the form and comes back with the save: letters, digits,
/// `-` and `_` only. It guards against what others do meanwhile; it is no secret, and no right rests on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// What each product's sources were; `None` where it was not known.
    #[serde(rename = "l")]
    licenses: Option<BTreeMap<SkuId, Vec<LicenseSource>>>,
    /// Whether it could sign in; `None` where it was not known.
    #[serde(rename = "s")]
    sign_in: Option<SignIn>,
}

/// What is no longer as it was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// What changed, by product, then sign-in; never empty.
    pub changes: Vec<Change>,
}

/// One thing that changed since it was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    tag = "change",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[non_exhaustive]
pub enum Change {
    /// A product came.
    Assigned {
        /// As it is now.
        now: License,
    },
    /// A product went.
    Unassigned {
        /// As it was shown.
        was: License,
    },
    /// A product is there still, and something about it is different: who gives it, which service plans are off,
    /// whether it works.
    Altered {
        /// As it was shown.
        was: License,
        /// As it is now.
        now: License,
    },
    /// Licences became known or unknown.
    LicensesKnown {
        /// Are they known now?
        now: bool,
    },
    /// Sign-in was blocked or allowed, or became known or unknown.
    SignIn {
        /// As it was shown; `None` was not known.
        was: Option<SignIn>,
        /// As it is now; `None` is not known.
        now: Option<SignIn>,
    },
}

impl Seen {
    /// What these facts show.
    pub fn of(facts: &MailboxFacts) -> Self {
        let sources = |license: &License| {
            let mut sources = license.sources.clone();
            sources.sort_by_key(|s| s.by);
            (license.sku, sources)
        };
        Self {
            licenses: facts
                .licenses
                .value()
                .map(|licenses| licenses.iter().map(sources).collect()),
            sign_in: facts.sign_in.value().copied(),
        }
    }

    /// A short name for it: SHA-256, in hexadecimal.
    pub fn digest(&self) -> String {
        let digest = Sha256::digest(self.to_string().as_bytes());
        digest
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<Vec<_>>()
            .concat()
    }

    /// What is different now; `None` when nothing is.
    pub fn difference(&self, now: &Self) -> Option<Difference> {
        let mut changes = Vec::new();
        match (&self.licenses, &now.licenses) {
            (Some(was), Some(now)) => changes.extend(altered(was, now)),
            (None, None) => {}
            (_, now) => changes.push(Change::LicensesKnown { now: now.is_some() }),
        }
        if self.sign_in != now.sign_in {
            changes.push(Change::SignIn {
                was: self.sign_in,
                now: now.sign_in,
            });
        }
        (!changes.is_empty()).then_some(Difference { changes })
    }
}

type Held = BTreeMap<SkuId, Vec<LicenseSource>>;

fn altered(was: &Held, now: &Held) -> Vec<Change> {
    let license = |sku: SkuId, sources: &[LicenseSource]| License {
        sku,
        sources: sources.to_vec(),
    };
    let mut skus: Vec<SkuId> = was.keys().chain(now.keys()).copied().collect();
    skus.sort_unstable();
    skus.dedup();
    let change = |sku: SkuId| match (was.get(&sku), now.get(&sku)) {
        (Some(was), Some(now)) if was != now => Some(Change::Altered {
            was: license(sku, was),
            now: license(sku, now),
        }),
        (Some(was), None) => Some(Change::Unassigned {
            was: license(sku, was),
        }),
        (None, Some(now)) => Some(Change::Assigned {
            now: license(sku, now),
        }),
        _ => None,
    };
    skus.into_iter().filter_map(change).collect()
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = serde_json::to_vec(self).map_err(|_| fmt::Error)?;
        f.write_str(&BASE64.encode(json))
    }
}

/// Text that does not say what a page showed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the form does not say what it showed; open the account again")]
pub struct NotSeen;

impl FromStr for Seen {
    type Err = NotSeen;

    fn from_str(text: &str) -> Result<Self, NotSeen> {
        let json = BASE64.decode(text).map_err(|_| NotSeen)?;
        serde_json::from_slice(&json).map_err(|_| NotSeen)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::Timestamp;
    use model::{AccountId, AssignedBy, Fact, GroupId, MailboxName, ServicePlanId, Source};

    use super::*;

    fn facts(licenses: Option<Vec<License>>, sign_in: Option<SignIn>) -> MailboxFacts {
        let at = Timestamp::UNIX_EPOCH;
        let unread = MailboxFacts::unread(AccountId::from_u128(1), MailboxName::default());
        MailboxFacts {
            licenses: licenses.map_or(Fact::not_read(), |l| Fact::live(l, Source::GraphUser, at)),
            sign_in: sign_in.map_or(Fact::not_read(), |s| Fact::live(s, Source::GraphUser, at)),
            ..unread
        }
    }

    fn by_group(sku: u128) -> License {
        let mut license = direct(sku);
        license.sources[0].by = AssignedBy::Group(GroupId::from_u128(9));
        license
    }

    fn direct(sku: u128) -> License {
        License::direct(SkuId::from_u128(sku), BTreeSet::new())
    }

    #[test]
    fn a_difference_names_exactly_what_changed() {
        let off = License::direct(
            SkuId::from_u128(1),
            BTreeSet::from([ServicePlanId::from_u128(5)]),
        );
        let (allowed, blocked) = (Some(SignIn::Allowed), Some(SignIn::Blocked));
        let was = Seen::of(&facts(Some(vec![direct(1), direct(2)]), allowed));
        let cases = [
            (Some(vec![direct(2), direct(1)]), allowed, vec![]),
            (
                Some(vec![off.clone(), direct(2)]),
                allowed,
                vec![Change::Altered {
                    was: direct(1),
                    now: off,
                }],
            ),
            (
                Some(vec![by_group(1), direct(3)]),
                blocked,
                vec![
                    Change::Altered {
                        was: direct(1),
                        now: by_group(1),
                    },
                    Change::Unassigned { was: direct(2) },
                    Change::Assigned { now: direct(3) },
                    Change::SignIn {
                        was: allowed,
                        now: blocked,
                    },
                ],
            ),
            (None, allowed, vec![Change::LicensesKnown { now: false }]),
        ];
        for (licenses, sign_in, changes) in cases {
            let now = Seen::of(&facts(licenses, sign_in));
            let found = was.difference(&now).map_or(Vec::new(), |d| d.changes);
            assert_eq!(found, changes);
            assert_eq!(now.digest() == was.digest(), changes.is_empty());
        }
    }

    #[test]
    fn it_goes_through_a_form_and_nothing_else_does() {
        for seen in [
            Seen::of(&facts(None, None)),
            Seen::of(&facts(
                Some(vec![by_group(1), direct(2)]),
                Some(SignIn::Blocked),
            )),
        ] {
            let text = seen.to_string();
            let safe = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            assert!(text.chars().all(safe), "{text}");
            assert_eq!(text.parse(), Ok(seen));
            assert_eq!(text[1..].parse::<Seen>(), Err(NotSeen));
        }
        for odd in ["", "e30", "bnVsbA", "é", "<script>"] {
            // An empty object is read as "nothing known", which differs from every account that was read.
            if let Ok(seen) = odd.parse::<Seen>() {
                assert_eq!(seen, Seen::of(&facts(None, None)), "{odd}");
            }
        }
    }
}
