-- The embedded CA and the accounts at other CAs. Keys are sealed before they come here.

CREATE TABLE ca_keys (
    name TEXT PRIMARY KEY,
    sealed BLOB NOT NULL,
    certificate BLOB,
    created_at INTEGER NOT NULL
) STRICT;

-- A serial with the bytes to be signed is stored before the signature exists (BR 7.1: at least 64 random bits).
CREATE TABLE serials (
    serial BLOB PRIMARY KEY CHECK (length(serial) BETWEEN 8 AND 20),
    issuance BLOB NOT NULL REFERENCES issuances (id),
    attempt INTEGER NOT NULL,
    tbs BLOB NOT NULL,
    not_after INTEGER NOT NULL,
    reserved_at INTEGER NOT NULL,
    signed_at INTEGER,
    revoked_at INTEGER,
    reason INTEGER,
    UNIQUE (issuance, attempt),
    CHECK ((revoked_at IS NULL) = (reason IS NULL))
) STRICT;

CREATE INDEX serials_revoked ON serials (not_after) WHERE revoked_at IS NOT NULL;

-- Every signature the CA made; rows are only ever added.
CREATE TABLE signing_log (
    serial BLOB PRIMARY KEY,
    certificate_sha256 BLOB NOT NULL CHECK (length(certificate_sha256) = 32),
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE crls (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    der BLOB NOT NULL,
    this_update INTEGER NOT NULL,
    next_update INTEGER NOT NULL
) STRICT;

CREATE TABLE upstream_accounts (
    connector TEXT PRIMARY KEY,
    sealed_key BLOB NOT NULL,
    url TEXT,
    created_at INTEGER NOT NULL
) STRICT;
