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
th = "จำนวนคนตามที่เอกสารระบุ หรือผลรวมของรายการที่หน่วยงานส่ง แยกตามบทบาทและช่วงของรุ่น"
en = "People as stated, or the sum of the list that the agency sends, by role and phase of the batch"

[caveats]
th = "จำนวนคนแต่ละบทบาทและแต่ละช่วงเวลาเป็นคนละตัวเลข จำนวนผู้เข้าร่วมทุกบทบาทจึงไม่เทียบกับจำนวนนักดิจิทัลพัฒนาเมืองเมื่อเปิดรุ่น"
en = "People of each role and phase are counted apart: all roles together are not set against the ambassadors at a batch's launch"
*/
select
    figure.* replace (
        case figure.measure when 'ambassadors' then 'ambassadors' else figure.segment_kind end
            as segment_kind,
        leads(figure, report) as is_current
    ),
from marts.figure as figure
left join marts.cohort_report as report
    on
        figure.measure = report.measure
        and figure.phase = report.phase
        and figure.segment = report.segment
where figure.measure in ('participants', 'ambassadors') and figure.segment_kind = 'cohort'

union all by name

select  -- as agencies report, of each province and of the country
    unnest(['TH', enrolment.province_code]) as place_code,
    role.segment_kind,
    enrolment.cohort as segment,
    role.phase,
    'reported' as edition,
    enrolment.as_of,
    enrolment.as_of_precision,
    'statement' as kind,
    enrolment.enrolled as above,
    'reported' as nature,
    [enrolment.statement_id] as statement_ids,
    [enrolment.doc_id] as doc_ids,
from core.fct_cohort_enrolment as enrolment
inner join (
    values
        ('cohort', 'result', null),
        ('ambassadors', 'launch', 'ambassador')
) as role (segment_kind, phase, role)
    on enrolment.role = coalesce(role.role, enrolment.role)
