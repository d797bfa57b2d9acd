//! Which columns the list shows. The browser keeps the choice.

use words::{Locale, cli, ui, users, web};

use crate::address::Params;

/// The parameter, and the cookie that keeps it.
pub(crate) const COLUMNS: &str = "columns";

/// A column beside the name, which always stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    Username,
    Email,
    Licenses,
    SignIn,
    Mailbox,
    Verdict,
    UsageLocation,
}

impl Column {
    pub(crate) const ALL: [Self; 7] = [
        Self::Username,
        Self::Email,
        Self::Licenses,
        Self::SignIn,
        Self::Mailbox,
        Self::Verdict,
        Self::UsageLocation,
    ];

    /// As it stands in an address and in the cookie.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::Email => "email",
            Self::Licenses => "licenses",
            Self::SignIn => "sign-in",
            Self::Mailbox => "mailbox",
            Self::Verdict => "verdict",
            Self::UsageLocation => "usage-location",
        }
    }

    pub(crate) fn title(self, l: &Locale) -> String {
        match self {
            Self::Username => web::username(l),
            Self::Email => users::email(l),
            Self::Licenses => ui::licenses(l),
            Self::SignIn => users::sign_in(l),
            Self::Mailbox => users::mailbox(l),
            Self::Verdict => cli::header_verdict(l),
            Self::UsageLocation => users::usage_location(l),
        }
    }
}

/// The columns that are shown, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns {
    shown: Vec<Column>,
    /// They were chosen by this very address, to be kept from now on.
    pub(crate) chosen: bool,
}

impl Columns {
    const USUAL: [Column; 4] = [
        Column::Username,
        Column::Licenses,
        Column::SignIn,
        Column::Verdict,
    ];

    /// What the address chooses (`columns=1` with one `column` each), else what the browser keeps, else the usual ones.
    pub(crate) fn of(params: &Params, kept: Option<&str>) -> Self {
        let chosen = params.get(COLUMNS).is_some();
        let keys: Vec<&str> = if chosen {
            params.all("column")
        } else if let Some(kept) = kept {
            kept.split('.').collect()
        } else {
            Self::USUAL.iter().map(|c| c.key()).collect()
        };
        let shown = Column::ALL.into_iter();
        Self {
            shown: shown.filter(|c| keys.contains(&c.key())).collect(),
            chosen,
        }
    }

    pub(crate) fn shows(&self, column: Column) -> bool {
        self.shown.contains(&column)
    }

    pub(crate) fn shown(&self) -> &[Column] {
        &self.shown
    }

    /// As the cookie keeps them. They are no secret, and nothing rests on them.
    pub(crate) fn cookie(&self) -> String {
        let keys: Vec<_> = self.shown.iter().map(|c| c.key()).collect();
        let keys = keys.join(".");
        format!("{COLUMNS}={keys}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_goes_before_what_is_kept() {
        let of = |query: &str, kept| {
            let columns = Columns::of(&Params::parse(query), kept);
            let keys: Vec<_> = columns.shown().iter().map(|c| c.key()).collect();
            (keys.join("."), columns.chosen)
        };
        let usual = "username.licenses.sign-in.verdict".to_owned();
        assert_eq!(of("", None), (usual, false));
        assert_eq!(
            of("", Some("email.username.nonsense")),
            ("username.email".into(), false)
        );
        assert_eq!(
            of("columns=1&column=mailbox&column=x", Some("email")),
            ("mailbox".into(), true)
        );
        assert_eq!(of("columns=1", Some("email")), (String::new(), true));
        let none = Columns::of(&Params::parse("columns=1"), None).cookie();
        assert!(none.starts_with("columns=;"));
        assert_eq!(of("", Some("")), (String::new(), false));
    }
}
