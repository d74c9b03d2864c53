-- One row per run of the load, newest first; its account and message where $operator. Read from the
-- ledger (SQLite), not from the warehouse.
select
    run.run_id,
    run.trigger,
    case when $operator then run.who end as who,
    run.started,
    run.seconds,
    run.outcome,
    run.build_id,
    case when $operator then run.message end as message,
    run.sources,
    run.checks
from main.run as run
order by run.started desc, run.run_id desc
limit $limit
