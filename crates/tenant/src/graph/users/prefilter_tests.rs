//! The promise of the prefilter: it never drops a row that the evaluator keeps, and where it claims to be
//! exact it keeps no other.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use model::Env;
use proptest::prelude::*;
use rusqlite::{Connection, params_from_iter};

use super::filter;
use super::properties::{Lookup, property, write};
use super::row::{COLUMNS, User, load_licenses};
use crate::odata::eval;
use crate::odata::parse::parse;
use crate::odata::sql::prefilter;
use crate::seed::Seed;
use crate::tenant::Tenant;

/// Some accounts whose names are not ASCII, besides those of the sample organisation.
static TENANT: LazyLock<Tenant> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let seed = Seed {
        users: 120,
        ..Seed::default()
    };
    let tenant = Tenant::create(&folder.path().join("tenant.db"), &seed, Env::system()).unwrap();
    tenant
        .db
        .write_now::<_, crate::Error>(|tx| {
            for (n, name) in [(1, "ÄRGER"), (2, "\u{212A}elvin"), (3, "100% _sure\\"), (4, "İstanbul"), (5, "")] {
                tx.execute("UPDATE account SET display_name = ?2, department = ?2, synced = n % 2 WHERE n = ?1", (n, name))?;
            }
            Ok(())
        })
        .unwrap();
    tenant
});

/// Stands for the id of the first account, as somebody might write it.
const ID: &str = "'{FIRST}'";

fn literal() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "'ärger'",
        "'kelvin'",
        "'K'",
        "'100%'",
        "'_'",
        "'i'",
        "''",
        "'NL'",
        "null",
        "true",
        "false",
        "0",
        "1",
        "2.5",
        "05e9a617-0261-4cee-bb44-138d3ef5d965",
        "2026-01-01",
        "'s'",
        "'Info'",
        ID,
    ])
    .prop_map(str::to_owned)
}

fn comparison() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "displayName",
        "department",
        "mail",
        "usageLocation",
        "accountEnabled",
        "onPremisesSyncEnabled",
        "id",
        "assignedLicenses/$count",
        "proxyAddresses/$count",
        "createdDateTime",
        "userType",
    ]);
    let relation = prop::sample::select(vec!["eq", "ne", "gt", "ge", "lt", "le"]);
    let test = prop::sample::select(vec!["startsWith", "endsWith"]);
    prop_oneof![
        (name.clone(), relation.clone(), literal())
            .prop_map(|(name, relation, value)| format!("{name} {relation} {value}")),
        (test, name.clone(), literal())
            .prop_map(|(test, name, value)| format!("{test}({name},{value})")),
        (name, literal(), literal()).prop_map(|(name, a, b)| format!("{name} in ({a},{b})")),
        (relation, literal()).prop_map(|(relation, value)| format!(
            "assignedLicenses/any(x:x/skuId {relation} {value})"
        )),
        prop::sample::select(vec![
            "assignedLicenses/any()",
            "accountEnabled",
            "proxyAddresses/all(p:startsWith(p,'smtp'))"
        ])
        .prop_map(str::to_owned),
    ]
}

fn any_filter() -> impl Strategy<Value = String> {
    comparison().prop_recursive(4, 16, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| format!("not ({a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) and ({b})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("({a}) or ({b})")),
        ]
    })
}

fn accounts(c: &Connection) -> Vec<User> {
    let mut statement = c
        .prepare_cached(&format!("SELECT {COLUMNS} FROM account"))
        .unwrap();
    let users = statement.query_map([], User::from_row).unwrap();
    users
        .map(|user| {
            let mut user = user.unwrap();
            load_licenses(c, &mut user, jiff::Timestamp::UNIX_EPOCH).unwrap();
            user
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_prefilter_drops_nothing_that_counts(text in any_filter()) {
        TENANT.db.read_now(|c| {
            let first: String = c.query_row("SELECT upper(id) FROM account WHERE n = 1", [], |row| row.get(0))?;
            let text = text.replace("{FIRST}", &first);
            let parsed = parse(&text).unwrap();
            let wanted = filter::properties(&parsed);
            let lookup = Lookup::read(c)?;
            let kept: BTreeSet<i64> = accounts(c)
                .iter()
                .filter(|user| eval::matches(&parsed, &write(user, &wanted, &lookup)))
                .map(|user| user.n)
                .collect();
            let pre = prefilter(&parsed, &|name| property(name).and_then(|property| property.column));
            let mut statement = c.prepare(&format!("SELECT n FROM account WHERE {}", pre.sql))?;
            let passed: BTreeSet<i64> = statement
                .query_map(params_from_iter(pre.values), |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            assert!(kept.is_subset(&passed), "{text} as {} drops {:?}", pre.sql, kept.difference(&passed));
            assert!(!pre.exact || kept == passed, "{text} as {} is not exact", pre.sql);
            Ok(())
        }).unwrap();
    }
}
