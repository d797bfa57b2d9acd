//! The filters that the list offers, with how many each admits.

use store::AccountFilter;
use words::{Locale, ui, users};

/// A filter as a choice.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) chosen: bool,
}

/// Filters under one heading; the first group has none.
#[derive(Debug)]
pub(crate) struct Choices {
    pub(crate) title: Option<String>,
    pub(crate) choices: Vec<Choice>,
}

/// The filters, in the admin center's order; those that admit nobody are left out, but for the fixed ones and the
/// one that is chosen.
pub(crate) fn choices(
    chosen: AccountFilter,
    counts: &[(AccountFilter, u64)],
    l: &Locale,
) -> Vec<Choices> {
    const FIXED: [AccountFilter; 5] = [
        AccountFilter::All,
        AccountFilter::Licensed,
        AccountFilter::Unlicensed,
        AccountFilter::LicensedSharedMailboxes,
        AccountFilter::SignInBlocked,
    ];
    let choice = |filter: AccountFilter| {
        let count = counts.iter().find(|(f, _)| *f == filter).map_or(0, |c| c.1);
        Choice {
            key: filter.to_string(),
            title: users::filter_counted(l, &words::count(count, l), &title(filter, l)),
            chosen: filter == chosen,
        }
    };
    let offered = |wanted: fn(&AccountFilter) -> bool| {
        let counted = counts.iter().map(|(f, _)| *f).chain([chosen]);
        let mut filters: Vec<_> = counted.filter(wanted).collect();
        filters.sort_unstable();
        filters.dedup();
        let mut choices: Vec<_> = filters.into_iter().map(choice).collect();
        choices.sort_by_cached_key(|c| c.title.to_lowercase());
        choices
    };
    let group = |title, choices| Choices { title, choices };
    let mut all = vec![
        group(None, FIXED.map(choice).into()),
        group(
            Some(users::by_product(l)),
            offered(|f| matches!(f, AccountFilter::Product(_))),
        ),
        group(
            Some(users::by_verdict(l)),
            offered(|f| matches!(f, AccountFilter::Verdict(_))),
        ),
    ];
    all.retain(|group| !group.choices.is_empty());
    all
}

fn title(filter: AccountFilter, l: &Locale) -> String {
    match filter {
        AccountFilter::All => users::filter_all(l),
        AccountFilter::Licensed => users::filter_licensed(l),
        AccountFilter::Unlicensed => ui::unlicensed_users(l),
        AccountFilter::LicensedSharedMailboxes => {
            users::filter_ours(l, &ui::licensed_shared_mailboxes(l))
        }
        AccountFilter::SignInBlocked => ui::sign_in_blocked(l),
        AccountFilter::Product(sku) => words::product(sku),
        AccountFilter::Verdict(verdict) => words::verdict(verdict, l),
    }
}
