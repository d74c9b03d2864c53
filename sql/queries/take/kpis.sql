-- One row per KPI: what a file or a picture of its figures says of it.
select
    metric_id,
    code,
    label_th,
    label_en,
    definition_th,
    definition_en,
    formula_th,
    formula_en,
    unit,
    caveats_th,
    caveats_en,
from meta.metric
order by code, metric_id
