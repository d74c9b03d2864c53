/*
description = "Choices for a conflict that is not there, or is no more; they have no effect."
blocking = false
message = { th = "มีการเลือกข้อมูลของข้อขัดแย้งที่ไม่มีอยู่แล้ว ให้ตรวจ conflict_id หรือนำแถวออกจากแฟ้ม conflict_choices", en = "A choice is for a conflict that is not there: check conflict_id, or take the row out of conflict_choices." }
*/
select
    choice.conflict_id,
    choice.statement_id,
from core.fct_conflict_choice as choice
left join marts.conflict as conflict
    on choice.conflict_id = conflict.conflict_id
where conflict.conflict_id is null
order by choice.conflict_id
