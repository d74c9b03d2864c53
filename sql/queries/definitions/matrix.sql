-- One row per KPI and source that can feed it: the public documents together, and each form of
-- agencies. `state`: used (in its figures), received (but in none yet), awaited; rows are the
-- statements in its figures, else the rows received.
with spoken as (
    select distinct
        named.metric_id,
        statement.statement_id,
        statement.as_of,
        statement.as_of_precision,
        case document.kind
            when 'submitted' then split_part(statement.statement_id, '/', 1)
            else 'public'
        end as source,
    from metrics.figure_statement as named
    inner join marts.statement as statement
        on named.statement_id = statement.statement_id
    inner join core.dim_document as document
        on statement.doc_id = document.doc_id
),

used as (
    select
        metric_id,
        source,
        count(*) as rows,
        max(as_of) as newest,
        arg_max(as_of_precision, as_of) as newest_precision,
    from spoken
    group by metric_id, source
),

received as (
    select
        source,
        sum(accepted)::bigint as rows,
        max(accessed::date) as newest,
    from meta.source_load
    where not superseded
    group by source
),

pairs as (
    select
        used.metric_id,
        used.source,
    from used
    union
    select
        metric.metric_id,
        source.source,
    from meta.metric as metric
    inner join meta.source as source
        on list_contains(source.kpis, metric.code)
    where source.has_template
)

select
    metric.metric_id,
    metric.code,
    metric.label_th,
    metric.label_en,
    pairs.source,
    nullif(source.title_th, '') as title_th,
    nullif(source.title_en, '') as title_en,
    case
        when used.rows > 0 then 'used'
        when received.rows > 0 then 'received'
        else 'awaited'
    end as state,
    coalesce(used.newest, received.newest) as newest,
    case
        when used.newest is not null then used.newest_precision
        when received.newest is not null then 'day'
    end as newest_precision,
    coalesce(used.rows, received.rows, 0) as rows,
from pairs
inner join meta.metric as metric
    on pairs.metric_id = metric.metric_id
left join meta.source as source
    on pairs.source = source.source
left join used
    on pairs.metric_id = used.metric_id and pairs.source = used.source
left join received
    on pairs.source = received.source
order by metric.code, metric.metric_id, pairs.source <> 'public', pairs.source
