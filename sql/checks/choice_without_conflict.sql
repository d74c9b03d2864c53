/*
description = "Choices for a conflict that is not there, or is no more; they have no effect."
blocking = false
message = { th = "มีข้อยุติของเรื่องที่ตัวเลขตรงกันแล้ว โปรดตรวจสอบรหัสของเรื่อง หรือนำแถวนั้นออกจากไฟล์ข้อยุติ", en = "A choice is for a conflict that is not there: check which conflict the file of choices names, or take the row out." }
holds = { th = "ข้อยุติทุกเรื่องเป็นของตัวเลขที่ยังไม่ตรงกัน", en = "Every choice is for a conflict that is there." }
*/
select
    choice.conflict_id,
    choice.statement_id,
from core.fct_conflict_choice as choice
left join marts.conflict as conflict
    on choice.conflict_id = conflict.conflict_id
where conflict.conflict_id is null
order by choice.conflict_id
