/*
description = "Areas of batch 2 in which pilot projects started."
code = "PPL-07"
unit = "areas"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-2" }
pages = ["cohorts"]

[label]
th = "พื้นที่ที่เกิดโครงการนำร่อง (นักดิจิทัลพัฒนาเมือง รุ่นที่ 2)"
en = "Areas with pilot projects (SCA batch 2)"

[definition]
th = "จำนวนพื้นที่ที่เกิดโครงการนำร่องของแต่ละรุ่น"
en = "Areas in which pilot projects of each batch started"

[formula]
th = "จำนวนพื้นที่ตามที่เอกสารระบุ"
en = "Areas as stated"

[caveats]
th = "หน่วยเป็นพื้นที่ จึงไม่นำไปรวมกับโครงการใหม่และโครงการขยายผลของรุ่นที่ 1"
en = "Counted in areas, so it is never added to the new and extended projects of batch 1"
*/
select *
from marts.figure
where measure = 'pilot_projects' and segment_kind = 'cohort'
