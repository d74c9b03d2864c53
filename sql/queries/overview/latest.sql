-- The latest dated statements of the record in the chosen place and period, with how many there are.
with investment_places as (
    select
        statement_id,
        list(province_code) as provinces,
    from core.bridge_investment_province
    group by statement_id
),

placed as (
    select
        statement.statement_id,
        statement.kind,
        statement.as_of,
        statement.as_of_precision,
        statement.value::double as value,
        statement.lower::double as lower,
        statement.upper::double as upper,
        statement.qualifier,
        statement.unit,
        statement.doc_id,
        coalesce(measure.name_th, plan.name_th, plan.name_en, investment.subject) as subject_th,
        coalesce(measure.name_en, plan.name_en, plan.name_th, investment.subject) as subject_en,
        event.event_kind,
        investment.stage,
        segment.name_th as segment_th,
        segment.name_en as segment_en,
        coalesce(
            investment_places.provinces, [plan.province_code], [observation.place_code]
        ) as provinces,
    from marts.statement as statement
    left join core.fct_observation as observation
        on statement.statement_id = observation.obs_id
    left join core.dim_measure as measure
        on observation.measure = measure.measure
    left join core.dim_segment as segment
        on
            observation.segment_kind = segment.segment_kind
            and observation.segment = segment.segment
            and observation.segment_kind <> 'national'
    left join core.fct_plan_event as event
        on statement.statement_id = event.event_id
    left join core.dim_plan as plan
        on event.plan_key = plan.plan_key
    left join core.fct_investment_statement as investment
        on statement.statement_id = investment.statement_id
    left join investment_places
        on statement.statement_id = investment_places.statement_id
    where statement.kind <> 'target'
),

located as (
    select
        placed.*,
        count(*) over () as total,
        ($province is null and $region is null)
        or list_has_any(
            placed.provinces,
            (
                select list(province.province_code)
                from core.dim_province as province
                where
                    province.province_code = coalesce($province, province.province_code)
                    and province.region_code = coalesce($region, province.region_code)
            )
        ) as is_here,
    from placed
    where
        placed.as_of between
        coalesce($from_date, placed.as_of) and coalesce($to_date, placed.as_of)
)

select
    located.statement_id,
    located.kind,
    located.as_of,
    located.as_of_precision,
    located.value,
    located.lower,
    located.upper,
    located.qualifier,
    located.unit,
    located.subject_th,
    located.subject_en,
    located.segment_th,
    located.segment_en,
    located.event_kind,
    located.stage,
    document.doc_id,
    document.title,
    document.publisher,
    document.url,
    count(*) over () as shown,
    located.total,
from located
left join core.dim_document as document
    on located.doc_id = document.doc_id
where located.is_here
order by located.as_of desc, located.kind, located.statement_id
limit 12
