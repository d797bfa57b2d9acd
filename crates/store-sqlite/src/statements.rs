//! Statements stand together on top of their module, and each is prepared once by a test.

/// Constants of SQL, and the list of them for the test.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$doc])* const $name: &str = $sql;)*

        #[cfg(test)]
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}

pub(crate) use statements;

#[cfg(test)]
mod tests {
    use crate::{Durability, SqliteStore};
    use crate::{accounts, inventory, lease, ledger, plans, sessions, settings, verify};

    #[test]
    fn each_statement_fits_the_schema() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open_with(folder.path(), Durability::Process).unwrap();
        let modules = [
            accounts::STATEMENTS,
            accounts::COMPLETE,
            accounts::KEPT,
            accounts::WRITER,
            inventory::STATEMENTS,
            lease::STATEMENTS,
            ledger::STATEMENTS,
            plans::STATEMENTS,
            sessions::STATEMENTS,
            settings::STATEMENTS,
            verify::STATEMENTS,
        ];
        let fixed = modules
            .concat()
            .into_iter()
            .map(|(name, sql)| (name, sql.to_owned()));
        let built = ledger::every_query()
            .into_iter()
            .chain(accounts::every_query())
            .map(|sql| ("built", sql));
        for (name, sql) in fixed.chain(built) {
            let prepared = store.db.writer().prepare(&sql).map(drop);
            assert!(prepared.is_ok(), "{name}: {prepared:?}\n{sql}");
        }
    }
}
