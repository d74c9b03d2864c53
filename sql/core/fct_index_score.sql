/*
description = "What one edition of an index says of one city or province, as an agency reports it."
grain = ["segment"]
[columns]
segment = "the edition and the place: TSCCI-2568:area:yala, TSCCI-2568:province:Yala, IMD-2569:Bangkok"
province_code = "of the province itself or of the plan; empty where the plan is not listed"
score = "percent"
*/
select
    score.index,
    score.edition_year_be,
    case score.index
        when 'TSCCI-city' then 'TSCCI-' || score.edition_year_be || ':area:' || score.plan_key
        when 'TSCCI-province' then 'TSCCI-' || score.edition_year_be || ':province:'
            || province.name_en
        when 'SCPRI' then 'SCPRI-' || score.edition_year_be || ':zone:' || score.plan_key
        else score.index || '-' || score.edition_year_be || ':' || province.name_en
    end as segment,
    score.plan_key,
    coalesce(plan.province_code, score.province_code) as province_code,
    score.score,
    score.rank,
    score.ranked_of,
    score.as_of,
    score.as_of_precision,
    score.statement_id,
    score.doc_id,
from staging.stg_agency_index_scores as score
left join core.dim_plan as plan
    on score.plan_key = plan.plan_key
left join core.dim_province as province
    on score.province_code = province.province_code
