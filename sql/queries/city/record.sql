-- One row per record of the plan $plan and document that states it: the plan, its events, amounts
-- and projects.
with codes as (
    select 'plan' as kind, $plan as code

    union all

    select 'plan_event' as kind, event_id as code
    from core.fct_plan_event
    where plan_key = $plan

    union all

    select 'investment' as kind, statement_id as code
    from marts.amount
    where plan_key = $plan

    union all

    select 'project' as kind, project_key as code
    from core.dim_project
    where plan_key = $plan
)

select
    record.kind,
    record.code,
    record.name_th,
    record.name_en,
    array_to_string(record.labels, '; ') as labels,
    record.group_th,
    record.group_en,
    record.note_th,
    record.note_en,
    record.as_of,
    record.as_of_precision,
    record.value,
    record.lower,
    record.upper,
    record.qualifier,
    record.unit,
    document.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
from codes
inner join marts.record as record
    on codes.kind = record.kind and codes.code = record.code
left join core.dim_document as document
    on list_contains(record.doc_ids, document.doc_id)
order by record.kind, record.as_of nulls last, record.code, document.doc_id
