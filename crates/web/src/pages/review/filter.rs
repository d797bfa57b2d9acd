//! Which mailboxes of the review are looked at.

use model::{AccountId, ReasonCode};
use store::Record;
use store::inventory::folded;

use crate::address::Params;
use crate::pages::problem::Problem;
use crate::view::ToDo;
use crate::visit::Visit;

/// What the address asks for.
pub(crate) struct Filter<'v> {
    pub(crate) verdict: Option<ToDo>,
    /// Any of these reasons; none is all.
    pub(crate) reasons: Vec<ReasonCode>,
    pub(crate) search: Option<&'v str>,
    pub(crate) after: Option<AccountId>,
}

impl<'v> Filter<'v> {
    pub(crate) fn of(visit: &'v Visit) -> Result<Self, Problem> {
        let verdict = visit.params.get("verdict").map(str::parse::<ToDo>);
        Ok(Self {
            verdict: verdict.transpose().map_err(|e| Problem::BadFilter(e.0))?,
            reasons: reasons(visit.params.all("why"))?,
            search: visit.params.get("q"),
            // A cursor that is not understood begins at the beginning.
            after: visit.params.get("after").and_then(|id| id.parse().ok()),
        })
    }

    /// What a form says beside the groups that were picked in it.
    pub(crate) fn beside(form: &'v Params) -> Result<Self, Problem> {
        Ok(Self {
            verdict: None,
            reasons: reasons(form.all("why"))?,
            search: form.get("q"),
            after: None,
        })
    }

    pub(crate) fn is_set(&self) -> bool {
        self.verdict.is_some() || self.search.is_some() || !self.reasons.is_empty()
    }

    pub(crate) fn wants(&self, record: &Record) -> bool {
        let mut found = record.assessment.findings.iter();
        let asked = found.any(|f| self.reasons.contains(&f.reason.code()));
        if !self.reasons.is_empty() && !asked {
            return false;
        }
        let name = &record.facts.name;
        let texts = [
            &name.display_name,
            &name.primary_smtp_address,
            &name.user_principal_name,
        ];
        self.search.is_none_or(|wanted| {
            let wanted = folded(wanted);
            texts.iter().any(|text| folded(text).contains(&wanted))
        })
    }
}

fn reasons(codes: Vec<&str>) -> Result<Vec<ReasonCode>, Problem> {
    let code = |code: &str| {
        let known = code.parse();
        known.map_err(|_| Problem::BadFilter(code.to_owned()))
    };
    codes.into_iter().map(code).collect()
}
