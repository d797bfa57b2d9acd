-- What is kept of the tenants. Ids are hyphenated lower-case GUIDs, digests hexadecimal, bodies JSON of `model`'s types.
-- A column beside a body repeats a part of it, so that it can be searched and ordered.

-- Readings of a tenant; `n` grows in the order in which they were begun.
CREATE TABLE snapshot (
    n        INTEGER PRIMARY KEY AUTOINCREMENT,
    id       TEXT NOT NULL UNIQUE,
    tenant   TEXT NOT NULL,
    complete INTEGER NOT NULL DEFAULT 0,
    body     TEXT NOT NULL
) STRICT;

CREATE INDEX snapshot_of_tenant ON snapshot (tenant, complete, n);

-- Mailboxes of a snapshot. Names are folded to lower case, letter by letter; bodies are deflated.
CREATE TABLE record (
    snapshot INTEGER NOT NULL REFERENCES snapshot (n) ON DELETE CASCADE,
    account  TEXT NOT NULL,
    name     TEXT NOT NULL,
    address  TEXT NOT NULL,
    upn      TEXT NOT NULL,
    verdict  TEXT NOT NULL,
    body     BLOB NOT NULL,
    UNIQUE (snapshot, account)
) STRICT;

-- Everything that a list asks, in the order of the list: bodies are read of the rows that are shown only.
CREATE INDEX record_in_order ON record (snapshot, name, account, verdict, address, upn);

CREATE TABLE plan (
    digest TEXT PRIMARY KEY,
    body   TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- The ledger. `kind` is the state to which a step moved, or `run_started`, `run_ended`.
CREATE TABLE entry (
    seq       INTEGER PRIMARY KEY,
    tenant    TEXT NOT NULL,
    run       TEXT NOT NULL,
    plan      TEXT NOT NULL,
    step      INTEGER,
    account   TEXT,
    kind      TEXT NOT NULL,
    body      TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash      TEXT NOT NULL
) STRICT;

CREATE INDEX entry_of_step ON entry (run, step, seq);
CREATE INDEX entry_of_plan ON entry (plan, seq);
CREATE INDEX entry_of_account ON entry (account, seq);
CREATE INDEX entry_of_tenant ON entry (tenant, kind, seq);

CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;

CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;

-- Where the ledger ends: kept apart, so that entries lost at its end are noticed.
CREATE TABLE ledger_end (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    seq  INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;

-- The newest fence of a tenant's lease.
CREATE TABLE fence (
    tenant TEXT PRIMARY KEY,
    newest INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID, STRICT;
