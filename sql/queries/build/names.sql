-- One row per thing that a change between two builds (the open one and `previous`) can name: what
-- it is called, by the newer build where both know it. A statement is named by who published it.
with named as (
    select
        side,
        'kpi' as kind,
        metric_id as code,
        concat_ws(' ', metric.code, label_th) as name_th,
        concat_ws(' ', metric.code, label_en) as name_en,
        unit,
        format,
    from sides('meta.metric') as metric

    union all by name

    select
        side,
        'place' as kind,
        province_code as code,
        name_th,
        name_en,
    from sides('core.dim_province')

    union all by name

    select
        side,
        'place' as kind,
        region_code as code,
        name_th,
        name_en,
    from sides('core.dim_region')

    union all by name

    select
        side,
        'segment' as kind,
        concat_ws('/', segment_kind, segment) as code,
        name_th,
        name_en,
    from sides('core.dim_segment')

    union all by name

    select
        side,
        'source' as kind,
        source as code,
        title_th as name_th,
        title_en as name_en,
    from sides('meta.source')

    union all by name

    select
        statement.side,
        if(statement.kind = 'target', 'target', 'statement') as kind,
        statement.statement_id as code,
        coalesce(document.publisher, document.title) as name_th,
        name_th as name_en,
    from sides('marts.statement') as statement
    inner join sides('core.dim_document') as document
        on statement.side = document.side and statement.doc_id = document.doc_id
)

select
    kind,
    code,
    arg_max(name_th, side = 'now') as name_th,
    arg_max(name_en, side = 'now') as name_en,
    arg_max(unit, side = 'now') as unit,
    arg_max(format, side = 'now') as format,
from named
group by kind, code
order by kind, code
