-- One row a reason why a figure moved: its number, where it has one of its own, and its statements
-- or provinces. What is gone from the record is told as the side before has it.
with moved as (
    select
        change.*,
        concat_ws(
            '/', segment_kind, segment, phase, nullif(place_code, 'TH')
        ) as figure,
    from meta.change as change
    where kind = 'value' and subject = $kpi
),

provincial as (
    select
        segment_kind,
        segment,
        phase,
        list(place_code order by place_code) as places,
    from moved
    where was_value <> 0 and became_value <> 0 and was_value <> became_value
    group by segment_kind, segment, phase
),

reasons as (
    select
        moved.figure,
        unnest(
            [
                {
                    'part': 'entered', 'statement_ids': null::varchar[],
                    'places': places_entered, 'is_certain': false
                },
                {
                    'part': 'left', 'statement_ids': null,
                    'places': places_left, 'is_certain': false
                },
                {
                    'part': 'stayed', 'statement_ids': null,
                    'places': provincial.places, 'is_certain': false
                },
                {
                    'part': 'new', 'statement_ids': new_statements,
                    'places': null, 'is_certain': len(new_statements) > 0
                },
                {
                    'part': 'revised', 'statement_ids': revised_statements,
                    'places': null, 'is_certain': len(revised_statements) > 0
                },
                {
                    'part': 'lost', 'statement_ids': lost_statements,
                    'places': null, 'is_certain': len(lost_statements) > 0
                },
                {
                    'part': 'chosen', 'statement_ids': chosen_statements,
                    'places': null, 'is_certain': len(chosen_statements) > 0
                },
                {
                    'part': 'redefined', 'statement_ids': null,
                    'places': null, 'is_certain': is_recalculated
                },
                {
                    'part': 'recalculated', 'statement_ids': null,
                    'places': null, 'is_certain': false
                }
            ]
        ) as reason,
        moved.parts,
    from moved
    left join provincial
        on
            moved.segment_kind = provincial.segment_kind
            and moved.segment = provincial.segment
            and moved.phase is not distinct from provincial.phase
),

numbered as (
    select
        figure,
        reason.part,
        reason.statement_ids,
        reason.places,
        list_filter(parts, lambda one: one.part = reason.part)[1].change as change,
    from reasons
    where reason.is_certain or change is not null
),

told as (
    select
        statement_id,
        kind,
        subject,
        segment_kind,
        segment,
        phase,
        place_codes,
        as_of,
        as_of_precision,
        value::double as value,
        lower::double as lower,
        upper::double as upper,
        qualifier,
        unit,
        doc_id,
    from marts.statement

    union all by name

    select
        statement.statement_id,
        statement.kind,
        statement.subject,
        statement.segment_kind,
        statement.segment,
        statement.phase,
        statement.place_codes,
        statement.as_of,
        statement.as_of_precision,
        statement.value::double as value,
        statement.lower::double as lower,
        statement.upper::double as upper,
        statement.qualifier,
        statement.unit,
        statement.doc_id,
    from previous.marts.statement as statement
    anti join marts.statement as still
        on statement.statement_id = still.statement_id
),

documents as (
    select
        doc_id,
        title,
        publisher,
        url,
    from core.dim_document

    union all by name

    select
        document.doc_id,
        document.title,
        document.publisher,
        document.url,
    from previous.core.dim_document as document
    anti join core.dim_document as still
        on document.doc_id = still.doc_id
),

plans as (
    select
        plan_key,
        name_th,
        name_en,
    from core.dim_plan

    union all by name

    select
        plan.plan_key,
        plan.name_th,
        plan.name_en,
    from previous.core.dim_plan as plan
    anti join core.dim_plan as still
        on plan.plan_key = still.plan_key
),

events as (
    select
        event_id,
        event_kind,
    from core.fct_plan_event

    union all by name

    select
        event.event_id,
        event.event_kind,
    from previous.core.fct_plan_event as event
    anti join core.fct_plan_event as still
        on event.event_id = still.event_id
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
                    'value': told.value,
                    'lower': told.lower,
                    'upper': told.upper,
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
