//! For whom a sentence is: the language, and the cloud whose words and links it uses.

use model::CloudId;
use model::cloud::LicenseLayout;

use crate::language::Language;

/// A language and a cloud. Passed by reference, for it may grow (a time zone, a country).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locale {
    language: Language,
    cloud: CloudId,
    layout: LicenseLayout,
}

impl Locale {
    /// A language in a cloud, with the cloud's own layout of the licence page.
    pub const fn new(language: Language, cloud: CloudId) -> Self {
        Self {
            language,
            cloud,
            layout: cloud.record().layout,
        }
    }

    /// The same with another layout: Microsoft's pages of 21Vianet changed to the worldwide one in 2023.
    #[must_use]
    pub const fn with_layout(self, layout: LicenseLayout) -> Self {
        Self { layout, ..self }
    }

    /// The language.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The cloud.
    pub const fn cloud(&self) -> CloudId {
        self.cloud
    }

    /// The layout of the licence page.
    pub const fn layout(&self) -> LicenseLayout {
        self.layout
    }

    /// The layout as the language files name it.
    pub(crate) const fn layout_key(&self) -> &'static str {
        match self.layout {
            LicenseLayout::LicensesAndApps => "licenses-and-apps",
            LicenseLayout::ProductLicenses => "product-licenses",
        }
    }
}
