//! What could be the case, given what is known: each question with its possible answers.
//!
//! A fact that is a gap leaves its question open. Judging every combination of answers shows which gaps could
//! change the outcome; only those facts are needed (`worlds.rs`).

use model::mailbox::Quota;
use model::{Effect, FactName, Finding, ReasonCode, SignIn};

use crate::answers::Answers;
use crate::conditions::onedrive_content::Content;
use crate::conditions::sign_in_used::{Use, usage};
use crate::conditions::{
    Ruling, archive, delay_hold, dir_synced, in_place_hold, label_hold, litigation_hold, multi_geo,
    not_shared, onedrive_content, org_retention, over_50_gb, retention_policy, size_limit,
};
use crate::policy::{NeedSwitch, NoteSwitch, RetentionSwitch};
use crate::view::View;

/// How much room the mailbox asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Room {
    /// What an unlicensed mailbox has.
    Any,
    /// It is at the limit of an unlicensed mailbox.
    AtLimit,
    /// It is beyond it.
    Beyond,
}

/// One complete set of answers. The default is what nobody has to prove: no need, nothing in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Situation {
    pub(crate) shared: bool,
    pub(crate) room: Room,
    /// The quota that was read is larger than 50 GB.
    pub(crate) larger_quota: bool,
    /// An archive or a hold.
    pub(crate) keeps_content: bool,
    pub(crate) other_region: bool,
    pub(crate) delay_hold: bool,
    /// On premises it may be a user mailbox.
    pub(crate) hybrid: bool,
    pub(crate) sign_in_allowed: bool,
    pub(crate) used: bool,
    pub(crate) onedrive_content: bool,
}

/// The questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Question {
    Shared,
    Room,
    LargerQuota,
    KeepsContent,
    OtherRegion,
    DelayHold,
    Hybrid,
    SignInAllowed,
    Used,
    OneDriveContent,
}

/// A question that the known facts leave open, and the facts that would answer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Open {
    pub(crate) question: Question,
    pub(crate) facts: Vec<FactName>,
}

impl Open {
    /// How many answers it has.
    pub(crate) const fn answers(&self) -> usize {
        match self.question {
            Question::Room => 3,
            _ => 2,
        }
    }
}

impl Situation {
    const HARMLESS: Self = Self {
        shared: true,
        room: Room::Any,
        larger_quota: false,
        keeps_content: false,
        other_region: false,
        delay_hold: false,
        hybrid: false,
        sign_in_allowed: false,
        used: false,
        onedrive_content: false,
    };

    /// The same, with an answer to a question; answer 0 is the harmless one.
    pub(crate) const fn answering(mut self, question: Question, answer: usize) -> Self {
        let yes = answer != 0;
        match question {
            Question::Shared => self.shared = !yes,
            Question::Room => {
                self.room = match answer {
                    0 => Room::Any,
                    1 => Room::AtLimit,
                    _ => Room::Beyond,
                }
            }
            Question::LargerQuota => self.larger_quota = yes,
            Question::KeepsContent => self.keeps_content = yes,
            Question::OtherRegion => self.other_region = yes,
            Question::DelayHold => self.delay_hold = yes,
            Question::Hybrid => self.hybrid = yes,
            Question::SignInAllowed => self.sign_in_allowed = yes,
            Question::Used => self.used = yes,
            Question::OneDriveContent => self.onedrive_content = yes,
        }
        self
    }
}

/// What is known for certain, what is open, and the findings on the mailbox as a whole.
#[derive(Debug)]
pub(crate) struct Picture {
    /// With every open question answered harmlessly.
    pub(crate) known: Situation,
    pub(crate) open: Vec<Open>,
    pub(crate) findings: Vec<Finding>,
}

impl Picture {
    pub(crate) fn of(v: &View<'_>, answers: &Answers) -> Self {
        let mut picture = Self {
            known: Situation::HARMLESS,
            open: Vec::new(),
            findings: Vec::new(),
        };
        let p = &mut picture;
        let switches = v.policy.switches();

        p.rule(Question::Shared, [not_shared::check(v)], answers);
        if !p.known.shared {
            return picture; // what a shared mailbox needs is not asked of another kind
        }
        p.room(v, answers);
        p.rule(
            Question::KeepsContent,
            [archive::check(v), litigation_hold::check(v)],
            answers,
        );
        for (ruling, may_be_a_need) in [
            (
                in_place_hold::check(v),
                switches.in_place_hold == NeedSwitch::Need,
            ),
            (
                retention_policy::check(v),
                switches.retention != RetentionSwitch::Note,
            ),
            (
                label_hold::check(v),
                switches.retention != RetentionSwitch::Note,
            ),
            (
                org_retention::check(v),
                switches.retention == RetentionSwitch::Strict,
            ),
        ] {
            p.rule_if(may_be_a_need, Question::KeepsContent, ruling, answers);
        }
        p.rule_if(
            switches.multi_geo == NeedSwitch::Need,
            Question::OtherRegion,
            multi_geo::check(v),
            answers,
        );
        p.rule(Question::DelayHold, [delay_hold::check(v)], answers);
        p.rule(Question::Hybrid, [dir_synced::check(v)], answers);
        p.sign_in(v, answers);
        match onedrive_content::content(v) {
            Content::Said(Effect::Ack)
                if !answers.clear(ReasonCode::OneDriveContent, Effect::Ack) =>
            {
                p.answer(Question::OneDriveContent, 1);
            }
            Content::Said(_) | Content::Empty => {}
            Content::Unknown => p.leave_open(Question::OneDriveContent, vec![FactName::OneDrive]),
        }
        picture
    }

    fn rule<const N: usize>(
        &mut self,
        question: Question,
        rulings: [Ruling; N],
        answers: &Answers,
    ) {
        for ruling in rulings {
            self.rule_if(true, question, ruling, answers);
        }
    }

    fn rule_if(&mut self, counts: bool, question: Question, ruling: Ruling, answers: &Answers) {
        match ruling {
            Ruling::Holds(finding) => {
                let said_only = finding.effect == Effect::Note;
                if !said_only && !answers.clear(finding.reason.code(), finding.effect) {
                    self.answer(question, 1);
                }
                self.findings.push(finding);
            }
            Ruling::Unknown(facts) if counts => self.leave_open(question, facts),
            Ruling::Clear | Ruling::Unknown(_) => {}
        }
    }

    fn room(&mut self, v: &View<'_>, answers: &Answers) {
        let strict = v.policy.switches().unlicensed_size == NoteSwitch::Strict;
        for (ruling, answer) in [(size_limit::check(v), 1), (over_50_gb::check(v), 2)] {
            match ruling {
                Ruling::Unknown(facts) if strict || !v.is_unlicensed() => {
                    self.leave_open(Question::Room, facts);
                }
                Ruling::Holds(finding) => {
                    let need = finding.effect == Effect::Need;
                    if need && !answers.clear(finding.reason.code(), finding.effect) {
                        self.answer(Question::Room, answer);
                    }
                    self.findings.push(finding);
                }
                Ruling::Unknown(_) | Ruling::Clear => {}
            }
        }
        match &v.quota {
            Ok(quota) => {
                let larger = match quota.value {
                    Quota::Limited(limit) => limit > v.policy.limits().over,
                    Quota::Unlimited => true,
                };
                self.answer(Question::LargerQuota, usize::from(larger));
            }
            Err(_) => self.leave_open(Question::LargerQuota, vec![FactName::Quota]),
        }
    }

    fn sign_in(&mut self, v: &View<'_>, answers: &Answers) {
        match &v.sign_in {
            Ok(sign_in) => self.answer(
                Question::SignInAllowed,
                usize::from(sign_in.value == SignIn::Allowed),
            ),
            Err(_) => self.leave_open(Question::SignInAllowed, vec![FactName::SignIn]),
        }
        match usage(v) {
            Use::Seen { .. } if !answers.clear(ReasonCode::SignInUsed, Effect::Need) => {
                self.answer(Question::Used, 1);
            }
            Use::Seen { .. } | Use::NotSeen => {}
            Use::Unknown(facts) => self.leave_open(Question::Used, facts),
        }
    }

    fn answer(&mut self, question: Question, answer: usize) {
        self.known = self.known.answering(question, answer);
        self.open.retain(|open| open.question != question);
    }

    /// Opens a question, unless it is answered against the licence already: then no fact can change it.
    fn leave_open(&mut self, question: Question, facts: Vec<FactName>) {
        let answered = self.known != self.known.answering(question, 0);
        if answered {
            return;
        }
        match self.open.iter_mut().find(|open| open.question == question) {
            Some(open) => {
                let new: Vec<_> = facts
                    .into_iter()
                    .filter(|f| !open.facts.contains(f))
                    .collect();
                open.facts.extend(new);
            }
            None => self.open.push(Open { question, facts }),
        }
    }
}
