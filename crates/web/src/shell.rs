//! The frame of every page: who is shown, the navigation, the languages.

use model::CloudId;
use words::{Language, Locale, ui, web};

use crate::Site;
use crate::address::{LANG, Links, with_query};
use crate::desk::Desk;
use crate::view::person::PersonMenu;
use crate::visit::Visit;

/// The frame of a page.
#[derive(Debug)]
pub(crate) struct Shell {
    pub(crate) locale: Locale,
    pub(crate) title: String,
    pub(crate) home: String,
    /// The tenant's name and cloud, where a tenant is shown and known.
    pub(crate) tenant: Option<(String, String)>,
    /// The other tenants that the person may see: name and address.
    pub(crate) others: Vec<(String, String)>,
    pub(crate) simulated: bool,
    /// Who is signed in.
    pub(crate) person: Option<PersonMenu>,
    pub(crate) nav: Vec<NavGroup>,
    pub(crate) languages: Vec<LanguageLink>,
}

/// Links of the navigation under one heading; the first group has none.
#[derive(Debug)]
pub(crate) struct NavGroup {
    pub(crate) title: Option<String>,
    pub(crate) items: Vec<NavItem>,
}

/// A link of the navigation.
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
    /// The frame of a page of a tenant.
    pub(crate) fn at(desk: &Desk, title: String) -> Self {
        let name = desk.tenant_name.clone();
        Self {
            title,
            home: desk.links.home(),
            tenant: name.map(|name| (name, ui::cloud(&desk.locale))),
            others: others(desk),
            simulated: desk.place.simulated,
            person: Some(PersonMenu::of(desk)),
            nav: navigation(&desk.links, &desk.visit, &desk.locale),
            languages: languages(&desk.visit),
            locale: desk.locale.clone(),
        }
    }

    /// The frame of a page that is about no tenant; it says nothing of any.
    pub(crate) fn bare(site: &Site, visit: &Visit, title: impl FnOnce(&Locale) -> String) -> Self {
        let locale = Locale::new(visit.language, CloudId::Worldwide);
        Self {
            title: title(&locale),
            home: "/".to_owned(),
            tenant: None,
            others: Vec::new(),
            simulated: site.places.iter().all(|place| place.simulated),
            person: None,
            nav: Vec::new(),
            languages: languages(visit),
            locale,
        }
    }
}

/// The other tenants of these pages that the person may see. Their keys name them: their names are asked for by the
/// page of connections alone.
fn others(desk: &Desk) -> Vec<(String, String)> {
    let all = desk.site.places_of(&desk.person);
    let others = all.filter(|place| place.key != desk.place.key);
    others
        .map(|place| (place.key.clone(), Links::of(place).home()))
        .collect()
}

/// The admin center's own order, with what is ours around it.
fn navigation(links: &Links, visit: &Visit, l: &Locale) -> Vec<NavGroup> {
    let here = |href: &str| {
        let below = |rest: &str| rest.is_empty() || (rest.starts_with('/') && href != links.home());
        visit.path == href || visit.path.strip_prefix(href).is_some_and(below)
    };
    let item = |icon, path: &str, text: String| {
        let href = links.to(path, &[]);
        NavItem {
            icon,
            text,
            here: here(&href),
            href,
        }
    };
    let group = |title: Option<String>, items| NavGroup { title, items };
    vec![
        group(
            None,
            vec![
                item("home", "", web::home(l)),
                item("review", "/review", ui::review(l)),
            ],
        ),
        group(
            Some(ui::users(l)),
            vec![item("users", "/users", ui::active_users(l))],
        ),
        group(
            Some(ui::teams_and_groups(l)),
            vec![item(
                "mailbox",
                "/shared-mailboxes",
                ui::shared_mailboxes(l),
            )],
        ),
        group(
            Some(ui::billing(l)),
            vec![
                item("products", "/products", ui::your_products(l)),
                item("licenses", "/licenses", ui::licenses(l)),
            ],
        ),
        group(
            Some("Boxseat".to_owned()),
            vec![
                item("history", "/history", ui::history(l)),
                item("offline", "/offline", web::offline(l)),
                item("connections", "/connections", web::connections(l)),
                item("settings", "/settings", web::settings(l)),
                item("help", "/help", web::help(l)),
            ],
        ),
    ]
}

fn languages(visit: &Visit) -> Vec<LanguageLink> {
    let link = |language: &Language| {
        let mut pairs = visit.params.without_language();
        pairs.push((LANG, language.tag()));
        LanguageLink {
            tag: language.tag(),
            name: language.name(),
            href: with_query(&visit.path, &pairs),
            here: *language == visit.language,
        }
    };
    Language::ALL.iter().map(link).collect()
}
