/*
description = "What a batch cost per official whom it trained: the inverse of officials per million baht."
code = "PPL-06"
unit = "THB_per_person"
format = "decimal2"
direction = "down"
rollup = "none"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-2", phase = "result" }
pages = ["cohorts"]
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
*/
with behind as (  -- the rows of each figure
    select
        figure_set,
        figure_place,
        added_parts(kind, code, above, below, statement_ids, doc_ids := doc_ids) as parts,
        flatten(list(statement_ids)) as statement_ids,
    from metrics.figure_row
    where metric_id = 'officials_per_million'
    group by figure_set, figure_place
)

select
    'baht_per_official' as metric_id,
    figures.place_kind,
    figures.place_code,
    figures.segment_kind,
    figures.segment,
    figures.phase,
    figures.period,
    figures.as_of,
    figures.as_of_precision,
    1000000 * figures.denominator / nullif(figures.numerator, 0) as value,
    1000000 / nullif(figures.upper, 0) as lower,
    1000000 / nullif(figures.lower, 0) as upper,
    ratio_qualifier('=', figures.qualifier) as qualifier,
    1000000 * figures.denominator as numerator,
    figures.numerator as denominator,
    figures.nature,
    ids(figures.statement_ids || coalesce(behind.statement_ids, [])) as statement_ids,
    figures.doc_ids,
    list_transform(
        behind.parts,
        lambda one: struct_update(one, above := 1000000 * one.below, below := one.above)
    ) as parts,
    figures.is_current,
from metrics.officials_per_million as figures
left join behind
    on figures.figure_set = behind.figure_set and figures.place_code = behind.figure_place
where figures.numerator > 0
