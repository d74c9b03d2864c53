/*
description = "Smart city plans or proposals submitted, by announcement and by batch."
code = "CERT-05"
unit = "plans"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-2" }
pages = ["programme", "cohorts"]

[label]
th = "แผนหรือข้อเสนอเมืองอัจฉริยะที่ยื่น"
en = "Smart city plans or proposals submitted"

[definition]
th = "จำนวนพื้นที่ที่ยื่นข้อเสนอหรือจัดทำแผนเมืองอัจฉริยะ ตามที่เอกสารระบุ แยกตามรุ่นและประเภท อปท."
en = "Areas that submitted a proposal or drew up a smart city plan, as stated, by batch and type of local government"

[formula]
th = "จำนวนตามที่เอกสารระบุ ไม่รวมข้ามชุด"
en = "The count as stated; sets are never added"

[caveats]
th = "ข้อเสนอและแผนของแต่ละรุ่นหรือแต่ละปีเป็นคนละชุด จึงไม่นำมารวมกัน"
en = "Proposals and plans of different batches and years are different sets and are never added"
*/
select *
from marts.figure
where measure in ('applications_submitted', 'plans_created')
