//! The verdict where nothing is open: per licence first, then for the mailbox.

use model::{FactName, LicenseVerdict, ReasonCode, SkuId, Verdict};

use crate::answers::Answers;
use crate::cover::{Cover, Requirement, cheaper_product, cover};
use crate::held::Held;
use crate::policy::DefenderSwitch;
use crate::situation::{Picture, Situation};
use crate::view::View;
use model::Effect;

/// What to do with one licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ruled {
    pub(crate) verdict: LicenseVerdict,
    pub(crate) swap_to: Option<SkuId>,
    /// What decides; needs of the mailbox are said by [`ReasonCode`] of their findings.
    pub(crate) because: Vec<ReasonCode>,
}

/// The outcome in one situation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) verdict: Verdict,
    pub(crate) licenses: Vec<Ruled>,
}

/// What does not depend on the open questions.
#[derive(Debug)]
pub(crate) struct Judge<'a> {
    v: &'a View<'a>,
    answers: &'a Answers,
    /// The needs that are proven, by which a licence stays.
    needs: Vec<ReasonCode>,
    /// A Defender product that calls for an Exchange licence.
    exchange: bool,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(v: &'a View<'a>, picture: &Picture, answers: &'a Answers) -> Self {
        let defender = v.held.iter().any(Held::is_defender_product);
        let exchange = defender
            && v.policy.switches().defender_needs_exchange
            && !answers.clear(ReasonCode::Defender, Effect::Need);
        let proven = picture.findings.iter().filter(|f| f.effect == Effect::Need);
        let mut needs: Vec<_> = proven
            .map(|f| f.reason.code())
            .filter(|&code| !answers.clear(code, Effect::Need))
            .collect();
        if exchange {
            needs.push(ReasonCode::Defender);
        }
        Self {
            v,
            answers,
            needs,
            exchange,
        }
    }

    /// The fact that is missing where a ruling is unknown with every question answered.
    pub(crate) fn untold(&self) -> FactName {
        if self.v.held.iter().all(|h| h.good.is_some()) {
            FactName::Licenses
        } else {
            FactName::Skus
        }
    }

    pub(crate) fn requirement(&self, s: &Situation) -> Requirement {
        Requirement::of(s, self.exchange)
    }

    pub(crate) fn outcome(&self, s: &Situation) -> Outcome {
        let held = &self.v.held;
        if !s.shared {
            let verdict = if held.is_empty() {
                Verdict::Unlicensed
            } else {
                Verdict::Blocked
            };
            let ruled = || Ruled::new(LicenseVerdict::Blocked, &[ReasonCode::NotShared]);
            return Outcome {
                verdict,
                licenses: held.iter().map(|_| ruled()).collect(),
            };
        }
        let required = self.requirement(s);
        let cover = cover(self.v, required);
        let licenses: Vec<Ruled> = held
            .iter()
            .enumerate()
            .map(|(i, h)| self.license(s, required, &cover, i, h))
            .collect();
        Outcome {
            verdict: self.mailbox(s, &cover, &licenses),
            licenses,
        }
    }

    fn mailbox(&self, s: &Situation, cover: &Cover, licenses: &[Ruled]) -> Verdict {
        let any = |verdict| licenses.iter().any(|l| l.verdict == verdict);
        let unresolved = self.v.held.iter().any(|h| h.good.is_none());
        match cover {
            // A product that nobody knows may be the one that suffices.
            Cover::Short if unresolved => return Verdict::Unknown,
            Cover::Short => return Verdict::Missing,
            Cover::By { .. } if any(LicenseVerdict::Swap) => return Verdict::Overlicensed,
            Cover::By { .. } => return Verdict::Required,
            Cover::Free if licenses.is_empty() => return Verdict::Unlicensed,
            Cover::Free => {}
        }
        let own_need = |l: &Ruled| {
            l.because
                .iter()
                .any(|c| matches!(c, ReasonCode::Defender | ReasonCode::DeviceAccount))
        };
        if s.sign_in_allowed && s.used {
            Verdict::Required
        } else if any(LicenseVerdict::Removable) {
            Verdict::Removable
        } else if any(LicenseVerdict::Unknown) {
            Verdict::Unknown
        } else if licenses
            .iter()
            .all(|l| l.verdict == LicenseVerdict::Keep && own_need(l))
        {
            Verdict::Required
        } else {
            Verdict::Blocked
        }
    }

    fn license(
        &self,
        s: &Situation,
        required: Requirement,
        cover: &Cover,
        i: usize,
        held: &Held,
    ) -> Ruled {
        if s.sign_in_allowed && s.used {
            return Ruled::new(LicenseVerdict::Keep, &[ReasonCode::SignInUsed]);
        }
        let Some(good) = &held.good else {
            return Ruled::new(LicenseVerdict::Unknown, &[ReasonCode::FactMissing]);
        };
        let stays = match cover {
            Cover::Free => false,
            Cover::By { stays, .. } => stays.contains(&i),
            // What is held does not suffice; taking away part of it would only make it worse.
            Cover::Short => good.capabilities.touches_mailbox() || good.capabilities.multi_geo,
        };
        let on_its_own = self.on_its_own(s, held);
        if stays {
            return match self.swap(required, cover, held, &on_its_own) {
                Some(sku) => Ruled {
                    verdict: LicenseVerdict::Swap,
                    swap_to: Some(sku),
                    because: self.needs.clone(),
                },
                None => Ruled {
                    verdict: LicenseVerdict::Keep,
                    swap_to: None,
                    because: self.needs.clone(),
                },
            };
        }
        on_its_own
    }

    /// A licence that no need of the mailbox holds.
    fn on_its_own(&self, s: &Situation, held: &Held) -> Ruled {
        let cleared = |code| self.answers.clear(code, Effect::Need);
        if held.is_device() && !cleared(ReasonCode::DeviceAccount) {
            return Ruled::new(LicenseVerdict::Keep, &[ReasonCode::DeviceAccount]);
        }
        if held.is_defender_product() && !cleared(ReasonCode::Defender) {
            return Ruled::new(LicenseVerdict::Keep, &[ReasonCode::Defender]);
        }
        if held.is_not_exchange() && s.sign_in_allowed {
            return Ruled::new(LicenseVerdict::Keep, &[ReasonCode::NotExchange]);
        }
        let good = held.capabilities();
        let suite = held.is_defender_suite()
            && self.v.policy.switches().defender == DefenderSwitch::Strict
            && !self.answers.clear(ReasonCode::DefenderInSuite, Effect::Ack);
        let in_the_way = [
            (!held.groups.is_empty(), ReasonCode::GroupInherited),
            (
                good.touches_mailbox() && s.delay_hold,
                ReasonCode::DelayHold,
            ),
            (good.touches_mailbox() && s.hybrid, ReasonCode::DirSynced),
            (
                good.onedrive && s.onedrive_content,
                ReasonCode::OneDriveContent,
            ),
            (suite, ReasonCode::DefenderInSuite),
        ];
        let because: Vec<_> = in_the_way
            .into_iter()
            .filter_map(|(holds, code)| holds.then_some(code))
            .collect();
        if because.is_empty() && !held.sourced {
            return Ruled::new(LicenseVerdict::Unknown, &[ReasonCode::FactMissing]);
        }
        if because.is_empty() {
            let not_exchange = held.is_not_exchange().then_some(ReasonCode::NotExchange);
            Ruled {
                verdict: LicenseVerdict::Removable,
                swap_to: None,
                because: not_exchange.into_iter().collect(),
            }
        } else {
            Ruled::new(LicenseVerdict::Blocked, &because)
        }
    }

    /// Only a licence that could go by itself, were it not needed, can be exchanged.
    fn swap(
        &self,
        required: Requirement,
        cover: &Cover,
        held: &Held,
        on_its_own: &Ruled,
    ) -> Option<SkuId> {
        let Cover::By {
            stays,
            by_reading: false,
        } = cover
        else {
            return None;
        };
        let alone = stays
            .iter()
            .filter(|&&i| !self.v.held[i].is_not_exchange())
            .count()
            == 1;
        let free = on_its_own.verdict == LicenseVerdict::Removable && !held.is_not_exchange();
        if alone && free {
            cheaper_product(self.v, held, required)
        } else {
            None
        }
    }
}

impl Ruled {
    fn new(verdict: LicenseVerdict, because: &[ReasonCode]) -> Self {
        Self {
            verdict,
            swap_to: None,
            because: because.to_vec(),
        }
    }
}
