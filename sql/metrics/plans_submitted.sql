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
th = "ข้อเสนอ 39 ฉบับ (กรกฎาคม 2563) กับแผนใหม่ 126 แผนของรุ่นที่ 2 (มิถุนายน 2566) เป็นคนละชุด ส่วนความนำของข่าวฉบับเดียวกันระบุว่ากว่า 120"
en = "39 proposals (July 2020) and 126 new plans of batch 2 (June 2023) are different sets; the opening of the same release says over 120"
*/
select *
from marts.figure
where measure in ('applications_submitted', 'plans_created')
