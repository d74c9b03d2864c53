/*
description = "Plans outside the national programme with a step of its ladder."
blocking = true
message = { th = "มีการบันทึกขั้นตอนของโครงการแก่แผนนอกโครงการระดับชาติ", en = "Plans outside the national programme carry one of its steps." }
holds = { th = "แผนนอกโครงการระดับชาติไม่มีขั้นตอนของโครงการ", en = "No plan outside the national programme carries one of its steps." }
*/
select
    event.event_id,
    event.plan_key,
    event.ladder_step,
from core.fct_plan_event as event
inner join core.dim_plan as plan
    on event.plan_key = plan.plan_key
where plan.programme <> 'national' and event.ladder_step is not null
order by event.event_id
