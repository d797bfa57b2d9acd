//! Fluent underneath: one bundle per language, made on first use, and the values that go into it.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use intl_memoizer::concurrent::IntlLangMemoizer;
use jiff::{SignedDuration, Timestamp};
use model::ByteSize;

use crate::language::Language;
use crate::locale::Locale;
use crate::number::Decimals;
use crate::{number, time};

type Bundle = FluentBundle<FluentResource>;

/// The values of one message, each printed as the locale wants it.
pub(crate) struct Args<'a> {
    locale: &'a Locale,
    values: FluentArgs<'a>,
}

impl<'a> Args<'a> {
    /// What any message may ask without being given it: the cloud, its layout and its links.
    pub(crate) fn of(locale: &'a Locale) -> Self {
        let links = &locale.cloud().record().links;
        let values = FluentArgs::from_iter([
            ("cloud", locale.cloud().as_str()),
            ("layout", locale.layout_key()),
            ("link-active-users", links.active_users),
            ("link-products", links.products),
            ("link-shared-mailboxes", links.shared_mailboxes),
        ]);
        Self { locale, values }
    }

    pub(crate) fn text(mut self, name: &'static str, value: &'a str) -> Self {
        self.values.set(name, value);
        self
    }

    pub(crate) fn number(mut self, name: &'static str, value: u64) -> Self {
        self.values.set(name, value);
        self
    }

    pub(crate) fn plain(mut self, name: &'static str, value: u64) -> Self {
        self.values.set(name, value.to_string());
        self
    }

    pub(crate) fn size(mut self, name: &'static str, value: ByteSize) -> Self {
        self.values.set(name, number::size(value, self.locale));
        self
    }

    pub(crate) fn date(mut self, name: &'static str, value: Timestamp) -> Self {
        self.values.set(name, time::date(value, self.locale));
        self
    }

    pub(crate) fn date_time(mut self, name: &'static str, value: Timestamp) -> Self {
        self.values.set(name, time::date_time(value, self.locale));
        self
    }

    pub(crate) fn duration(mut self, name: &'static str, value: SignedDuration) -> Self {
        self.values.set(name, time::duration(value, self.locale));
        self
    }
}

/// The message with its values, in the language of the locale.
pub(crate) fn resolve(locale: &Locale, id: &str, args: Args<'_>) -> String {
    let bundle = bundle(locale.language());
    let pattern = bundle
        .get_message(id)
        .and_then(|message| message.value())
        .expect("the build compared every language with the messages that Rust can name");
    let mut errors = Vec::new();
    let text = bundle
        .format_pattern(pattern, Some(&args.values), &mut errors)
        .into_owned();
    debug_assert!(errors.is_empty(), "{id}: {errors:?}");
    text
}

fn bundle(language: Language) -> &'static Bundle {
    static BUNDLES: [OnceLock<Bundle>; Language::ALL.len()] =
        [const { OnceLock::new() }; Language::ALL.len()];
    BUNDLES[language as usize].get_or_init(|| {
        let resource = FluentResource::try_new(language.source().to_owned())
            .expect("the build parsed the same file");
        let mut bundle = Bundle::new_concurrent(vec![language.id()]);
        // Isolation marks would land in pages, in files and in what tests compare.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(grouped));
        bundle
            .add_resource(resource)
            .expect("the build refuses a message that stands there twice");
        bundle
    })
}

/// Prints numbers with the digits' grouping of the language; all else is Fluent's business.
fn grouped(value: &FluentValue<'_>, memoizer: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    memoizer
        .with_try_get::<Decimals, _, _>((), |decimals| decimals.float(number.value))
        .ok()
}
