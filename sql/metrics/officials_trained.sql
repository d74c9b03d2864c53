/*
description = "Officials who received knowledge transfer."
code = "PPL-05"
unit = "persons"
format = "integer"
direction = "up"
rollup = "none"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-2", phase = "result" }
pages = ["overview", "cohorts"]
promise_days = 180

[label]
th = "เจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้"
en = "Officials trained"

[definition]
th = "จำนวนเจ้าหน้าที่ของหน่วยงานที่เข้าร่วมซึ่งได้รับการถ่ายทอดความรู้จากผู้เข้าร่วมโครงการ"
en = "Officials of participating agencies to whom the participants passed on what they learned"

[formula]
th = "จำนวนคนตามที่เอกสารระบุ"
en = "People as stated"

[caveats]
th = "เป็นตัวเลขที่หน่วยงานรายงานเอง"
en = "Self-reported"
*/
select *
from marts.figure
where measure = 'officials_trained' and segment_kind = 'cohort'
