/*
description = "Areas that submitted a smart city plan or proposal, by announcement."
code = "CERT-05"
unit = "areas"
time = "flow"
headline = { phase = "announced" }
pages = ["programme"]

[label]
th = "พื้นที่ที่ยื่นข้อเสนอเป็นเมืองอัจฉริยะ"
en = "Areas that submitted a smart city proposal"

[definition]
th = "จำนวนพื้นที่ที่ยื่นข้อเสนอเป็นเมืองอัจฉริยะ ตามที่เอกสารระบุ แยกตามประเภท อปท."
en = "Areas that submitted a smart city proposal, as stated, by type of local government"

[formula]
th = "จำนวนตามที่เอกสารระบุ ไม่รวมข้ามชุด แผนที่หน่วยงานรายงานว่ายื่นแล้วนับเป็นตัวเลขต่างหาก"
en = "The count as stated; sets are never added. Plans that agencies report as submitted are a count of their own"

[caveats]
th = "เป็นจำนวนข้อเสนอ ไม่ใช่ขั้นตอนก่อนหน้าของเขตส่งเสริมหรือตราสัญลักษณ์ และเป็นคนละชุดกับพื้นที่ที่เกิดแผนใหม่ของรุ่นอบรม จึงไม่นำมารวมหรือหารกัน แหล่งทุติยภูมิเรียกจำนวนล่าสุดว่าข้อเสนอ"
en = "Proposals are no step that zones and logos passed one after the other, and another set than the areas with a new plan of a batch: never added or divided. It is a secondary source that calls the newest count proposals"
*/
select *
from marts.figure
where measure = 'applications_submitted'

union all by name

select  -- plans that agencies report as submitted; beside the public count of proposals
    * exclude (event_id, event_kind, doc_id),
    1 as above,
    list(event_id) as statement_ids,
    list(doc_id) as doc_ids,
from marts.reported_event
where event_kind = 'submitted'
group by all
