-- The embedded CA and the accounts at other CAs. Keys are sealed before they come here.

CREATE TABLE ca_keys (
    name TEXT PRIMARY KEY,
    sealed BYTEA NOT NULL,
    certificate BYTEA,
    created_at BIGINT NOT NULL
);

-- A serial with the bytes to be signed is stored before the signature exists (BR 7.1: at least 64 random bits).
CREATE TABLE serials (
    serial BYTEA PRIMARY KEY CHECK (length(serial) BETWEEN 8 AND 20),
    issuance BYTEA NOT NULL REFERENCES issuances (id),
    attempt BIGINT NOT NULL,
    tbs BYTEA NOT NULL,
    not_after BIGINT NOT NULL,
    reserved_at BIGINT NOT NULL,
    signed_at BIGINT,
    revoked_at BIGINT,
    reason BIGINT,
    UNIQUE (issuance, attempt),
    CHECK ((revoked_at IS NULL) = (reason IS NULL))
);

CREATE INDEX serials_revoked ON serials (not_after) WHERE revoked_at IS NOT NULL;

-- Every signature the CA made; rows are only ever added.
CREATE TABLE signing_log (
    serial BYTEA PRIMARY KEY,
    certificate_sha256 BYTEA NOT NULL CHECK (length(certificate_sha256) = 32),
    at BIGINT NOT NULL
);

CREATE TABLE crls (
    number BIGINT PRIMARY KEY CHECK (number > 0),
    der BYTEA NOT NULL,
    this_update BIGINT NOT NULL,
    next_update BIGINT NOT NULL
);

CREATE TABLE upstream_accounts (
    connector TEXT PRIMARY KEY,
    sealed_key BYTEA NOT NULL,
    url TEXT,
    created_at BIGINT NOT NULL
);
