-- The headline figure of each KPI in this build, if it differs from that KPI's last row in
-- `meta.figure_history`, which has the builds before: one row per change. A figure that is no
-- longer stated gives a row without a value.
with now as (
    select
        metric.metric_id,
        headline.figure,
        headline.value,
        headline.lower,
        headline.upper,
        headline.qualifier,
        headline.as_of,
        headline.as_of_precision,
        definition_of(metric) as definition,
    from meta.metric as metric
    left join metrics.headline as headline
        on metric.metric_id = headline.metric_id
),

latest as (
    select
        *
    from meta.figure_history
    qualify row_number() over (partition by metric_id order by build_id desc) = 1
),

read as (
    select
        now.*,
        list_filter(
            [
                case when latest.metric_id is null then 'first' end,
                case
                    when
                        latest.metric_id is not null
                        and (now.value, now.lower, now.upper, now.qualifier) is distinct from
                        (latest.value, latest.lower, latest.upper, latest.qualifier)
                        then 'value'
                end,
                case
                    when
                        latest.metric_id is not null
                        and (now.as_of, now.as_of_precision) is distinct from
                        (latest.as_of, latest.as_of_precision)
                        then 'as_of'
                end,
                case when latest.definition <> now.definition then 'definition' end
            ],
            lambda part: part is not null
        ) as changed,
    from now
    left join latest
        on now.metric_id = latest.metric_id
    where latest.metric_id is not null or now.qualifier is not null
)

select
    read.metric_id,
    build.build_id,
    build.built_at,
    read.value,
    read.lower,
    read.upper,
    read.qualifier,
    read.as_of,
    read.as_of_precision,
    read.definition,
    read.changed,
    coalesce(change.parts, []) as parts,
from read
cross join meta.build as build
left join meta.change as change
    on read.figure = change.figure
where len(read.changed) > 0
order by read.metric_id
