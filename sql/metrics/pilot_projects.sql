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
th = "รุ่นที่ 2 ระบุเป็นจำนวนพื้นที่ (มากกว่า 10 พื้นที่) ซึ่งเป็นคนละหน่วย จึงไม่นำมารวม"
en = "Batch 2 states areas (over 10), another unit, and is not counted here"
*/
select *
from marts.figure
where measure = 'projects_new_and_expanded' and segment_kind = 'cohort'
