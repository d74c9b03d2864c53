/*
description = "What a batch cost per official whom it trained: the inverse of officials per million baht."
code = "PPL-06"
unit = "THB_per_person"
direction = "down"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-2" }
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
select
    figure.* exclude (figure, figure_set, holds) replace (
        1000000 * figure.denominator / nullif(figure.numerator, 0) as value,
        1000000 / nullif(figure.upper, 0) as lower,
        1000000 / nullif(figure.lower, 0) as upper,
        ratio_qualifier('=', figure.qualifier) as qualifier,
        1000000 * figure.denominator as numerator,
        figure.numerator as denominator,
        ids(figure.statement_ids || coalesce(behind.statement_ids, [])) as statement_ids
    ),
    list_transform(
        behind.parts,
        lambda one: struct_update(one, above := 1000000 * one.below, below := one.above)
    ) as parts,
from metrics.officials_per_million as figure
left join rows_of('officials_per_million') as behind
    on figure.figure_set = behind.figure_set and figure.place_code = behind.figure_place
where figure.numerator > 0
