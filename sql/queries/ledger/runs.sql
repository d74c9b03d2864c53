-- One row a run of the load, newest first. Read from the ledger (SQLite), not from the warehouse.
select
    run.run_id,
    run.trigger,
    run.who,
    run.started,
    run.seconds,
    run.outcome,
    run.build_id,
    run.message,
    run.sources,
    run.checks
from main.run as run
order by run.started desc, run.run_id desc
limit $limit
