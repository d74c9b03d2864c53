/*
description = "Choices of a statement that is no side of the conflict they decide."
blocking = true
message = { th = "มีการเลือกรายการที่ไม่อยู่ในตัวเลขไม่ตรงกันเรื่องนั้น โปรดแก้ไขรหัสข้อมูลในไฟล์ข้อยุติ", en = "A choice names a statement that is no side of its conflict: correct the statement that the file of choices names." }
holds = { th = "ข้อยุติทุกเรื่องเลือกรายการที่อยู่ในตัวเลขไม่ตรงกันเรื่องนั้น", en = "Every choice names a side of its conflict." }
*/
select
    choice.conflict_id,
    choice.statement_id,
    string_agg(side.statement_id, ', ' order by side.statement_id) as sides,
from core.fct_conflict_choice as choice
inner join marts.conflict_statement as side
    on choice.conflict_id = side.conflict_id
group by choice.conflict_id, choice.statement_id
having not bool_or(choice.statement_id = side.statement_id)
order by choice.conflict_id
