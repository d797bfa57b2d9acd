//! `show`: everything that is known about one mailbox.

use engine::Shown;
use jiff::Timestamp;
use model::{AssignedBy, License, LicenseRuling, ServicePlanId};
use serde::Serialize;
use words::{Locale, Service, cli};

use crate::app::App;
use crate::args::{PlainFormat, Show};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{self, entries, facts, items, obstacles, proposal, shape, table};
use crate::printer::{Printer, style, styled};
use crate::progress::{Progress, Work};
use crate::session::Session;

pub(crate) async fn run(app: &App, args: &Show) -> Result<Exit, Failure> {
    let printer = app.printer.for_machine(args.output == PlainFormat::Json);
    let progress = Progress::new(&app.global);
    let session = Session::open(app, &progress).await?;
    let events = progress.events(Work::Remove, 0, &session.locale);
    let shown = session
        .engine
        .show(
            &session.caller,
            &session.connection,
            &args.mailbox,
            &session.policy,
            &events,
        )
        .await
        .map_err(|e| session.failed(e))?;
    let plans = entries::plans(session.engine.store().as_ref(), &shown.history).await;
    let plans = plans.map_err(|e| Failure::Store(session.place.data.clone(), Box::new(e)))?;
    let history = entries::rows(&shown.history, &plans, &session.locale);
    drop(progress);

    printer.say(&session.headline(&shown.tenant.name));
    match args.output {
        PlainFormat::Table => tell(&session, &shown, &history, app.env.now(), &printer),
        PlainFormat::Json => {
            let item = items::item(&shown.record, &shown.tenant, &session.locale);
            printer.result(&output::json(&Everything { item, history })?);
        }
    }
    session.account_for_requests(app, &printer);
    Ok(Exit::Done)
}

/// `show -o json`: an item of `review -o json` with the history of the mailbox.
#[derive(Debug, Serialize)]
struct Everything {
    #[serde(flatten)]
    item: shape::Item,
    history: Vec<entries::Row>,
}

fn tell(
    session: &Session,
    shown: &Shown,
    history: &[entries::Row],
    now: Timestamp,
    printer: &Printer,
) {
    let l = &session.locale;
    let record = &shown.record;
    let name = &record.facts.name;
    printer.say(&obstacles::mailbox(name));
    printer.prose(&format!(
        "{}  {}",
        output::tidy(&name.user_principal_name),
        record.facts.account
    ));
    printer.say("");

    let verdict = record.assessment.verdict;
    printer.say(&styled(
        style::STRONG,
        &format!(
            "{}: {}",
            words::verdict(verdict, l),
            words::verdict_about(verdict, l)
        ),
    ));
    for finding in &record.assessment.findings {
        let why = words::reason_among(&finding.reason, &shown.tenant.groups, l);
        printer.prose(&format!("  {}: {why}", words::effect(finding.effect, l)));
        for remedy in &finding.remedies {
            printer.prose(&format!(
                "    - {}",
                words::remedy_among(remedy, &shown.tenant.groups, l)
            ));
        }
    }
    tell_licenses(session, shown, now, printer);
    tell_facts(shown, now, printer, l);
    if !history.is_empty() {
        printer.say("");
        printer.say(&styled(style::STRONG, &words::ui::history(l)));
        for line in entries::lines(history, l) {
            printer.prose(&format!("  {line}"));
        }
    }
}

/// Each licence: its ruling, who gives it, what it is good for, what ends when it goes.
fn tell_licenses(session: &Session, shown: &Shown, now: Timestamp, printer: &Printer) {
    let l = &session.locale;
    printer.say("");
    printer.say(&styled(style::STRONG, &words::ui::licenses(l)));
    let held = shown
        .record
        .facts
        .licenses
        .value()
        .map_or(&[][..], Vec::as_slice);
    if shown
        .record
        .facts
        .licenses
        .value()
        .is_some_and(Vec::is_empty)
    {
        printer.prose(&format!("  {}", words::ui::unlicensed(l)));
    }
    for ruling in &shown.record.assessment.licenses {
        let Some(license) = held.iter().find(|license| license.sku == ruling.sku) else {
            continue;
        };
        let product = words::product(ruling.sku);
        printer.prose(&format!(
            "  {product}: {}",
            words::license_verdict(ruling.verdict, l)
        ));
        printer.prose(&format!(
            "    {}: {}",
            cli::header_assigned_by(l),
            givers(license, shown, l)
        ));
        let price = engine::report::part_number(&shown.tenant, ruling.sku);
        let cost = session.prices.sum([price.as_str()]);
        printer.prose(&format!(
            "    {}: {}",
            cli::header_cost(l),
            words::cost(&cost, l)
        ));
        let good_for = good_for(session, shown, license, now);
        if !good_for.is_empty() {
            printer.prose(&format!(
                "    {}: {}",
                cli::header_good_for(l),
                words::commas(&good_for, l)
            ));
        }
        tell_ends(ruling, printer, l);
    }
}

fn tell_ends(ruling: &LicenseRuling, printer: &Printer, l: &Locale) {
    if ruling.ends.is_empty() {
        printer.prose(&format!(
            "    {}",
            cli::will_end_nothing(l, &words::product(ruling.sku))
        ));
        return;
    }
    printer.prose(&format!("    {}:", cli::header_ends(l)));
    for line in proposal::services(&ruling.ends, l) {
        printer.prose(&format!("      - {line}"));
    }
}

/// What the licence is good for as far as the conditions go: its service plans that are on.
fn good_for(session: &Session, shown: &Shown, license: &License, now: Timestamp) -> Vec<String> {
    let l = &session.locale;
    let plans = plans(shown, license);
    let capable = session.policy.capabilities(license.sku, plans.iter(), now);
    let mut good_for = Vec::new();
    if let Some(quota) = capable.quota {
        good_for.push(format!(
            "{} ({})",
            words::service(&Service::Mailbox(None), l),
            words::size(quota, l)
        ));
    }
    for (is, service) in [
        (capable.archive, Service::Archive),
        (capable.archive, Service::Hold),
        (capable.defender, Service::Defender),
        (capable.onedrive, Service::OneDrive),
        (capable.teams, Service::Teams),
        (capable.office, Service::Office),
    ] {
        if is {
            good_for.push(words::service(&service, l));
        }
    }
    good_for
}

/// The service plans that the licence switches on: as the tenant's product has them, else as the catalogue does.
fn plans(shown: &Shown, license: &License) -> Vec<ServicePlanId> {
    let owned = shown
        .tenant
        .sku(license.sku)
        .map(|sku| sku.plans.iter().copied().collect());
    let listed = || {
        model::catalogue::catalogue()
            .product(license.sku)
            .map(|product| product.plans.to_vec())
    };
    let all: Vec<ServicePlanId> = owned.or_else(listed).unwrap_or_default();
    all.into_iter()
        .filter(|plan| license.switches_on(*plan))
        .collect()
}

fn givers(license: &License, shown: &Shown, l: &Locale) -> String {
    let names: Vec<_> = license
        .sources
        .iter()
        .map(|source| match source.by {
            AssignedBy::Direct => cli::assigned_direct(l),
            AssignedBy::Group(group) => {
                let name = shown
                    .tenant
                    .groups
                    .get(&group)
                    .map_or_else(|| group.to_string(), |g| g.name.clone());
                cli::assigned_group(l, &name)
            }
        })
        .collect();
    words::list(&names, l)
}

/// Each fact with its source, when it was true and how old it is: a line each, or two where a line is too short.
fn tell_facts(shown: &Shown, now: Timestamp, printer: &Printer, l: &Locale) {
    let width = printer.width();
    let roomy = table::is_roomy(width);
    let header = [cli::header_fact(l), cli::header_value(l)];
    let origin = [
        cli::header_source(l),
        cli::header_as_of(l),
        cli::header_age(l),
    ];
    let mut facts_table = table::table(width, &row(header, origin, roomy));
    for fact in facts::all(&shown.record.facts, &shown.tenant) {
        let value = [words::fact_name(fact.fact, l), words::fact_value(&fact, l)];
        let since = |at| words::age(now.duration_since(at), l);
        let origin = [
            fact.source.map(|source| words::source(source, l)),
            fact.as_of.map(|at| words::date_time(at, l)),
            fact.as_of.map(since),
        ];
        facts_table.add_row(row(value, origin.map(Option::unwrap_or_default), roomy));
    }
    for (column, longest) in [(0, 16), (2, 32), (3, 28)] {
        table::keep_whole(&mut facts_table, column, longest);
    }
    printer.say("");
    printer.result(&table::text(&facts_table));
}

/// A fact and where it comes from as cells; the latter below the value where there is no room beside it.
fn row([name, value]: [String; 2], origin: [String; 3], roomy: bool) -> Vec<String> {
    if roomy {
        return [name, value].into_iter().chain(origin).collect();
    }
    let origin: Vec<_> = origin.into_iter().filter(|part| !part.is_empty()).collect();
    vec![name, format!("{value}\n  {}", origin.join(" · "))]
}
