//! The frame of every page: who is shown, the navigation, the languages.

use model::{CloudId, TenantFacts};
use words::{Language, Locale, ui, web};

use crate::Site;
use crate::address::Links;
use crate::assets::CSS_NAME;
use crate::visit::Visit;

/// The frame of a page.
#[derive(Debug)]
pub(crate) struct Shell {
    pub(crate) locale: Locale,
    pub(crate) css: &'static str,
    pub(crate) title: String,
    pub(crate) home: String,
    /// The tenant's name and cloud, where known.
    pub(crate) tenant: Option<(String, String)>,
    pub(crate) simulated: bool,
    pub(crate) nav: Vec<NavItem>,
    pub(crate) languages: Vec<LanguageLink>,
}

/// A link of the navigation. Pages that do not exist have none.
#[derive(Debug)]
pub(crate) struct NavItem {
    pub(crate) icon: &'static str,
    pub(crate) text: String,
    pub(crate) href: String,
    pub(crate) here: bool,
}

/// The same page in a language.
#[derive(Debug)]
pub(crate) struct LanguageLink {
    pub(crate) tag: &'static str,
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) here: bool,
}

impl Shell {
    /// The frame of a page with this title; `tenant` where it could be read.
    pub(crate) fn new(
        site: &Site,
        visit: &Visit,
        tenant: Option<&TenantFacts>,
        title: impl FnOnce(&Locale) -> String,
    ) -> Self {
        let locale = locale(visit, tenant);
        let home = visit.links.home();
        Self {
            css: &CSS_NAME,
            title: title(&locale),
            tenant: tenant.map(|t| (t.name.clone(), ui::cloud(&locale))),
            simulated: site.simulated,
            nav: vec![NavItem {
                icon: "home",
                text: web::home(&locale),
                href: home.clone(),
                here: visit.path == "/",
            }],
            home,
            languages: languages(visit),
            locale,
        }
    }
}

/// The reader's language in the tenant's cloud.
pub(crate) fn locale(visit: &Visit, tenant: Option<&TenantFacts>) -> Locale {
    Locale::new(
        visit.language,
        tenant.map_or(CloudId::Worldwide, |t| t.cloud),
    )
}

fn languages(visit: &Visit) -> Vec<LanguageLink> {
    let link = |language: &Language| {
        let links = Links {
            chosen: Some(*language),
        };
        LanguageLink {
            tag: language.tag(),
            name: language.name(),
            href: links.to(&visit.path, &visit.params.without_language()),
            here: *language == visit.language,
        }
    };
    Language::ALL.iter().map(link).collect()
}
