/*
description = "The published count over the target in force on its date."
code = "CERT-02"
unit = "percent"
headline = { phase = "announced" }
pages = ["overview"]

[label]
th = "ร้อยละความสำเร็จตามเป้าหมายเมืองอัจฉริยะ"
en = "Attainment of the certified city target"

[definition]
th = "จำนวนเมืองอัจฉริยะที่ประกาศ เทียบกับเป้าหมายจำนวนเมืองที่ใช้อยู่ ณ วันนั้น"
en = "Published certified cities against the target for certified cities in force on that date"

[formula]
th = "จำนวนเมืองที่ได้รับตราสัญลักษณ์ ÷ เป้าหมายที่ใช้อยู่ × 100"
en = "Certified cities ÷ target in force × 100"

[caveats]
th = "เป้าหมายปัจจุบันคือ 105 เมืองภายในปี พ.ศ. 2570 ช่วงก่อนหน้านั้นใช้เป้าหมายที่ใช้อยู่ในขณะนั้น เอกสารไม่ได้ระบุว่าปี พ.ศ. 2570 เป็นปีปฏิทินหรือปีงบประมาณ"
en = "The present target is 105 cities by 2570 (2027); earlier dates use the target of their time. Whether that is a calendar or a fiscal year is not stated"
*/
select
    published.*,
    target.value as below,
    [target.target_id] as below_statement_ids,
    [target.doc_id] as below_doc_ids,
from marts.figure as published
inner join core.fct_target as target
    on
        published.measure = target.measure
        and published.segment_kind = target.segment_kind
        and target.qualifier = '='
        and published.as_of_end >= target.stated_on
where published.measure = 'certified_cities' and published.segment_kind = 'national'
qualify  -- the last target stated by then
    row_number() over (
        partition by published.statement_ids
        order by target.stated_on desc, target.target_id
    ) = 1
