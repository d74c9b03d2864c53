-- One row per source, also one that never sent anything: its newest edition, its promise, its rows.
-- The name of a file that was sent in, and what is wrong with a source, where $operator.
with editions as (
    select
        source,
        count(distinct edition) as editions,
        max(edition) as edition,
        arg_max(file, edition) as file,
        arg_max(kind, edition) as kind,
        arg_max(accessed::date, edition) as accessed,
        arg_max(promise_days, edition) as promise_days,
        sum(rows_read)::bigint as rows_read,
        sum(left_out)::bigint as left_out,
        sum(accepted)::bigint as accepted,
        sum(quarantined)::bigint as quarantined,
    from meta.source_load
    group by source
),

staged as (
    select
        name,
        rows as staged,
    from meta.model
    where schema_name = 'staging'
),

rejected as (
    select
        source,
        count(*) as open_rows,
    from quarantine.rejected_row
    where not superseded
    group by source
)

select
    source.source,
    nullif(source.title_th, '') as title_th,
    nullif(source.title_en, '') as title_en,
    nullif(source.owner_th, '') as owner_th,
    nullif(source.owner_en, '') as owner_en,
    source.folder,
    source.load,
    source.has_template,
    source.kpis,
    coalesce(editions.editions, 0) as editions,
    editions.edition,
    case when $operator or editions.kind <> 'submitted' then editions.file end as file,
    editions.accessed,
    'day' as accessed_precision,
    coalesce(editions.promise_days, source.promise_days) as promise_days,
    editions.accessed
    + coalesce(editions.promise_days, source.promise_days)::integer as due_on,
    coalesce(editions.rows_read, 0) as rows_read,
    coalesce(editions.left_out, 0) as left_out,
    coalesce(editions.accepted, 0) as accepted,
    coalesce(editions.quarantined, 0) as quarantined,
    coalesce(rejected.open_rows, 0) as open_rows,
    staged.staged,
    problem.source is not null as is_broken,
    case when $operator then problem.message end as problem,
from meta.source as source
left join editions
    on source.source = editions.source
left join staged
    on 'staging.stg_' || source.source = staged.name
left join rejected
    on source.source = rejected.source
left join meta.source_problem as problem
    on source.source = problem.source
order by due_on nulls last, source.source
