/*
description = "Statements whose document is not listed."
blocking = true
message = { th = "ข้อมูลอ้างถึงเอกสารที่ไม่มีในทะเบียนเอกสาร", en = "Statements name a document that is not listed." }
holds = { th = "ข้อมูลทุกรายการอ้างถึงเอกสารที่มีในทะเบียนเอกสาร", en = "Every statement names a document that is listed." }
*/
select
    statement.statement_id,
    statement.doc_id,
from marts.statement as statement
left join core.dim_document as document
    on statement.doc_id = document.doc_id
where document.doc_id is null
order by statement.statement_id
