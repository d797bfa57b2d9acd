//! A person at a tenant: what nearly every page begins with.

use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::response::{Html, IntoResponse as _, Response};
use engine::{Caller, Connection, Engine, Policy, TenantSettings};
use http::request::Parts;
use jiff::Timestamp;
use model::{PriceList, TenantFacts, TenantId};
use store::Snapshot;
use words::Locale;

use crate::address::Links;
use crate::door::SignedIn;
use crate::pages::problem::Problem;
use crate::shell::Shell;
use crate::site::Place;
use crate::visit::Visit;
use crate::works::Works;
use crate::{PageError, Site};

/// What a handler answers. A [`Problem`] becomes a page in the reader's language on its way out.
pub(crate) type Answer = Result<Response, Problem>;

/// A page as an answer.
pub(crate) fn answer(page: &impl Template) -> Answer {
    let html = page.render().map_err(PageError::from)?;
    Ok(Html(html).into_response())
}

/// A person at a tenant.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    pub(crate) site: Site,
    pub(crate) place: Arc<Place>,
    /// Who asks, with the roles the person has. The engine decides what they allow.
    pub(crate) caller: Caller,
    pub(crate) person: SignedIn,
    pub(crate) visit: Visit,
    /// The reader's language in the tenant's cloud, with the layout that its settings choose.
    pub(crate) locale: Locale,
    /// What people set for the tenant.
    pub(crate) settings: TenantSettings,
    pub(crate) links: Links,
    /// The tenant's name, as the last review knows it.
    pub(crate) tenant_name: Option<String>,
    /// What goes on behind the pages.
    pub(crate) works: Works,
}

impl Desk {
    pub(crate) fn engine(&self) -> &Engine {
        &self.site.engine
    }

    pub(crate) fn conn(&self) -> &Connection {
        &self.place.connection
    }

    pub(crate) fn tenant(&self) -> TenantId {
        self.conn().tenant()
    }

    /// The prices that the tenant's settings hold, else those that the place came with.
    pub(crate) fn prices(&self) -> &PriceList {
        let kept = self.settings.prices.as_ref();
        kept.map_or(&self.place.prices, |kept| &kept.value)
    }

    /// The policy that the tenant's settings name, else the one that the place came with; with the prices.
    pub(crate) fn policy(&self) -> Policy {
        let policy = match &self.settings.policy {
            Some(_) => self.settings.policy_in_force(),
            None => self.place.policy.clone(),
        };
        policy.with_prices(self.prices().clone())
    }

    /// Now, UTC.
    pub(crate) fn now(&self) -> Timestamp {
        self.site.env.now()
    }

    /// The frame of a page with this title.
    pub(crate) fn shell(&self, title: impl Into<String>) -> Shell {
        Shell::at(self, title.into())
    }

    /// The last review, and the tenant as it knew it.
    pub(crate) async fn last_review(&self) -> Result<(Snapshot, TenantFacts), Problem> {
        let snapshot = self.engine().store().latest_snapshot(self.tenant()).await;
        let mut snapshot = snapshot
            .map_err(PageError::from)?
            .ok_or(Problem::NotReviewed)?;
        let tenant = snapshot.facts.take().ok_or(Problem::NotReviewed)?;
        Ok((snapshot, tenant))
    }
}

impl FromRequestParts<Site> for Desk {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let person = parts.extensions.get::<SignedIn>().cloned();
        let person = person.ok_or(Problem::NotSignedIn)?;
        let visit = Visit::of(parts);
        let place = visit.place().and_then(|key| site.place(key));
        let place = Arc::clone(place.ok_or(Problem::NotFound)?);
        if !person.reaches(&place) {
            return Err(Problem::NotYours);
        }
        let tenant = place.connection.tenant();
        let settings = site.engine.settings(&person.caller, tenant).await?;
        let cloud = place.connection.cloud();
        let known = site
            .engine
            .store()
            .latest_snapshot(tenant)
            .await
            .map_err(PageError::from)?;
        Ok(Self {
            locale: Locale::new(visit.language, cloud.id).with_layout(settings.layout_of(cloud)),
            settings,
            links: Links::of(&place),
            tenant_name: known.and_then(|s| s.facts).map(|t| t.name),
            works: parts.extensions.get().cloned().unwrap_or_default(),
            site: site.clone(),
            place,
            caller: person.caller.clone(),
            person,
            visit,
        })
    }
}
