//! The people who can sign in: administrators of the sample organisation, one for each role, and one person
//! without any. All names are made up.
//!
//! A password is worked out from the tenant's own client secret, so that every tenant has other ones and whoever
//! holds the file can read them again. In the table stands a salted SHA-256: enough for a simulation whose
//! passwords protect nothing, and not what a real directory should do.

use rusqlite::{Connection, Transaction};
use sha2::{Digest as _, Sha256};

use crate::error::Result;
use crate::meta;
use crate::tenant::Tenant;

/// A directory role: name and template id, as Microsoft publishes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DirectoryRole {
    /// As the admin center shows it.
    pub name: &'static str,
    /// What stands in `wids`.
    pub template_id: &'static str,
    /// The value of the app role that goes with it, in `roles`.
    pub app_role: &'static str,
}

macro_rules! roles {
    ($($(#[$doc:meta])* $constant:ident = ($name:literal, $id:literal, $app_role:literal);)*) => {
        $($(#[$doc])* pub const $constant: DirectoryRole =
            DirectoryRole { name: $name, template_id: $id, app_role: $app_role };)*
        /// All of them.
        pub const ROLES: &[DirectoryRole] = &[$($constant),*];
    };
}

roles! {
    /// May everything.
    GLOBAL = ("Global Administrator", "62e90394-69f5-4237-9190-012177145e10", "Global.Administrator");
    /// Assigns and unassigns licences, and buys none.
    LICENSE = ("License Administrator", "4d6ac14f-3453-41d0-bef9-a3e0c569773a", "License.Administrator");
    /// Assigns licences and blocks sign-in.
    USER = ("User Administrator", "fe930be7-5e62-47db-91af-98c3a49a38b1", "User.Administrator");
    /// Buys licences and assigns none.
    BILLING = ("Billing Administrator", "b0f54661-2d74-4c50-afa3-1ec803f12efe", "Billing.Administrator");
    /// Looks after mailboxes.
    EXCHANGE = ("Exchange Administrator", "29232cdf-9323-42fd-ade2-1d097af3e4de", "Exchange.Administrator");
    /// Reads everything.
    READER = ("Global Reader", "f2ef992c-3afb-46b9-b7cf-a126ee74c451", "Global.Reader");
}

/// A person who can sign in, as seeded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    pub(crate) alias: &'static str,
    pub(crate) given_name: &'static str,
    pub(crate) surname: &'static str,
    pub(crate) role: Option<DirectoryRole>,
}

const fn person(
    alias: &'static str,
    given_name: &'static str,
    surname: &'static str,
    role: Option<DirectoryRole>,
) -> Person {
    Person {
        alias,
        given_name,
        surname,
        role,
    }
}

/// No surname of these is in the crowd's list, so nobody there has the same address.
pub(crate) const PEOPLE: [Person; 7] = [
    person("tessa.ravensbergen", "Tessa", "Ravensbergen", Some(GLOBAL)),
    person("ruud.kestemont", "Ruud", "Kestemont", Some(LICENSE)),
    person("ines.vollmar", "Ines", "Vollmar", Some(USER)),
    person("harald.brinkhof", "Harald", "Brinkhof", Some(BILLING)),
    person("kofi.ankrah", "Kofi", "Ankrah", Some(EXCHANGE)),
    person("lidia.sobral", "Lídia", "Sobral", Some(READER)),
    person("pim.oudekerk", "Pim", "Oudekerk", None),
];

/// How somebody signs in.
#[derive(Clone, PartialEq, Eq)]
pub struct SignInHint {
    /// The user principal name.
    pub user_name: String,
    /// For the page.
    pub display_name: String,
    /// Names of directory roles; none for an ordinary person.
    pub roles: Vec<&'static str>,
    /// The password: of a simulation, and of this tenant alone.
    pub password: String,
}

impl std::fmt::Debug for SignInHint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignInHint")
            .field("user_name", &self.user_name)
            .field("roles", &self.roles)
            .finish_non_exhaustive()
    }
}

/// A name on the sign-in page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) id: String,
    pub(crate) user_name: String,
    pub(crate) display_name: String,
    pub(crate) roles: Vec<&'static str>,
}

impl Tenant {
    /// Who can sign in at the authority's page, and how. Blocks on the database.
    pub fn sign_in_hints(&self) -> Result<Vec<SignInHint>> {
        self.db.read_now(|c| {
            let secret = meta::need(c, meta::CLIENT_SECRET)?;
            let hint = |person: Listed| SignInHint {
                password: password(&secret, &person.id),
                user_name: person.user_name,
                display_name: person.display_name,
                roles: person.roles,
            };
            Ok(list(c)?.into_iter().map(hint).collect())
        })
    }
}

/// Everybody who has a password, in the order of the directory.
pub(crate) fn list(c: &Connection) -> Result<Vec<Listed>> {
    let mut statement = c.prepare_cached(
        "SELECT a.id, a.upn, a.display_name FROM account a JOIN password p ON p.account = a.id
         WHERE a.deleted_at IS NULL ORDER BY a.n",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.map(|row| {
        let (id, user_name, display_name): (String, String, String) = row?;
        let held = directory_roles(c, &id)?;
        let roles = ROLES
            .iter()
            .filter(|role| held.iter().any(|h| h == role.template_id));
        Ok(Listed {
            roles: roles.map(|role| role.name).collect(),
            id,
            user_name,
            display_name,
        })
    })
    .collect()
}

/// Template ids of the directory roles of an account.
pub(crate) fn directory_roles(c: &Connection, account: &str) -> Result<Vec<String>> {
    texts(
        c,
        "SELECT role FROM directory_role WHERE account = ?1 ORDER BY role",
        account,
    )
}

/// Values of the app roles of an account.
pub(crate) fn app_roles(c: &Connection, account: &str) -> Result<Vec<String>> {
    texts(
        c,
        "SELECT value FROM app_role WHERE account = ?1 ORDER BY value",
        account,
    )
}

fn texts(c: &Connection, sql: &str, account: &str) -> Result<Vec<String>> {
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map([account], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Gives a person of the seed role and password.
pub(crate) fn enrol(
    tx: &Transaction<'_>,
    account: &str,
    role: Option<DirectoryRole>,
) -> Result<()> {
    if let Some(role) = role {
        tx.execute(
            "INSERT INTO directory_role (account, role) VALUES (?1, ?2)",
            (account, role.template_id),
        )?;
        tx.execute(
            "INSERT INTO app_role (account, value) VALUES (?1, ?2)",
            (account, role.app_role),
        )?;
    }
    let secret = meta::need(tx, meta::CLIENT_SECRET)?;
    let salt = hex::encode(digest(&["salt", &secret, account]));
    let password = password(&secret, account);
    tx.execute(
        "INSERT INTO password (account, salt, sha256) VALUES (?1, ?2, ?3)",
        (account, &salt, salted(&salt, &password)),
    )?;
    Ok(())
}

/// As the table keeps a password.
pub(crate) fn salted(salt: &str, password: &str) -> String {
    hex::encode(digest(&[salt, password]))
}

/// Letters and digits that nobody mistakes for another.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Three groups of four, such as `k7wd-m2qa-x9tb`: 60 bits.
fn password(secret: &str, account: &str) -> String {
    let bytes = digest(&["password", secret, account]);
    let letters: Vec<char> = bytes[..12]
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect();
    letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
}

fn digest(parts: &[&str]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().into()
}
