/*
description = "Statements whose document a reader can open, of all statements."
code = "HLT-01"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "none"
time = "stock"
headline = { segment_kind = "national", segment = "TH", phase = "result" }
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
th = "ข้อมูลทุกรายการระบุชื่อเอกสารต้นทาง ค่านี้วัดเฉพาะว่าเปิดดูเอกสารนั้นได้หรือไม่ ไม่ได้ตรวจว่าเว็บไซต์ยังเปิดได้ในวันนี้ วันที่ของค่าคือวันล่าสุดที่ปรากฏในข้อมูล รายการอ้างอิงที่แสดงคือข้อมูลที่ยังเปิดดูเอกสารไม่ได้"
en = "Every statement names its document; this asks whether the document can be opened, not whether its site answers today. The date is the newest day in the record. The statements listed are those whose document can't be opened"
*/
with newest as (  -- no model knows today; the record is at least as old as its newest day
    select max(day) as as_of
    from (
        select as_of as day
        from marts.statement

        union all

        select published_on as day
        from core.dim_document
    )
),

statements as (
    select
        statement.statement_id,
        statement.doc_id,
        statement.as_of,
        document.url is not null or document.kind = 'submitted' as is_resolvable,
    from marts.statement as statement
    inner join core.dim_document as document
        on statement.doc_id = document.doc_id
),

named as (  -- the list names what is to be mended; where nothing is, the newest statement
    select
        statement_id,
        doc_id,
    from statements
    qualify
        not is_resolvable
        or row_number() over (order by as_of desc nulls last, statement_id) = 1
),

by_document as (
    select
        doc_id,
        count(*) filter (where is_resolvable) as resolvable,
        count(*) as statements,
    from statements
    group by doc_id
),

counted as (
    select
        sum(resolvable)::double as numerator,
        sum(statements)::double as denominator,
        added_parts('document', doc_id, resolvable, statements, [], doc_ids := [doc_id]) as parts,
    from by_document
    having count(*) > 0
),

lists as (
    select
        list(statement_id order by statement_id) as statement_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
    from named
),

figures as (
    select
        'national' as place_kind,
        'TH' as place_code,
        'national' as segment_kind,
        'TH' as segment,
        'result' as phase,
        period_text(newest.as_of, 'day') as period,
        newest.as_of,
        'day' as as_of_precision,
        100 * counted.numerator / nullif(counted.denominator, 0) as value,
        100 * counted.numerator / nullif(counted.denominator, 0) as lower,
        100 * counted.numerator / nullif(counted.denominator, 0) as upper,
        '=' as qualifier,
        counted.numerator,
        counted.denominator,
        'derived' as nature,
        lists.statement_ids,
        lists.doc_ids,
        counted.parts,
        true as is_current,
    from counted
    cross join newest
    cross join lists
)

select
    'provenance_coverage' as metric_id,
    place_kind,
    place_code,
    segment_kind,
    segment,
    phase,
    period,
    as_of,
    as_of_precision,
    value,
    lower,
    upper,
    qualifier,
    numerator,
    denominator,
    nature,
    statement_ids,
    doc_ids,
    parts,
    is_current,
from figures
