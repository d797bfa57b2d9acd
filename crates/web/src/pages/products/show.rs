//! One subscription: what is known of it, its total, and what became of another one.

use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse as _, Response};
use engine::{
    Channel, Product, ProductSubscription, Products, Right, TotalAsked, TotalChange, TotalDiffers,
    TotalGoal, Watch,
};
use http::StatusCode;
use model::{EntryKind, LedgerSeq, SubscriptionId, TotalState};
use store::LedgerQuery;
use words::{Locale, products, web};

use super::ask::Ask;
use super::form::TotalForm;
use super::row;
use super::watches::{self, WatchRow};
use crate::PageError;
use crate::desk::{Answer, Desk};
use crate::pages::problem::Problem;
use crate::shell::Shell;

#[derive(Debug, Template)]
#[template(path = "product.html")]
struct ProductPage {
    shell: Shell,
    back: String,
    read: String,
    tone: &'static str,
    status: String,
    part_number: String,
    /// What is known, by name.
    known: Vec<(String, Vec<String>)>,
    holders: String,
    notice: Option<Notice>,
    ask: Option<Ask>,
    watch: Option<WatchRow>,
    check: String,
    stop: String,
    may_stop: bool,
    form: Option<TotalForm>,
    rules: Vec<String>,
    microsoft: &'static str,
    /// **Close** stands where the admin center of this cloud has it.
    closes: bool,
}

/// What became of the last question.
#[derive(Debug)]
struct Notice {
    tone: &'static str,
    title: String,
    lines: Vec<String>,
    /// Is it an answer to something that was refused?
    alert: bool,
}

/// What came of what was asked, for the page to tell.
#[derive(Debug)]
pub(crate) enum Told {
    /// Nothing was asked.
    Nothing,
    /// A total is suggested by a link; it stands in the box, and nothing else.
    Suggested(u64),
    /// Text that is no number.
    NotANumber(String),
    Differs(TotalDiffers),
    Refused(TotalChange),
    /// It would be possible.
    Possible(TotalChange),
}

impl Told {
    fn status(&self) -> StatusCode {
        match self {
            Self::Nothing | Self::Suggested(_) | Self::Possible(_) => StatusCode::OK,
            Self::Differs(_) => StatusCode::CONFLICT,
            Self::NotANumber(_) | Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// The number that was typed.
    fn typed(&self) -> Option<String> {
        match self {
            Self::NotANumber(text) => Some(text.clone()),
            Self::Suggested(total) => Some(total.to_string()),
            Self::Refused(change) | Self::Possible(change) => Some(change.to.to_string()),
            Self::Nothing | Self::Differs(_) => None,
        }
    }
}

/// The page; with a total in its address what that would take, for people who may not do it themselves.
pub(crate) async fn get(desk: Desk, Path((_, id)): Path<(String, String)>) -> Answer {
    let id = subscription_id(&id)?;
    let params = &desk.visit.params;
    let told = match (params.get("total"), params.get("from")) {
        (None, _) => Told::Nothing,
        (Some(typed), None) => typed.parse().map_or(Told::Nothing, Told::Suggested),
        (Some(typed), from) => match goal(id, typed, from) {
            None => Told::NotANumber(typed.to_owned()),
            Some(goal) => asked(&desk, &goal).await?,
        },
    };
    page(&desk, id, told).await
}

async fn asked(desk: &Desk, goal: &TotalGoal) -> Result<Told, Problem> {
    let asked = desk.engine().propose_total(&desk.caller, desk.conn(), goal);
    Ok(match asked.await? {
        TotalAsked::Differs(differs) => Told::Differs(differs),
        TotalAsked::Proposed(change) if change.obstacles.is_empty() => Told::Possible(change),
        TotalAsked::Proposed(change) => Told::Refused(change),
    })
}

pub(crate) fn subscription_id(text: &str) -> Result<SubscriptionId, Problem> {
    let unknown = |_| Problem::NoSubscription(text.to_owned());
    text.parse().map_err(unknown)
}

/// A goal from what was typed; a number that the page showed and that cannot be read differs from any.
pub(crate) fn goal(id: SubscriptionId, typed: &str, from: Option<&str>) -> Option<TotalGoal> {
    Some(TotalGoal {
        subscription: id,
        from: from
            .and_then(|from| from.trim().parse().ok())
            .unwrap_or(u64::MAX),
        to: typed.trim().parse().ok()?,
    })
}

/// The page of a subscription, with what came of a question.
pub(crate) async fn page(desk: &Desk, id: SubscriptionId, told: Told) -> Answer {
    let l = &desk.locale;
    let (engine, by) = (desk.engine(), &desk.caller);
    let read = engine.products(by, desk.conn()).await?;
    let (product, subscription) = read.subscription(id).ok_or_else(|| missing(&read, id, l))?;
    let watch = watch(desk, id).await?;
    let changed = changed(desk, id).await?;
    let waiting = match &watch {
        Some(watch) if matches!(told, Told::Nothing | Told::Suggested(_)) => {
            still_asked(desk, watch, subscription).await?
        }
        _ => None,
    };
    let ask = match (&told, &waiting) {
        (Told::Possible(change), _) | (_, Some(change)) => Ask::of(change, desk),
        _ => None,
    };
    let (tone, status) = row::status(&subscription.status, l);
    let typed = told.typed();
    let now = words::ago(desk.now().duration_since(read.read_at), l);
    let page = ProductPage {
        shell: desk.shell(words::product(product.sku)),
        back: desk.links.to("/products", &[]),
        read: web::read(l, &now, read.read_at),
        tone,
        status,
        part_number: product.part_number.clone(),
        known: known(product, subscription, l),
        holders: desk.links.holders(product.sku),
        notice: notice(&told, l).or_else(|| changed.map(|seen| seen.notice(product, l))),
        ask,
        watch: watch.as_ref().map(|watch| watches::row(watch, desk)),
        check: desk.links.to("/products/watches/check", &[]),
        stop: desk.links.to("/products/watches/stop", &[]),
        may_stop: by.may(Right::Buy).is_ok(),
        form: form(desk, &read, (product, subscription), typed.as_deref()),
        rules: words::billing_rules(l),
        microsoft: l.cloud().record().links.products,
        closes: l.layout() == model::cloud::LicenseLayout::ProductLicenses,
    };
    let html = page.render().map_err(PageError::from)?;
    Ok((told.status(), Html(html)).into_response() as Response)
}

/// There is none; or nobody could look.
fn missing(read: &Products, id: SubscriptionId, l: &Locale) -> Problem {
    let gap = read
        .products
        .gap()
        .map(|gap| products::gap(l, &words::gap(gap, l)));
    let of_subscriptions = read.subscriptions_gap.as_ref();
    let gap = gap.or_else(|| {
        of_subscriptions.map(|gap| products::gap_of_subscriptions(l, &words::gap(gap, l)))
    });
    gap.map_or(Problem::NoSubscription(id.to_string()), Problem::Unread)
}

/// What Microsoft's billing stand-in does not know is not submitted here either.
fn form(
    desk: &Desk,
    read: &Products,
    of: (&Product, &ProductSubscription),
    typed: Option<&str>,
) -> Option<TotalForm> {
    let submits =
        read.submit && of.1.billing.is_some() && of.1.sold_by == engine::Seller::Microsoft;
    TotalForm::new(desk, of, submits, typed)
}

async fn watch(desk: &Desk, id: SubscriptionId) -> Result<Option<Watch>, PageError> {
    let all = desk.engine().watches(&desk.caller, desk.tenant()).await?;
    Ok(all.into_iter().find(|watch| watch.subscription == id))
}

/// The instruction that is awaited, as long as the number is as it was.
async fn still_asked(
    desk: &Desk,
    watch: &Watch,
    subscription: &ProductSubscription,
) -> Result<Option<TotalChange>, PageError> {
    if watch.from_then.is_some() || subscription.total != Some(watch.from) {
        return Ok(None);
    }
    let goal = TotalGoal {
        subscription: watch.subscription,
        from: watch.from,
        to: watch.to,
    };
    let asked = desk
        .engine()
        .propose_total(&desk.caller, desk.conn(), &goal);
    Ok(match asked.await? {
        TotalAsked::Proposed(change) => Some(change),
        TotalAsked::Differs(_) => None,
    })
}

/// A change that the ledger says was made, and read back.
#[derive(Debug)]
struct Changed {
    from: u64,
    to: u64,
}

impl Changed {
    fn notice(&self, product: &Product, l: &Locale) -> Notice {
        let mut lines = vec![products::changed_about(l, self.to, self.from)];
        lines.extend(
            product
                .available()
                .map(|count| products::available_now(l, count)),
        );
        Notice {
            tone: "done",
            title: products::changed(l),
            lines,
            alert: false,
        }
    }
}

/// What the address says was just done: it is told as the ledger has it, and not at all where the ledger has not.
async fn changed(desk: &Desk, id: SubscriptionId) -> Result<Option<Changed>, PageError> {
    // Numbers of entries are counted by the store, whose largest is that of an `i64`.
    let asked = desk
        .visit
        .params
        .get("entry")
        .and_then(|n| n.parse::<i64>().ok());
    let Some(seq) = asked.and_then(|n| u64::try_from(n).ok()) else {
        return Ok(None);
    };
    let query = LedgerQuery {
        after: seq.checked_sub(1).map(LedgerSeq),
        limit: 1,
        ..LedgerQuery::default()
    };
    let entries = desk
        .engine()
        .history(&desk.caller, desk.tenant(), query)
        .await?;
    let entry = entries
        .into_iter()
        .find(|entry| entry.seq == LedgerSeq(seq));
    Ok(entry.and_then(|entry| match entry.body.kind {
        EntryKind::Total {
            subscription,
            from,
            to,
            state: TotalState::Done,
            ..
        } if subscription == id => Some(Changed { from, to }),
        _ => None,
    }))
}

fn notice(told: &Told, l: &Locale) -> Option<Notice> {
    let refused = |lines| Notice {
        tone: "refused",
        title: products::refused(l),
        lines,
        alert: true,
    };
    match told {
        Told::Nothing | Told::Suggested(_) => None,
        Told::NotANumber(text) => Some(refused(vec![products::not_a_number(l, text)])),
        Told::Differs(d) => Some(refused(vec![products::differs(l, d.now, d.shown)])),
        Told::Refused(change) => {
            let why = change.obstacles.iter().map(|o| words::total_obstacle(o, l));
            Some(refused(why.collect()))
        }
        Told::Possible(change) => match &change.channel {
            Channel::Submit { from_then } => Some(Notice {
                tone: "note",
                title: words::total_change(
                    change.subscription.as_ref()?.sku,
                    change.from,
                    change.to,
                    l,
                ),
                lines: vec![match from_then {
                    None => products::would_submit(l),
                    Some(at) => products::would_schedule(l, *at),
                }],
                alert: false,
            }),
            Channel::Instruction(_) => None,
        },
    }
}

fn known(
    product: &Product,
    subscription: &ProductSubscription,
    l: &Locale,
) -> Vec<(String, Vec<String>)> {
    let mut known = vec![
        (
            words::ui::total_licenses(l),
            vec![row::number(subscription.total, l)],
        ),
        (
            words::ui::assigned(l),
            vec![row::number(product.assigned, l)],
        ),
        (
            words::ui::available(l),
            vec![row::number(product.available(), l)],
        ),
        (products::next(l), vec![row::next(subscription, l)]),
        (
            products::sold_by(l),
            vec![row::seller(&subscription.sold_by, l)],
        ),
    ];
    if let Some(says) = &subscription.billing {
        known.push((products::agreement(l), row::agreement(says, l)));
    }
    if let Some(price) = &product.price {
        known.push((words::cli::header_cost(l), vec![words::money(price, l)]));
    }
    if let Some(at) = subscription.bought {
        known.push((products::bought(l), vec![words::date(at, l)]));
    }
    let remarks = row::remarks(product, l);
    if !remarks.is_empty() {
        known.push((products::product(l), remarks));
    }
    known.push((products::subscription(l), vec![subscription.id.to_string()]));
    known
}
