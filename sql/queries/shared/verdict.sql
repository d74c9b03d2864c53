-- Whether a target with a year will be met at the pace that is seen: one row a KPI with such a
-- target, a side of its open conflicts and a base from which its pace is seen; one row alone where
-- nothing can be judged. All is worked out for $today.
--
-- The base is the count in force 36 months ago (`window`), the last one that differs from the
-- newest (`before`), or the first (`first`). A ratio is the pace needed over the pace seen.
-- `best` and `worst` are the words for the ends of all ratios of a KPI; `outcome` is judged, few
-- (fewer than three counts), reached or passed (the year is over).
with targets as (
    select
        metric.metric_id,
        metric.code,
        metric.label_th,
        metric.label_en,
        version.measure,
        coalesce(metric.headline_phase, '') as phase,
        version.unit,
        version.value::double as target,
        version.horizon::integer as horizon,
        version.doc_ids,
        deadline(version.horizon, 'calendar') as calendar_ends_on,
        deadline(version.horizon, 'fiscal') as fiscal_ends_on,
        months_left($today, calendar_ends_on) as calendar_months,
        months_left($today, fiscal_ends_on) as fiscal_months,
    from meta.metric as metric
    inner join marts.target_version as version
        on metric.target = version.measure
    where
        version.segment_kind = 'national'
        and version.is_in_force
        and version.horizon is not null
),

counts as (
    select
        targets.metric_id,
        count.*,
    from targets
    inner join marts.pace_count as count
        on targets.measure = count.measure and targets.phase = count.phase
    where count.counted_on <= $today
),

series as (
    select
        metric_id,
        side,
        count(*) as counts,
        arg_max(value, count_no) as newest,
        max(counted_on) as newest_on,
    from counts
    group by metric_id, side
),

bases as (
    select
        metric_id,
        side,
        'window' as base,
        1 as sort,
        arg_max(value, count_no) as base_value,
        ($today - interval 36 months)::date as base_on,
        'day' as base_precision,
    from counts
    where counted_on <= $today - interval 36 months
    group by metric_id, side

    union all by name

    select
        metric_id,
        side,
        'before' as base,
        2 as sort,
        value as base_value,
        counted_on as base_on,
        counted_precision as base_precision,
    from counts
    qualify row_number() over (partition by metric_id, side order by count_no desc) = 2

    union all by name

    select
        metric_id,
        side,
        'first' as base,
        3 as sort,
        value as base_value,
        counted_on as base_on,
        counted_precision as base_precision,
    from counts
    where count_no = 1
),

seen as (
    select
        targets.metric_id,
        series.side,
        series.newest,
        series.newest_on,
        bases.base,
        bases.sort,
        bases.base_value,
        bases.base_on,
        bases.base_precision,
        date_sub('month', bases.base_on, $today) as months,
        (series.newest - bases.base_value) / nullif(months, 0) as seen,
        greatest(targets.target - series.newest, 0) as left_over,
        left_over / nullif(targets.calendar_months, 0) as needed_calendar,
        left_over / nullif(targets.fiscal_months, 0) as needed_fiscal,
        pace_ratio(needed_calendar, seen) as ratio_calendar,
        pace_ratio(needed_fiscal, seen) as ratio_fiscal,
        series.newest + greatest(seen, 0) * targets.calendar_months as by_end,
    from targets
    inner join series
        on targets.metric_id = series.metric_id
    inner join bases
        on series.metric_id = bases.metric_id and series.side = bases.side
    where targets.calendar_months is not null
    qualify min(series.counts) over (partition by targets.metric_id) >= 3
),

ratios as (
    select
        metric_id,
        unnest([ratio_calendar, ratio_fiscal]) as ratio,
    from seen
),

judged as (
    select
        metric_id,
        min(ratio) as least,
        max(ratio) as most,
        verdict_word(least) as best,
        verdict_word(most) as worst,
    from ratios
    where ratio is not null
    group by metric_id
),

ends as (
    select
        metric_id,
        floor(min(by_end)) as by_end_least,
        floor(max(by_end)) as by_end_most,
    from seen
    group by metric_id
),

stated as (  -- what the counts rest on
    select
        metric_id,
        list_distinct(flatten(list(doc_ids))) as doc_ids,
    from metrics.metric_value
    where place_kind = 'national' and segment_kind = 'national'
    group by metric_id
),

newest as (
    select
        metric_id,
        min(counts) as counts,
        min(newest) as newest,
    from series
    group by metric_id
)

select
    targets.metric_id,
    targets.code,
    targets.label_th,
    targets.label_en,
    targets.unit,
    targets.target,
    targets.horizon,
    targets.calendar_ends_on,
    targets.fiscal_ends_on,
    targets.calendar_months,
    targets.fiscal_months,
    case
        when coalesce(newest.newest >= targets.target, false) then 'reached'
        when targets.calendar_months is null then 'passed'
        when judged.metric_id is null then 'few'
        else 'judged'
    end as outcome,
    judged.best,
    judged.worst,
    judged.least,
    judged.most,
    ends.by_end_least,
    ends.by_end_most,
    coalesce(newest.counts, 0) as counts,
    array_to_string(list_transform(seen.side, lambda one: format('{:g}', one)), ', ') as side,
    seen.newest,
    seen.newest_on,
    seen.base,
    seen.base_value,
    seen.base_on,
    seen.base_precision,
    seen.months,
    seen.seen,
    seen.needed_calendar,
    seen.needed_fiscal,
    seen.ratio_calendar,
    seen.ratio_fiscal,
    $today::date as today,
    list_sort(list_distinct(targets.doc_ids || coalesce(stated.doc_ids, []))) as doc_ids,
from targets
left join stated
    on targets.metric_id = stated.metric_id
left join newest
    on targets.metric_id = newest.metric_id
left join judged
    on targets.metric_id = judged.metric_id
left join ends
    on targets.metric_id = ends.metric_id
left join seen
    on targets.metric_id = seen.metric_id
order by targets.code, seen.side desc, seen.sort
