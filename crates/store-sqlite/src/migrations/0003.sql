-- The list of accounts stands by places, so that searches meet what they find in the order of the list.
-- The list is a copy of the directory: what was read of it before is read again.

DROP TABLE listed_by_name;
DROP TABLE listed_by_upn;
DROP TABLE listing;
DROP TABLE account_text;
DROP TABLE account;
UPDATE directory SET reading = NULL;

-- Do accounts get their places as they come? They do from the end of the first reading on.
ALTER TABLE directory ADD COLUMN placing INTEGER NOT NULL DEFAULT 0;

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

-- Their places in both orders: numbers that grow with (key, account). No two directories share one.
CREATE TABLE place_by_name (
    directory INTEGER NOT NULL,
    key       TEXT NOT NULL,
    account   INTEGER NOT NULL,
    place     INTEGER NOT NULL,
    PRIMARY KEY (directory, key, account)
) WITHOUT ROWID, STRICT;

CREATE TABLE place_by_upn (
    directory INTEGER NOT NULL,
    key       TEXT NOT NULL,
    account   INTEGER NOT NULL,
    place     INTEGER NOT NULL,
    PRIMARY KEY (directory, key, account)
) WITHOUT ROWID, STRICT;

-- Their folded names by three letters at a time; a row's number is the account's place.
CREATE VIRTUAL TABLE text_by_name USING fts5 (
    name, upn, mail, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
);
CREATE VIRTUAL TABLE text_by_upn USING fts5 (
    name, upn, mail, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
);

-- One listing per filter, with its size, and its accounts by their places.
CREATE TABLE listing (
    n         INTEGER PRIMARY KEY,
    directory INTEGER NOT NULL REFERENCES directory (n),
    filter    TEXT NOT NULL,
    size      INTEGER NOT NULL,
    UNIQUE (directory, filter)
) STRICT;

CREATE TABLE listed_by_name (
    listing INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    account INTEGER NOT NULL,
    PRIMARY KEY (listing, place)
) WITHOUT ROWID, STRICT;

CREATE TABLE listed_by_upn (
    listing INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    account INTEGER NOT NULL,
    PRIMARY KEY (listing, place)
) WITHOUT ROWID, STRICT;
