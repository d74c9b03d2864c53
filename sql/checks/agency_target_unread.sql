/*
description = "Targets that agencies sent and that no figure is measured against: their KPI or unit is not read."
blocking = false
message = { th = "ค่าเป้าหมายที่หน่วยงานส่งยังไม่ได้นำมาเทียบกับตัวเลขใด เนื่องจากตัวชี้วัดหรือหน่วยนับนั้นยังไม่รองรับ", en = "Agencies sent targets that no figure is measured against: their KPI or unit is not read." }
holds = { th = "ค่าเป้าหมายทุกรายการที่หน่วยงานส่งนำมาเทียบกับตัวเลขได้", en = "Every target that agencies sent has a figure to be measured against it." }
*/
select
    sent.statement_id,
    sent.kpi,
    sent.unit,
    sent.reported_by,
from staging.stg_agency_targets as sent
left join core.fct_target as target
    on sent.statement_id = target.target_id
where target.target_id is null
order by sent.statement_id
