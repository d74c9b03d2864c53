/*
description = "Events of plans that are not listed."
blocking = true
message = { th = "เหตุการณ์อ้างถึงแผนที่ไม่มีในทะเบียนแผน", en = "Events name a plan that is not listed." }
holds = { th = "เหตุการณ์ทุกรายการเป็นของแผนที่มีในทะเบียนแผน", en = "Every event is of a plan that is listed." }
*/
select
    event.event_id,
    event.plan_key,
from core.fct_plan_event as event
left join core.dim_plan as plan
    on event.plan_key = plan.plan_key
where plan.plan_key is null
order by event.event_id
