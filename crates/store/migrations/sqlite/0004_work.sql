-- What has to be done after a commit: jobs, and the mails that some of them send.

CREATE TABLE jobs (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    -- Kind and arguments: all that the job knows.
    key TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('ready', 'leased', 'done', 'dead')),
    run_at INTEGER NOT NULL,
    -- Asked for again while it was running: it runs once more instead of ending.
    again_at INTEGER,
    attempts INTEGER NOT NULL,
    attempts_max INTEGER NOT NULL CHECK (attempts_max > 0),
    -- Lease times are the database's clock, everything else is the shop's.
    leased_at INTEGER,
    lease_until INTEGER,
    lease_by TEXT,
    -- Counts claims; a worker whose lease was taken over writes with an old number and misses.
    fence INTEGER NOT NULL,
    last_error TEXT,
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    CHECK (attempts <= attempts_max),
    CHECK ((state = 'leased') = (lease_until IS NOT NULL)),
    CHECK ((state IN ('done', 'dead')) = (ended_at IS NOT NULL))
) STRICT;

-- A ready job has neither lease nor end; said so, no planner prefers the index by state.
CREATE INDEX jobs_ready ON jobs (run_at, id) WHERE lease_until IS NULL AND ended_at IS NULL;
CREATE INDEX jobs_leased ON jobs (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX jobs_ended ON jobs (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX jobs_by_state ON jobs (state, id);

CREATE TABLE mails (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    event TEXT NOT NULL,
    recipient TEXT NOT NULL,
    template TEXT NOT NULL,
    locale TEXT NOT NULL,
    order_id BLOB REFERENCES orders (id),
    issuance BLOB REFERENCES issuances (id),
    created_at INTEGER NOT NULL,
    sent_at INTEGER,
    UNIQUE (event, recipient, template)
) STRICT;

CREATE INDEX mails_by_order ON mails (order_id, id) WHERE order_id IS NOT NULL;
