/*
description = "People whom the awareness work of a batch reached, as its organiser states."
code = "PPL-08"
unit = "persons"
format = "integer"
direction = "up"
rollup = "none"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-2", phase = "result" }
pages = ["cohorts"]
promise_days = 180

[label]
th = "ประชาชนที่รับรู้"
en = "Citizens reached"

[definition]
th = "จำนวนประชาชนที่ผู้จัดรุ่นรายงานว่าได้รับรู้จากงานสร้างการรับรู้ของรุ่นนั้น"
en = "People that the awareness work of a batch reached, as its organiser reports"

[formula]
th = "จำนวนตามที่เอกสารระบุ แยกตามรุ่น"
en = "As stated, by batch"

[caveats]
th = "เป็นตัวเลขที่หน่วยงานผู้จัดรายงานเองและเป็นค่าขั้นต่ำ ไม่ใช่จำนวนผู้ได้รับประโยชน์ ซึ่งเป็นค่าประมาณอีกรายการหนึ่งและไม่นำมารวมกัน"
en = "Self-reported and a lower bound; not the people who benefit, which are another, estimated, figure and are never added"
*/
with figures as (
    select
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
        nature,
        statement_ids,
        doc_ids,
        is_current,
    from marts.figure
    where measure = 'citizens_reached' and segment_kind = 'cohort'
)

select
    'citizens_reached' as metric_id,
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
    null::double as numerator,
    null::double as denominator,
    nature,
    statement_ids,
    doc_ids,
    is_current,
from figures
