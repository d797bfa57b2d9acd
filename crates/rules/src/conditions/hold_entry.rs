//! The entries of `InPlaceHolds`, by their form.

use model::mailbox::Holds;

/// One entry. What no form is known for counts as a hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HoldEntry {
    /// `UniH…`, `cld…`, without a prefix, or unknown: an eDiscovery or In-Place Hold.
    InPlace,
    /// `mbx…`, retaining.
    Retention { policy: String },
    /// `-mbx…`: excluded from a policy of the organisation.
    Excluded { policy: String },
    /// `skp…`, `grp…`, `-…`, or deleting without retaining (`:1`): no hold on this mailbox.
    None,
}

impl HoldEntry {
    pub(crate) fn of(entry: &str) -> Self {
        let entry = entry.trim().to_ascii_lowercase();
        if let Some(excluded) = entry.strip_prefix('-') {
            return excluded
                .strip_prefix("mbx")
                .map_or(Self::None, |p| Self::Excluded { policy: policy(p) });
        }
        if entry.is_empty() || entry.starts_with("skp") || entry.starts_with("grp") {
            return Self::None;
        }
        match entry.strip_prefix("mbx") {
            Some(rest) if rest.ends_with(":1") => Self::None,
            Some(rest) => Self::Retention {
                policy: policy(rest),
            },
            None => Self::InPlace,
        }
    }

    pub(crate) fn is_in_place(&self) -> bool {
        *self == Self::InPlace
    }

    pub(crate) const fn is_retention(&self) -> bool {
        matches!(self, Self::Retention { .. })
    }

    /// Does this entry of a mailbox take it out of that policy of the organisation?
    pub(crate) fn excludes(&self, org_entry: &str) -> bool {
        match (self, Self::of(org_entry)) {
            (Self::Excluded { policy: own }, Self::Retention { policy }) => *own == policy,
            _ => false,
        }
    }
}

/// The policy's id without the action behind the colon.
fn policy(rest: &str) -> String {
    let id = rest.split(':').next().unwrap_or_default();
    id.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The entries of one kind, as found.
pub(crate) fn entries_of(entries: &[String], is: impl Fn(&HoldEntry) -> bool) -> Vec<String> {
    entries
        .iter()
        .filter(|e| is(&HoldEntry::of(e)))
        .cloned()
        .collect()
}

/// Does anything at all keep content?
pub(crate) fn any_hold(holds: &Holds) -> bool {
    let entry = |e: &String| {
        matches!(
            HoldEntry::of(e),
            HoldEntry::InPlace | HoldEntry::Retention { .. }
        )
    };
    holds.litigation
        || holds.compliance_tag
        || holds.delay
        || holds.delay_release
        || holds.in_place.iter().any(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "c75f1c27-0b61-4f2d-9b7a-3f2f1a1a2b3c";

    #[test]
    fn every_documented_form_has_its_meaning() {
        let retention = HoldEntry::Retention {
            policy: ID.replace('-', ""),
        };
        let excluded = HoldEntry::Excluded {
            policy: ID.replace('-', ""),
        };
        for (entry, meaning) in [
            (format!("UniH{ID}"), HoldEntry::InPlace),
            (format!("cld{ID}"), HoldEntry::InPlace),
            (ID.to_owned(), HoldEntry::InPlace),
            (format!("mbx{ID}:2"), retention.clone()),
            (format!("mbx{ID}:3"), retention.clone()),
            (
                format!("MBX{}:3", ID.replace('-', "").to_uppercase()),
                retention.clone(),
            ),
            (format!("mbx{ID}:1"), HoldEntry::None),
            (format!("skp{ID}:2"), HoldEntry::None),
            (format!("grp{ID}:3"), HoldEntry::None),
            (format!("-mbx{ID}"), excluded.clone()),
            (format!("-mbx{ID}:3"), excluded),
            (String::new(), HoldEntry::None),
            // Nobody says what these are, so they hold.
            (format!("mbx{ID}"), retention.clone()),
            (format!("mbx{ID}:7"), retention),
            (format!("xyz{ID}"), HoldEntry::InPlace),
        ] {
            assert_eq!(HoldEntry::of(&entry), meaning, "{entry}");
        }
    }

    #[test]
    fn an_exclusion_is_for_its_own_policy() {
        let own = HoldEntry::of(&format!("-mbx{}", ID.replace('-', "")));
        assert!(own.excludes(&format!("mbx{ID}:3")));
        assert!(!own.excludes("mbx00000000-0000-0000-0000-000000000001:3"));
    }
}
