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
with behind as (  -- the rows of each figure, turned round
    select
        figure_set,
        added_parts(kind, code, 1000000 * below, above, statement_ids, doc_ids := doc_ids) as parts,
        flatten(list(statement_ids)) as statement_ids,
    from metrics.figure_row
    where metric_id = 'officials_per_million'
    group by figure_set
)

select
    figure.* exclude (figure, figure_set) replace (
        1000000 * figure.denominator / nullif(figure.numerator, 0) as value,
        1000000 / nullif(figure.upper, 0) as lower,
        1000000 / nullif(figure.lower, 0) as upper,
        ratio_qualifier('=', figure.qualifier) as qualifier,
        1000000 * figure.denominator as numerator,
        figure.numerator as denominator,
        ids(figure.statement_ids || coalesce(behind.statement_ids, [])) as statement_ids
    ),
    behind.parts,
from metrics.officials_per_million as figure
left join behind
    on figure.figure_set = behind.figure_set
where figure.numerator > 0
