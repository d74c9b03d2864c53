/*
description = "Series whose last word is within 180 days of the newest day in the record."
code = "HLT-02"
unit = "percent"
pages = ["health"]
owner = "steward"
promise_days = 31

[label]
th = "ความเป็นปัจจุบันของข้อมูล"
en = "Freshness"

[definition]
th = "ร้อยละของชุดข้อมูลที่มีวันที่ของข้อมูลล่าสุดไม่เกิน 180 วันก่อนวันล่าสุดที่ปรากฏในระบบ นับทั้งเรื่องที่เผยแพร่เป็นตัวเลขระดับประเทศและแบบรายงานที่หน่วยงานส่งแล้ว"
en = "Share of series whose last word is no more than 180 days before the newest day in the record: measures published for the country, and forms that agencies have sent"

[formula]
th = "ชุดข้อมูลที่วันล่าสุดห่างจากวันล่าสุดในระบบไม่เกิน 180 วัน ÷ ชุดข้อมูลที่มีวันที่ทั้งหมด × 100"
en = "Series no older than 180 days by the newest day in the record ÷ all dated series × 100"

[caveats]
th = "นับอายุถึงวันล่าสุดที่ปรากฏในระบบ ไม่ใช่วันนี้ อายุจริงจึงไม่น้อยกว่านี้และค่าที่ได้เป็นค่าสูงสุด กำหนด 180 วันคือรอบปรับปรุงของตัวชี้วัดจากเอกสารสาธารณะ อายุของแต่ละตัวชี้วัดถึงวันนี้เทียบกับรอบของตนแสดงในตารางของหน้าสุขภาพข้อมูล ข้อมูลที่ไม่ระบุวันที่ไม่นับ"
en = "Age is counted to the newest day in the record, not to today: series are at least that old, so the share is an upper bound. 180 days is the promise of KPIs from public documents; the age of each KPI today against its own promise is in the table of the data health page. Undated figures do not count"
*/
with series as (  -- the last possible day of a stated period, so that no age is too high
    select
        'figure:' || measure || ':' || segment as code,
        as_of_end as said_on,
        statement_ids[1] as statement_id,
        doc_ids[1] as doc_id,
    from marts.figure
    where segment_kind = 'national' and place_code = 'TH' and as_of is not null
    qualify
        row_number() over (
            partition by measure, segment
            order by as_of_end desc, statement_ids
        ) = 1

    union all by name

    select
        'form:' || agency.source as code,
        agency.as_of_end as said_on,
        min(statement.statement_id) as statement_id,
        arg_min(statement.doc_id, statement.statement_id) as doc_id,
    from marts.agency_as_of as agency
    inner join marts.statement as statement
        on starts_with(statement.statement_id, agency.source || '/')
    group by agency.source, agency.as_of_end
)

select
    newest.*,
    'statement' as kind,
    series.code,
    coalesce(newest.as_of - series.said_on <= 180, false)::int as above,  -- undated is not fresh
    1 as below,
    '<=' as qualifier,
    [series.statement_id] as statement_ids,
    [series.doc_id] as doc_ids,
from series
cross join newest_day() as newest
