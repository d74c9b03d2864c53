-- Every KPI's rows in one table, with regions rolled up from their provinces, and the rows behind
-- each figure: `parts` give it as `adds` says. A file that names none repeats what statements say.
-- `stated` is the union of the files in sql/metrics; the macros are in sql/macros.sql.
create table metrics.metric_value as
with provinces as (
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
        list_sort(
            flatten(list(coalesce(stated.parts, stated_parts(stated.value, stated.statement_ids))))
        ) as parts,
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
        parts,
        is_current,
    from provinces
),

figures as (
    select
        stated.* replace (
            coalesce(parts, stated_parts(value, statement_ids)) as parts
        ),
    from stated

    union all by name

    select
        rolled_up.*,
        value as lower,
        value as upper,
    from rolled_up
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
    coalesce(
        adds,
        case
            when len(list_filter(parts, lambda one: one.below is not null)) > 0 then 'ratio'
            when len(parts) = 1 and parts[1].kind = 'statement' then 'stated'
            else 'sum'
        end
    ) as adds,
    parts,
    is_current,
from figures
order by all
