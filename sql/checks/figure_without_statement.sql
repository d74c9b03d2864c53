/*
description = "KPI rows that name no statement, or one that is not in the record."
blocking = true
message = { th = "ตัวเลขอ้างถึงข้อมูลที่ไม่มีในระบบ", en = "KPI rows name a statement that is not in the record." }
*/
with named as (
    select
        metric_id,
        place_code,
        unnest(statement_ids) as statement_id,
    from metrics.metric_value
)

select
    named.metric_id,
    named.place_code,
    named.statement_id,
from named
left join marts.statement as statement
    on named.statement_id = statement.statement_id
where statement.statement_id is null

union all

select
    metric_id,
    place_code,
    '' as statement_id,
from metrics.metric_value
where statement_ids is null or (value <> 0 and len(statement_ids) = 0)
order by metric_id, place_code, statement_id
