//! **Add/Remove licenses**: the new total.

use engine::{Product, ProductSubscription, Right, Seller};
use words::{products, ui};

use crate::desk::Desk;

/// The form.
#[derive(Debug)]
pub(crate) struct TotalForm {
    pub(crate) action: String,
    /// The number that the page shows: with another one then, nothing is done.
    pub(crate) from: u64,
    /// What stands in the box.
    pub(crate) typed: String,
    pub(crate) least: Option<String>,
    /// What submitting does here.
    pub(crate) about: String,
    /// Why this person cannot.
    pub(crate) denied: Option<String>,
    pub(crate) button: String,
}

impl TotalForm {
    /// `None` where the number is not known: then there is nothing to change it from.
    pub(crate) fn new(
        desk: &Desk,
        (_, subscription): (&Product, &ProductSubscription),
        submit: bool,
        typed: Option<&str>,
    ) -> Option<Self> {
        let l = &desk.locale;
        let from = subscription.total?;
        let may = desk.caller.may(Right::Buy).is_ok();
        let path = format!("/products/{}", subscription.id);
        let minimum = subscription.minimum.filter(|least| *least > 0);
        Some(Self {
            action: desk.links.to(&path, &[]),
            from,
            typed: typed.map_or_else(|| from.to_string(), str::to_owned),
            least: minimum.map(|least| products::least(l, least)),
            about: match subscription.sold_by {
                _ if submit => products::real(l),
                Seller::Microsoft => products::by_hand(l),
                Seller::Partner { .. } | Seller::Representative => products::by_seller(l),
            },
            denied: (!may).then(|| products::denied(l)),
            button: if may {
                ui::submit_change(l)
            } else {
                products::show(l)
            },
        })
    }
}
