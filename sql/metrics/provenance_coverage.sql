/*
description = "Statements whose document a reader can open, of all statements."
code = "HLT-01"
unit = "percent"
pages = ["health"]
owner = "steward"
promise_days = 31

[label]
th = "ข้อมูลที่เปิดดูเอกสารอ้างอิงได้"
en = "Provenance coverage"

[definition]
th = "ร้อยละของข้อมูลในระบบที่เปิดดูเอกสารต้นทางได้จากที่อยู่เว็บไซต์หรือจากไฟล์ที่หน่วยงานส่ง"
en = "Share of the statements in the record whose document can be opened, at its address or as the file that an agency sent"

[formula]
th = "ข้อมูลที่เอกสารมีที่อยู่เว็บไซต์หรือเป็นไฟล์ที่หน่วยงานส่ง ÷ ข้อมูลทั้งหมด × 100"
en = "Statements whose document has an address or is a submitted file ÷ all statements × 100"

[caveats]
th = "ข้อมูลจากแหล่งปฐมภูมิและแหล่งทุติยภูมิแสดงแยกไว้ด้วย ข้อมูลทุกรายการระบุชื่อเอกสารต้นทาง ค่านี้วัดเฉพาะว่าเปิดดูเอกสารนั้นได้หรือไม่ ไม่ได้ตรวจว่าเว็บไซต์ยังเปิดได้ในวันนี้ วันที่ของค่าคือวันล่าสุดที่ปรากฏในข้อมูล รายการอ้างอิงที่แสดงคือข้อมูลที่ยังเปิดดูเอกสารไม่ได้"
en = "Statements of primary and of secondary sources are counted apart as well. Every statement names its document; this asks whether the document can be opened, not whether its site answers today. The date is the newest day in the record. The statements listed are those whose document can't be opened"
*/
with statements as (
    select
        statement.statement_id,
        statement.doc_id,
        document.is_secondary,
        document.url is not null or document.kind = 'submitted' as is_resolvable,
        -- the list names what is to be corrected; where nothing is, the newest
        not is_resolvable
        or row_number() over (
            partition by document.is_secondary
            order by statement.as_of desc nulls last, statement.statement_id
        ) = 1 as is_named,
    from marts.statement as statement
    inner join core.dim_document as document
        on statement.doc_id = document.doc_id
),

documents as (
    select
        doc_id,
        is_secondary,
        count(*) filter (where is_resolvable) as resolvable,
        count(*) as statements,
        list(statement_id) filter (where is_named) as named,
    from statements
    group by doc_id, is_secondary
),

counted as (  -- all, and each kind of source apart
    select
        *,
        unnest(
            [
                {'segment_kind': 'national', 'segment': 'TH'},
                {
                    'segment_kind': 'source_kind',
                    'segment': case when is_secondary then 'secondary' else 'primary' end
                }
            ],
            recursive := true
        ),
    from documents
)

select
    newest.*,
    counted.segment_kind,
    counted.segment,
    'result' as phase,
    sum(counted.resolvable) as value,
    value as lower,
    value as upper,
    sum(counted.statements) as below,
    flatten(list(counted.named)) as statement_ids,
    list(counted.doc_id) filter (where counted.named is not null) as doc_ids,
    added_parts('document', doc_id, resolvable, statements, [], doc_ids := [doc_id]) as parts,
from counted
cross join newest_day() as newest
group by newest.as_of, newest.as_of_precision, counted.segment_kind, counted.segment
