/*
description = "KPIs with more than one figure that a tile could show."
blocking = true
message = { th = "ตัวชี้วัดมีตัวเลขล่าสุดมากกว่าหนึ่งค่า", en = "KPIs have more than one current figure." }
holds = { th = "ตัวชี้วัดแต่ละรายการมีตัวเลขล่าสุดค่าเดียว", en = "Each KPI has one current figure." }
*/
select
    metric_id,
    place_code,
    segment_kind,
    segment,
    phase,
from metrics.metric_value
where is_current
group by metric_id, place_code, segment_kind, segment, phase
having count(*) > 1
order by metric_id, place_code, segment_kind, segment, phase
