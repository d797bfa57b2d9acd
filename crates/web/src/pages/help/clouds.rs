//! Whose steps are shown: those of the reader's cloud, unless the address asks for another.

use model::CloudId;
use model::cloud::{CLOUDS, LicenseLayout};
use words::{Locale, help, ui};

use crate::desk::Desk;

/// 21Vianet with the pages that it has had since 2023.
const CHINA_NEW: &str = "china-2023";

/// A cloud and a layout, in the reader's language.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) locale: Locale,
}

/// A cloud that can be chosen.
#[derive(Debug)]
pub(crate) struct CloudOption {
    pub(crate) key: &'static str,
    pub(crate) name: String,
    pub(crate) chosen: bool,
}

impl Shown {
    /// A cloud that nobody knows is the reader's own.
    pub(crate) fn of(desk: &Desk) -> Self {
        let own = &desk.locale;
        let asked = desk.visit.params.get("cloud");
        let locale = asked.and_then(|key| locale(key, own));
        Self {
            locale: locale.unwrap_or_else(|| own.clone()),
        }
    }

    /// Every choice, the one that is shown marked.
    pub(crate) fn options(&self, reader: &Locale) -> Vec<CloudOption> {
        let keys = CLOUDS.iter().map(|cloud| cloud.id.as_str());
        let option = |key: &'static str| {
            let locale = locale(key, reader)?;
            Some(CloudOption {
                key,
                name: match key {
                    CHINA_NEW => help::layout_new(&locale),
                    _ => ui::cloud(&locale),
                },
                chosen: locale == self.locale,
            })
        };
        keys.chain([CHINA_NEW]).filter_map(option).collect()
    }
}

fn locale(key: &str, reader: &Locale) -> Option<Locale> {
    if key == CHINA_NEW {
        let china = Locale::new(reader.language(), CloudId::China);
        return Some(china.with_layout(LicenseLayout::LicensesAndApps));
    }
    Some(Locale::new(reader.language(), key.parse().ok()?))
}
