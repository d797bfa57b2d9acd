//! `docs/assumptions.md`.

use std::fmt::Write as _;

use super::{Assumption, GROUPS, Probe, Switch, all};

const HEAD: &str = "\
# What Boxseat assumes about Microsoft 365

**Last confirmed on a live tenant: never.**

This page is made from the list in `crates/wire/src/assumptions` (`cargo test -p boxseat-wire` compares it; `BLESS=1` \
writes it anew). It numbers every behaviour that the code rests on without Microsoft's word for it.

- *basis*: `recollection` and `inference` are our own; `observed by others` is no promise of Microsoft; \
`sources contradict` means that both ways were reported; `undocumented` is our guess alone. After it the section of \
the fact sheets that the project was made from.
- *switch*: the embedded tenant behaves the other way after `boxseat tenant serve --assume NUMBER=WAY` (or `demo \
--assume …`; the name does as well as the number; `assumed` turns it back). It is kept with the tenant. The suite \
`crates/sim/tests/assumptions` takes licences back and puts them back under every way of every switch: a verdict may \
become `unknown` but never wrongly `removable`, nothing is written that was not to be, and nothing crashes.
- *probe*: what `boxseat probe` looks at on a tenant. It only reads, and writes a file without names, ids, addresses \
or tokens that can be sent in.

";

/// The page.
pub fn markdown() -> String {
    let mut out = HEAD.to_owned();
    let ways: usize = all().map(|a| a.others().len()).sum();
    let probed = all().filter(|a| matches!(a.probe, Probe::Read(_))).count();
    let switched = all().filter(|a| !a.others().is_empty()).count();
    writeln!(
        out,
        "{} assumptions; {switched} with a switch, {ways} other ways; {probed} that a read can check.\n",
        all().count()
    )
    .expect("writing to a String");
    for (title, entries) in GROUPS {
        writeln!(out, "## {title}\n").expect("writing to a String");
        for entry in entries {
            section(&mut out, entry);
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn section(out: &mut String, entry: &Assumption) {
    let used: Vec<_> = entry.used.iter().map(|file| format!("`{file}`")).collect();
    let mut line = |text: String| writeln!(out, "{text}").expect("writing to a String");
    line(format!("### {}. {}\n", entry.number, entry.name));
    line(format!("{}\n", entry.what));
    line(format!(
        "- basis: {}, {}",
        entry.basis.as_str(),
        entry.source
    ));
    line(format!("- used: {}", used.join(", ")));
    line(format!("- if it is wrong: {}", entry.wrong));
    match entry.switch {
        Switch::None(why) => line(format!("- switch: none: {why}")),
        Switch::Ways { others, .. } => {
            for way in others {
                line(format!(
                    "- switch `{}={}`: {}",
                    entry.number, way.name, way.what
                ));
            }
        }
    }
    line(match entry.probe {
        Probe::Read(what) => format!("- probe: {what}\n"),
        Probe::No(why) => format!("- probe: none: {why}\n"),
    });
}
