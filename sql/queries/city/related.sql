-- One row per place of a batch, project or solution that belongs to the plan $plan (`relation`
-- plan), to the body that leads it (body, by its very name) or is in its province alone (province).
with plan as (
    select
        plan_key,
        province_code,
        thai_key(lead_organisation_th) as body,
    from core.dim_plan
    where plan_key = $plan
),

found as (
    select
        'cohort_place' as kind,
        concat_ws('/', cohort, province_code, organisation) as code,
        province_code,
        organisation,
    from core.fct_cohort_place

    union all by name

    select
        'project' as kind,
        project_key as code,
        province_code,
        organisation,
        plan_key,
    from core.dim_project

    union all by name

    select
        'solution' as kind,
        solution_key as code,
        province_code,
        organisation,
    from core.dim_solution

    union all by name

    select
        'solution' as kind,
        solution_key as code,
        province_code,
        adopter as organisation,
    from core.fct_solution_adoption
),

related as (
    select
        found.kind,
        found.code,
        min(
            case
                when found.plan_key = plan.plan_key then 1
                when thai_key(found.organisation) = plan.body then 2
                when found.plan_key is null and found.province_code = plan.province_code then 3
            end
        ) as nearness,
    from found
    cross join plan
    group by found.kind, found.code
),

documents as (
    select
        record.kind,
        record.code,
        documents(document) as documents,
    from marts.record as record
    inner join core.dim_document as document
        on list_contains(record.doc_ids, document.doc_id)
    where record.kind in ('cohort_place', 'project', 'solution')
    group by record.kind, record.code
)

select
    record.kind,
    record.code,
    record.name_th,
    record.name_en,
    record.group_th,
    record.group_en,
    ['plan', 'body', 'province'][related.nearness] as relation,
    coalesce(documents.documents, []) as documents,
from related
inner join marts.record as record
    on related.kind = record.kind and related.code = record.code
left join documents
    on related.kind = documents.kind and related.code = documents.code
where related.nearness is not null
order by related.nearness, record.kind, record.name_th collate th, record.code
