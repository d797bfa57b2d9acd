//! The layout of the licence page, where the cloud has known two: 21Vianet (`peers.md` 1g).

use model::CloudId;
use model::cloud::LicenseLayout;
use words::{Locale, settings, ui};

use super::{Part, ended, set_by};
use crate::desk::{Answer, Desk};
use crate::filled::Filled;
use crate::pages::problem::Problem;

/// The layouts to choose from, in the words of each.
#[derive(Debug)]
pub(super) struct LayoutPart {
    pub(super) options: Vec<(&'static str, String, bool)>,
    pub(super) set_by: String,
}

const LAYOUTS: [(&str, LicenseLayout); 2] = [
    ("product-licenses", LicenseLayout::ProductLicenses),
    ("licenses-and-apps", LicenseLayout::LicensesAndApps),
];

impl LayoutPart {
    pub(super) fn new(desk: &Desk) -> Option<Self> {
        let cloud = desk.conn().cloud();
        if cloud.id != CloudId::China {
            return None;
        }
        let now = desk.settings.layout_of(cloud);
        let options = LAYOUTS.map(|(key, layout)| {
            let l = desk.locale.clone().with_layout(layout);
            (key, about(&l), now == layout)
        });
        Some(Self {
            options: options.into(),
            set_by: set_by(desk.settings.layout.as_ref(), &desk.locale),
        })
    }
}

/// The words by which a layout is known.
fn about(l: &Locale) -> String {
    settings::layout_words(l, &ui::licenses_and_apps(l), &ui::save(l))
}

pub(crate) async fn post(desk: Desk, Filled(typed): Filled) -> Answer {
    let wanted = typed.get("layout").unwrap_or_default();
    let wanted = LAYOUTS.iter().find(|(key, _)| *key == wanted);
    let (_, layout) = wanted.ok_or(Problem::BadForm)?;
    let set = desk
        .engine()
        .set_layout(&desk.caller, desk.conn(), Some(*layout));
    let end = set.await.map_err(Into::into);
    ended(&desk, Part::Layout, &typed, end).await
}
