-- One row per KPI, in the order of the catalogue.
select
    metric_id,
    code,
    label_th,
    label_en,
from meta.metric
order by code, metric_id
