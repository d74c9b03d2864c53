/*
description = "Ambassadors who completed a batch, of those who began it."
code = "PPL-02"
unit = "percent"
time = "flow"
headline = { segment_kind = "ambassadors", segment = "SCA-1" }
pages = ["cohorts"]

[label]
th = "อัตราการสำเร็จการอบรม"
en = "Completion rate"

[definition]
th = "ร้อยละของนักดิจิทัลพัฒนาเมืองที่สำเร็จการอบรม เทียบกับผู้เริ่มอบรมในรุ่นเดียวกัน"
en = "Ambassadors who completed the batch, as a share of those who began it"

[formula]
th = "ผู้สำเร็จการอบรม ÷ ผู้เริ่มอบรม × 100 เฉพาะบทบาทเดียวกัน"
en = "Completed ÷ began × 100, same role"

[caveats]
th = "มีเฉพาะรุ่นที่ 1 เนื่องจากรุ่นที่ 2 ไม่ได้เผยแพร่จำนวนผู้สำเร็จการอบรมแยกตามบทบาท"
en = "Batch 1 only; completions by role of batch 2 are not published"
*/
select
    completed.* replace ('ambassadors' as segment_kind),
    began.value as below,
    began.statement_ids as below_statement_ids,
    began.doc_ids as below_doc_ids,
from marts.figure as completed
inner join marts.figure as began
    on
        began.measure = 'ambassadors'
        and began.phase = 'launch'
        and began.segment_kind = 'cohort'
        and began.qualifier = '='
        and began.is_current
        and completed.segment = began.segment
where
    completed.measure = 'ambassadors'
    and completed.phase = 'result'
    and completed.segment_kind = 'cohort'
    and completed.is_current
