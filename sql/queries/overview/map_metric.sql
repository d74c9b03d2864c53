-- One row: how the map's KPI is named, broken into classes and read where it is absent.
select
    metric_id,
    label_th,
    label_en,
    unit,
    format,
    breaks,
    absence,
from meta.metric
where metric_id = 'certified_cities'
