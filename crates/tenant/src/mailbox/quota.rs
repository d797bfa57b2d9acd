//! Quota classes: what a mailbox may hold under which plan (`exchange.md` 4.1, 4.2, 5.7).

use model::ByteSize;

const GB: u64 = 1 << 30;

/// The plan for which the quotas of a mailbox were set last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QuotaClass {
    /// No plan that gives a mailbox.
    Unlicensed,
    /// Exchange Online Kiosk.
    Deskless,
    /// Exchange Online Plan 1.
    Standard,
    /// Plan 1 inside a Business product, raised to 100 GB (third-party, from 2026-08-01).
    StandardLarge,
    /// Exchange Online Plan 2.
    Enterprise,
}

/// The three quotas of a mailbox, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quota {
    /// `IssueWarningQuota`.
    pub(crate) warn: ByteSize,
    /// `ProhibitSendQuota`.
    pub(crate) send: ByteSize,
    /// `ProhibitSendReceiveQuota`.
    pub(crate) receive: ByteSize,
}

impl QuotaClass {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Unlicensed, "unlicensed"),
        (Self::Deskless, "deskless"),
        (Self::Standard, "standard"),
        (Self::StandardLarge, "standard-large"),
        (Self::Enterprise, "enterprise"),
    ];

    /// The name under which it is kept.
    pub(crate) fn as_str(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The class of a kept name; `None` for anything else.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|(_, n)| *n == name)
            .map(|(class, _)| class)
    }

    /// The quotas that Exchange sets when a mailbox comes into this class.
    pub(crate) const fn quota(self) -> Quota {
        let (warn, send, receive) = match self {
            // 49/49.5/50 is a recollection for unlicensed shared mailboxes; 50 GB itself is documented.
            Self::Unlicensed | Self::Standard => (49 * GB, 49 * GB + GB / 2, 50 * GB),
            // 2 GB is documented; the two lower steps are assumed to stand a tenth apart.
            Self::Deskless => (2 * GB - GB / 5, 2 * GB - GB / 10, 2 * GB),
            Self::StandardLarge | Self::Enterprise => (98 * GB, 99 * GB, 100 * GB),
        };
        Quota {
            warn: ByteSize(warn),
            send: ByteSize(send),
            receive: ByteSize(receive),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_and_quotas_rise() {
        for (class, name) in QuotaClass::ALL {
            assert_eq!(class.as_str(), name);
            assert_eq!(QuotaClass::from_name(name), Some(class));
            let quota = class.quota();
            assert!(
                quota.warn < quota.send && quota.send < quota.receive,
                "{name}"
            );
        }
        assert_eq!(QuotaClass::from_name("Enterprise"), None);
    }

    #[test]
    fn live_quotas_of_plan_2_are_written_as_captured() {
        let quota = QuotaClass::Enterprise.quota();
        assert_eq!(
            wire::size::format(quota.warn),
            "98 GB (105,226,698,752 bytes)"
        );
        assert_eq!(
            wire::size::format(quota.send),
            "99 GB (106,300,440,576 bytes)"
        );
        assert_eq!(
            wire::size::format(quota.receive),
            "100 GB (107,374,182,400 bytes)"
        );
    }
}
