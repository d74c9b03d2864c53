/*
description = "Commitments of which more than one statement may enter a sum at one stage."
blocking = true
message = { th = "มีการนับรายการลงทุนเดียวกันซ้ำในสถานะเดียวกัน", en = "A commitment is marked to be counted more than once at one stage." }
holds = { th = "รายการลงทุนแต่ละรายการนับไม่เกินหนึ่งครั้งในแต่ละสถานะ", en = "Each commitment is counted at most once at one stage." }
*/
select
    commitment_id,
    stage,
    list(statement_id order by statement_id) as statement_ids,
from core.fct_investment_statement
where counts_once
group by commitment_id, stage
having count(*) > 1
order by commitment_id, stage
