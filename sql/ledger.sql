-- The ledger of runs (SQLite, beside the builds), where it is not there yet; times are UTC as text.
create table if not exists run (
    run_id text primary key,
    trigger text,  -- command, schedule, catch_up, inbox, upload
    who text,  -- the system account
    pid integer,
    started text,
    ended text,
    seconds real,
    outcome text,  -- running, published, unchanged, held, review, failed, killed
    build_id text,
    message text,
    sources text,  -- JSON
    checks text  -- JSON
);

-- What was told to the operators, so that nothing is told twice.
create table if not exists alert (
    key text primary key,
    kind text,
    message text,
    first_sent text,
    last_sent text
);
