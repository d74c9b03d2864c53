/*
description = "People whom the awareness work of a batch reached, as its organiser states."
code = "PPL-08"
unit = "persons"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-2" }
pages = ["cohorts"]

[label]
th = "ประชาชนที่รับรู้เรื่องการพัฒนาเมืองอัจฉริยะ"
en = "Citizens made aware of smart city development"

[definition]
th = "จำนวนประชาชนที่ผู้จัดรุ่นรายงานว่าได้รับรู้จากงานสร้างการรับรู้ของรุ่นนั้น"
en = "People that the awareness work of a batch reached, as its organiser reports"

[formula]
th = "จำนวนตามที่เอกสารระบุ แยกตามรุ่น"
en = "As stated, by batch"

[caveats]
th = "เป็นตัวเลขที่หน่วยงานผู้จัดรายงานเองและเป็นค่าขั้นต่ำ ไม่ใช่จำนวนผู้ได้รับประโยชน์ ซึ่งเป็นค่าประมาณอีกรายการหนึ่งและไม่นำมารวมกัน"
en = "Self-reported and a lower bound; not the people who benefit, which are another, estimated, figure and are never added"
*/
select *
from marts.figure
where measure = 'citizens_reached' and segment_kind = 'cohort'
