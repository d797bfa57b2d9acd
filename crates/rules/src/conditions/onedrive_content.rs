//! `onedrive_content`: the account keeps files in a OneDrive that the licence gives.

use model::{Effect, FactName, Finding, Reason, ReasonCode, Remedy};

use super::{Row, finding};
use crate::held::Held;
use crate::view::{View, cannot_be_read};

pub(super) const ROW: Row = Row {
    code: ReasonCode::OneDriveContent,
    holds: "the licence has a OneDrive or SharePoint plan switched on, and the OneDrive of the account has content: read-only after 60 days, archived after 93. A OneDrive that cannot be read is a note.",
    effect: |_| "ack (note where it cannot be read)",
    source: "office365itpros.com and others, 2025-01 (third party)",
};

pub(crate) enum Content {
    /// There is something, or that it cannot be known is said.
    Said(Effect),
    Empty,
    Unknown,
}

pub(crate) fn content(v: &View<'_>) -> Content {
    match &v.onedrive {
        Ok(onedrive) if onedrive.value.has_content() => Content::Said(Effect::Ack),
        Ok(_) => Content::Empty,
        Err(gap) if cannot_be_read(gap) => Content::Said(Effect::Note),
        Err(_) => Content::Unknown,
    }
}

/// Of a licence that could go.
pub(crate) fn check(v: &View<'_>, held: &Held) -> Option<Finding> {
    let Content::Said(effect) = content(v) else {
        return None;
    };
    held.capabilities().onedrive.then(|| {
        let onedrive = v.onedrive.as_ref().ok().map(|o| o.value);
        let reason = Reason::OneDriveContent {
            sku: held.sku,
            used: onedrive.map(|o| o.used),
            files: onedrive.map(|o| o.files),
        };
        let mut remedies = vec![Remedy::SaveOneDrive];
        if effect == Effect::Ack {
            remedies.push(Remedy::Acknowledge {
                code: ReasonCode::OneDriveContent,
            });
        }
        finding(
            reason,
            effect,
            remedies,
            &[FactName::OneDrive, FactName::Licenses],
        )
    })
}
