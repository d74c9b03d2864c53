/*
description = "What a batch cost per official whom it trained: the inverse of officials per million baht."
grain = ["place_code", "segment_kind", "segment", "phase", "period", "value", "qualifier"]
code = "PPL-06"
unit = "THB_per_person"
format = "decimal2"
direction = "down"
rollup = "none"
time = "flow"
absence = "unknown"
target = ""
headline = { segment_kind = "cohort", segment = "SCA-2", phase = "result" }
pages = ["cohorts"]
breaks = []
promise_days = 366

[label]
th = "งบประมาณต่อเจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้ 1 คน"
en = "Baht per official trained"

[definition]
th = "งบประมาณของรุ่นเป็นบาท เทียบกับจำนวนเจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้จากรุ่นเดียวกัน และเทียบเป็นรายปีงบประมาณ"
en = "The budget of a batch in baht, against the officials whom the same batch trained; and so by fiscal year"

[formula]
th = "งบประมาณ (บาท) ÷ เจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้ ของรุ่นหรือปีงบประมาณเดียวกัน"
en = "Budget in baht ÷ officials trained, of the same batch or fiscal year"

[caveats]
th = "เป็นส่วนกลับของตัวชี้วัดเจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้ต่องบประมาณ 1 ล้านบาท จึงใช้ข้อมูลและข้อจำกัดเดียวกัน หากจำนวนเจ้าหน้าที่เป็นค่าขั้นต่ำ ค่าที่ได้เป็นค่าสูงสุด"
en = "The inverse of officials trained per million baht, of the same figures and under the same caveats; where officials are a lower bound, this is an upper one"

[owner]
th = "สำนักงานส่งเสริมเศรษฐกิจดิจิทัล (ดีป้า)"
en = "Digital Economy Promotion Agency (depa)"
*/
select
    'baht_per_official' as metric_id,
    place_kind,
    place_code,
    segment_kind,
    segment,
    phase,
    period,
    as_of,
    as_of_precision,
    1000000 * denominator / nullif(numerator, 0) as value,
    1000000 / nullif(upper, 0) as lower,
    1000000 / nullif(lower, 0) as upper,
    ratio_qualifier('=', qualifier) as qualifier,
    1000000 * denominator as numerator,
    numerator as denominator,
    nature,
    statement_ids,
    doc_ids,
    list_transform(
        parts,
        lambda one: struct_update(one, above := 1000000 * one.below, below := one.above)
    ) as parts,
    is_current,
from metrics.officials_per_million
where numerator > 0
