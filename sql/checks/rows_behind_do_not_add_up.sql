/*
description = "Figures that the rows behind them do not give, or whose statements state another."
blocking = true
message = { th = "รายการเบื้องหลังตัวเลขให้ผลไม่ตรงกับตัวเลขนั้น", en = "The rows behind a figure do not give it." }
holds = { th = "รายการเบื้องหลังตัวเลขทุกค่าให้ผลตรงกับตัวเลขนั้น", en = "The rows behind each figure give it." }
*/
with behind as (
    select
        metric_value.figure_set,
        metric_value.metric_id,
        metric_value.place_code,
        metric_value.segment,
        metric_value.period,
        metric_value.adds,
        metric_value.value,
        metric_value.numerator,
        metric_value.denominator,
        metric_value.nature,
        case metric.unit when 'percent' then 100 else 1 end as scale,
        any_value(figure_row.statement_ids) as statement_ids,  -- a stated figure has one row
        coalesce(sum(figure_row.above), 0) as added_above,
        sum(figure_row.below) as added_below,
        median(figure_row.above) filter (where metric_value.adds = 'median') as middle,
        quantile_cont(figure_row.above, 0.9) filter (where metric_value.adds = 'p90') as ninetieth,
    from metrics.metric_value as metric_value
    inner join meta.metric as metric
        on metric_value.metric_id = metric.metric_id
    left join metrics.figure_row as figure_row
        on
            metric_value.figure_set = figure_row.figure_set
            and metric_value.place_code = figure_row.figure_place
    where metric_value.value is not null
    group by all
),

compared as (  -- the value, and what stands above and below the line, each with what the rows give
    select
        metric_id,
        place_code,
        segment,
        period,
        unnest(
            [
                {
                    'value': value,
                    'given': case adds
                        when 'ratio' then scale * added_above / nullif(added_below, 0)
                        when 'median' then middle
                        when 'p90' then ninetieth
                        else added_above
                    end
                },
                case  -- of a rank, the rank itself
                    when denominator is not null
                        then {'value': numerator, 'given': added_above}
                end,
                case when adds = 'ratio' then {'value': denominator, 'given': added_below} end
            ]
        ) as line,
    from behind
),

given as (
    select
        metric_id,
        place_code,
        segment,
        period,
        line.value,
        line.given,
    from compared
    where line is not null

    union all by name

    select
        behind.metric_id,
        behind.place_code,
        behind.segment,
        behind.period,
        behind.value,
        statement.value as given,
    from behind
    inner join marts.statement as statement
        on behind.adds = 'stated' and list_contains(behind.statement_ids, statement.statement_id)
    where  -- a form may state several values a row, but a figure derived of one repeats it
        statement.kind in ('observation', 'investment') or behind.nature = 'derived'
)

select
    metric_id,
    place_code,
    segment,
    period,
    value,
    given,
from given
where coalesce(abs(given - value) > 1e-9 * greatest(1, abs(value)), true)
order by metric_id, place_code, segment, period, given
