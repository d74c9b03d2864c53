/*
description = "Pilot projects of a batch."
code = "PPL-07"
unit = "projects"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-1" }
pages = ["cohorts"]

[label]
th = "โครงการนำร่องที่เกิดขึ้น"
en = "Pilot projects started"

[definition]
th = "จำนวนโครงการใหม่และโครงการขยายผลของแต่ละรุ่น"
en = "New and expanded projects of each batch"

[formula]
th = "จำนวนโครงการตามที่เอกสารระบุ"
en = "Projects as stated"

[caveats]
th = "รุ่นที่ระบุเป็นจำนวนพื้นที่ใช้คนละหน่วย จึงไม่นำมารวม"
en = "A batch that states areas uses another unit and is not counted here"
*/
select *
from marts.figure
where measure = 'projects_new_and_expanded' and segment_kind = 'cohort'
