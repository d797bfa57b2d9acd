-- The tenant is this file: a process keeps nothing that another on the same file would need.
-- Times are UTC milliseconds since 1970; ids are hyphenated lower-case GUIDs; lists are JSON arrays.

-- Name, ids, cloud, profile, seed, signing key (PKCS#8 DER, base64), clock offset, switches for guesses.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- Applications that may ask for tokens. `roles`: app roles granted, per resource; `directory_roles`: template ids.
CREATE TABLE app (
    client_id       TEXT PRIMARY KEY,
    object_id       TEXT NOT NULL UNIQUE,
    display_name    TEXT NOT NULL,
    secret_sha256   TEXT NOT NULL,
    secret_expires  INTEGER,
    enabled         INTEGER NOT NULL DEFAULT 1,
    graph_roles     TEXT NOT NULL DEFAULT '[]',
    exchange_roles  TEXT NOT NULL DEFAULT '[]',
    directory_roles TEXT NOT NULL DEFAULT '[]'
) WITHOUT ROWID, STRICT;

-- Entra users. `n` orders the lists and is what a skip token holds.
CREATE TABLE account (
    n                    INTEGER PRIMARY KEY,
    id                   TEXT NOT NULL UNIQUE,
    upn                  TEXT NOT NULL COLLATE NOCASE UNIQUE,
    display_name         TEXT NOT NULL,
    given_name           TEXT,
    surname              TEXT,
    mail                 TEXT COLLATE NOCASE,
    mail_nickname        TEXT NOT NULL,
    job_title            TEXT,
    department           TEXT,
    office_location      TEXT,
    usage_location       TEXT,
    preferred_language   TEXT,
    enabled              INTEGER NOT NULL,
    user_type            TEXT NOT NULL DEFAULT 'Member',
    synced               INTEGER,            -- onPremisesSyncEnabled: null, never 0, when never synced
    proxy_addresses      TEXT NOT NULL DEFAULT '[]',
    created_at           INTEGER NOT NULL,
    deleted_at           INTEGER,
    last_sign_in         INTEGER,            -- attempts, failures too
    last_non_interactive INTEGER,
    last_success         INTEGER,
    license_count        INTEGER NOT NULL DEFAULT 0, -- distinct products held: assignedLicenses/$count
    changed_at           INTEGER NOT NULL
) STRICT;
CREATE INDEX account_name ON account (display_name COLLATE NOCASE, n);
CREATE INDEX account_licensed ON account (license_count, n);
CREATE INDEX account_mail ON account (mail);
-- Whether anybody is synced, which the organisation says of itself.
CREATE INDEX account_synced ON account (synced);

-- One row per source of a licence: by_group '' is direct. A product from several sources is one seat.
CREATE TABLE license (
    account  INTEGER NOT NULL REFERENCES account (n) ON DELETE CASCADE,
    sku      TEXT NOT NULL,
    by_group TEXT NOT NULL DEFAULT '',
    disabled TEXT NOT NULL DEFAULT '[]',
    state    TEXT NOT NULL DEFAULT 'Active',
    error    TEXT NOT NULL DEFAULT 'None',
    updated  INTEGER NOT NULL,
    PRIMARY KEY (account, sku, by_group)
) WITHOUT ROWID, STRICT;
CREATE INDEX license_sku ON license (sku, account);
CREATE INDEX license_group ON license (by_group, account) WHERE by_group <> '';

-- Writes whose result lists and reads show only later (delayed visibility): the state as it was before.
CREATE TABLE shadow (
    account INTEGER NOT NULL,
    until   INTEGER NOT NULL,
    before  TEXT NOT NULL,
    PRIMARY KEY (account)
) WITHOUT ROWID, STRICT;

-- Products owned (subscribedSkus). `plans`: [{id, name, appliesTo, status}] as this tenant's product has them.
CREATE TABLE sku (
    sku         TEXT PRIMARY KEY,
    part_number TEXT NOT NULL,
    status      TEXT NOT NULL DEFAULT 'Enabled',
    applies_to  TEXT NOT NULL DEFAULT 'User',
    enabled     INTEGER NOT NULL,
    warning     INTEGER NOT NULL DEFAULT 0,
    suspended   INTEGER NOT NULL DEFAULT 0,
    locked_out  INTEGER NOT NULL DEFAULT 0,
    consumed    INTEGER NOT NULL DEFAULT 0,
    plans       TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- Commercial subscriptions (directory/subscriptions).
CREATE TABLE subscription (
    id             TEXT PRIMARY KEY,
    commerce_id    TEXT NOT NULL UNIQUE,
    sku            TEXT NOT NULL REFERENCES sku (sku),
    status         TEXT NOT NULL DEFAULT 'Enabled',
    total          INTEGER NOT NULL,
    trial          INTEGER NOT NULL DEFAULT 0,
    created_at     INTEGER NOT NULL,
    next_lifecycle INTEGER,
    owner_tenant   TEXT,
    owner_type     TEXT
) WITHOUT ROWID, STRICT;

CREATE TABLE grp (
    id              TEXT PRIMARY KEY,
    display_name    TEXT NOT NULL,
    description     TEXT,
    mail_enabled    INTEGER NOT NULL DEFAULT 0,
    security        INTEGER NOT NULL DEFAULT 1,
    group_types     TEXT NOT NULL DEFAULT '[]',
    rule            TEXT,                    -- membershipRule of a dynamic group
    synced          INTEGER,
    role_assignable INTEGER NOT NULL DEFAULT 0,
    processing      TEXT NOT NULL DEFAULT 'ProcessingComplete',
    created_at      INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE TABLE group_license (
    grp      TEXT NOT NULL REFERENCES grp (id) ON DELETE CASCADE,
    sku      TEXT NOT NULL,
    disabled TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (grp, sku)
) WITHOUT ROWID, STRICT;
CREATE TABLE member (
    grp     TEXT NOT NULL REFERENCES grp (id) ON DELETE CASCADE,
    account INTEGER NOT NULL REFERENCES account (n) ON DELETE CASCADE,
    PRIMARY KEY (grp, account)
) WITHOUT ROWID, STRICT;
CREATE INDEX member_account ON member (account);

-- Exchange mailboxes, one per account at most. Quotas are kept as they were last set; capabilities and
-- SKUAssigned are worked out from the licences when read.
CREATE TABLE mailbox (
    account             INTEGER PRIMARY KEY REFERENCES account (n) ON DELETE CASCADE,
    exchange_guid       TEXT NOT NULL UNIQUE,
    kind                TEXT NOT NULL,       -- RecipientTypeDetails
    alias               TEXT NOT NULL COLLATE NOCASE,
    display_name        TEXT NOT NULL,
    primary_smtp        TEXT NOT NULL COLLATE NOCASE,
    created_at          INTEGER NOT NULL,
    ever_used           INTEGER NOT NULL DEFAULT 1,
    size_bytes          INTEGER NOT NULL DEFAULT 0,
    item_count          INTEGER NOT NULL DEFAULT 0,
    deleted_bytes       INTEGER NOT NULL DEFAULT 0,
    deleted_count       INTEGER NOT NULL DEFAULT 0,
    last_activity       INTEGER,
    quota_warn          INTEGER NOT NULL,
    quota_send          INTEGER NOT NULL,
    quota_receive       INTEGER NOT NULL,
    quota_class         TEXT,                -- the class they were set for; null until a licence changes
    archive_guid        TEXT NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    archive_status      TEXT NOT NULL DEFAULT 'None',
    archive_state       TEXT NOT NULL DEFAULT 'None',
    archive_bytes       INTEGER NOT NULL DEFAULT 0,
    archive_items       INTEGER NOT NULL DEFAULT 0,
    auto_expanding      INTEGER NOT NULL DEFAULT 0,
    litigation          INTEGER NOT NULL DEFAULT 0,
    litigation_date     INTEGER,
    litigation_owner    TEXT NOT NULL DEFAULT '',
    in_place_holds      TEXT NOT NULL DEFAULT '[]',
    compliance_tag      INTEGER NOT NULL DEFAULT 0,
    delay_hold          INTEGER NOT NULL DEFAULT 0,
    delay_release       INTEGER NOT NULL DEFAULT 0,
    retention_hold      INTEGER NOT NULL DEFAULT 0,
    dir_synced          INTEGER NOT NULL DEFAULT 0,
    remote_recipient    TEXT NOT NULL DEFAULT 'None',
    region              TEXT NOT NULL DEFAULT '',
    smtp_auth_disabled  INTEGER,             -- null: the organisation's setting
    hidden              INTEGER NOT NULL DEFAULT 0,
    forwarding_smtp     TEXT,
    disconnected_at     INTEGER              -- a user mailbox that lost its licence
) STRICT;
CREATE INDEX mailbox_kind ON mailbox (kind, alias, account);
-- The list in its own order: with the other index each page would sort all mailboxes of the kind.
CREATE INDEX mailbox_kind_in_order ON mailbox (kind, account);
CREATE INDEX mailbox_smtp ON mailbox (primary_smtp);
CREATE INDEX mailbox_synced ON mailbox (account) WHERE dir_synced = 1;

-- Whom somebody let into a mailbox (`Get-MailboxPermission`), in the order of the list. What every mailbox has, the
-- rights of its own account, is not kept. `trustee`: an account, which may be gone by now; null: `name` says who.
CREATE TABLE mailbox_permission (
    account   INTEGER NOT NULL REFERENCES account (n) ON DELETE CASCADE,
    place     INTEGER NOT NULL,
    trustee   INTEGER,
    name      TEXT,
    rights    TEXT NOT NULL,           -- joined by comma and blank, as the service does
    deny      INTEGER NOT NULL DEFAULT 0,
    inherited INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, place)
) WITHOUT ROWID, STRICT;

-- Exchange writes that only callers with the same anchor see at once ('': nobody does): the mailbox before.
CREATE TABLE mailbox_shadow (
    account INTEGER PRIMARY KEY REFERENCES account (n) ON DELETE CASCADE,
    anchor  TEXT NOT NULL,
    until   INTEGER NOT NULL,
    before  TEXT NOT NULL
) STRICT;

-- What the usage reports tell of an account.
CREATE TABLE usage (
    account        INTEGER PRIMARY KEY REFERENCES account (n) ON DELETE CASCADE,
    onedrive_bytes INTEGER,
    onedrive_files INTEGER,
    last_exchange  INTEGER,
    last_onedrive  INTEGER,
    last_sharepoint INTEGER,
    last_teams     INTEGER,
    report_bytes   INTEGER,            -- a mailbox report that lags behind; null: the mailbox's own size
    report_twice   INTEGER NOT NULL DEFAULT 0 -- the report also has a deleted mailbox of this name
) STRICT;

-- Things that happen at a time: executed, in order, by the first request at or after it.
CREATE TABLE due (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    data    TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX due_at ON due (at, id);

-- What happened, append-only: feeds delta, late visibility and history.
CREATE TABLE event (
    seq     INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    data    TEXT NOT NULL DEFAULT '{}'
) STRICT;

-- Faults on request: `matcher` and `effect` are JSON; `remaining` counts down, `fired` up.
CREATE TABLE fault (
    id        INTEGER PRIMARY KEY,
    matcher   TEXT NOT NULL,
    effect    TEXT NOT NULL,
    remaining INTEGER NOT NULL,
    fired     INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Requests by operation; batch items count as what they are.
CREATE TABLE request_count (
    operation TEXT PRIMARY KEY,
    n         INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- Token buckets of the documented limits.
CREATE TABLE bucket (
    name   TEXT PRIMARY KEY,
    tokens REAL NOT NULL,
    at     INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- Pre-authenticated report downloads.
CREATE TABLE download (
    token   TEXT PRIMARY KEY,
    report  TEXT NOT NULL,
    expires INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- Licence writes under way: a second one on the same account meanwhile is a 409. A row outlives its process
-- only until its time.
CREATE TABLE inflight (
    account INTEGER PRIMARY KEY REFERENCES account (n) ON DELETE CASCADE,
    until   INTEGER NOT NULL
) STRICT;

-- Where applications may send people back to after sign-in (`graph.md` 1.7); compared without the port on loopback.
CREATE TABLE redirect_uri (
    client_id TEXT NOT NULL,
    uri       TEXT NOT NULL,
    PRIMARY KEY (client_id, uri)
) WITHOUT ROWID, STRICT;

-- Directory roles of people: template ids. What `wids` of their tokens says.
CREATE TABLE directory_role (
    account TEXT NOT NULL,
    role    TEXT NOT NULL,
    PRIMARY KEY (account, role)
) WITHOUT ROWID, STRICT;

-- App roles of people: what `roles` of their id tokens says.
CREATE TABLE app_role (
    account TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (account, value)
) WITHOUT ROWID, STRICT;

-- Who can sign in. Nobody else's password is known, so it is always wrong.
CREATE TABLE password (
    account TEXT PRIMARY KEY,
    salt    TEXT NOT NULL,
    sha256  TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- Failed sign-ins since the last success, per name as it was typed.
CREATE TABLE sign_in_failure (
    name  TEXT PRIMARY KEY COLLATE NOCASE,
    n     INTEGER NOT NULL,
    until INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- What a person or a client was handed; only its SHA-256 is kept. `kind`: `session` (cookie), `code`, `refresh`.
CREATE TABLE handed_out (
    sha256  TEXT PRIMARY KEY,
    kind    TEXT NOT NULL,
    account TEXT NOT NULL,
    expires INTEGER NOT NULL,
    spent   INTEGER NOT NULL DEFAULT 0,
    data    TEXT NOT NULL DEFAULT '{}'
) WITHOUT ROWID, STRICT;
CREATE INDEX handed_out_expires ON handed_out (expires);

-- What Microsoft's billing knows of a subscription and Graph does not tell (`peers.md` 1g). `purchased_at`:
-- the purchase or the last renewal.
CREATE TABLE billing (
    subscription   TEXT PRIMARY KEY REFERENCES subscription (id) ON DELETE CASCADE,
    account_kind   TEXT NOT NULL,       -- MCA, MOSA, PrepaidKey, Partner, Representative
    partner_name   TEXT,
    recurring      INTEGER NOT NULL DEFAULT 1,
    term_days      INTEGER,             -- null: never renewed
    purchased_at   INTEGER NOT NULL,
    credit_pending INTEGER NOT NULL DEFAULT 0,
    scheduled      INTEGER,             -- the total from the next renewal on
    added          INTEGER,             -- licences added since the purchase, and when
    added_at       INTEGER
) WITHOUT ROWID, STRICT;
