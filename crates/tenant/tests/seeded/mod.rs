//! A seeded tenant and questions to its file.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::collections::BTreeSet;
use std::sync::Arc;

use boxseat_tenant::{Seed, Tenant};
use jiff::Timestamp;
use model::env::FixedClock;
use model::{Entropy, Env};
use rusqlite::{Connection, OpenFlags, Params, types::Value};
use tempfile::TempDir;

pub(crate) struct Seeded {
    file: Connection,
    _folder: TempDir,
}

impl Seeded {
    /// Makes a tenant at noon of a fixed day.
    pub(crate) fn new(seed: Seed) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tenant.db");
        let noon: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        let env = Env {
            clock: Arc::new(FixedClock::at(noon)),
            entropy: Entropy::seeded(7),
        };
        Tenant::create(&path, &seed, env).unwrap();
        let file = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        Self {
            file,
            _folder: folder,
        }
    }

    pub(crate) fn count(&self, table: &str, condition: &str) -> u64 {
        self.count_with(
            &format!("SELECT count(*) FROM {table} WHERE {condition}"),
            [],
        )
    }

    /// Mailboxes with their account and what the reports say.
    pub(crate) fn count_mailboxes(&self, condition: &str) -> u64 {
        let joined = "mailbox JOIN account ON account.n = mailbox.account JOIN usage ON usage.account = account.n";
        self.count(joined, condition)
    }

    pub(crate) fn count_with(&self, sql: &str, params: impl Params) -> u64 {
        let count: i64 = self.file.query_row(sql, params, |row| row.get(0)).unwrap();
        u64::try_from(count).unwrap()
    }

    pub(crate) fn texts(&self, sql: &str) -> Vec<String> {
        let mut statement = self.file.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    }

    pub(crate) fn meta(&self, key: &str) -> String {
        self.file
            .query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| {
                row.get(0)
            })
            .unwrap()
    }

    /// Every row of the first so many accounts, and the groups.
    pub(crate) fn dump(&self, accounts: u32) -> Vec<Vec<Value>> {
        let queries = [
            format!("SELECT * FROM account WHERE n <= {accounts} ORDER BY n"),
            format!(
                "SELECT * FROM license WHERE account <= {accounts} ORDER BY account, sku, by_group"
            ),
            format!("SELECT * FROM member WHERE account <= {accounts} ORDER BY account, grp"),
            format!("SELECT * FROM mailbox WHERE account <= {accounts} ORDER BY account"),
            format!("SELECT * FROM usage WHERE account <= {accounts} ORDER BY account"),
            "SELECT * FROM grp ORDER BY id".to_owned(),
            "SELECT * FROM group_license ORDER BY grp, sku".to_owned(),
        ];
        let dump: Vec<_> = queries.iter().flat_map(|sql| self.rows(sql)).collect();
        assert!(
            dump.len() > 2 * accounts as usize,
            "there is something to compare"
        );
        dump
    }

    fn rows(&self, sql: &str) -> Vec<Vec<Value>> {
        let mut statement = self.file.prepare(sql).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect());
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    }

    /// No row that cannot be: references, uniqueness, counts, seats.
    pub(crate) fn holds_together(&self) {
        self.references_are_met();
        self.names_are_told_apart();
        self.seats_are_counted();
        for (rule, broken) in IMPOSSIBLE {
            let found = self.texts(broken);
            assert!(found.is_empty(), "{rule}: {found:?}");
        }
    }

    fn references_are_met(&self) {
        let mut check = self.file.prepare("PRAGMA foreign_key_check").unwrap();
        assert!(!check.exists([]).unwrap(), "a reference leads nowhere");
    }

    fn names_are_told_apart(&self) {
        for (what, sql) in [
            ("user principal name", "SELECT lower(upn) FROM account"),
            ("alias", "SELECT lower(mail_nickname) FROM account"),
            ("mailbox alias", "SELECT lower(alias) FROM mailbox"),
            ("primary address", "SELECT lower(primary_smtp) FROM mailbox"),
            ("address", "SELECT lower(substr(value, 6)) FROM account, json_each(account.proxy_addresses)"),
            (
                "id",
                "SELECT id FROM account UNION ALL SELECT exchange_guid FROM mailbox UNION ALL SELECT id FROM grp
                 UNION ALL SELECT archive_guid FROM mailbox WHERE archive_state <> 'None'
                 UNION ALL SELECT id FROM subscription UNION ALL SELECT commerce_id FROM subscription",
            ),
        ] {
            let mut seen = BTreeSet::new();
            for name in self.texts(sql) {
                assert!(seen.insert(name.clone()), "{what} {name} twice");
            }
        }
    }

    /// A product is one seat, however many sources give it; what is consumed and bought fits together.
    fn seats_are_counted(&self) {
        let wrong = self.texts(
            "SELECT upn FROM account WHERE license_count <>
                (SELECT count(DISTINCT sku) FROM license WHERE account = account.n)",
        );
        assert!(wrong.is_empty(), "license_count of {wrong:?}");
        let wrong = self.texts(
            "SELECT part_number FROM sku WHERE consumed <>
                (SELECT count(DISTINCT account) FROM license WHERE license.sku = sku.sku)",
        );
        assert!(wrong.is_empty(), "consumed of {wrong:?}");
        let wrong = self.texts(
            "SELECT part_number FROM sku WHERE consumed > enabled + warning + suspended
                OR enabled + warning + suspended <> (SELECT sum(total) FROM subscription s WHERE s.sku = sku.sku)",
        );
        assert!(wrong.is_empty(), "subscriptions of {wrong:?}");
    }
}

/// What no tenant has, with a query that would find it.
const IMPOSSIBLE: &[(&str, &str)] = &[
    ("a licence is of an owned product", "SELECT sku FROM license WHERE sku NOT IN (SELECT sku FROM sku)"),
    (
        "an inherited licence is given by the group to a member",
        "SELECT l.account || ' ' || l.by_group FROM license l WHERE l.by_group <> '' AND NOT EXISTS
            (SELECT 1 FROM group_license g JOIN member m ON m.grp = g.grp
             WHERE g.grp = l.by_group AND g.sku = l.sku AND m.account = l.account)",
    ),
    (
        "a member has what the group gives",
        "SELECT m.account || ' ' || m.grp FROM member m JOIN group_license g ON g.grp = m.grp WHERE NOT EXISTS
            (SELECT 1 FROM license l WHERE l.account = m.account AND l.by_group = m.grp AND l.sku = g.sku)",
    ),
    (
        "a plan that is off is one of the product",
        "SELECT l.account || ' ' || d.value FROM license l, json_each(l.disabled) d WHERE d.value NOT IN
            (SELECT p.value ->> 'id' FROM sku, json_each(sku.plans) p WHERE sku.sku = l.sku)",
    ),
    ("a mailbox has a report row", "SELECT account FROM mailbox WHERE account NOT IN (SELECT account FROM usage)"),
    (
        "the primary address is the account's",
        "SELECT upn FROM account JOIN mailbox ON account = n WHERE mail IS NOT primary_smtp
            OR NOT EXISTS (SELECT 1 FROM json_each(proxy_addresses) WHERE value = 'SMTP:' || primary_smtp)",
    ),
    (
        "exactly one address is the primary one",
        "SELECT upn FROM account WHERE mail IS NOT NULL AND
            (SELECT count(*) FROM json_each(proxy_addresses) WHERE value GLOB 'SMTP:*') <> 1",
    ),
    ("quotas rise", "SELECT alias FROM mailbox WHERE quota_warn >= quota_send OR quota_send >= quota_receive"),
    (
        "what was never used is empty",
        "SELECT alias FROM mailbox WHERE NOT ever_used AND (size_bytes > 0 OR item_count > 0 OR last_activity IS NOT NULL)",
    ),
    ("nobody was there before the account", "SELECT upn FROM account WHERE last_success < created_at"),
    ("nothing lies in the future", "SELECT upn FROM account WHERE max(created_at, coalesce(last_success, 0)) > changed_at"),
    ("a success is an attempt", "SELECT upn FROM account WHERE last_success > coalesce(last_sign_in, 0)"),
    ("a guest has no mailbox and no licence", "SELECT upn FROM account WHERE user_type = 'Guest' AND (license_count > 0 OR n IN (SELECT account FROM mailbox))"),
    ("only a synced account has a type on premises", "SELECT alias FROM mailbox WHERE remote_recipient <> 'None' AND NOT dir_synced"),
    ("mailbox and account agree on their master", "SELECT upn FROM account JOIN mailbox ON account = n WHERE dir_synced <> coalesce(synced, 0)"),
    ("synced is null, never false", "SELECT upn FROM account WHERE synced = 0"),
    ("nobody held what was not there", "SELECT alias FROM mailbox WHERE litigation_date < created_at"),
    ("a hold has a date", "SELECT alias FROM mailbox WHERE litigation <> (litigation_date IS NOT NULL)"),
    ("ids are lower-case", "SELECT id FROM account WHERE id <> lower(id) OR length(id) <> 36"),
];
