//! The sentence for a manager.

use engine::Review;
use model::PriceList;
use words::Locale;

/// The sentences over a review of all shared mailboxes, the one for a manager first.
pub(crate) fn sentences(review: &Review, prices: &PriceList, locale: &Locale) -> Vec<String> {
    web::manager_sentences(
        &review.records,
        &review.leavers,
        &review.tenant,
        prices,
        locale,
    )
}
