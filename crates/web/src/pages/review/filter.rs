//! Which mailboxes of the review are looked at.

use model::AccountId;
use store::Record;
use store::inventory::folded;

use crate::pages::problem::Problem;
use crate::view::ToDo;
use crate::visit::Visit;

/// What the address asks for.
pub(crate) struct Filter<'v> {
    pub(crate) verdict: Option<ToDo>,
    pub(crate) search: Option<&'v str>,
    pub(crate) after: Option<AccountId>,
}

impl<'v> Filter<'v> {
    pub(crate) fn of(visit: &'v Visit) -> Result<Self, Problem> {
        let verdict = visit.params.get("verdict").map(str::parse::<ToDo>);
        Ok(Self {
            verdict: verdict.transpose().map_err(|e| Problem::BadFilter(e.0))?,
            search: visit.params.get("q"),
            // A cursor that is not understood begins at the beginning.
            after: visit.params.get("after").and_then(|id| id.parse().ok()),
        })
    }

    /// Everything with this in its name or address.
    pub(crate) const fn searching(search: Option<&'v str>) -> Self {
        Self {
            verdict: None,
            search,
            after: None,
        }
    }

    pub(crate) const fn is_set(&self) -> bool {
        self.verdict.is_some() || self.search.is_some()
    }

    pub(crate) fn wants(&self, record: &Record) -> bool {
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
