-- Double entry: rows are only ever added. `key` makes the same transaction happen once.

CREATE TABLE transactions (
    key TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    account BYTEA NOT NULL REFERENCES accounts (id),
    order_id BYTEA REFERENCES orders (id),
    reference TEXT
);

CREATE INDEX transactions_by_account ON transactions (account, at, key);
CREATE INDEX transactions_by_order ON transactions (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE postings (
    transaction_key TEXT NOT NULL REFERENCES transactions (key),
    line BIGINT NOT NULL,
    kind TEXT NOT NULL,
    owner BYTEA REFERENCES accounts (id),
    amount_yen BIGINT NOT NULL,
    PRIMARY KEY (transaction_key, line)
);

CREATE INDEX postings_by_owner ON postings (owner, kind) WHERE owner IS NOT NULL;

-- The sums of the customers' postings, kept so that no spending reads history. Never below zero.
CREATE TABLE balances (
    owner BYTEA NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL,
    balance_yen BIGINT NOT NULL CHECK (balance_yen >= 0),
    PRIMARY KEY (owner, kind)
);
