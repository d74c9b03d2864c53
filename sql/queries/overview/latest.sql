-- The latest dated statements in the chosen place and period, and how many there are in all.
with here as (
    select
        list(province_code) as provinces,
    from core.dim_province
    where is_here(province_code, region_code, $region, $province)
),

dated as (
    select
        statement.*,
        count(*) over () as total,
        list_has_any(statement.place_codes, here.provinces)
        or ($province is null and $region is null) as is_here,
    from marts.statement as statement
    cross join here
    where
        statement.kind <> 'target'
        and statement.as_of is not null
        and is_in_period(
            statement.as_of, $from_date, $to_date, stated_precision := statement.as_of_precision
        )
)

select
    dated.statement_id,
    dated.kind,
    dated.as_of,
    dated.as_of_precision,
    dated.value::double as value,
    dated.lower::double as lower,
    dated.upper::double as upper,
    dated.qualifier,
    dated.unit,
    coalesce(
        measure.name_th,
        plan.name_th,
        plan.name_en,
        investment.subject_th,
        investment.subject,
        form.title_th
    ) as subject_th,
    coalesce(measure.name_en, plan.name_en, plan.name_th, investment.subject, form.title_en)
        as subject_en,
    segment.name_th as segment_th,
    segment.name_en as segment_en,
    event.event_kind,
    investment.stage,
    [document(document)] as documents,
    count(*) over () as shown,
    dated.total,
from dated
left join core.dim_measure as measure
    on dated.subject = measure.measure
left join core.dim_segment as segment
    on
        dated.segment_kind = segment.segment_kind
        and dated.segment = segment.segment
        and dated.segment_kind <> 'national'
        and dated.kind in ('observation', 'agency')
left join core.fct_plan_event as event
    on dated.statement_id = event.event_id
left join core.dim_plan as plan
    on event.plan_key = plan.plan_key
left join core.fct_investment_statement as investment
    on dated.statement_id = investment.statement_id
left join core.fct_agency_statement as agency
    on dated.statement_id = agency.statement_id
left join meta.source as form
    on agency.source = form.source
left join core.dim_document as document
    on dated.doc_id = document.doc_id
where dated.is_here
order by dated.as_of desc, dated.kind, dated.statement_id
limit 12
