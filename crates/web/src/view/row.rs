//! A mailbox as a row of a table.

use model::fact::GapWhy;
use model::{Effect, Fact, Finding, Remedy, Verdict};
use store::Record;
use words::web;

use super::license::{self, LicenseCell};
use super::{Context, ToDo, cost};

/// A mailbox as a row of a table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) address: String,
    /// The page about it; none in a report.
    pub(crate) href: Option<String>,
    /// What names it in a form, if it holds licences that could be asked to go.
    pub(crate) pick: Option<String>,
    pub(crate) key: &'static str,
    pub(crate) verdict: String,
    pub(crate) licenses: Vec<LicenseCell>,
    /// Why the licences are not known.
    pub(crate) licenses_gap: Option<String>,
    pub(crate) size: Known,
    pub(crate) reasons: Vec<ReasonLine>,
    pub(crate) remedies: Vec<String>,
    pub(crate) cost: String,
}

/// A value, or a word that it is not known.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) text: String,
    /// How it looks where it is no value; see [`tone`].
    pub(crate) tone: Option<&'static str>,
}

/// A gap is told in its own style, but what nobody asked for, because it changes nothing, is no alarm.
pub(crate) fn tone<T>(fact: &Fact<T>) -> Option<&'static str> {
    match fact.gap()?.why {
        GapWhy::NotRead => Some("quiet"),
        _ => Some("gap"),
    }
}

/// A reason as a sentence.
#[derive(Debug)]
pub(crate) struct ReasonLine {
    pub(crate) title: String,
    pub(crate) sentence: String,
    /// What it does: `need`, `block`, `ack`, `unknown` or `note`.
    pub(crate) key: &'static str,
    pub(crate) effect: String,
    pub(crate) remedies: Vec<String>,
}

impl Row {
    pub(crate) fn new(record: &Record, cx: &Context<'_>) -> Self {
        let (facts, todo) = (&record.facts, ToDo::of(record));
        let (licenses, licenses_gap) = license::cells(record, cx);
        let reasons = reasons(record, cx);
        Self {
            name: shown_name(&facts.name),
            address: facts.name.primary_smtp_address.clone(),
            href: cx.links.map(|links| links.mailbox(facts.account)),
            pick: todo.holds_licenses().then(|| facts.account.to_string()),
            key: todo.key(),
            verdict: words::verdict(record.assessment.verdict, cx.locale),
            licenses,
            licenses_gap,
            size: size(record, cx),
            remedies: distinct(reasons.iter().flat_map(|r| r.remedies.iter().cloned())),
            reasons,
            cost: cost::of_row(record, todo, cx),
        }
    }
}

/// What a person knows a mailbox by: its name, or its address where it has none.
pub(crate) fn shown_name(name: &model::MailboxName) -> String {
    let names = [
        &name.display_name,
        &name.primary_smtp_address,
        &name.user_principal_name,
    ];
    let first = names.into_iter().find(|n| !n.trim().is_empty());
    first.map_or_else(|| "–".to_owned(), Clone::clone)
}

fn size(record: &Record, cx: &Context<'_>) -> Known {
    let (size, l) = (&record.facts.size, cx.locale);
    let tone = tone(size);
    Known {
        // Why it is not known stands among the reasons, where it matters.
        text: match (size.value(), tone) {
            (Some(size), _) => words::size(size.bytes(), l),
            (None, Some("quiet")) => web::not_read(l),
            (None, _) => words::verdict(Verdict::Unknown, l),
        },
        tone,
    }
}

/// The reasons of a record, the deciding ones first.
pub(crate) fn reasons(record: &Record, cx: &Context<'_>) -> Vec<ReasonLine> {
    let findings = &record.assessment.findings;
    let (notes, deciding): (Vec<_>, Vec<_>) =
        findings.iter().partition(|f| f.effect == Effect::Note);
    let line = |finding: &Finding| ReasonLine {
        title: words::reason_title(finding.reason.code(), cx.locale),
        sentence: words::reason_among(&finding.reason, &cx.tenant.groups, cx.locale),
        key: finding.effect.as_str(),
        effect: words::effect(finding.effect, cx.locale),
        remedies: remedies(finding, cx),
    };
    deciding.into_iter().chain(notes).map(line).collect()
}

/// What would clear a finding; a note is not in the way of anything. A page says it without what is typed elsewhere.
fn remedies(finding: &Finding, cx: &Context<'_>) -> Vec<String> {
    if finding.effect == Effect::Note {
        return Vec::new();
    }
    let (l, on_a_page) = (cx.locale, cx.links.is_some());
    let told = |remedy: &Remedy| match remedy {
        Remedy::Acknowledge { .. } if on_a_page => web::remedy_acknowledge(l),
        Remedy::BlockSignIn if on_a_page => web::remedy_block_sign_in(l),
        other => words::remedy_among(other, &cx.tenant.groups, l),
    };
    finding.remedies.iter().map(told).collect()
}

fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for text in texts {
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    seen
}
