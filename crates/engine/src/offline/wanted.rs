//! Which export would say what is missing.

use std::collections::{BTreeMap, BTreeSet};

use m365::offline::ExportKind;
use model::{FactName, Gap, GapWhy, Reason};
use store::Record;

/// An export that would fill gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Which.
    pub kind: ExportKind,
    /// The facts that it would give.
    pub facts: BTreeSet<FactName>,
    /// Of so many mailboxes.
    pub mailboxes: u64,
    /// There is one among the files: it is too old, hides names, or lacks these.
    pub again: bool,
}

/// What the records miss, the export that helps most mailboxes first.
pub(super) fn of(records: &[Record], found: &[ExportKind]) -> Vec<Wanted> {
    let mut wanted: BTreeMap<ExportKind, Wanted> = BTreeMap::new();
    for record in records {
        let missing = record
            .assessment
            .findings
            .iter()
            .filter_map(|f| match &f.reason {
                Reason::FactMissing { fact, gap } => Some((*fact, gap)),
                _ => None,
            });
        let mut kinds: BTreeMap<ExportKind, BTreeSet<FactName>> = BTreeMap::new();
        for (fact, gap) in missing {
            if let Some(kind) = gives(fact, gap) {
                kinds.entry(kind).or_default().insert(fact);
            }
        }
        for (kind, facts) in kinds {
            let entry = wanted.entry(kind).or_insert_with(|| Wanted {
                kind,
                facts: BTreeSet::new(),
                mailboxes: 0,
                again: found.contains(&kind),
            });
            entry.facts.extend(facts);
            entry.mailboxes += 1;
        }
    }
    let mut wanted: Vec<Wanted> = wanted.into_values().collect();
    wanted.sort_by_key(|w| (std::cmp::Reverse(w.mailboxes), w.kind));
    wanted
}

/// The export that gives a fact. `None` where no export would help.
fn gives(fact: FactName, gap: &Gap) -> Option<ExportKind> {
    match fact {
        FactName::Kind
        | FactName::Quota
        | FactName::Archive
        | FactName::Holds
        | FactName::DirSync
        | FactName::Region => Some(ExportKind::Mailboxes),
        FactName::Size | FactName::ArchiveSize => Some(ExportKind::Statistics),
        FactName::SignIn | FactName::Licenses => Some(ExportKind::Users),
        // A product that neither the tenant's list nor ours knows is asked of the tenant's.
        FactName::Skus => Some(ExportKind::Products),
        // An account that the file lacks is not in the next one either.
        FactName::LastActivity | FactName::LastSignIn if gap.why == GapWhy::Absent => None,
        FactName::LastActivity => Some(ExportKind::ActiveUserReport),
        FactName::LastSignIn => Some(ExportKind::SignIns),
        FactName::OneDrive => Some(ExportKind::OneDriveUsage),
        FactName::OrgHolds | FactName::DefaultRegion => Some(ExportKind::Organization),
        FactName::SmtpAuth => None,
    }
}
