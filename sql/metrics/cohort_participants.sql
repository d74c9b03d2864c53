/*
description = "People of a batch, roles and phases kept apart."
code = "PPL-01"
unit = "persons"
headline = { segment_kind = "cohort", segment = "SCA-2" }
pages = ["overview", "cohorts"]

[label]
th = "ผู้เข้าร่วมแต่ละรุ่น"
en = "Participants by batch"

[definition]
th = "จำนวนผู้เข้าร่วมของแต่ละรุ่น โดยแสดงจำนวนทุกบทบาทและจำนวนเฉพาะนักดิจิทัลพัฒนาเมืองแยกกัน"
en = "Participants of each batch; all roles and ambassadors alone are shown apart"

[formula]
th = "จำนวนคนตามที่เอกสารระบุ แยกตามบทบาทและช่วงของรุ่น"
en = "People as stated, by role and phase of the batch"

[caveats]
th = "ตัวเลข 446 คนของรุ่นที่ 2 นับทุกบทบาท ส่วน 150 คนนับเฉพาะนักดิจิทัลพัฒนาเมืองเมื่อเปิดรุ่น รุ่นที่ 1 เริ่ม 30 คน สำเร็จการอบรม 22 คน"
en = "446 in batch 2 counts every role, 150 the ambassadors at its launch; batch 1 began with 30 and 22 completed it"
*/
select * replace (
        case measure when 'ambassadors' then 'ambassadors' else segment_kind end as segment_kind
    )
from marts.figure
where measure in ('participants', 'ambassadors') and segment_kind = 'cohort'
