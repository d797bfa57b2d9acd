//! Signing in and out. These pages are for everybody, and say nothing of any tenant.

pub(crate) mod entra;
pub(crate) mod link;
pub(crate) mod local;
pub(crate) mod out;
mod porch;

use askama::Template;
use http::StatusCode;
use words::{Locale, duration, signin};

pub(crate) use porch::Porch;

use super::problem::Problem;
use crate::PageError;
use crate::address::with_query;
use crate::desk::{Answer, answer};
use crate::door::oidc::Stranger;
use crate::door::{TooMany, own_path};
use crate::shell::Shell;

/// The page of those who sign in.
#[derive(Debug, Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    shell: Shell,
    /// Is the link that was printed a way in?
    link: bool,
    /// Tenants whose people sign in with Entra ID: text and address.
    entra: Vec<(String, String)>,
    /// Can the local administrator sign in?
    local: bool,
    /// What was typed as a name.
    name: String,
    /// Where to go afterwards.
    to: String,
    /// Why the attempt failed.
    error: Option<String>,
}

impl SignInPage {
    async fn new(porch: &Porch, to: Option<&str>) -> Result<Self, Problem> {
        let admin = porch.site.engine.store().local_admin().await;
        let admin = admin.map_err(PageError::from)?;
        let to = to.and_then(own_path).unwrap_or_default();
        let shell = porch.shell(signin::title);
        let several = porch.door.entra.len() > 1;
        let entra = porch.door.entra.iter().map(|(key, _)| {
            let text = if several {
                signin::entra_go_to(&shell.locale, key)
            } else {
                signin::entra_go(&shell.locale)
            };
            (
                text,
                with_query(&format!("/sign-in/entra/{key}"), &[("to", to)]),
            )
        });
        Ok(Self {
            entra: entra.collect(),
            shell,
            link: porch.door.links,
            local: porch.door.local && admin.is_some(),
            name: String::new(),
            to: to.to_owned(),
            error: None,
        })
    }

    const fn nowhere(&self) -> bool {
        !self.link && !self.local && self.entra.is_empty()
    }
}

/// The ways in.
pub(crate) async fn get(porch: Porch) -> Answer {
    answer(&SignInPage::new(&porch, porch.visit.params.get("to")).await?)
}

/// The page again, with what went wrong.
async fn again(porch: &Porch, to: &str, name: &str, wrong: Wrong) -> Answer {
    let mut page = SignInPage::new(porch, Some(to)).await?;
    page.error = Some(wrong.text(porch, &page.shell.locale));
    name.clone_into(&mut page.name);
    let mut response = answer(&page)?;
    *response.status_mut() = wrong.status();
    Ok(response)
}

/// Why an attempt failed.
enum Wrong {
    NameOrPassword,
    TooMany(TooMany),
    Entra(Stranger),
}

impl Wrong {
    const fn status(&self) -> StatusCode {
        match self {
            Self::NameOrPassword => StatusCode::UNAUTHORIZED,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Entra(stranger) => stranger.status(),
        }
    }

    fn text(&self, porch: &Porch, l: &Locale) -> String {
        match self {
            Self::NameOrPassword => signin::wrong(l),
            Self::Entra(stranger) => stranger.text(l),
            Self::TooMany(TooMany { until }) => {
                let wait = until.duration_since(porch.site.env.now());
                signin::too_many(l, &duration(wait, l))
            }
        }
    }
}
