//! Sizes in bytes, with binary units as Exchange uses them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A number of bytes. 1 GB is 1024³ bytes here, as everywhere in Exchange (fact sheet `exchange.md` 4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ByteSize(pub u64);

impl ByteSize {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many bytes.
    pub const fn bytes(n: u64) -> Self {
        Self(n)
    }

    /// So many megabytes (1024² bytes).
    pub const fn mb(n: u64) -> Self {
        Self(n * 1024 * 1024)
    }

    /// So many gigabytes (1024³ bytes).
    pub const fn gb(n: u64) -> Self {
        Self(n * 1024 * 1024 * 1024)
    }

    /// The number of bytes.
    pub const fn as_bytes(self) -> u64 {
        self.0
    }

    /// The largest unit that gives at least one, and the amount in it in hundredths, rounded half up:
    /// `(147, "GB")` is 1.47 GB. `words` prints it in the reader's locale.
    pub const fn in_unit(self) -> (u64, &'static str) {
        const UNITS: [&str; 5] = ["B", "KB", "MB", "GB", "TB"];
        let mut unit = 0;
        let mut scale: u64 = 1;
        while unit < 4 && self.0 / scale >= 1024 {
            scale *= 1024;
            unit += 1;
        }
        let whole = self.0 / scale;
        let rest = self.0 % scale;
        // u128: the rest times a hundred may not fit into 64 bits.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a remainder below `scale` gives at most 100"
        )]
        let hundredths = ((rest as u128 * 100 + scale as u128 / 2) / scale as u128) as u64;
        (whole * 100 + hundredths, UNITS[unit])
    }
}

impl fmt::Display for ByteSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hundredths, unit) = self.in_unit();
        let (whole, part) = (hundredths / 100, hundredths % 100);
        match (part, part % 10) {
            (0, _) => write!(f, "{whole} {unit}"),
            (_, 0) => write!(f, "{whole}.{} {unit}", part / 10),
            _ => write!(f, "{whole}.{part:02} {unit}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_as_exchange_writes_them() {
        for (bytes, text) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (262_144, "256 KB"),
            (2_578_497_536, "2.4 GB"),
            (53_150_220_288, "49.5 GB"),
            (53_687_091_200, "50 GB"),
            (107_374_182_400, "100 GB"),
            (u64::MAX, "16777216 TB"),
        ] {
            assert_eq!(ByteSize(bytes).to_string(), text, "{bytes}");
        }
    }
}
