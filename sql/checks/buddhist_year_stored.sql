/*
description = "Dates stored with a Buddhist year."
blocking = true
message = { th = "มีวันที่ซึ่งบันทึกเป็นปีพุทธศักราช", en = "Dates were stored with a Buddhist year." }
holds = { th = "วันที่ทุกรายการบันทึกเป็นคริสต์ศักราช", en = "Every date is stored with a year of the Common Era." }
*/
select
    statement_id,
    as_of,
from marts.statement
where year(as_of) > 2400

union all

select
    event_key as statement_id,
    start_date as as_of,
from core.fct_programme_event
where year(start_date) > 2400 or year(end_date) > 2400

union all

select
    doc_id as statement_id,
    published_on as as_of,
from core.dim_document
where year(published_on) > 2400
order by statement_id
