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
    where
        stated.place_kind = 'province'
        and stated.segment_kind <> 'plan'  -- a plan lies in one province and stands for itself
        and metric.rollup in ('sum', 'ratio')
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
order by all;

-- Every figure of the chosen place and of the country. `is_in_period`: of the chosen period, where
-- null leaves an end open; an undated figure is of the open one alone. `holds`: it rests on nothing
-- that was revised since, or set aside by a steward.
create or replace macro figures_here(province, region, from_date, to_date) as table
with gone as (
    select
        coalesce(list(statement_id), []) as statement_ids,
    from (
        select
            unnest(statement_ids) as statement_id,
        from marts.figure
        where not is_known_now

        union

        select
            statement_id,
        from marts.conflict_statement
        where is_set_aside
    )
)

select
    metric_value.*,
    not list_has_any(metric_value.statement_ids, gone.statement_ids) as holds,
    coalesce(
        metric_value.as_of between
        coalesce(from_date, metric_value.as_of) and coalesce(to_date, metric_value.as_of),
        from_date is null and to_date is null
    ) as is_in_period,
    metric_value.segment_kind = metric.headline_segment_kind
    and metric_value.segment = metric.headline_segment
    and metric_value.phase is not distinct from
    coalesce(metric.headline_phase, metric_value.phase) as is_headline,
from metrics.metric_value as metric_value
inner join meta.metric as metric
    on metric_value.metric_id = metric.metric_id
cross join gone
where
    metric_value.place_kind = 'national'
    or (metric_value.place_kind = 'province' and metric_value.place_code = province)
    or (
        metric_value.place_kind = 'region'
        and metric_value.place_code = region
        and province is null
    );

-- Of each KPI the one figure that a tile shows. Without one for the place a KPI keeps its national
-- one; without one for the period, its last.
create or replace macro shown_figures(province, region, from_date, to_date) as table
select
    *
from figures_here(province, region, from_date, to_date)
where is_headline or place_kind <> 'national'
qualify
    row_number() over (
        partition by metric_id
        order by
            place_kind = 'national',
            is_in_period desc,
            is_headline desc,
            is_current desc,
            holds desc,
            as_of desc nulls last,
            segment
    ) = 1;
