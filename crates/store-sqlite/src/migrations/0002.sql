-- The list of accounts, what is kept beside a snapshot, and who is signed in.

ALTER TABLE record ADD COLUMN kind TEXT;

-- Things kept beside a snapshot, as JSON by name; what is derived from its records goes when they are corrected.
CREATE TABLE beside (
    snapshot INTEGER NOT NULL REFERENCES snapshot (n) ON DELETE CASCADE,
    name     TEXT NOT NULL,
    value    TEXT NOT NULL,
    derived  INTEGER NOT NULL,
    PRIMARY KEY (snapshot, name)
) WITHOUT ROWID, STRICT;

-- The directory of a tenant; `reading` is its newest complete reading.
CREATE TABLE directory (
    n       INTEGER PRIMARY KEY,
    tenant  TEXT NOT NULL UNIQUE,
    reading TEXT
) STRICT;

-- Accounts. Names are folded; `mail` is empty where it repeats `upn`; `body` is what else the directory says;
-- `kind` and `verdict` repeat those of the newest complete snapshot. `read_at` counts nanoseconds.
CREATE TABLE account (
    n         INTEGER PRIMARY KEY,
    directory INTEGER NOT NULL REFERENCES directory (n),
    id        TEXT NOT NULL,
    name      TEXT NOT NULL,
    upn       TEXT NOT NULL,
    mail      TEXT NOT NULL,
    kind      TEXT,
    verdict   TEXT,
    read_at   INTEGER NOT NULL,
    body      TEXT NOT NULL,
    UNIQUE (directory, id)
) STRICT;

CREATE INDEX account_with_verdict ON account (directory) WHERE verdict IS NOT NULL;

-- Their folded names by three letters at a time.
CREATE VIRTUAL TABLE account_text USING fts5 (
    text, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
);

-- One listing per filter, with its size, and its accounts in both orders.
CREATE TABLE listing (
    n         INTEGER PRIMARY KEY,
    directory INTEGER NOT NULL REFERENCES directory (n),
    filter    TEXT NOT NULL,
    size      INTEGER NOT NULL,
    UNIQUE (directory, filter)
) STRICT;

CREATE TABLE listed_by_name (
    listing INTEGER NOT NULL,
    key     TEXT NOT NULL,
    account INTEGER NOT NULL,
    PRIMARY KEY (listing, key, account)
) WITHOUT ROWID, STRICT;

CREATE TABLE listed_by_upn (
    listing INTEGER NOT NULL,
    key     TEXT NOT NULL,
    account INTEGER NOT NULL,
    PRIMARY KEY (listing, key, account)
) WITHOUT ROWID, STRICT;

-- A body that is no JSON is damage, which reading it says; the index must not stand in its way.
CREATE INDEX entry_of_actor ON entry (CASE WHEN json_valid(body) THEN json_extract(body, '$.by.name') END, seq);

-- Tokens are digests.
CREATE TABLE session (
    token      BLOB PRIMARY KEY,
    person     TEXT NOT NULL,
    data       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

CREATE INDEX session_of_person ON session (person);
CREATE INDEX session_by_end ON session (expires_at);

CREATE TABLE sign_in_link (
    token      BLOB PRIMARY KEY,
    data       TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE attempt (
    n   INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    at  INTEGER NOT NULL
) STRICT;

CREATE INDEX attempt_by_key ON attempt (key, at);
CREATE INDEX attempt_by_time ON attempt (at);

CREATE TABLE local_admin (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    body TEXT NOT NULL
) STRICT;
