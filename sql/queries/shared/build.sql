-- One row: which build this is and whether it can be trusted.
with loads as (
    select
        count(distinct source) as sources,
        sum(rows_read) as rows_read,
        sum(quarantined) filter (where not superseded) as quarantined,
        list(accessed::date + promise_days::integer) filter (where newest) as due_on,
    from meta.source_load
),

problems as (
    select
        count(*) as problems,
    from meta.source_problem
),

checks as (
    select
        count(*) as checks,
        count(*) filter (where offending = 0) as checks_passed,
    from meta.check_result
),

stated as (
    select
        max(as_of) as as_of,
    from marts.statement
    where kind <> 'target' and as_of_precision = 'day'
),

documents as (
    select
        count(*) as documents,
    from core.dim_document
),

conflicts as (
    select
        count(*) as conflicts,
    from marts.conflict
    where not is_decided and not is_rounding
)

select
    build.build_id,
    build.content_hash,
    build.built_at,
    build.has_sample,
    loads.sources,
    loads.rows_read::bigint as rows_read,
    loads.quarantined::bigint as quarantined,
    loads.due_on,
    problems.problems,
    checks.checks,
    checks.checks_passed,
    stated.as_of,
    documents.documents,
    conflicts.conflicts,
from meta.build as build
cross join loads
cross join problems
cross join checks
cross join stated
cross join documents
cross join conflicts
