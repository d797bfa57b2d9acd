//! The licences of an account as choices: what each would end, and what is asked before it may go.

use std::collections::BTreeSet;

use engine::{Caller, Panel, Policy, Right, Way};
use jiff::{SignedDuration, Timestamp};
use model::{
    AssignedBy, Effect, Evidence, Finding, License, LicenseRuling, RecipientKind, SignIn, SkuId,
};
use words::{Locale, Service, panel};

use super::license::LicenseCell;
use super::obstacles::{Told, remedies, told};
use super::{Context, cost};

/// What the person had chosen before, where the form comes back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// The boxes that were ticked; `None` on a fresh page.
    pub(crate) ticked: Option<BTreeSet<SkuId>>,
    pub(crate) block_sign_in: bool,
    pub(crate) name: String,
    pub(crate) reason: String,
    pub(crate) usage_location: String,
    /// It was said which services exclude each other, and saving again goes on all the same.
    pub(crate) warned: bool,
}

/// The form **Licenses**.
#[derive(Debug)]
pub(crate) struct LicenseForm {
    /// What the page shows of licences and sign-in.
    pub(crate) seen: String,
    /// Why nothing can be saved by this person, or here.
    pub(crate) closed: Option<String>,
    /// Why the licences are not known.
    pub(crate) gap: Option<String>,
    pub(crate) held: Vec<Choice>,
    pub(crate) assignable: Vec<Choice>,
    pub(crate) block: Option<Block>,
    /// Is the name of the mailbox asked for, for any of them?
    pub(crate) asks: bool,
    /// Is a usage location asked for?
    pub(crate) asks_location: bool,
    pub(crate) chosen: Chosen,
}

/// The box **Block sign-in**.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) ticked: bool,
    /// May this person?
    pub(crate) may: bool,
}

/// A licence as a choice.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) sku: String,
    pub(crate) product: String,
    pub(crate) part_number: String,
    pub(crate) cost: String,
    /// How many are available of how many.
    pub(crate) available: Option<String>,
    /// Has a box: it is assigned on the account itself, or could be.
    pub(crate) own: bool,
    pub(crate) ticked: bool,
    /// The box can be changed.
    pub(crate) open: bool,
    /// What to do with it, where it is held.
    pub(crate) verdict: Option<LicenseCell>,
    pub(crate) remarks: Vec<String>,
    /// What to know before it goes, where it is held.
    pub(crate) going: Option<Going>,
}

/// What to know before a licence goes.
#[derive(Debug)]
pub(crate) struct Going {
    pub(crate) ends: Vec<String>,
    /// How many further services end with it, and which: a long list.
    pub(crate) rest: Option<(String, String)>,
    pub(crate) why: Vec<Why>,
    pub(crate) asks: bool,
    pub(crate) needs_block: bool,
    /// What stands against it for good.
    pub(crate) shut: Vec<Told>,
    /// What the form says back of the questions that were asked: `sku.kind.code`.
    pub(crate) answers: Vec<String>,
}

/// A condition, and what it rests on.
#[derive(Debug)]
pub(crate) struct Why {
    pub(crate) key: &'static str,
    pub(crate) effect: String,
    pub(crate) sentence: String,
    pub(crate) evidence: Vec<String>,
    pub(crate) remedies: Vec<String>,
}

/// Everything that the form needs to be told.
pub(crate) struct Form<'a> {
    pub(crate) read: &'a Panel,
    pub(crate) policy: &'a Policy,
    pub(crate) by: &'a Caller,
    pub(crate) may_write: bool,
    pub(crate) now: Timestamp,
    pub(crate) cx: Context<'a>,
}

impl Form<'_> {
    pub(crate) fn fill(&self, chosen: Chosen) -> LicenseForm {
        let (read, l) = (self.read, self.cx.locale);
        let closed = if self.by.may(Right::Assign).is_err() {
            Some(panel::reader(l))
        } else {
            (!self.may_write).then(|| panel::read_only(l))
        };
        let licenses = &read.record.facts.licenses;
        let gap = licenses.gap().map(|gap| words::gap(gap, l));
        let held: Vec<Choice> = licenses
            .value()
            .into_iter()
            .flatten()
            .map(|license| self.held(license, &chosen, closed.is_some()))
            .collect();
        let known = gap.is_none();
        let assignable = if known && closed.is_none() {
            self.assignable(&chosen)
        } else {
            Vec::new()
        };
        let open_sign_in = read.record.facts.sign_in.value() == Some(&SignIn::Allowed);
        let shared = read.record.facts.kind.value() == Some(&RecipientKind::SharedMailbox);
        let nowhere = read.record.facts.usage_location.value();
        LicenseForm {
            seen: read.seen.to_string(),
            asks: held.iter().filter_map(|c| c.going.as_ref()).any(|g| g.asks),
            asks_location: nowhere.is_some_and(String::is_empty) && !assignable.is_empty(),
            block: (open_sign_in && shared && closed.is_none()).then(|| Block {
                ticked: chosen.block_sign_in,
                may: self.by.may(Right::SignIn).is_ok(),
            }),
            gap: gap.map(|why| panel::licenses_gap(l, &why)),
            closed,
            held,
            assignable,
            chosen,
        }
    }

    fn held(&self, license: &License, chosen: &Chosen, closed: bool) -> Choice {
        let own = license.direct_source().is_some();
        let rulings = &self.read.record.assessment.licenses;
        let ruling = rulings.iter().find(|r| r.sku == license.sku);
        let way = self.read.ways.get(&license.sku);
        let open = own && !closed && matches!(way, Some(Way::Open { .. }));
        let ticked = chosen.ticked.as_ref();
        Choice {
            own,
            open,
            ticked: !open || ticked.is_none_or(|t| t.contains(&license.sku)),
            verdict: ruling.map(|r| LicenseCell::new(r, &self.cx)),
            remarks: self.remarks(license, own),
            going: ruling.zip(way).map(|(r, way)| self.going(r, way)),
            ..self.choice(license.sku)
        }
    }

    /// What the organisation owns and the account does not hold.
    fn assignable(&self, chosen: &Chosen) -> Vec<Choice> {
        let held = self.read.record.facts.licenses.value();
        let holds = |sku| held.is_some_and(|held| held.iter().any(|l| l.sku == sku));
        let owned = self.read.tenant.skus.value().into_iter().flatten();
        let mut choices: Vec<Choice> = owned
            .filter(|owned| owned.is_active() && !holds(owned.sku))
            .map(|owned| Choice {
                open: owned.available() > 0,
                ticked: chosen
                    .ticked
                    .as_ref()
                    .is_some_and(|t| t.contains(&owned.sku)),
                ..self.choice(owned.sku)
            })
            .collect();
        choices.sort_by_cached_key(|c| c.product.to_lowercase());
        choices
    }

    fn choice(&self, sku: SkuId) -> Choice {
        let (tenant, l) = (&self.read.tenant, self.cx.locale);
        Choice {
            sku: sku.to_string(),
            product: words::product(sku),
            part_number: engine::report::part_number(tenant, sku),
            cost: cost::of_skus(std::iter::once(sku), &self.cx)
                .map_or_else(String::new, |cost| words::cost(&cost, l)),
            available: tenant
                .sku(sku)
                .map(|owned| panel::available(l, owned.available(), owned.enabled + owned.warning)),
            own: true,
            ticked: false,
            open: false,
            verdict: None,
            remarks: Vec::new(),
            going: None,
        }
    }

    /// Which groups give it, and how many of its service plans are off.
    fn remarks(&self, license: &License, own: bool) -> Vec<String> {
        let l = self.cx.locale;
        let groups = &self.read.tenant.groups;
        let name = |id| {
            groups
                .get(&id)
                .map_or_else(|| id.to_string(), |group| group.name.clone())
        };
        let by = |id| {
            if own {
                panel::by_group_too(l, &name(id))
            } else {
                panel::by_group(l, &name(id))
            }
        };
        let off = license
            .sources
            .iter()
            .filter(|s| s.by == AssignedBy::Direct && !s.disabled_plans.is_empty())
            .map(|s| words::web::assigned_partly(l, s.disabled_plans.len() as u64));
        license.groups().map(by).chain(off).collect()
    }

    fn going(&self, ruling: &LicenseRuling, way: &Way) -> Going {
        let (tenant, l) = (&self.read.tenant, self.cx.locale);
        let (asked, needs_block, shut) = match way {
            Way::Open {
                block_sign_in,
                answers,
            } => (answers.as_slice(), *block_sign_in, Vec::new()),
            Way::Shut(obstacles) => {
                let told = obstacles.iter().map(|o| told(o, tenant, l)).collect();
                (&[][..], false, told)
            }
        };
        let findings = &self.read.record.assessment.findings;
        let decides = |f: &&Finding| {
            f.effect != Effect::Note
                && ruling.because.contains(&f.reason.code())
                && f.reason.sku().is_none_or(|sku| sku == ruling.sku)
        };
        let why = if way.is_free() {
            Vec::new()
        } else {
            findings
                .iter()
                .filter(decides)
                .map(|f| self.why(f))
                .collect()
        };
        let (ends, rest) = self.ends(ruling);
        Going {
            ends,
            rest,
            why,
            asks: !asked.is_empty(),
            needs_block,
            shut,
            answers: asked.iter().map(|f| answer(ruling.sku, f)).collect(),
        }
    }

    /// A sentence for each service that people know; and the others by their names.
    fn ends(&self, ruling: &LicenseRuling) -> (Vec<String>, Option<(String, String)>) {
        let l = self.cx.locale;
        let facts = &self.read.record.facts;
        let mut services = Service::of_plans(ruling.ends.iter().copied());
        let has_archive = facts
            .archive
            .value()
            .is_some_and(model::mailbox::Archive::exists);
        if has_archive && !services.contains(&Service::Archive) && gives_mailbox(&services) {
            services.push(Service::Archive);
        }
        let held = facts.holds.value();
        if held.is_some_and(|h| h.litigation || !h.in_place.is_empty()) && gives_mailbox(&services)
        {
            services.push(Service::Hold);
        }
        let mut told = Vec::new();
        let mut rest = Vec::new();
        for service in &services {
            match service {
                Service::Mailbox(_) => {
                    let quota = self.policy.limits().over;
                    told.push(words::ends(&Service::Mailbox(Some(quota)), l));
                }
                Service::Other(_) => rest.push(words::service(service, l)),
                known => told.push(words::ends(known, l)),
            }
        }
        let rest = (!rest.is_empty()).then(|| {
            let count = panel::ends_rest(l, rest.len() as u64);
            (count, words::commas(&rest, l))
        });
        (told, rest)
    }

    fn why(&self, finding: &Finding) -> Why {
        let (tenant, l) = (&self.read.tenant, self.cx.locale);
        let evidence = &self.read.record.assessment.evidence;
        Why {
            key: finding.effect.as_str(),
            effect: words::effect(finding.effect, l),
            sentence: words::reason_among(&finding.reason, &tenant.groups, l),
            evidence: evidence
                .iter()
                .filter(|e| finding.facts.contains(&e.fact))
                .map(|e| evidence_line(e, self.now, l))
                .collect(),
            remedies: remedies([finding], tenant, l),
        }
    }
}

fn gives_mailbox(services: &[Service]) -> bool {
    services.iter().any(|s| matches!(s, Service::Mailbox(_)))
}

/// What was true so short before it was read is told with one time instead of two.
const LIVE: SignedDuration = SignedDuration::from_mins(1);

/// The fact behind a reason: its value, when it was true, when and where it was read.
pub(crate) fn evidence_line(evidence: &Evidence, now: Timestamp, l: &Locale) -> String {
    let name = words::fact_name(evidence.fact, l);
    let value = words::fact_value(evidence, l);
    let read_as_it_was = |as_of: Timestamp, at: Timestamp| at.duration_since(as_of) <= LIVE;
    match (evidence.as_of, evidence.read_at, evidence.source) {
        (Some(as_of), Some(read_at), Some(source))
            if evidence.known && read_as_it_was(as_of, read_at) =>
        {
            panel::evidence_live(
                l,
                &name,
                &words::source(source, l),
                &words::ago(now.duration_since(read_at), l),
                &value,
            )
        }
        (Some(as_of), Some(read_at), Some(source)) if evidence.known => panel::evidence(
            l,
            &name,
            &words::source(source, l),
            &words::ago(now.duration_since(read_at), l),
            &value,
            as_of,
        ),
        _ => panel::evidence_gap(l, &name, &value),
    }
}

/// An answer as the form carries it.
fn answer(sku: SkuId, finding: &Finding) -> String {
    let kind = if finding.effect == Effect::Ack {
        "ack"
    } else {
        "override"
    };
    format!("{sku}.{kind}.{}", finding.reason.code().as_str())
}
