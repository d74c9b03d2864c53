/*
description = "People of a batch, roles and phases kept apart."
code = "PPL-01"
unit = "persons"
headline = { segment_kind = "cohort", segment = "SCA-2" }
pages = ["overview", "cohorts"]

[label]
th = "ผู้เข้าร่วมของรุ่น"
en = "Participants of a batch"

[definition]
th = "จำนวนผู้เข้าร่วมของแต่ละรุ่น โดยแสดงจำนวนทุกบทบาทและจำนวนเฉพาะนักดิจิทัลพัฒนาเมืองแยกกัน"
en = "Participants of each batch; all roles and ambassadors alone are shown apart"

[formula]
th = "จำนวนคนตามที่เอกสารระบุ แยกตามบทบาทและช่วงของรุ่น"
en = "People as stated, by role and phase of the batch"

[caveats]
th = "จำนวนคนแต่ละบทบาทและแต่ละช่วงเวลาเป็นคนละตัวเลข จำนวนผู้เข้าร่วมทุกบทบาทจึงไม่เทียบกับจำนวนนักดิจิทัลพัฒนาเมืองเมื่อเปิดรุ่น"
en = "People of each role and phase are counted apart: all roles together are not set against the ambassadors at a batch's launch"
*/
select * replace (
        case measure when 'ambassadors' then 'ambassadors' else segment_kind end as segment_kind
    )
from marts.figure
where measure in ('participants', 'ambassadors') and segment_kind = 'cohort'
