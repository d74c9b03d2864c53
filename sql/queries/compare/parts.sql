-- One row per reason why a figure moved: its number, where it has one of its own, and its
-- statements or provinces. What is gone from the record is told as the side before has it.
with moved as (
    select
        *
    from meta.change
    where kind = 'value' and subject = $kpi
),

provincial as (  -- of a figure of the country
    select
        concat_ws('/', subject, 'TH', segment_kind, segment, phase) as figure,
        list(place_code order by place_code) as places,
    from moved
    where was_value <> 0 and became_value <> 0 and was_value <> became_value
    group by subject, segment_kind, segment, phase
),

reasons as (
    select
        moved.figure,
        moved.is_recalculated,
        moved.parts,
        unnest(
            [
                {'part': 'entered', 'statement_ids': null::varchar[], 'places': places_entered},
                {'part': 'left', 'statement_ids': null, 'places': places_left},
                {'part': 'stayed', 'statement_ids': null, 'places': provincial.places},
                {'part': 'new', 'statement_ids': new_statements, 'places': null},
                {'part': 'revised', 'statement_ids': revised_statements, 'places': null},
                {'part': 'lost', 'statement_ids': lost_statements, 'places': null},
                {'part': 'chosen', 'statement_ids': chosen_statements, 'places': null},
                {'part': 'redefined', 'statement_ids': null, 'places': null},
                {'part': 'recalculated', 'statement_ids': null, 'places': null}
            ],
            recursive := true
        ),
    from moved
    left join provincial
        using (figure)
),

numbered as (
    select
        figure,
        part,
        statement_ids,
        places,
        list_filter(parts, lambda one: one.part = reasons.part)[1].change as change,
    from reasons
    where
        change is not null
        or len(statement_ids) > 0
        or (part = 'redefined' and is_recalculated)
),

told as (
    select
        *
    from sides('marts.statement')
    qualify row_number() over (partition by statement_id order by side desc) = 1
),

documents as (
    select
        *
    from sides('core.dim_document')
    qualify row_number() over (partition by doc_id order by side desc) = 1
),

plans as (
    select
        *
    from sides('core.dim_plan')
    qualify row_number() over (partition by plan_key order by side desc) = 1
),

events as (
    select
        *
    from sides('core.fct_plan_event')
    qualify row_number() over (partition by event_id order by side desc) = 1
),

places as (
    select
        told.statement_id,
        string_agg(province.name_th, ', ' order by province.name_th collate th) as place_th,
        string_agg(province.name_en, ', ' order by province.name_en) as place_en,
    from told
    inner join core.dim_province as province
        on list_contains(told.place_codes, province.province_code)
    group by told.statement_id
),

worded as (
    select
        numbered.figure,
        numbered.part,
        list(
            struct_concat(
                {
                    'kind': 'statement',
                    'statement_kind': told.kind,
                    'plan_th': coalesce(plan.name_th, plan.name_en),
                    'plan_en': coalesce(plan.name_en, plan.name_th),
                    'subject_th': coalesce(measure.name_th, form.title_th),
                    'subject_en': coalesce(measure.name_en, form.title_en),
                    'segment_th': segment.name_th,
                    'segment_en': segment.name_en,
                    'event_kind': event.event_kind,
                    'stage': case when told.kind = 'investment' then told.subject end,
                    'plan_set': case when told.segment_kind = 'plan_set' then told.segment end,
                    'phase': told.phase,
                    'place_th': place.place_th,
                    'place_en': place.place_en,
                    'as_of': told.as_of,
                    'as_of_precision': told.as_of_precision,
                    'value': told.value::double,
                    'lower': told.lower::double,
                    'upper': told.upper::double,
                    'qualifier': told.qualifier,
                    'unit': told.unit
                },
                document(document)
            )
            order by told.as_of desc nulls last, told.statement_id
        ) as statements,
    from numbered
    inner join told
        on list_contains(numbered.statement_ids, told.statement_id)
    left join documents as document
        on told.doc_id = document.doc_id
    left join plans as plan
        on told.segment_kind = 'plan' and told.segment = plan.plan_key
    left join events as event
        on told.statement_id = event.event_id
    left join core.dim_measure as measure
        on told.kind in ('observation', 'target') and told.subject = measure.measure
    left join core.dim_segment as segment
        on
            told.segment_kind = segment.segment_kind
            and told.segment = segment.segment
            and told.segment_kind not in ('national', 'plan')
    left join meta.source as form
        on told.kind = 'agency' and split_part(told.statement_id, '/', 1) = form.source
    left join places as place
        on told.statement_id = place.statement_id
    group by numbered.figure, numbered.part
),

placed as (
    select
        numbered.figure,
        numbered.part,
        list(province.name_th order by province.name_th collate th) as places_th,
        list(province.name_en order by province.name_en) as places_en,
    from numbered
    inner join core.dim_province as province
        on list_contains(numbered.places, province.province_code)
    group by numbered.figure, numbered.part
)

select
    numbered.figure,
    numbered.part,
    numbered.change,
    coalesce(worded.statements, [])[:6] as statements,
    coalesce(len(worded.statements), 0) as statement_count,
    coalesce(placed.places_th, []) as places_th,
    coalesce(placed.places_en, []) as places_en,
from numbered
left join worded
    on numbered.figure = worded.figure and numbered.part = worded.part
left join placed
    on numbered.figure = placed.figure and numbered.part = placed.part
order by
    numbered.figure,
    numbered.change is null,
    list_position(
        [
            'entered', 'left', 'stayed', 'new', 'revised', 'lost', 'chosen', 'redefined',
            'recalculated'
        ],
        numbered.part
    )
