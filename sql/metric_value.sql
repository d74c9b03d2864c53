-- Every KPI's rows in one table, with regions rolled up from their provinces.
-- `stated` is the union of the files in sql/metrics; `roll_up` is in sql/macros.sql.
create table metrics.metric_value as
with parts as (
    select
        stated.metric_id,
        'region' as place_kind,
        province.region_code as place_code,
        stated.segment_kind,
        stated.segment,
        stated.phase,
        stated.period,
        stated.as_of,
        stated.as_of_precision,
        metric.rollup,
        sum(stated.value) as total,
        sum(stated.numerator) as numerator,
        sum(stated.denominator) as denominator,
        list_sort(list_distinct(flatten(list(stated.statement_ids)))) as statement_ids,
        list_sort(list_distinct(flatten(list(stated.doc_ids)))) as doc_ids,
        stated.is_current,
    from stated
    inner join meta.metric as metric
        on stated.metric_id = metric.metric_id
    inner join core.dim_province as province
        on stated.place_code = province.province_code
    where stated.place_kind = 'province' and metric.rollup in ('sum', 'ratio')
    group by all
    having bool_and(stated.value is not null and stated.qualifier = '=')
),

rolled_up as (
    select
        metric_id,
        place_kind,
        place_code,
        segment_kind,
        segment,
        phase,
        period,
        as_of,
        as_of_precision,
        roll_up(rollup, total, numerator, denominator) as value,
        '=' as qualifier,
        numerator,
        denominator,
        'derived' as nature,
        statement_ids,
        doc_ids,
        is_current,
    from parts
)

select
    metric_id,
    place_kind,
    place_code,
    segment_kind,
    segment,
    phase,
    period,
    as_of,
    as_of_precision,
    value,
    lower,
    upper,
    qualifier,
    numerator,
    denominator,
    nature,
    statement_ids,
    doc_ids,
    is_current,
from stated

union all by name

select
    metric_id,
    place_kind,
    place_code,
    segment_kind,
    segment,
    phase,
    period,
    as_of,
    as_of_precision,
    value,
    value as lower,
    value as upper,
    qualifier,
    numerator,
    denominator,
    nature,
    statement_ids,
    doc_ids,
    is_current,
from rolled_up
order by all
