//! What a person answered for: acknowledgements and overrides, by code.

use std::collections::BTreeMap;

use model::{Acknowledged, Effect, ReasonCode};
use serde::{Deserialize, Serialize};

/// Answers to reasons. An acknowledgement clears an `ack`, an override a `need`; nothing else can be cleared.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Answers {
    /// Acknowledged codes (`--ack`), each with a reason where one was given.
    pub acks: BTreeMap<ReasonCode, Option<String>>,
    /// Overridden codes (`--override`), each with its reason.
    pub overrides: BTreeMap<ReasonCode, String>,
}

impl Answers {
    /// No answers.
    pub const fn none() -> Self {
        Self {
            acks: BTreeMap::new(),
            overrides: BTreeMap::new(),
        }
    }

    /// With an acknowledgement.
    #[must_use]
    pub fn ack(mut self, code: ReasonCode) -> Self {
        self.acks.insert(code, None);
        self
    }

    /// With an override and its reason.
    #[must_use]
    pub fn overriding(mut self, code: ReasonCode, reason: impl Into<String>) -> Self {
        self.overrides.insert(code, reason.into());
        self
    }

    /// Do they clear a reason that has this effect?
    pub fn clear(&self, code: ReasonCode, effect: Effect) -> bool {
        match effect {
            Effect::Ack => self.acks.contains_key(&code),
            Effect::Need => can_be_overridden(code) && self.overrides.contains_key(&code),
            Effect::Block | Effect::Unknown | Effect::Note => false,
        }
    }

    /// The answer to a reason as a plan keeps it; `None` where it was not answered.
    pub fn record(&self, code: ReasonCode, effect: Effect) -> Option<Acknowledged> {
        if !self.clear(code, effect) {
            return None;
        }
        let overridden = effect == Effect::Need;
        let reason = if overridden {
            self.overrides.get(&code).cloned()
        } else {
            self.acks.get(&code)?.clone()
        };
        Some(Acknowledged {
            code,
            overridden,
            reason,
        })
    }

    /// Overridden codes that nobody may override.
    pub fn forbidden(&self) -> impl Iterator<Item = ReasonCode> + '_ {
        self.overrides
            .keys()
            .copied()
            .filter(|&code| !can_be_overridden(code))
    }
}

/// May this reason be overridden at all, where it is a need?
pub const fn can_be_overridden(code: ReasonCode) -> bool {
    !matches!(
        code,
        ReasonCode::NotShared | ReasonCode::GroupInherited | ReasonCode::FactMissing
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_clears_only_the_effect_it_is_for() {
        let both = Answers::none()
            .ack(ReasonCode::DirSynced)
            .overriding(ReasonCode::Archive, "moved");
        for (code, effect, cleared) in [
            (ReasonCode::DirSynced, Effect::Ack, true),
            (ReasonCode::DirSynced, Effect::Need, false),
            (ReasonCode::DirSynced, Effect::Block, false),
            (ReasonCode::Archive, Effect::Need, true),
            (ReasonCode::Archive, Effect::Ack, false),
            (ReasonCode::OneDriveContent, Effect::Ack, false),
        ] {
            assert_eq!(both.clear(code, effect), cleared, "{code} {effect}");
        }
    }

    #[test]
    fn some_reasons_cannot_be_overridden_whatever_is_said() {
        for code in [
            ReasonCode::NotShared,
            ReasonCode::GroupInherited,
            ReasonCode::FactMissing,
        ] {
            let answers = Answers::none().overriding(code, "I know better").ack(code);
            for effect in [Effect::Need, Effect::Block, Effect::Unknown] {
                assert!(!answers.clear(code, effect), "{code} {effect}");
            }
            assert_eq!(answers.forbidden().collect::<Vec<_>>(), [code]);
        }
    }

    #[test]
    fn what_was_answered_is_kept_with_its_reason() {
        let answers = Answers::none()
            .ack(ReasonCode::DirSynced)
            .overriding(ReasonCode::Over50Gb, "being emptied");
        let ack = answers.record(ReasonCode::DirSynced, Effect::Ack).unwrap();
        assert_eq!((ack.overridden, ack.reason), (false, None));
        let over = answers.record(ReasonCode::Over50Gb, Effect::Need).unwrap();
        assert_eq!(
            (over.overridden, over.reason.as_deref()),
            (true, Some("being emptied"))
        );
        assert_eq!(answers.record(ReasonCode::Archive, Effect::Need), None);
    }
}
