/*
description = "Segments of KPIs that have no Thai and English name."
blocking = true
message = { th = "กลุ่มข้อมูลของตัวชี้วัดไม่มีชื่อในข้อมูลอ้างอิง", en = "Segments have no name in the reference data." }
holds = { th = "กลุ่มข้อมูลของตัวชี้วัดทุกกลุ่มมีชื่อในข้อมูลอ้างอิง", en = "Every segment has a name in the reference data." }
*/
select distinct
    metric_value.metric_id,
    metric_value.segment_kind,
    metric_value.segment,
from metrics.metric_value as metric_value
left join core.dim_segment as segment
    on
        metric_value.segment_kind = segment.segment_kind
        and metric_value.segment = segment.segment
where segment.segment is null
order by metric_value.metric_id, metric_value.segment_kind, metric_value.segment
