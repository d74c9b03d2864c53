-- One row per plan of the record, by its names.
select
    plan_key,
    coalesce(name_th, name_en) as name_th,
    coalesce(name_en, name_th) as name_en,
from core.dim_plan
order by name_th collate th, plan_key
