-- Who may do what: accounts and members, their sessions and API tokens, and what protects the doors.

CREATE TABLE accounts (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE members (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    account BYTEA NOT NULL REFERENCES accounts (id),
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('customer', 'staff')),
    locale TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX members_by_account ON members (account, id);

-- A session or token is known by the hash of its secret alone: who reads the table cannot log in.
CREATE TABLE sessions (
    secret_sha256 BYTEA PRIMARY KEY CHECK (length(secret_sha256) = 32),
    member BYTEA NOT NULL REFERENCES members (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX sessions_by_member ON sessions (member);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE tokens (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    secret_sha256 BYTEA NOT NULL UNIQUE CHECK (length(secret_sha256) = 32),
    member BYTEA NOT NULL REFERENCES members (id),
    label TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX tokens_by_member ON tokens (member, id);

-- What was answered to a request that must not happen twice. `subject` is what it made, known before the answer is.
CREATE TABLE idempotency (
    actor BYTEA NOT NULL REFERENCES members (id),
    key TEXT NOT NULL,
    request_sha256 BYTEA NOT NULL CHECK (length(request_sha256) = 32),
    claimed_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    subject BYTEA,
    status BIGINT,
    body TEXT,
    PRIMARY KEY (actor, key),
    CHECK ((status IS NULL) = (body IS NULL))
);

CREATE INDEX idempotency_by_age ON idempotency (created_at);

CREATE TABLE throttles (
    key TEXT PRIMARY KEY,
    window_at BIGINT NOT NULL,
    used BIGINT NOT NULL
);

CREATE INDEX throttles_by_age ON throttles (window_at);

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
