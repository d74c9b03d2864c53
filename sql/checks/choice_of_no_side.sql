/*
description = "Choices of a statement that is no side of the conflict they decide."
blocking = true
message = { th = "มีการเลือกข้อมูลที่ไม่ได้อยู่ในข้อขัดแย้งนั้น ให้แก้ statement_id ในแฟ้ม conflict_choices", en = "A choice names a statement that is no side of its conflict: correct statement_id in conflict_choices." }
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
