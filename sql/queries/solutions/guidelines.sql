-- One row per policy guideline: the plans of the chosen area that are reported to serve it.
with served as (
    select
        link.link_code::integer as no,
        plan.plan_key,
        coalesce(plan.name_th, plan.name_en) as plan_th,
        coalesce(plan.name_en, plan.name_th) as plan_en,
        link.as_of,
        link.as_of_precision,
    from core.bridge_plan_link as link
    inner join core.dim_plan as plan
        on link.plan_key = plan.plan_key
    left join core.dim_province as province
        on plan.province_code = province.province_code
    where
        link.link_kind = 'guideline'
        and is_here(plan.province_code, province.region_code, $region, $province)
),

plans as (
    select
        no,
        count(*) as plans,
        string_agg(plan_th, ', ' order by plan_th collate th) as plans_th,
        string_agg(plan_en, ', ' order by plan_en) as plans_en,
        max(as_of) as as_of,
        arg_max(as_of_precision, as_of) as as_of_precision,
    from served
    group by no
)

select
    guideline.no,
    guideline.title_th,
    guideline.title_en,
    guideline.note_th,
    guideline.note as note_en,
    coalesce(plans.plans, 0) as plans,
    plans.plans_th,
    plans.plans_en,
    plans.as_of,
    plans.as_of_precision,
    [document(document)] as documents,
from core.dim_guideline as guideline
left join plans
    on guideline.no = plans.no
left join core.dim_document as document
    on guideline.doc_id = document.doc_id
order by guideline.no
