/*
description = "Statements whose value lies outside its own bounds."
blocking = true
message = { th = "ค่าอยู่นอกช่วงค่าต่ำสุดและค่าสูงสุดที่ระบุไว้", en = "Values lie outside their own bounds." }
holds = { th = "ค่าทุกค่าอยู่ในช่วงค่าต่ำสุดและค่าสูงสุดที่ระบุไว้", en = "Every value lies within its bounds." }
*/
select
    statement_id,
    value,
    lower,
    upper,
from marts.statement
where value < lower or value > upper or lower > upper
order by statement_id
