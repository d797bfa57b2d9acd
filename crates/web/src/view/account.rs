//! An account as a row of the list.

use model::{Purpose, SignIn};
use store::{Account, AccountRow, HeldProduct};
use words::{Locale, ui, users};

use super::pending::Pending;
use crate::pages::users::columns::Column;

/// An account as a row of the list.
#[derive(Debug)]
pub(crate) struct UserRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) selected: bool,
    pub(crate) cells: Vec<Cell>,
}

/// A cell beside the name.
#[derive(Debug)]
pub(crate) struct Cell {
    pub(crate) title: String,
    pub(crate) shown: Shown,
}

/// What stands in a cell.
#[derive(Debug)]
pub(crate) enum Shown {
    /// Somebody's own text.
    Name(String),
    /// A word of ours.
    Word(String),
    /// A word that has an icon and a tone.
    Pill(&'static str, String),
    /// Products, each with a remark where there is one.
    Products(Vec<(String, Option<String>)>),
    /// It is not known.
    Gap(String),
}

/// What a person knows an account by.
pub(crate) fn account_name(account: &Account) -> String {
    let names = [
        &account.display_name,
        &account.mail,
        &account.user_principal_name,
    ];
    let first = names.into_iter().find(|n| !n.trim().is_empty());
    first.map_or_else(|| account.id.to_string(), Clone::clone)
}

/// The cells of the columns that are shown.
pub(crate) fn cells(
    row: &AccountRow,
    pending: Option<Pending>,
    columns: &[Column],
    l: &Locale,
) -> Vec<Cell> {
    let cell = |column: &Column| Cell {
        title: column.title(l),
        shown: shown(row, pending, *column, l),
    };
    columns.iter().map(cell).collect()
}

fn shown(row: &AccountRow, pending: Option<Pending>, column: Column, l: &Locale) -> Shown {
    let account = &row.account;
    match column {
        Column::Username => Shown::Name(account.user_principal_name.clone()),
        Column::Email => Shown::Name(account.mail.clone()),
        Column::Licenses => licenses(account.licenses.as_deref(), pending, l),
        Column::SignIn => sign_in(account.sign_in, l),
        Column::Mailbox => Shown::Word(
            row.mailbox
                .as_ref()
                .map_or_else(String::new, |kind| words::kind(kind.as_str(), l)),
        ),
        Column::Verdict => row.verdict.map_or_else(
            || Shown::Word(String::new()),
            |verdict| Shown::Pill(verdict.as_str(), words::verdict(verdict, l)),
        ),
        Column::UsageLocation => match account.usage_location.as_deref() {
            Some("") => Shown::Gap(users::none(l)),
            Some(location) => Shown::Name(location.to_owned()),
            None => Shown::Gap(users::unknown(l)),
        },
    }
}

/// The column **Licenses**: what is held, *Unlicensed*, or what is happening to it.
pub(crate) fn licenses(
    held: Option<&[HeldProduct]>,
    pending: Option<Pending>,
    l: &Locale,
) -> Shown {
    match (pending, held) {
        (Some(Pending::Going(Purpose::RemoveLicenses)), _) => {
            Shown::Pill("intended", users::removing(l))
        }
        (Some(Pending::Going(_)), _) => Shown::Pill("intended", users::changing(l)),
        (Some(Pending::Unconfirmed), _) => Shown::Pill("unconfirmed", users::unconfirmed(l)),
        (None, None) => Shown::Gap(users::unknown(l)),
        (None, Some([])) => Shown::Pill("unlicensed", ui::unlicensed(l)),
        (None, Some(held)) => Shown::Products(held.iter().map(|h| product(h, l)).collect()),
    }
}

fn product(held: &HeldProduct, l: &Locale) -> (String, Option<String>) {
    let by_group = !held.direct && !held.groups.is_empty();
    (
        words::product(held.sku),
        by_group.then(|| users::by_group(l)),
    )
}

/// Sign-in as a word.
pub(crate) fn sign_in(sign_in: Option<SignIn>, l: &Locale) -> Shown {
    match sign_in {
        Some(SignIn::Allowed) => Shown::Word(users::allowed(l)),
        Some(SignIn::Blocked) => Shown::Word(users::blocked(l)),
        None => Shown::Gap(users::unknown(l)),
    }
}
