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
th = "จำนวนเมืองแต่ละวันเทียบกับเป้าหมายที่ประกาศล่าสุด ณ วันนั้น ร้อยละที่คิดจากเป้าหมายคนละฉบับจึงนำมาเทียบกันไม่ได้ และเอกสารไม่ได้ระบุว่าปีของเป้าหมายเป็นปีปฏิทินหรือปีงบประมาณ"
en = "A count is set against the target that was stated last on its own day, so shares of two targets can't be compared. Whether a target's year is the calendar or the fiscal one is not stated"
*/
select
    published.*,
    target.value as below,
    [target.target_id] as below_statement_ids,
    [target.doc_id] as below_doc_ids,
from marts.figure as published
inner join marts.target_span as target  -- of the count's own day
    on
        published.measure = target.measure
        and published.as_of_end >= target.since
        and published.as_of_end <= coalesce(target.until, published.as_of_end)
where published.measure = 'certified_cities' and published.segment_kind = 'national'
