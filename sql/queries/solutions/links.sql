-- One row per plan and a guideline or SDG target that it is reported to serve.
select
    link.statement_id,
    link.link_kind,
    link.link_code,
    guideline.no,
    guideline.title_th,
    guideline.title_en,
    link.plan_key,
    coalesce(plan.name_th, link.plan_key) as name_th,
    coalesce(plan.name_en, link.plan_key) as name_en,
    province.name_th as province_th,
    province.name_en as province_en,
    link.as_of,
    link.as_of_precision,
    link.doc_id,
    document.title,
    link.reported_by,
    ['', province.region_code, plan.province_code] as of_places,
from core.bridge_plan_link as link
left join core.dim_plan as plan
    on link.plan_key = plan.plan_key
left join core.dim_province as province
    on plan.province_code = province.province_code
left join core.dim_guideline as guideline
    on link.link_kind = 'guideline' and link.link_code = guideline.no::varchar
left join core.dim_document as document
    on link.doc_id = document.doc_id
order by
    link.link_kind,
    try_cast(split_part(link.link_code, '.', 1) as integer),
    try_cast(split_part(link.link_code, '.', 2) as integer) nulls last,
    link.link_code,
    name_th collate th
