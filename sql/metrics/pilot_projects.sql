/*
description = "New and extended projects of batch 1."
code = "PPL-07"
unit = "projects"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-1" }
pages = ["cohorts"]

[label]
th = "โครงการใหม่และโครงการขยายผล (นักดิจิทัลพัฒนาเมือง รุ่นที่ 1)"
en = "New and extended projects (SCA batch 1)"

[definition]
th = "จำนวนโครงการใหม่และโครงการขยายผลของแต่ละรุ่น"
en = "New and extended projects of each batch"

[formula]
th = "จำนวนโครงการตามที่เอกสารระบุ"
en = "Projects as stated"

[caveats]
th = "เอกสารของรุ่นที่ 1 ไม่ได้เรียกว่าโครงการนำร่อง ส่วนรุ่นที่ 2 ระบุพื้นที่ที่เกิดโครงการนำร่อง ซึ่งเป็นคนละหน่วย จึงแสดงแยกเป็นอีกตัวชี้วัด"
en = "The documents of batch 1 don't call them pilots. Batch 2 states areas with pilot projects, another unit, shown as a KPI of its own"
*/
select *
from marts.figure
where measure = 'projects_new_and_expanded' and segment_kind = 'cohort'
