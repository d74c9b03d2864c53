-- The KPIs by code, with their names.
select
    metric_id,
    code,
    label_th,
    label_en,
from meta.metric
order by code, metric_id
