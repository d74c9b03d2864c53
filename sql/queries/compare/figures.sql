-- One row a figure of the country (or of a place, where a KPI has no other) on either side, before
-- and after. The headline is first.
with stated as (
    select
        metric_id,
        place_kind,
        place_code,
        segment_kind,
        segment,
        coalesce(phase, '') as phase,
        value,
        lower,
        upper,
        qualifier,
        as_of,
        as_of_precision,
        'became' as side,
    from metrics.metric_value
    where metric_id = $kpi and is_current

    union all by name

    select
        metric_id,
        place_kind,
        place_code,
        segment_kind,
        segment,
        coalesce(phase, '') as phase,
        value,
        lower,
        upper,
        qualifier,
        as_of,
        as_of_precision,
        'was' as side,
    from previous.metrics.metric_value
    where metric_id = $kpi and is_current
),

sides as (
    select
        metric_id,
        place_kind,
        place_code,
        segment_kind,
        segment,
        phase,
        any_value(value) filter (where side = 'was') as was_value,
        any_value(lower) filter (where side = 'was') as was_lower,
        any_value(upper) filter (where side = 'was') as was_upper,
        any_value(qualifier) filter (where side = 'was') as was_qualifier,
        any_value(as_of) filter (where side = 'was') as was_as_of,
        any_value(as_of_precision) filter (where side = 'was') as was_as_of_precision,
        any_value(value) filter (where side = 'became') as became_value,
        any_value(lower) filter (where side = 'became') as became_lower,
        any_value(upper) filter (where side = 'became') as became_upper,
        any_value(qualifier) filter (where side = 'became') as became_qualifier,
        any_value(as_of) filter (where side = 'became') as became_as_of,
        any_value(as_of_precision) filter (where side = 'became') as became_as_of_precision,
    from stated
    group by metric_id, place_kind, place_code, segment_kind, segment, phase
),

national as (
    select
        *
    from sides
    where place_kind <> 'region'
    qualify place_kind = 'national' or not bool_or(place_kind = 'national') over ()
)

select
    concat_ws(
        '/',
        national.segment_kind,
        national.segment,
        nullif(national.phase, ''),
        nullif(national.place_code, 'TH')
    ) as figure,
    national.segment_kind,
    national.phase,
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
    figure
