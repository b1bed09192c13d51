-- Double entry: rows are only ever added. `key` makes the same transaction happen once.

CREATE TABLE transactions (
    key TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    account BLOB NOT NULL REFERENCES accounts (id),
    order_id BLOB REFERENCES orders (id),
    reference TEXT
) STRICT;

CREATE INDEX transactions_by_account ON transactions (account, at, key);
CREATE INDEX transactions_by_order ON transactions (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE postings (
    transaction_key TEXT NOT NULL REFERENCES transactions (key),
    line INTEGER NOT NULL,
    kind TEXT NOT NULL,
    owner BLOB REFERENCES accounts (id),
    amount_yen INTEGER NOT NULL,
    PRIMARY KEY (transaction_key, line)
) STRICT;

CREATE INDEX postings_by_owner ON postings (owner, kind) WHERE owner IS NOT NULL;

-- The sums of the customers' postings, kept so that no spending reads history. Never below zero.
CREATE TABLE balances (
    owner BLOB NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL,
    balance_yen INTEGER NOT NULL CHECK (balance_yen >= 0),
    PRIMARY KEY (owner, kind)
) STRICT;
