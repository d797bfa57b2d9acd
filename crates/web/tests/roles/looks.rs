//! The pages: whom each admits, which forms it offers whom, and what it says to those whom it offers none.

use std::fmt;

use engine::Role;
use futures_util::future::BoxFuture;
use words::{Locale, history, panel, products, run, settings};

use crate::acts::{ASSIGN, BUY, EVERYBODY, SET};
use crate::browser::Browser;
use crate::house::House;

/// The address to open, made with the browser of somebody who may.
pub(crate) type Find = for<'h> fn(&'h House, &'h mut Browser) -> BoxFuture<'h, String>;

/// A page, or what else a browser loads.
pub(crate) struct Look {
    /// The endpoint, as the router names it.
    pub(crate) path: &'static str,
    pub(crate) may: &'static [Role],
    pub(crate) find: Find,
    pub(crate) shows: Shows,
}

impl fmt::Debug for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path)
    }
}

/// What comes.
#[derive(Clone, Copy)]
pub(crate) enum Shows {
    /// A page with forms of these endpoints, each for those who may send it; and what it says to the others.
    Page(&'static [&'static str], Option<Lacks>),
    /// It leads on.
    Leads(&'static str),
    /// Something else, of this type.
    Other(&'static str),
    /// Words that say why there is nothing, with this status.
    Refuses(u16),
    /// Nothing that anybody sees.
    Nothing,
}

/// Whom something is withheld from, and what the page says of it.
#[derive(Clone, Copy)]
pub(crate) struct Lacks {
    pub(crate) may: &'static [Role],
    pub(crate) says: fn(&Locale) -> String,
}

/// A page with forms, some of which are not for everybody.
const fn page(
    offers: &'static [&'static str],
    may: &'static [Role],
    says: fn(&Locale) -> String,
) -> Shows {
    Shows::Page(offers, Some(Lacks { may, says }))
}

const PLAIN: Shows = Shows::Page(&[], None);
const EVENTS: Shows = Shows::Other("text/event-stream");
const CSV: Shows = Shows::Other("text/csv; charset=utf-8");

/// A page that is always there.
macro_rules! at {
    ($path:literal) => {
        |_, _| Box::pin(async { $path.to_owned() })
    };
}

/// Everything that is not a form, in the order of the router.
pub(crate) static LOOKS: [Look; 38] = [
    Look {
        path: "/",
        may: EVERYBODY,
        find: at!("/"),
        shows: Shows::Leads("/t/sample"),
    },
    Look {
        path: "/t/{place}",
        may: EVERYBODY,
        find: at!("/t/sample"),
        shows: Shows::Page(&["/t/{place}/review"], None),
    },
    Look {
        path: "/t/{place}/review",
        may: EVERYBODY,
        find: at!("/t/sample/review"),
        shows: page(
            &["/t/{place}/review", "/t/{place}/proposals"],
            ASSIGN,
            run::may_not,
        ),
    },
    Look {
        path: "/t/{place}/mailboxes/{id}",
        may: EVERYBODY,
        find: |h, _| Box::pin(async { format!("/t/sample/mailboxes/{}", h.removable().await.0) }),
        shows: PLAIN,
    },
    Look {
        path: "/t/{place}/review/progress",
        may: EVERYBODY,
        find: |_, b| Box::pin(begun(b, "/t/sample/review/progress")),
        shows: PLAIN,
    },
    Look {
        path: "/t/{place}/review/progress/events",
        may: EVERYBODY,
        find: |_, b| Box::pin(begun(b, "/t/sample/review/progress/events")),
        shows: EVENTS,
    },
    Look {
        path: "/t/{place}/proposals/{id}",
        may: ASSIGN,
        find: |h, b| Box::pin(proposed(h, b, "")),
        shows: Shows::Page(&["/t/{place}/proposals/{id}/run"], None),
    },
    Look {
        path: "/t/{place}/proposals/{id}/events",
        may: ASSIGN,
        find: |h, b| Box::pin(proposed(h, b, "/events")),
        shows: EVENTS,
    },
    Look {
        path: "/t/{place}/history",
        may: EVERYBODY,
        find: |h, _| {
            Box::pin(async {
                h.removed().await;
                "/t/sample/history".to_owned()
            })
        },
        shows: page(&["/t/{place}/proposals"], ASSIGN, history::may_not),
    },
    Look {
        path: "/t/{place}/history/export",
        may: EVERYBODY,
        find: at!("/t/sample/history/export"),
        shows: CSV,
    },
    Look {
        path: "/t/{place}/runs/{id}",
        may: EVERYBODY,
        find: |h, _| Box::pin(async { format!("/t/sample/runs/{}", h.removed().await.2) }),
        shows: page(&["/t/{place}/proposals"], ASSIGN, history::may_not),
    },
    Look {
        path: "/t/{place}/runs/{id}",
        may: EVERYBODY,
        find: |h, _| Box::pin(async { format!("/t/sample/runs/{}", h.interrupted().await.2) }),
        shows: page(&["/t/{place}/runs/{id}/finish"], ASSIGN, run::may_not),
    },
    Look {
        path: "/t/{place}/runs/{id}/events",
        may: EVERYBODY,
        find: |h, _| Box::pin(async { format!("/t/sample/runs/{}/events", h.removed().await.2) }),
        shows: EVENTS,
    },
    Look {
        path: "/t/{place}/shared-mailboxes",
        may: EVERYBODY,
        find: at!("/t/sample/shared-mailboxes"),
        shows: PLAIN,
    },
    Look {
        path: "/t/{place}/shared-mailboxes/{id}/members",
        may: EVERYBODY,
        find: |h, _| {
            Box::pin(async {
                let (account, _) = h.removable().await;
                format!("/t/sample/shared-mailboxes/{account}/members")
            })
        },
        shows: PLAIN,
    },
    Look {
        path: "/t/{place}/products",
        may: EVERYBODY,
        find: |h, _| {
            Box::pin(async {
                h.awaited().await;
                "/t/sample/products".to_owned()
            })
        },
        shows: page(
            &[
                "/t/{place}/products/watches/check",
                "/t/{place}/products/watches/stop",
            ],
            BUY,
            products::denied,
        ),
    },
    Look {
        path: "/t/{place}/products/{subscription}",
        may: EVERYBODY,
        find: |h, _| {
            Box::pin(async {
                let any = h.subscription(|_, s| s.is_enabled()).await.id;
                format!("/t/sample/products/{any}")
            })
        },
        shows: page(
            &["/t/{place}/products/{subscription}"],
            BUY,
            products::denied,
        ),
    },
    Look {
        path: "/t/{place}/licenses",
        may: EVERYBODY,
        find: at!("/t/sample/licenses"),
        shows: PLAIN,
    },
    Look {
        path: "/t/{place}/offline",
        may: EVERYBODY,
        find: at!("/t/sample/offline"),
        shows: Shows::Page(&["/t/{place}/offline"], None),
    },
    Look {
        path: "/t/{place}/connections",
        may: EVERYBODY,
        find: at!("/t/sample/connections"),
        shows: PLAIN,
    },
    Look {
        path: "/t/{place}/settings",
        may: EVERYBODY,
        find: |h, _| {
            Box::pin(async {
                crate::fill::end_of_exclusion(h).await;
                "/t/sample/settings".to_owned()
            })
        },
        // The layout is 21Vianet's alone.
        shows: page(
            &[
                "/t/{place}/settings/policy",
                "/t/{place}/settings/prices",
                "/t/{place}/settings/exclusions",
                "/t/{place}/settings/exclusions/end",
            ],
            SET,
            settings::may_not,
        ),
    },
    Look {
        path: "/t/{place}/help",
        may: EVERYBODY,
        find: at!("/t/sample/help"),
        shows: PLAIN,
    },
    Look {
        path: "/t/{place}/help/{topic}",
        may: EVERYBODY,
        find: at!("/t/sample/help/about"),
        shows: PLAIN,
    },
    Look {
        path: "/t/{place}/users",
        may: EVERYBODY,
        find: at!("/t/sample/users"),
        shows: page(
            &["/t/{place}/users/refresh", "/t/{place}/users/propose"],
            ASSIGN,
            run::may_not,
        ),
    },
    Look {
        path: "/t/{place}/users/export",
        may: EVERYBODY,
        find: at!("/t/sample/users/export"),
        shows: CSV,
    },
    Look {
        path: "/t/{place}/users/pass-on",
        may: ASSIGN,
        find: |h, _| {
            Box::pin(async {
                let (from, sku, _) = h.removed().await;
                let to = h.unlicensed().await;
                format!("/t/sample/users/pass-on?product={sku}&from={from}&to={to}")
            })
        },
        shows: Shows::Page(&["/t/{place}/users/pass-on"], None),
    },
    Look {
        path: "/t/{place}/users/{id}",
        may: EVERYBODY,
        find: |h, _| Box::pin(async { format!("/t/sample/users/{}", h.removable().await.0) }),
        shows: page(&["/t/{place}/users/{id}/licenses"], ASSIGN, panel::reader),
    },
    Look {
        path: "/t/{place}/users/{id}/licenses",
        may: EVERYBODY,
        find: |h, _| {
            Box::pin(async { format!("/t/sample/users/{}/licenses", h.removable().await.0) })
        },
        shows: page(&["/t/{place}/users/{id}/licenses"], ASSIGN, panel::reader),
    },
    Look {
        path: "/sign-in",
        may: EVERYBODY,
        find: at!("/sign-in"),
        shows: PLAIN,
    },
    Look {
        path: "/sign-in/link/{token}",
        may: EVERYBODY,
        find: at!("/sign-in/link/made-up"),
        shows: Shows::Refuses(410),
    },
    Look {
        path: "/sign-in/entra/{place}",
        may: EVERYBODY,
        find: at!("/sign-in/entra/sample"),
        shows: Shows::Leads("http://127.0.0.1:1/"),
    },
    Look {
        path: "/auth/callback",
        may: EVERYBODY,
        find: at!("/auth/callback?code=made-up&state=made-up"),
        shows: Shows::Refuses(400),
    },
    Look {
        path: "/auth/ended",
        may: EVERYBODY,
        find: at!("/auth/ended"),
        shows: Shows::Nothing,
    },
    Look {
        path: "/signed-out",
        may: EVERYBODY,
        find: at!("/signed-out"),
        shows: PLAIN,
    },
    Look {
        path: "/sign-out/entra/{place}",
        may: EVERYBODY,
        find: at!("/sign-out/entra/sample"),
        shows: Shows::Leads("http://127.0.0.1:1/"),
    },
    Look {
        path: "/assets/{version}/{name}",
        may: EVERYBODY,
        find: |_, b| Box::pin(style_sheet(b)),
        shows: Shows::Other("text/css; charset=utf-8"),
    },
    Look {
        path: "/favicon.ico",
        may: EVERYBODY,
        find: at!("/favicon.ico"),
        shows: Shows::Other("image/svg+xml"),
    },
    Look {
        path: "/healthz",
        may: EVERYBODY,
        find: at!("/healthz"),
        shows: Shows::Other("text/plain; charset=utf-8"),
    },
];

/// A review that this process began.
async fn begun(hand: &mut Browser, address: &str) -> String {
    hand.send_form("/t/sample/review", &[]).await;
    address.to_owned()
}

/// A proposal of whoever holds this browser, once it is made.
async fn proposed(house: &House, hand: &mut Browser, rest: &str) -> String {
    let (account, _) = house.removable().await;
    let fields = [("goal", "remove"), ("mailbox", &*account.to_string())];
    let asked = hand.send_form("/t/sample/proposals", &fields).await;
    let address = asked.leads_to().to_owned();
    hand.settled(&address).await;
    format!("{address}{rest}")
}

async fn style_sheet(hand: &mut Browser) -> String {
    let page = hand.open("/sign-in").await.text;
    let (_, rest) = page.split_once("<link rel=\"stylesheet\" href=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}
