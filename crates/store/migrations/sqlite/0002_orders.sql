-- Orders, their issuances and validations: one aggregate guarded by orders.version. And the record of every step.

CREATE TABLE orders (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    version INTEGER NOT NULL CHECK (version > 0),
    audit_head BLOB NOT NULL CHECK (length(audit_head) = 32),
    account BLOB NOT NULL REFERENCES accounts (id),
    member BLOB NOT NULL REFERENCES members (id),
    product TEXT NOT NULL,
    names TEXT NOT NULL,
    net_yen INTEGER NOT NULL CHECK (net_yen >= 0),
    tax_yen INTEGER NOT NULL CHECK (tax_yen >= 0),
    total_yen INTEGER NOT NULL CHECK (total_yen = net_yen + tax_yen),
    term_months INTEGER NOT NULL,
    payment TEXT NOT NULL,
    subscriber_name TEXT NOT NULL,
    subscriber_email TEXT NOT NULL,
    subscriber_organization TEXT,
    contact TEXT NOT NULL,
    delivery_email TEXT NOT NULL,
    method TEXT,
    locale TEXT NOT NULL,
    renews BLOB REFERENCES orders (id),
    applied_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('awaiting_payment', 'active', 'ended', 'cancelled', 'lapsed')),
    -- Somebody has to act: the order is in the staff's queue.
    queued INTEGER NOT NULL CHECK (queued IN (0, 1)),
    paid_at INTEGER,
    term_from INTEGER,
    term_to INTEGER,
    closed_at INTEGER,
    refund_yen INTEGER,
    CHECK ((state = 'active') = (paid_at IS NOT NULL)),
    CHECK ((state IN ('ended', 'cancelled', 'lapsed')) = (closed_at IS NOT NULL)),
    CHECK ((state = 'cancelled') = (refund_yen IS NOT NULL)),
    CHECK ((term_from IS NULL) = (term_to IS NULL))
) STRICT;

CREATE INDEX orders_by_account ON orders (account, id);
CREATE INDEX orders_by_account_and_state ON orders (account, state, id);
CREATE INDEX orders_by_state ON orders (state, id);
CREATE INDEX orders_queued ON orders (id) WHERE queued = 1;
CREATE INDEX orders_by_renewed ON orders (renews, id) WHERE renews IS NOT NULL;

CREATE TABLE issuances (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    order_id BLOB NOT NULL REFERENCES orders (id),
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    purpose TEXT NOT NULL,
    csr BLOB NOT NULL,
    spki_sha256 BLOB NOT NULL CHECK (length(spki_sha256) = 32),
    begun_at INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    upstream TEXT,
    state TEXT NOT NULL CHECK (state IN
        ('preparing', 'validating', 'submitted', 'issued', 'served', 'replaced', 'revoked', 'failed')),
    state_at INTEGER,
    served_at INTEGER,
    reason INTEGER,
    code TEXT,
    detail TEXT,
    -- Leaf first; each certificate behind its length in four octets.
    chain BLOB,
    serial TEXT,
    not_before INTEGER,
    not_after INTEGER,
    UNIQUE (order_id, sequence),
    CHECK ((state = 'preparing') = (state_at IS NULL)),
    CHECK ((state = 'served') = (served_at IS NOT NULL)),
    CHECK ((state = 'revoked') = (reason IS NOT NULL)),
    CHECK ((state = 'failed') = (code IS NOT NULL)),
    CHECK ((state IN ('issued', 'served', 'replaced', 'revoked')) = (chain IS NOT NULL)),
    CHECK ((chain IS NULL) = (serial IS NULL)),
    CHECK ((chain IS NULL) = (not_before IS NULL)),
    CHECK ((chain IS NULL) = (not_after IS NULL))
) STRICT;

-- There is never more than one issuance on its way.
CREATE UNIQUE INDEX issuances_open ON issuances (order_id) WHERE state IN ('preparing', 'validating', 'submitted');
CREATE INDEX issuances_by_spki ON issuances (spki_sha256, id);
CREATE INDEX issuances_by_serial ON issuances (serial) WHERE serial IS NOT NULL;

CREATE TABLE validations (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    issuance BLOB NOT NULL REFERENCES issuances (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    method TEXT NOT NULL,
    -- The URL of a file or the name of a record, and its content; neither when earlier evidence counts again.
    place TEXT,
    content TEXT,
    state TEXT NOT NULL CHECK (state IN ('pending', 'found', 'valid', 'invalid')),
    state_at INTEGER,
    code TEXT,
    CHECK ((place IS NULL) = (content IS NULL)),
    CHECK ((state = 'pending') = (state_at IS NULL)),
    CHECK ((state = 'invalid') = (code IS NOT NULL))
) STRICT;

CREATE INDEX validations_by_issuance ON validations (issuance, position);
CREATE INDEX validations_by_name ON validations (name, state_at) WHERE state = 'valid';

-- Whose a value to be placed is. All customers share the shop's account at a CA, and a CA may ask two of them for the
-- same value: the first one's proof must not serve the second.
CREATE TABLE proofs (
    value BLOB NOT NULL PRIMARY KEY,
    account BLOB NOT NULL REFERENCES accounts (id)
) STRICT;

CREATE TABLE audit (
    subject BLOB NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL CHECK (actor_kind IN ('customer', 'staff', 'system')),
    actor BLOB,
    code TEXT NOT NULL,
    params TEXT NOT NULL,
    issuance BLOB,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (subject, sequence)
) STRICT;

CREATE INDEX audit_by_time ON audit (at, subject, sequence);
