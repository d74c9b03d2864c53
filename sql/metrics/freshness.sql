/*
description = "KPIs whose headline figure is current on the day it is read on; stored as of the newest day in the record."
code = "HLT-02"
unit = "percent"
needs_today = true
pages = ["health"]
owner = "steward"
promise_days = 31

[label]
th = "ตัวชี้วัดที่ตัวเลขหลักเป็นปัจจุบัน"
en = "KPIs that are current"

[definition]
th = "ร้อยละของตัวชี้วัดที่ตัวเลขหลักยังอยู่ในรอบปรับปรุงของตน ณ วันที่เปิดดู นับเฉพาะตัวชี้วัดที่มีตัวเลขหลักแล้ว"
en = "Share of the KPIs with a headline figure whose figure is within their own promise on the day on which this is read"

[formula]
th = "ตัวชี้วัดที่ตัวเลขหลักเป็นปัจจุบัน ÷ ตัวชี้วัดอื่นทั้งหมดที่มีตัวเลขหลัก × 100"
en = "KPIs whose headline figure is current ÷ all other KPIs with a headline figure × 100"

[caveats]
th = "อายุของตัวเลขนับจากวันสุดท้ายที่วันที่ของข้อมูลอาจหมายถึง จนถึงวันที่เปิดดู ไม่เกินรอบปรับปรุงของตัวชี้วัด คือ เป็นปัจจุบัน เกินรอบแต่ไม่เกิน 12 เดือน คือ เริ่มล้าสมัย เกิน 12 เดือน คือ ล้าสมัย ตัวเลขที่ไม่ระบุวันที่ถือว่าล้าสมัย ไม่นับตัวชี้วัดนี้เอง"
en = "A figure's age is counted from the last day that its as-of may mean to the day on which this is read: within the KPI's promise it is current, beyond it and within 12 months ageing, beyond 12 months old; an undated figure is old. This KPI itself is not counted"
*/
select
    newest.as_of,
    newest.as_of_precision,
    'kpi' as kind,
    headline.metric_id as code,
    (age_state(newest.as_of, headline.as_of_end, headline.promise_days) = 'current')::int as above,
    1 as below,
    headline.statement_ids,
    headline.doc_ids,
from metrics.headline as headline
cross join newest_day() as newest
where newest.as_of is not null
