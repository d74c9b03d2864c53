/*
description = "Areas of a batch in which a new smart city plan came to be; no plans submitted."
code = "CERT-05"
unit = "areas"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-2" }
pages = ["programme", "cohorts"]

[label]
th = "พื้นที่ที่เกิดแผนเมืองอัจฉริยะใหม่ (นักดิจิทัลพัฒนาเมือง รุ่นที่ 2)"
en = "Areas with a new smart city plan (SCA batch 2)"

[definition]
th = "จำนวนพื้นที่ที่เกิดแผนเมืองอัจฉริยะใหม่ของแต่ละรุ่น ตามที่เอกสารระบุ ไม่ใช่จำนวนแผนหรือข้อเสนอที่ยื่น"
en = "Areas in which a new smart city plan of the batch came to be, as stated; not plans or proposals submitted"

[formula]
th = "จำนวนพื้นที่ตามที่เอกสารระบุ ไม่รวมข้ามรุ่น"
en = "Areas as stated; batches are never added"

[caveats]
th = "เป็นตัวเลขของรุ่นเดียว ไม่ใช่ของทั้งประเทศ ความนำของข่าวฉบับเดียวกันระบุว่ากว่า 120 พื้นที่ ซึ่งเป็นจริงพร้อมกันได้"
en = "Of one batch, not of the country. The opening of the same release says over 120, which does not contradict it"
*/
select *
from marts.figure
where measure = 'plans_created' and segment_kind = 'cohort'
