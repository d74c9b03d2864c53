/*
description = "Officials who received knowledge transfer."
code = "PPL-05"
unit = "persons"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-2" }
pages = ["overview", "cohorts"]

[label]
th = "เจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้"
en = "Officials trained"

[definition]
th = "จำนวนเจ้าหน้าที่ของหน่วยงานที่เข้าร่วมซึ่งได้รับการถ่ายทอดความรู้จากผู้เข้าร่วมโครงการ"
en = "Officials of participating agencies to whom the participants passed on what they learned"

[formula]
th = "จำนวนคนตามที่เอกสารระบุ หรือผลรวมของรายการที่หน่วยงานส่ง"
en = "People as stated, or the sum of what agencies report"

[caveats]
th = "เป็นตัวเลขที่หน่วยงานรายงานเอง"
en = "Self-reported"
*/
select
    figure.* replace (leads(figure, report) as is_current),
from marts.figure as figure
left join marts.cohort_report as report
    on
        figure.measure = report.measure
        and figure.phase = report.phase
        and figure.segment = report.segment
where figure.measure = 'officials_trained' and figure.segment_kind = 'cohort'

union all by name

select  -- as agencies report, of each province and of the country
    unnest(['TH', place_codes[1]]) as place_code,
    'cohort' as segment_kind,
    segment,
    'result' as phase,
    'reported' as edition,
    as_of,
    as_of_precision,
    'statement' as kind,
    value as above,
    lower,
    upper,
    qualifier,
    'reported' as nature,
    [statement_id] as statement_ids,
    [doc_id] as doc_ids,
from core.fct_agency_statement
where source = 'agency_training_delivery'
