-- One row per headline figure that the open build moves, against `previous`, by more than a fifth
-- and by more than three: of the figure itself or, of a ratio, of what is above or below its line.
with sides as (
    select
        metric.code,
        metric.label_th,
        metric.label_en,
        metric.unit,
        metric.format,
        coalesce(before.value, before.lower, before.upper) as was,
        before.qualifier as was_qualifier,
        coalesce(now.value, now.lower, now.upper) as became,
        now.qualifier as became_qualifier,
        greatest(
            abs(coalesce(became, 0) - was),
            abs(coalesce(now.numerator, 0) - coalesce(before.numerator, 0)),
            abs(coalesce(now.denominator, 0) - coalesce(before.denominator, 0))
        ) as moved_by,
    from previous.metrics.headline as before
    inner join meta.metric as metric
        on before.metric_id = metric.metric_id
    left join metrics.headline as now
        on before.metric_id = now.metric_id
)

select
    code,
    label_th,
    label_en,
    unit,
    format,
    was,
    was_qualifier,
    became,
    became_qualifier,
from sides
where
    abs(coalesce(became, 0) - was) > abs(was) / 5
    and moved_by > 3
order by code, label_en
