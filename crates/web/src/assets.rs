//! What a browser loads beside a page: style sheet and scripts, below a digest of them all, so that they may be kept
//! for ever.

use std::sync::LazyLock;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use sha2::{Digest as _, Sha256};

use crate::Site;
use crate::desk::Answer;
use crate::pages::problem::Problem;

/// The style sheet: the frame and what all pages share, then what single pages add.
pub(crate) const CSS: &str = concat!(
    include_str!("../assets/boxseat.css"),
    include_str!("../assets/home.css"),
    include_str!("../assets/users.css"),
    include_str!("../assets/review.css"),
    include_str!("../assets/billing.css"),
    include_str!("../assets/settings.css"),
    include_str!("../assets/help.css"),
);

/// What stands on the tab of a page.
const SVG: &str = include_str!("../assets/favicon.svg");

const CSS_TYPE: &str = "text/css; charset=utf-8";
const JS_TYPE: &str = "text/javascript; charset=utf-8";

/// Name, type and content of each file. Scripts find each other by their plain names: they share a folder.
const FILES: &[(&str, &str, &str)] = &[
    ("boxseat.css", CSS_TYPE, CSS),
    ("boxseat.js", JS_TYPE, include_str!("../assets/boxseat.js")),
    (
        "progress.js",
        JS_TYPE,
        include_str!("../assets/progress.js"),
    ),
    ("drop.js", JS_TYPE, include_str!("../assets/drop.js")),
    ("members.js", JS_TYPE, include_str!("../assets/members.js")),
    ("panel.js", JS_TYPE, include_str!("../assets/panel.js")),
    ("search.js", JS_TYPE, include_str!("../assets/search.js")),
];

/// A digest of all files, by which their folder is named.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut all = Sha256::new();
    for (name, _, content) in FILES {
        all.update(name);
        all.update(content);
    }
    hex::encode(&all.finalize()[..8])
});

/// The digest of the style sheet as a content security policy names it.
pub(crate) static CSS_HASH: LazyLock<String> =
    LazyLock::new(|| format!("sha256-{}", STANDARD.encode(Sha256::digest(CSS.as_bytes()))));

/// The icon inside a page, so that no page waits for it and a report that was mailed has it too.
pub(crate) static ICON: LazyLock<String> =
    LazyLock::new(|| format!("data:image/svg+xml;base64,{}", STANDARD.encode(SVG)));

/// The icon where browsers ask for one beside what names none: a download, a stream, an answer that is no page.
pub(crate) async fn favicon() -> Response {
    let headers = [
        (CONTENT_TYPE, "image/svg+xml"),
        (CACHE_CONTROL, "public, max-age=86400"),
    ];
    (headers, SVG).into_response()
}

/// Where the browser finds a file.
pub(crate) fn address(name: &str) -> String {
    debug_assert!(FILES.iter().any(|(n, ..)| *n == name), "no asset {name}");
    format!("/assets/{}/{name}", *VERSION)
}

/// A file, for ever under its own address: a new one has another.
pub(crate) async fn get(
    State(_): State<Site>,
    Path((version, name)): Path<(String, String)>,
) -> Answer {
    let file = FILES.iter().find(|(n, ..)| *n == name);
    let (_, r#type, content) = file
        .filter(|_| version == *VERSION)
        .ok_or(Problem::NotFound)?;
    let headers = [
        (CONTENT_TYPE, *r#type),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, *content).into_response() as Response)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use model::{Effect, LicenseVerdict, StepState};

    use super::*;
    use crate::view::ToDo;

    /// The colours of a theme by their names.
    fn colours(css: &str) -> BTreeMap<&str, [f64; 3]> {
        let declared = css
            .split(';')
            .filter_map(|d| d.rsplit_once("--")?.1.split_once(':'));
        let channel = |hex: &str, at: usize| {
            let value = f64::from(u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()?) / 255.0;
            Some(if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            })
        };
        let colour = |text: &str| {
            let hex = text.trim().strip_prefix('#').filter(|h| h.len() == 6)?;
            Some([channel(hex, 0)?, channel(hex, 2)?, channel(hex, 4)?])
        };
        declared
            .filter_map(|(name, value)| Some((name, colour(value)?)))
            .collect()
    }

    /// The contrast ratio of WCAG 2.2.
    fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
        let luminance = |[r, g, b]: [f64; 3]| 0.2126 * r + 0.7152 * g + 0.0722 * b;
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_and_lines_can_be_told_from_what_they_stand_on_in_both_themes() {
        let start = CSS.find(":root").unwrap();
        let dark = CSS
            .find("@media screen and (prefers-color-scheme: dark)")
            .unwrap();
        let end = CSS.find("/* Tones").unwrap();
        let (light, dark) = (colours(&CSS[start..dark]), colours(&CSS[dark..end]));
        assert_eq!(
            light.keys().collect::<Vec<_>>(),
            dark.keys().collect::<Vec<_>>(),
            "a theme lacks a colour"
        );
        let tones = ["good", "info", "calm", "warn", "bad", "swap"];
        for (theme, colours) in [("light", light), ("dark", dark)] {
            let at_least = |ratio: f64, front: &str, back: &str| {
                let found = contrast(colours[front], colours[back]);
                assert!(found >= ratio, "{theme}: {front} on {back} is {found:.2}");
            };
            for back in ["page", "surface", "surface-hover"] {
                for front in ["text", "text-2", "text-3", "link", "warn-text"] {
                    at_least(4.5, front, back);
                }
                at_least(3.0, "focus", back);
            }
            for back in ["page", "surface"] {
                at_least(3.0, "line-strong", back);
            }
            for (front, back) in [
                ("on-brand", "brand"),
                ("on-brand", "brand-hover"),
                ("on-top", "top"),
            ] {
                at_least(4.5, front, back);
            }
            for tone in tones {
                let named = |part: &str| format!("{tone}-{part}");
                at_least(4.5, &named("text"), &named("surface"));
                for back in ["page", "surface", "surface-hover"] {
                    at_least(3.0, &named("text"), back);
                }
                at_least(3.0, &named("line"), "page");
                at_least(3.0, &named("line"), "surface");
            }
        }
    }

    #[test]
    fn every_key_has_an_icon_and_a_tone() {
        const ICONS: &str = include_str!("../templates/icons.svg");
        let states = [
            StepState::Intended,
            StepState::Done,
            StepState::Refused,
            StepState::NotApplied,
            StepState::Unconfirmed,
            StepState::Drifted,
        ];
        let keys = ToDo::ALL
            .map(ToDo::key)
            .into_iter()
            .chain(LicenseVerdict::ALL.iter().map(|v| v.as_str()))
            .chain(Effect::ALL.iter().map(|e| e.as_str()))
            .chain(states.map(StepState::as_str))
            .chain(["leavers", "waiting", "licensed", "near", "saving"]);
        for key in keys {
            let drawn =
                ICONS.contains(&format!("\"{key}\"")) || ICONS.contains(&format!("\"i-{key}\""));
            assert!(drawn, "{key} has no icon");
            let toned = CSS.lines().any(|line| {
                line.contains("--tone-surface:")
                    && line.split([',', ' ']).any(|part| part == format!(".{key}"))
            });
            assert!(toned, "{key} has no tone");
        }
    }
    /// All pages share one style sheet: what one area calls `.choice` would change another's.
    #[test]
    fn a_class_belongs_to_one_file() {
        let files = [
            include_str!("../assets/boxseat.css"),
            include_str!("../assets/home.css"),
            include_str!("../assets/users.css"),
            include_str!("../assets/review.css"),
            include_str!("../assets/billing.css"),
            include_str!("../assets/settings.css"),
            include_str!("../assets/help.css"),
        ];
        assert_eq!(files.concat(), CSS, "a file is missing here");
        let mut owners = BTreeMap::new();
        for (file, css) in files.iter().enumerate() {
            let classes = css.lines().filter_map(|line| {
                let (selector, _) = line.trim().split_once(" {")?;
                let class = selector.strip_prefix('.')?;
                class
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c == '-')
                    .then_some(class)
            });
            for class in classes {
                let owner = *owners.entry(class).or_insert(file);
                assert_eq!(owner, file, ".{class} is styled in two files");
            }
        }
    }
}
