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
),

stated as (  -- the statements that a figure gives or rests on, on either side
    select
        side,
        figure,
        unnest(statement_ids) as statement_id,
    from sides('metrics.metric_value')
    where metric_id = $kpi and is_current

    union

    select
        figures.side,
        figures.figure,
        unnest(behind.statement_ids) as statement_id,
    from sides('metrics.metric_value') as figures
    inner join sides('metrics.metric_row') as behind
        using (side, figure_set)
    where figures.metric_id = $kpi and figures.is_current
),

told as (  -- a side of an open disagreement, also of one that came to be known since
    select *
    from sides('marts.conflict_statement')
    where not is_decided and not is_rounding
    qualify row_number() over (partition by conflict_id, statement_id order by side desc) = 1
),

clashing as (
    select
        stated.figure,
        told.conflict_id,
        bool_or(stated.side = 'now') as is_own,
    from stated
    inner join told
        on stated.statement_id = told.statement_id
    group by stated.figure, told.conflict_id
),

disputed as (
    select
        figure,
        bool_or(is_own) as is_own,
        list(
            distinct {
                'value': value, 'lower': lower, 'upper': upper, 'qualifier': qualifier,
                'unit': unit
            }
        ) as disputed,
    from (
        select
            clashing.figure,
            clashing.is_own,
            told.value::double as value,
            told.lower::double as lower,
            told.upper::double as upper,
            told.qualifier,
            told.unit,
        from clashing
        inner join told
            on clashing.conflict_id = told.conflict_id
    )
    group by figure
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
    coalesce(disputed.is_own, false) as is_own,
    coalesce(disputed.disputed, []) as disputed,
from national
inner join meta.metric as metric
    on national.metric_id = metric.metric_id
left join core.dim_segment as segment
    on national.segment_kind = segment.segment_kind and national.segment = segment.segment
left join core.dim_province as province
    on national.place_code = province.province_code
left join disputed
    on national.figure = disputed.figure
order by
    national.segment_kind <> metric.headline_segment_kind,
    national.segment <> metric.headline_segment,
    national.phase <> coalesce(metric.headline_phase, national.phase),
    national.segment_kind,
    national.segment,
    national.phase,
    national.place_code
