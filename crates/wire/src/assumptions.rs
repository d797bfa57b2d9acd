//! Every behaviour of Microsoft's services that the code rests on without Microsoft's word for it.
//!
//! One list for all rooms: the embedded tenant has a switch for each entry that concerns the wire, the simulation
//! turns them one by one, `boxseat probe` looks at a real tenant, and `docs/assumptions.md` is made from it. A number
//! is never given twice, also when its entry is gone. The sections named are those of the fact sheets.

mod accounts;
mod answers;
mod exchange;
mod licenses;
mod mailboxes;
mod page;
mod reports;
mod rules;
mod sign_in;

pub use page::markdown;

/// One behaviour that is assumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assumption {
    /// Stable: it is how people and result files name the entry.
    pub number: u16,
    /// The same as a word.
    pub name: &'static str,
    /// What is taken to be so.
    pub what: &'static str,
    /// How sure that is.
    pub basis: Basis,
    /// Fact sheet and section; `-` where none speaks of it.
    pub source: &'static str,
    /// The files of the code that rest on it, below `crates/`.
    pub used: &'static [&'static str],
    /// What happens when it is not so.
    pub wrong: &'static str,
    /// The switch of the embedded tenant.
    pub switch: Switch,
    /// What a read of a tenant can say about it.
    pub probe: Probe,
}

/// How sure an assumption is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Remembered, and read nowhere (REC).
    Recollection,
    /// Concluded from what was read (INF).
    Inference,
    /// Others saw or do it so; Microsoft promises nothing.
    Observed,
    /// Sources contradict each other, or a newer one an older one.
    Contradicted,
    /// Nothing was found that speaks of it: ours alone.
    Undocumented,
}

/// Whether the embedded tenant can behave otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// `--assume NUMBER=WAY`.
    Ways {
        /// The value that holds until it is set: what is assumed.
        assumed: &'static str,
        /// The other ways.
        others: &'static [Way],
    },
    /// No answer of the tenant could show it, and why.
    None(&'static str),
}

/// Another way that a service could behave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// As it is typed.
    pub name: &'static str,
    /// As the tenant keeps it.
    pub value: &'static str,
    /// What is so then.
    pub what: &'static str,
}

/// What a read-only look at a tenant can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Probe {
    /// What is looked at.
    Read(&'static str),
    /// Why no read shows it.
    No(&'static str),
}

/// The groups in the order of the page, each with its title.
pub const GROUPS: [(&str, &[Assumption]); 8] = [
    ("Signing in", sign_in::ALL),
    ("Accounts", accounts::ALL),
    ("Licences and products", licenses::ALL),
    ("Answers, refusals and limits", answers::ALL),
    ("Usage reports", reports::ALL),
    ("Exchange: calls and pages", exchange::ALL),
    ("Exchange: rows", mailboxes::ALL),
    ("Rules and seeds", rules::ALL),
];

/// All of them, by number.
pub fn all() -> impl Iterator<Item = &'static Assumption> {
    GROUPS.iter().flat_map(|(_, group)| group.iter())
}

/// The entry of a name: for switches, which name theirs in the code.
///
/// # Panics
///
/// When there is none; in a constant that is an error of the compiler.
pub const fn named(name: &str) -> &'static Assumption {
    let mut group = 0;
    while group < GROUPS.len() {
        let entries = GROUPS[group].1;
        let mut at = 0;
        while at < entries.len() {
            if same(entries[at].name, name) {
                return &entries[at];
            }
            at += 1;
        }
        group += 1;
    }
    panic!("no assumption has this name")
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

impl Assumption {
    /// The key under which the tenant keeps the value: `assume.` and the name with low lines.
    pub fn key(&self) -> String {
        format!("assume.{}", self.name.replace('-', "_"))
    }

    /// The value that holds until another is set; `None` where there is no switch.
    pub const fn assumed(&self) -> Option<&'static str> {
        match self.switch {
            Switch::Ways { assumed, .. } => Some(assumed),
            Switch::None(_) => None,
        }
    }

    /// The other ways.
    pub const fn others(&self) -> &'static [Way] {
        match self.switch {
            Switch::Ways { others, .. } => others,
            Switch::None(_) => &[],
        }
    }
}

impl Basis {
    /// As the page says it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Recollection => "recollection",
            Self::Inference => "inference",
            Self::Observed => "observed by others",
            Self::Contradicted => "sources contradict",
            Self::Undocumented => "undocumented",
        }
    }
}

/// One turned switch, as `--assume` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Whose switch.
    pub assumption: &'static Assumption,
    /// The value to keep.
    pub value: &'static str,
}

/// Why a text names no switch.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TurnError {
    /// It is not `NUMBER=WAY`.
    #[error("`{text}` is not of the form NUMBER=WAY")]
    Form {
        /// As it was typed.
        text: String,
    },
    /// There is no such assumption.
    #[error("there is no assumption `{which}`; there are: {known}")]
    Unknown {
        /// As it was typed.
        which: String,
        /// Numbers and names, joined by commas.
        known: String,
    },
    /// Nothing can be turned there.
    #[error("assumption {number} ({name}) has no switch: {why}")]
    NoSwitch {
        /// Its number.
        number: u16,
        /// Its name.
        name: &'static str,
        /// Why.
        why: &'static str,
    },
    /// It has no such way.
    #[error("assumption {number} ({name}) has no way `{way}`; there are: {known}")]
    UnknownWay {
        /// Its number.
        number: u16,
        /// Its name.
        name: &'static str,
        /// As it was typed.
        way: String,
        /// The ways, joined by commas.
        known: String,
    },
}

/// The way back to what is assumed, on the command line.
pub const ASSUMED: &str = "assumed";

impl std::str::FromStr for Turn {
    type Err = TurnError;

    /// Reads `NUMBER=WAY` or `NAME=WAY`; the way [`ASSUMED`] turns a switch back.
    fn from_str(text: &str) -> Result<Self, TurnError> {
        let form = || TurnError::Form {
            text: text.to_owned(),
        };
        let (which, way) = text.split_once('=').ok_or_else(form)?;
        let (which, way) = (which.trim(), way.trim());
        let is = |a: &&Assumption| which == a.name || which.parse() == Ok(a.number);
        let assumption = all().find(is).ok_or_else(|| TurnError::Unknown {
            which: which.to_owned(),
            known: joined(
                all()
                    .filter(|a| !a.others().is_empty())
                    .map(|a| format!("{} {}", a.number, a.name)),
            ),
        })?;
        let (number, name) = (assumption.number, assumption.name);
        match assumption.switch {
            Switch::None(why) => Err(TurnError::NoSwitch { number, name, why }),
            Switch::Ways { assumed, .. } if way == ASSUMED => Ok(Self {
                assumption,
                value: assumed,
            }),
            Switch::Ways { others, .. } => match others.iter().find(|w| w.name == way) {
                Some(way) => Ok(Self {
                    assumption,
                    value: way.value,
                }),
                None => Err(TurnError::UnknownWay {
                    number,
                    name,
                    way: way.to_owned(),
                    known: joined(
                        [ASSUMED.to_owned()]
                            .into_iter()
                            .chain(others.iter().map(|w| w.name.to_owned())),
                    ),
                }),
            },
        }
    }
}

fn joined(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// A way that is kept as it is typed.
const fn way(name: &'static str, what: &'static str) -> Way {
    Way {
        name,
        value: name,
        what,
    }
}

/// A way that is kept as another text.
const fn kept(name: &'static str, value: &'static str, what: &'static str) -> Way {
    Way { name, value, what }
}

/// What switches that rewrite finished answers hold until they are turned.
const fn rewritten(others: &'static [Way]) -> Switch {
    Switch::Ways {
        assumed: ASSUMED,
        others,
    }
}

/// A switch that is asked where the answer is made.
const fn decided(assumed: &'static str, others: &'static [Way]) -> Switch {
    Switch::Ways { assumed, others }
}
