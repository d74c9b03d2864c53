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
    reached.*,
    (select count(*) from core.dim_province)::double as below,
    'provinces' as below_kind,
    'TH' as below_code,
from marts.figure as reached
where
    reached.measure = 'provinces_reached'
    and reached.segment_kind = 'cohort'
    and starts_with(reached.segment, 'SCA-')
