-- What the doctor saw for members, kept for a time: it is judged again whenever it is shown.

CREATE TABLE reports (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    account BLOB NOT NULL REFERENCES accounts (id),
    -- Host and port as reports name them.
    site TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    -- JSON of the doctor's own; its shape is no contract, but later versions read it.
    evidence TEXT NOT NULL CHECK (length(evidence) <= 1048576),
    -- The certificate that it was compared with.
    order_id BLOB REFERENCES orders (id),
    issuance BLOB REFERENCES issuances (id),
    CHECK ((order_id IS NULL) = (issuance IS NULL))
) STRICT;

CREATE INDEX reports_by_account ON reports (account, id);
CREATE INDEX reports_by_age ON reports (made_at);
