//! What is set for a tenant: policy, prices, what is left alone, and the layout of the licence page.

pub(crate) mod exclusions;
pub(crate) mod layout;
pub(crate) mod policy;
pub(crate) mod prices;

use askama::Template;
use axum::response::{IntoResponse as _, Redirect};
use engine::{EngineError, Kept, Right};
use http::StatusCode;
use words::{Locale, settings, web};

use super::problem::{Problem, why};
use crate::address::Params;
use crate::desk::{Answer, Desk, answer};
use crate::shell::Shell;

use exclusions::ExclusionsPart;
use layout::LayoutPart;
use policy::PolicyPart;
use prices::PricesPart;

#[derive(Debug, Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    shell: Shell,
    base: String,
    /// May the person change them? Else the fields are shown and locked.
    may: bool,
    error: Option<Rejected>,
    policy: PolicyPart,
    prices: PricesPart,
    exclusions: ExclusionsPart,
    layout: Option<LayoutPart>,
}

/// The parts of the page, by their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Policy,
    Prices,
    Exclusions,
    Layout,
}

impl Part {
    const fn id(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Prices => "prices",
            Self::Exclusions => "exclusions",
            Self::Layout => "layout",
        }
    }
}

/// Why a form was not taken, beside the part that it belongs to.
#[derive(Debug)]
struct Rejected {
    part: Part,
    text: String,
}

impl SettingsPage {
    /// The page; what was typed comes back where it was not taken.
    async fn new(desk: &Desk, typed: &Params) -> Result<Self, Problem> {
        Ok(Self {
            shell: desk.shell(web::settings(&desk.locale)),
            base: desk.links.to("/settings", &[]),
            may: desk.caller.may(Right::Settings).is_ok(),
            error: None,
            policy: PolicyPart::new(desk),
            prices: PricesPart::new(desk, typed).await?,
            exclusions: ExclusionsPart::new(desk, typed),
            layout: LayoutPart::new(desk),
        })
    }

    fn error_of(&self, part: &str) -> Option<&str> {
        let error = self.error.as_ref().filter(|e| e.part.id() == part);
        error.map(|e| e.text.as_str())
    }
}

pub(crate) async fn get(desk: Desk) -> Answer {
    answer(&SettingsPage::new(&desk, &Params::default()).await?)
}

/// What became of a form: taken, so that the page shows what is kept now; or not, so that it says why.
async fn ended(desk: &Desk, part: Part, typed: &Params, end: Result<(), Refusal>) -> Answer {
    let text = match end {
        Ok(()) => {
            let page = desk.links.to("/settings", &[]);
            return Ok(Redirect::to(&format!("{page}#{}", part.id())).into_response());
        }
        Err(Refusal::Engine(error @ EngineError::Setting(_))) => why(&error, &desk.locale),
        Err(Refusal::Engine(error)) => return Err(error.into()),
        Err(Refusal::Typed(text)) => text,
    };
    let mut page = SettingsPage::new(desk, typed).await?;
    page.error = Some(Rejected { part, text });
    let mut response = answer(&page)?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// Why a setting was not taken.
enum Refusal {
    /// It could not be read as what it should be; the sentence says so.
    Typed(String),
    /// The engine said no.
    Engine(EngineError),
}

impl From<EngineError> for Refusal {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

/// Who set it, and when.
fn set_by<T>(kept: Option<&Kept<T>>, l: &Locale) -> String {
    kept.map_or_else(
        || settings::never_set(l),
        |kept| settings::set_by(l, &kept.by.name, kept.at),
    )
}
