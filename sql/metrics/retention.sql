/*
description = "Certificate holders who still work for their city twelve months on, of those followed up."
code = "PPL-09"
unit = "percent"
rollup = "ratio"
headline = { segment_kind = "cohort", segment = "SCA-2" }
pages = ["cohorts"]
promise_days = 366

[label]
th = "การคงอยู่ในงานพัฒนาเมืองเมื่อครบ 12 เดือนหลังการอบรม"
en = "Still working for their city after 12 months"

[definition]
th = "ร้อยละของผู้ได้รับประกาศนียบัตรที่ยังปฏิบัติงานพัฒนาเมืองให้พื้นที่เดิมเมื่อครบ 12 เดือน แยกตามรุ่น"
en = "Share of certificate holders who still work for their city 12 months after the certificate, by batch"

[formula]
th = "ผู้ที่ยังปฏิบัติงานพัฒนาเมือง ÷ ผู้ได้รับประกาศนียบัตรในจังหวัดที่ติดตามผล × 100 เฉพาะการติดตามเมื่อครบ 12 เดือน"
en = "Still working for their city ÷ certificate holders of the provinces followed up × 100, of the follow-up at 12 months alone"

[caveats]
th = "นับเฉพาะจังหวัดที่ส่งผลการติดตามเมื่อครบ 12 เดือน การติดตามที่ระยะเวลาอื่นไม่นำมาใช้แทน"
en = "Only provinces whose follow-up at 12 months has come; a follow-up at another time does not stand in for it"
*/
select
    province_code as place_code,
    'cohort' as segment_kind,
    cohort as segment,
    followed_up_on as as_of,
    followed_up_on_precision as as_of_precision,
    'statement' as kind,
    still_working as above,
    certificates as below,
    [statement_id] as statement_ids,
    [doc_id] as doc_ids,
from core.fct_cohort_followup
where months_after = 12
