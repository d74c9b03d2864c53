/*
description = "Planned value of a batch's new and extended projects."
code = "PPL-07"
unit = "THB"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-1" }
pages = ["cohorts", "investment"]

[label]
th = "มูลค่าโครงการใหม่และโครงการขยายผล (นักดิจิทัลพัฒนาเมือง รุ่นที่ 1)"
en = "Value of new and extended projects (SCA batch 1)"

[definition]
th = "มูลค่าตามแผนของโครงการใหม่และโครงการขยายผลของแต่ละรุ่น"
en = "Planned value of the batch's new and extended projects"

[formula]
th = "จำนวนเงินตามที่เอกสารระบุ เฉพาะสถานะตามแผน"
en = "The amount as stated, at the planned stage"

[caveats]
th = "มีเฉพาะรุ่นที่ 1 เงินสนับสนุน 900,000 บาทของสามผลงานในรุ่นที่ 2 เป็นวงเงินคนละสถานะ จึงไม่นำมารวม"
en = "Batch 1 only; the grant of 900,000 baht to three projects of batch 2 is another stage of money and is left out"
*/
select amounts.*
from marts.figure as amounts
semi join marts.figure as projects  -- only of batches that state their projects
    on
        projects.measure = 'projects_new_and_expanded'
        and projects.segment_kind = 'cohort'
        and projects.is_current
        and amounts.segment = projects.segment
        and amounts.phase = projects.phase
where amounts.measure = 'planned_investment_thb' and amounts.segment_kind = 'cohort'
