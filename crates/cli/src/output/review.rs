//! A review in every form it can be printed in.

use engine::Review;
use jiff::Timestamp;
use model::{Effect, Finding, PriceList, ReasonCode, Verdict};
use store::Record;
use words::{Locale, cli};

use super::{items, json, ndjson, summary, table, tidy};
use crate::args::ReviewFormat;
use crate::failure::Failure;
use crate::printer::wrapped;

/// An address up to this length is not broken below a name.
const LONGEST_ADDRESS: u16 = 32;
/// The same where it has a column of its own.
const LONGEST_BESIDE: u16 = 28;

/// A review with what is needed to tell it.
#[derive(Debug)]
pub(crate) struct Told<'a> {
    pub(crate) review: &'a Review,
    pub(crate) prices: &'a PriceList,
    pub(crate) locale: &'a Locale,
    /// The line that marks a simulated tenant, or names the real one.
    pub(crate) headline: String,
    /// Is the review about all shared mailboxes, so that the sentence for a manager is true?
    pub(crate) whole: bool,
    /// Is it the embedded tenant?
    pub(crate) embedded: bool,
    /// When it is told: ages count from here.
    pub(crate) now: Timestamp,
}

impl Told<'_> {
    /// The review in a form.
    pub(crate) fn render(
        &self,
        format: ReviewFormat,
        width: Option<u16>,
    ) -> Result<String, Failure> {
        match format {
            ReviewFormat::Table => Ok(self.for_people(width)),
            ReviewFormat::Json => json(&self.items().collect::<Vec<_>>()),
            ReviewFormat::Ndjson => ndjson(self.items()),
            ReviewFormat::Csv => self.csv(),
            ReviewFormat::Md => Ok(self.markdown()),
            ReviewFormat::Html => self.html(),
        }
    }

    fn items(&self) -> impl Iterator<Item = super::shape::Item> + '_ {
        self.review
            .records
            .iter()
            .map(|record| items::item(record, &self.review.tenant, self.locale))
    }

    /// The headline and, where it is about all, the sentences for a manager.
    pub(crate) fn introduction(&self) -> Vec<String> {
        let at = self
            .review
            .snapshot
            .finished_at
            .unwrap_or(self.review.snapshot.started_at);
        let mut lines = vec![
            self.headline.clone(),
            cli::reviewed(self.locale, &self.review.tenant.name, at),
            String::new(),
        ];
        if self.whole {
            lines.extend(summary::sentences(self.review, self.prices, self.locale));
            lines.push(String::new());
        }
        lines
    }

    fn for_people(&self, width: Option<u16>) -> String {
        let introduction = self.introduction();
        let lines = introduction.iter().map(|line| wrapped(line, width) + "\n");
        lines.collect::<String>() + &self.verdicts(width)
    }

    /// The table of verdicts: what can go first.
    pub(crate) fn verdicts(&self, width: Option<u16>) -> String {
        if self.review.records.is_empty() {
            return cli::empty_review(self.locale) + "\n";
        }
        if !table::is_roomy(width) {
            return self.narrow_verdicts(width);
        }
        let mut shown = table::table(width, &self.header());
        for row in self.rows() {
            shown.add_row(row);
        }
        table::align_right(&mut shown, 5);
        table::keep_whole(&mut shown, 1, LONGEST_BESIDE);
        table::text(&shown)
    }

    /// The same in four columns: the address stands below the name, the cost below the verdict.
    fn narrow_verdicts(&self, width: Option<u16>) -> String {
        let narrow = |row: Vec<String>| match <[String; 6]>::try_from(row) {
            Ok([mailbox, address, verdict, reasons, licenses, cost]) => vec![
                format!("{mailbox}\n{address}"),
                format!("{verdict}\n{cost}"),
                reasons,
                licenses,
            ],
            Err(row) => row,
        };
        let mut shown = table::table(width, &narrow(self.header()));
        for row in self.rows() {
            shown.add_row(narrow(row));
        }
        for (column, longest) in [(0, LONGEST_ADDRESS), (1, 20), (2, 14), (3, 14)] {
            table::keep_whole(&mut shown, column, longest);
        }
        table::text(&shown)
    }

    fn header(&self) -> Vec<String> {
        let l = self.locale;
        vec![
            cli::header_mailbox(l),
            cli::header_address(l),
            cli::header_verdict(l),
            cli::header_reasons(l),
            cli::header_licenses(l),
            cli::header_cost(l),
        ]
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let mut records: Vec<&Record> = self.review.records.iter().collect();
        records.sort_by_key(|r| r.assessment.verdict); // stable: within a verdict the names stay in order
        records
            .into_iter()
            .map(|record| {
                vec![
                    tidy(&record.facts.name.display_name),
                    tidy(&record.facts.name.primary_smtp_address),
                    words::verdict(record.assessment.verdict, self.locale),
                    self.why(record),
                    licenses(record, self.locale),
                    self.cost(record),
                ]
            })
            .collect()
    }

    /// The reasons in a few words: those that decide, or notes where nothing else is said. What holds for the
    /// whole organisation would stand in every row, and is left out.
    fn why(&self, record: &Record) -> String {
        let findings = &record.assessment.findings;
        let titles = |notes: bool| {
            let mut titles: Vec<String> = Vec::new();
            let of_all = |f: &Finding| {
                f.effect == Effect::Note && f.reason.code() == ReasonCode::OrgRetention
            };
            for finding in findings
                .iter()
                .filter(|f| (f.effect == Effect::Note) == notes && !of_all(f))
            {
                let title = words::reason_title(finding.reason.code(), self.locale);
                if !titles.contains(&title) {
                    titles.push(title);
                }
            }
            titles
        };
        let deciding = titles(false);
        let shown = if deciding.is_empty() {
            titles(true)
        } else {
            deciding
        };
        words::commas(&shown, self.locale)
    }

    fn cost(&self, record: &Record) -> String {
        let parts: Vec<_> = record
            .assessment
            .licenses
            .iter()
            .map(|l| engine::report::part_number(&self.review.tenant, l.sku))
            .collect();
        if parts.is_empty() {
            return String::new();
        }
        let cost = self.prices.sum(parts.iter().map(String::as_str));
        match &cost.per_month {
            Some(sum) if cost.without_price == 0 => words::money(sum, self.locale),
            _ => words::cost(
                &model::money::Cost {
                    example: false,
                    ..cost
                },
                self.locale,
            ),
        }
    }

    fn csv(&self) -> Result<String, Failure> {
        web::report_csv(&self.view()).map_err(|e| Failure::Unexpected(e.to_string()))
    }

    fn markdown(&self) -> String {
        let introduction = self.introduction().join("\n");
        let introduction = anstream::adapter::strip_str(&introduction).to_string();
        let (headline, rest) = introduction.split_once('\n').unwrap_or((&introduction, ""));
        format!(
            "# {headline}\n\n{rest}\n{}",
            table::markdown(&self.header(), self.rows())
        )
    }

    fn html(&self) -> Result<String, Failure> {
        web::report_html(&self.view()).map_err(|e| Failure::Unexpected(e.to_string()))
    }

    fn view(&self) -> web::ReportView<'_> {
        web::ReportView {
            review: self.review,
            prices: self.prices,
            locale: self.locale,
            now: self.now,
            whole: self.whole,
            simulated: self.embedded,
        }
    }
}

/// The names of the products held, each with what is to become of it where that differs from the whole.
fn licenses(record: &Record, locale: &Locale) -> String {
    let whole = record.assessment.verdict;
    let mixed = whole == Verdict::Removable
        && record
            .assessment
            .licenses
            .iter()
            .any(|l| l.verdict != model::LicenseVerdict::Removable);
    let names: Vec<_> = record
        .assessment
        .licenses
        .iter()
        .map(|ruling| {
            let name = words::product(ruling.sku);
            if mixed {
                format!(
                    "{name} ({})",
                    words::license_verdict(ruling.verdict, locale)
                )
            } else {
                name
            }
        })
        .collect();
    words::commas(&names, locale)
}
