//! What a person is asked to do where no interface of Microsoft's does it.

use engine::{Channel, Instruction, Seller, TotalChange};
use words::{Span, products};

use crate::desk::Desk;

/// What a person is asked to do.
#[derive(Debug)]
pub(crate) struct Ask {
    /// Who is to be asked, where not we ourselves can.
    pub(crate) elsewhere: Option<String>,
    /// The steps, where Microsoft sold it.
    pub(crate) steps: Vec<Vec<Span>>,
    /// The last date, where it is known.
    pub(crate) before: Option<String>,
    /// Microsoft's page, of the tenant's cloud.
    pub(crate) page: &'static str,
}

impl Ask {
    /// `None` where it is submitted here, or where something stands against it.
    pub(crate) fn of(change: &TotalChange, desk: &Desk) -> Option<Self> {
        match &change.channel {
            Channel::Instruction(told) if change.obstacles.is_empty() => {
                Some(Self::new(told, change, desk))
            }
            _ => None,
        }
    }

    fn new(told: &Instruction, change: &TotalChange, desk: &Desk) -> Self {
        let l = &desk.locale;
        let product = change.subscription.as_ref().map(|s| words::product(s.sku));
        let steps = [
            products::step_open(l),
            products::step_select(l, &product.unwrap_or_default()),
            products::step_total(l, told.to, told.from),
            products::step_submit(l),
        ];
        let elsewhere = match &told.seller {
            Seller::Microsoft => None,
            Seller::Partner { name: None, .. } => {
                Some(products::ask_partner(l, told.to, told.from))
            }
            Seller::Partner {
                name: Some(name), ..
            } => Some(products::ask_partner_named(l, told.to, name, told.from)),
            Seller::Representative => Some(products::ask_representative(l, told.to, told.from)),
        };
        Self {
            steps: if elsewhere.is_none() {
                steps.iter().map(|step| words::spans(step)).collect()
            } else {
                Vec::new()
            },
            elsewhere,
            before: told.last.map(|at| products::before(l, at)),
            page: told.page,
        }
    }
}
