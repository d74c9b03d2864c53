/*
description = "KPI rows that name no statement, or one that is not in the record."
blocking = true
message = { th = "ตัวเลขอ้างถึงข้อมูลที่ไม่มีในระบบ", en = "KPI rows name a statement that is not in the record." }
holds = { th = "ตัวเลขทุกค่าอ้างถึงข้อมูลที่มีในระบบ", en = "Every figure names statements that are in the record." }
*/
with named as (
    select
        metric_id,
        figure_set,
        figure_place as place_code,
        statement_id,
    from metrics.figure_statement
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
    metric_value.metric_id,
    metric_value.place_code,
    '' as statement_id,
from metrics.metric_value as metric_value
anti join named
    on
        metric_value.figure_set = named.figure_set
        and metric_value.place_code = named.place_code
where metric_value.statement_ids is null or metric_value.value <> 0
order by metric_id, place_code, statement_id
