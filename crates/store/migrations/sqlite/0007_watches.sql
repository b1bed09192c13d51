-- What is known of each certificate in use since the last daily look at its site.

CREATE TABLE watches (
    issuance BLOB PRIMARY KEY REFERENCES issuances (id) CHECK (length(issuance) = 16),
    looked_at INTEGER NOT NULL,
    -- JSON: what the last look found wrong.
    found TEXT NOT NULL,
    -- JSON: the codes of what people know to be wrong.
    told TEXT NOT NULL
) STRICT;
