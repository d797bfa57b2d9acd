//! `archive`: there is an in-place archive.

use model::{ByteSize, Effect, FactName, Reason, ReasonCode, Remedy};

use super::{Row, Ruling, finding, hold_entry};
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::Archive,
    holds: "`ArchiveGuid` is not zero; never `ArchiveStatus` alone. Auto-expanding counts only with an archive.",
    effect: |_| "need",
    source: "Microsoft, *About shared mailboxes* (2024-09-30); *Remove a license from a shared mailbox*",
};

pub(crate) fn check(v: &View<'_>) -> Ruling {
    let Ok(archive) = &v.archive else {
        return Ruling::unknown(FactName::Archive);
    };
    Ruling::holds_if(archive.value.exists(), || {
        let size = v.archive_size.as_ref().ok().map(|s| s.value.bytes());
        let reason = Reason::Archive {
            auto_expanding: archive.value.auto_expanding,
            size,
        };
        finding(
            reason,
            Effect::Need,
            vec![remedy(v, size)],
            &[FactName::Archive, FactName::ArchiveSize],
        )
    })
}

/// An archive that is known to be empty can go, unless a hold wants it to stay.
fn remedy(v: &View<'_>, size: Option<ByteSize>) -> Remedy {
    let free = v
        .holds
        .as_ref()
        .is_ok_and(|h| !hold_entry::any_hold(&h.value));
    if size == Some(ByteSize::ZERO) && free {
        Remedy::DisableArchive
    } else {
        Remedy::DecideArchive
    }
}
