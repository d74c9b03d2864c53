-- One row per figure of the country (or of a place, where a KPI has no other) on either side,
-- before and after. The headline is first.
with figures as (
    select
        figure,
        metric_id,
        place_kind,
        place_code,
        segment_kind,
        segment,
        coalesce(phase, '') as phase,
        was(side, value) as was_value,
        was(side, lower) as was_lower,
        was(side, upper) as was_upper,
        was(side, qualifier) as was_qualifier,
        was(side, as_of) as was_as_of,
        was(side, as_of_precision) as was_as_of_precision,
        became(side, value) as became_value,
        became(side, lower) as became_lower,
        became(side, upper) as became_upper,
        became(side, qualifier) as became_qualifier,
        became(side, as_of) as became_as_of,
        became(side, as_of_precision) as became_as_of_precision,
        any_value(nature) as nature,
    from sides('metrics.metric_value')
    where metric_id = $kpi and is_current
    group by figure, metric_id, place_kind, place_code, segment_kind, segment, phase
),

national as (
    select
        *
    from figures
    where place_kind <> 'region'
    qualify place_kind = 'national' or not bool_or(place_kind = 'national') over ()
)

select
    national.figure,
    national.segment_kind,
    told_phase(national.phase, national.nature) as phase,
    national.was_value,
    national.was_lower,
    national.was_upper,
    national.was_qualifier,
    national.was_as_of,
    national.was_as_of_precision,
    national.became_value,
    national.became_lower,
    national.became_upper,
    national.became_qualifier,
    national.became_as_of,
    national.became_as_of_precision,
    metric.format,
    metric.unit,
    segment.name_th as segment_th,
    segment.name_en as segment_en,
    province.name_th as place_th,
    province.name_en as place_en,
    national.became_value - national.was_value as change,
from national
inner join meta.metric as metric
    on national.metric_id = metric.metric_id
left join core.dim_segment as segment
    on national.segment_kind = segment.segment_kind and national.segment = segment.segment
left join core.dim_province as province
    on national.place_code = province.province_code
order by
    national.segment_kind <> metric.headline_segment_kind,
    national.segment <> metric.headline_segment,
    national.phase <> coalesce(metric.headline_phase, national.phase),
    national.segment_kind,
    national.segment,
    national.phase,
    national.place_code
