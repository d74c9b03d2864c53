/*
description = "KPIs whose tile would find no figure, but for those that wait for a form of agencies."
blocking = false
message = { th = "มีตัวชี้วัดที่ยังไม่มีตัวเลขสำหรับแสดง", en = "KPIs have no figure for their tile." }
holds = { th = "ตัวชี้วัดทุกรายการที่ไม่ต้องรอแบบรายงานมีตัวเลขสำหรับแสดง", en = "Every KPI that waits for no form has a figure for its tile." }
*/
select
    metric.metric_id,
from meta.metric as metric
left join metrics.metric_value as metric_value
    on
        metric.metric_id = metric_value.metric_id
        and metric.headline_segment_kind = metric_value.segment_kind
        and metric.headline_segment = metric_value.segment
        and metric.headline_phase is not distinct from metric_value.phase
        and metric_value.is_current
where
    metric_value.metric_id is null
    and metric.code not in (
        select unnest(source.kpis)
        from meta.source as source
        where source.has_template
    )
order by metric.metric_id
