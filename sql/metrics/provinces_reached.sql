/*
description = "Provinces that a batch reached, of all."
code = "PPL-04"
unit = "percent"
headline = { segment_kind = "cohort", segment = "SCA-2" }
pages = ["overview", "cohorts"]

[label]
th = "สัดส่วนจังหวัดที่มีผู้เข้าร่วม"
en = "Provinces reached by a batch"

[definition]
th = "ร้อยละของจังหวัด (รวมกรุงเทพมหานคร) ที่มีผู้เข้าร่วมในแต่ละรุ่น"
en = "Share of provinces, Bangkok included, with participants of the batch"

[formula]
th = "จังหวัดที่มีผู้เข้าร่วม ÷ จังหวัดทั้งหมด × 100"
en = "Provinces with participants ÷ all provinces × 100"

[caveats]
th = "เอกสารระบุจำนวนจังหวัดแต่ระบุชื่อไม่ครบ แผนที่จึงแสดงเฉพาะจังหวัดที่ปรากฏชื่อ"
en = "Documents give the number of provinces but do not name them all, so a map shows only those named"
*/
select
    reached.* replace (leads(reached, report) as is_current),
    (select count(*) from core.dim_province)::double as below,
    'provinces' as below_kind,
    'TH' as below_code,
from marts.figure as reached
left join marts.cohort_report as report
    on
        reached.measure = report.measure
        and reached.phase = report.phase
        and reached.segment = report.segment
where
    reached.measure = 'provinces_reached'
    and reached.segment_kind = 'cohort'
    and starts_with(reached.segment, 'SCA-')

union all by name

select  -- as agencies report: every province, and whether somebody of it takes part
    'cohort' as segment_kind,
    sent.cohort as segment,
    'result' as phase,
    'reported' as edition,
    sent.as_of,
    sent.as_of_precision,
    'province' as kind,
    province.province_code as code,
    (coalesce(sum(enrolment.enrolled), 0) > 0)::int as above,
    1 as below,
    list(enrolment.statement_id) filter (where enrolment.statement_id is not null)
        as statement_ids,
    list(enrolment.doc_id) filter (where enrolment.doc_id is not null) as doc_ids,
from (
    select
        cohort,
        max(as_of) as as_of,
        arg_max(as_of_precision, as_of) as as_of_precision,
    from core.fct_cohort_enrolment
    group by cohort
) as sent
cross join core.dim_province as province
left join core.fct_cohort_enrolment as enrolment
    on sent.cohort = enrolment.cohort and province.province_code = enrolment.province_code
group by all
