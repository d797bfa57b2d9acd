//! Parameters of a cmdlet: names and enumerations in letters of either case, values checked by type
//! (`exchange.md` 1.2, 1.6).

use model::ByteSize;
use serde_json::{Map, Value};

use super::error::Failure;

/// The type of a parameter.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// A text; null is as if it had not been sent.
    Text,
    /// A switch.
    Switch,
    /// A switch that may also be null.
    SwitchOrNull,
    /// A number or `Unlimited`.
    ResultSize,
    /// A size such as `49.5GB`, or bytes.
    Size,
    /// One of these words, of this .NET type.
    Word(&'static [&'static str], &'static str),
    /// One or several of these words, of this .NET type.
    Words(&'static [&'static str], &'static str),
    /// Taken and not looked at.
    Any,
}

/// A parameter.
pub(crate) type Parameter = (&'static str, Kind);

/// What every cmdlet takes.
const COMMON: [Parameter; 8] = [
    ("Verbose", Kind::Any),
    ("Debug", Kind::Any),
    ("ErrorAction", Kind::Any),
    ("WarningAction", Kind::Any),
    ("InformationAction", Kind::Any),
    ("Confirm", Kind::Switch),
    ("WhatIf", Kind::Any),
    ("Force", Kind::Switch),
];

/// How many rows a caller wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    /// At most so many.
    Rows(u64),
    /// All.
    Unlimited,
}

/// A value that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Bound {
    Text(String),
    Switch(Option<bool>),
    Size(u64),
    Limit(Limit),
    Words(Vec<&'static str>),
    Any,
}

/// The parameters of one call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bindings(Vec<(&'static str, Bound)>);

/// Checks the parameters of a call against those of its cmdlet.
pub(crate) fn bind(known: &[Parameter], sent: &Map<String, Value>) -> Result<Bindings, Failure> {
    let mut bound = Vec::new();
    for (name, value) in sent
        .iter()
        .filter(|(name, _)| !name.ends_with("@odata.type"))
    {
        let (name, kind) = known
            .iter()
            .chain(&COMMON)
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .ok_or_else(|| Failure::UnknownParameter(name.clone()))?;
        if let Some(value) = kind.check(name, value)? {
            bound.push((*name, value));
        }
    }
    Ok(Bindings(bound))
}

impl Kind {
    fn check(self, name: &'static str, value: &Value) -> Result<Option<Bound>, Failure> {
        let refuse = |kind: &'static str, why: &str| Failure::BadValue {
            parameter: name,
            value: value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned),
            kind,
            why: why.to_owned(),
        };
        Ok(Some(match self {
            Self::Any => Bound::Any,
            Self::SwitchOrNull if value.is_null() => Bound::Switch(None),
            _ if value.is_null() => return Ok(None),
            Self::Text => match value {
                Value::String(text) => Bound::Text(text.clone()),
                Value::Number(number) => Bound::Text(number.to_string()),
                _ => return Err(refuse("System.String", "It is not a text.")),
            },
            Self::Switch | Self::SwitchOrNull => {
                let on = match value {
                    Value::Bool(on) => Some(*on),
                    Value::String(text) => text.to_ascii_lowercase().parse().ok(),
                    _ => None,
                };
                Bound::Switch(Some(on.ok_or_else(|| {
                    refuse("System.Boolean", "It is neither true nor false.")
                })?))
            }
            Self::ResultSize => match result_size(value) {
                Some(limit) => Bound::Limit(limit),
                None => {
                    return Err(refuse(
                        "Microsoft.Exchange.Data.Unlimited`1[System.UInt32]",
                        "It is neither a number nor Unlimited.",
                    ));
                }
            },
            Self::Size => match size(value) {
                Some(size) => Bound::Size(size),
                None => {
                    return Err(refuse(
                        "Microsoft.Exchange.Data.ByteQuantifiedSize",
                        "It is not a size such as 49.5GB.",
                    ));
                }
            },
            Self::Word(words, kind) => Bound::Words(vec![
                one_of(words, value).map_err(|why| refuse(kind, &why))?,
            ]),
            Self::Words(words, kind) => {
                let values = value
                    .as_array()
                    .map_or(std::slice::from_ref(value), Vec::as_slice);
                let words = values
                    .iter()
                    .map(|value| one_of(words, value))
                    .collect::<Result<_, _>>();
                Bound::Words(words.map_err(|why| refuse(kind, &why))?)
            }
        }))
    }
}

fn one_of(words: &'static [&'static str], value: &Value) -> Result<&'static str, String> {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    words.iter().find(|word| word.eq_ignore_ascii_case(&text)).copied().ok_or_else(|| {
        format!(
            "Unable to match the identifier name {text} to a valid enumerator name. Specify one of the following enumerator names and try again: {}",
            words.join(", ")
        )
    })
}

fn result_size(value: &Value) -> Option<Limit> {
    match value {
        Value::Number(number) => number.as_u64().map(Limit::Rows),
        Value::String(text) if text.eq_ignore_ascii_case("Unlimited") => Some(Limit::Unlimited),
        Value::String(text) => text.trim().parse().ok().map(Limit::Rows),
        _ => None,
    }
}

/// Bytes, `49.5GB`, or the form that the service writes. Decimals are cut to whole bytes.
fn size(value: &Value) -> Option<u64> {
    let text = match value {
        Value::Number(number) => return number.as_u64(),
        Value::String(text) => text.trim(),
        _ => return None,
    };
    if let Ok(size) = wire::size::parse(text) {
        return Some(size.0);
    }
    let split = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let scale: u64 = match unit.trim().to_ascii_uppercase().as_str() {
        "" | "B" => 1,
        "KB" => 1 << 10,
        "MB" => 1 << 20,
        "GB" => 1 << 30,
        "TB" => 1 << 40,
        _ => return None,
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let mut bytes = whole.parse::<u64>().ok()?.checked_mul(scale)?;
    // Nine decimals are more than a byte of a terabyte needs.
    let part = part.get(..part.len().min(9))?;
    if !part.is_empty() {
        let tenths = u128::from(part.parse::<u64>().ok()?) * u128::from(scale);
        let over = 10_u128.pow(u32::try_from(part.len()).ok()?);
        bytes = bytes.checked_add(u64::try_from(tenths / over).ok()?)?;
    }
    Some(bytes)
}

impl Bindings {
    fn get(&self, name: &str) -> Option<&Bound> {
        self.0
            .iter()
            .rev()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// Was a parameter of one of these names sent?
    pub(crate) fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.get(name).is_some())
    }

    /// A text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Bound::Text(text) => Some(text),
            _ => None,
        }
    }

    /// `Identity`. Nothing and an empty text count as if it had not been sent: the documented hazard of every
    /// `Get-` cmdlet (`exchange.md` 4.2).
    pub(crate) fn identity(&self) -> Option<&str> {
        self.text("Identity").filter(|text| !text.trim().is_empty())
    }

    /// A switch, when it was sent.
    pub(crate) fn switch(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Bound::Switch(on) => *on,
            _ => None,
        }
    }

    /// A switch that may be null; `unsent` when it was not sent.
    pub(crate) fn switch_or_null(&self, name: &str, unsent: Option<bool>) -> Option<bool> {
        match self.get(name) {
            Some(Bound::Switch(on)) => *on,
            _ => unsent,
        }
    }

    /// A size.
    pub(crate) fn size(&self, name: &str) -> Option<ByteSize> {
        match self.get(name)? {
            Bound::Size(size) => Some(ByteSize(*size)),
            _ => None,
        }
    }

    /// A result size, when it was sent.
    pub(crate) fn result_size(&self, name: &str) -> Option<Limit> {
        match self.get(name)? {
            Bound::Limit(limit) => Some(*limit),
            _ => None,
        }
    }

    /// The words of an enumeration.
    pub(crate) fn words(&self, name: &str) -> &[&'static str] {
        match self.get(name) {
            Some(Bound::Words(words)) => words,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    const KNOWN: &[Parameter] = &[
        ("Identity", Kind::Text),
        ("ResultSize", Kind::ResultSize),
        ("Archive", Kind::Switch),
        ("Smtp", Kind::SwitchOrNull),
        ("Quota", Kind::Size),
        ("Type", Kind::Word(&["Regular", "Shared"], "T")),
        (
            "Kinds",
            Kind::Words(&["UserMailbox", "SharedMailbox"], "K[]"),
        ),
    ];

    fn bound(sent: Value) -> Result<Bindings, Failure> {
        bind(KNOWN, sent.as_object().unwrap())
    }

    #[test]
    fn values_are_bound_by_type() {
        let b = bound(json!({
            "identity": "x", "RESULTSIZE": "unlimited", "archive": true, "smtp": null, "quota": "49.5GB",
            "type": "shared", "Kinds": ["sharedmailbox"], "Kinds@odata.type": "#Collection(String)", "verbose": true,
        }))
        .unwrap();
        assert_eq!(b.identity(), Some("x"));
        assert_eq!(b.result_size("ResultSize"), Some(Limit::Unlimited));
        assert_eq!(b.switch("Archive"), Some(true));
        assert_eq!(b.switch_or_null("Smtp", Some(true)), None);
        assert_eq!(b.switch_or_null("Other", Some(true)), Some(true));
        assert_eq!(b.size("Quota"), Some(ByteSize(53_150_220_288)));
        assert_eq!(b.words("Type"), ["Shared"]);
        assert_eq!(b.words("Kinds"), ["SharedMailbox"]);
    }

    #[test]
    fn no_identity_is_as_if_it_had_not_been_sent() {
        for identity in [json!(null), json!(""), json!("  ")] {
            assert_eq!(
                bound(json!({ "Identity": identity })).unwrap().identity(),
                None
            );
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(
            matches!(bound(json!({"Bogus": 1})), Err(Failure::UnknownParameter(name)) if name == "Bogus")
        );
        for sent in [
            json!({"Identity": {}}),
            json!({"ResultSize": -1}),
            json!({"ResultSize": "many"}),
            json!({"Archive": "perhaps"}),
            json!({"Quota": "a lot"}),
            json!({"Quota": "99999999999999TB"}),
            json!({"Type": "Group"}),
            json!({"Kinds": ["UserMailbox", "Nonsense"]}),
        ] {
            assert!(
                matches!(bound(sent.clone()), Err(Failure::BadValue { .. })),
                "{sent}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_size_panics(text: String, number in "[0-9.]{0,30}[KMGT]?B?") {
            size(&Value::from(text));
            size(&Value::from(number));
        }
    }
}
