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
th = "เอกสารสาธารณะมีเฉพาะรุ่นที่ 1 เนื่องจากรุ่นที่ 2 ไม่ได้เผยแพร่จำนวนผู้สำเร็จการอบรมแยกตามบทบาท ค่าอื่นคำนวณจากรายการที่หน่วยงานส่ง"
en = "Public documents give batch 1 only; completions by role of batch 2 are not published. Other figures are of the list that the agency sends"
*/
select
    completed.* replace (
        'ambassadors' as segment_kind,
        leads(completed, report) as is_current
    ),
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
left join marts.cohort_report as report
    on
        completed.measure = report.measure
        and completed.phase = report.phase
        and completed.segment = report.segment
where
    completed.measure = 'ambassadors'
    and completed.phase = 'result'
    and completed.segment_kind = 'cohort'
    and completed.is_current

union all by name

select  -- as agencies report, once certificates were given
    unnest(['TH', province_code]) as place_code,
    'ambassadors' as segment_kind,
    cohort as segment,
    'result' as phase,
    'reported' as edition,
    as_of,
    as_of_precision,
    'statement' as kind,
    certificates as above,
    enrolled as below,
    [statement_id] as statement_ids,
    [doc_id] as doc_ids,
from core.fct_cohort_enrolment
where role = 'ambassador' and certificates is not null
