//! `dir_synced`: mastered on premises, where it may still be a user mailbox.

use model::{Effect, FactName, Reason, ReasonCode, Remedy};

use super::{Row, Ruling, finding};
use crate::policy::NoteSwitch;
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::DirSynced,
    holds: "`IsDirSynced`, and `RemoteRecipientType` names a mailbox without the shared bit. Concerns licences with a mailbox or archiving plan.",
    effect: |policy| match policy.switches().dirsync {
        NoteSwitch::Note => "ack (note where the shared bit, or nothing, is named)",
        NoteSwitch::Strict => "ack",
    },
    source: "Microsoft, *Convert a user mailbox to a shared mailbox*; KB 2710029",
};

pub(crate) fn check(v: &View<'_>) -> Ruling {
    let Ok(dir_sync) = &v.dir_sync else {
        return Ruling::unknown(FactName::DirSync);
    };
    let remote = &dir_sync.value.remote_recipient_type;
    Ruling::holds_if(dir_sync.value.synced, || {
        let strict = v.policy.switches().dirsync == NoteSwitch::Strict;
        let mut remedies = vec![Remedy::SetRemoteMailboxShared];
        let effect = if strict || !is_harmless(remote) {
            remedies.push(Remedy::Acknowledge {
                code: ReasonCode::DirSynced,
            });
            Effect::Ack
        } else {
            Effect::Note
        };
        finding(
            Reason::DirSynced {
                remote_recipient_type: remote.clone(),
            },
            effect,
            remedies,
            &[FactName::DirSync],
        )
    })
}

/// Names the shared bit, or nothing at all. The flags come as names or as their sum, where 96 is shared.
fn is_harmless(remote: &str) -> bool {
    const SHARED: u32 = 96;
    let mut flags = remote
        .split(',')
        .map(str::trim)
        .filter(|f| !f.is_empty())
        .peekable();
    if flags.peek().is_none() {
        return true;
    }
    let flags: Vec<_> = flags.collect();
    flags
        .iter()
        .all(|f| f.eq_ignore_ascii_case("None") || *f == "0")
        || flags.iter().any(|f| {
            f.eq_ignore_ascii_case("SharedMailbox")
                || f.parse().is_ok_and(|sum: u32| sum & SHARED == SHARED)
        })
}
