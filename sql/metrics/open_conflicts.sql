/*
description = "Conflicts of statements that no steward has decided."
code = "HLT-03"
unit = "conflicts"
direction = "down"
absence = "zero"
pages = ["health"]
owner = "steward"
promise_days = 31

[label]
th = "ตัวเลขไม่ตรงกันที่ยังไม่มีข้อยุติ"
en = "Open conflicts"

[definition]
th = "จำนวนเรื่องที่มีข้อมูลซึ่งไม่อาจเป็นจริงพร้อมกัน และผู้ดูแลข้อมูลยังไม่มีข้อยุติ"
en = "Conflicts whose statements can't all be true and that no data steward has decided"

[formula]
th = "จำนวนเรื่องที่ตัวเลขไม่ตรงกันทั้งหมด หักด้วยเรื่องที่ผู้ดูแลข้อมูลเลือกค่าที่จะแสดงแล้ว"
en = "Conflicts in the record, without those of which a steward chose the value to display"

[caveats]
th = "คำนวณจากช่วงค่าของข้อมูลเรื่องเดียวกัน ณ วันเดียวกัน และจากยอดสะสมที่ลดลง เรื่องที่ค่าต่างกันไม่เกินร้อยละ 1.5 ของค่าที่มากกว่า หรือค่าหนึ่งเป็นขอบเขตของอีกค่าหนึ่ง ถือว่าต่างกันเพราะการปัดเศษ นอกนั้นถือว่าต่างกันในสาระ แม้มีข้อยุติแล้วก็ยังเก็บข้อมูลไว้ครบทุกรายการ วันที่ของค่าคือวันล่าสุดที่ปรากฏในข้อมูล"
en = "Computed from the bounds of statements of one thing on one day, and from falls of cumulative counts; values at most 1.5% of the larger apart, or of which one is the bound of the other, differ by rounding, all others disagree; all sides are kept, also of those decided. The date is the newest day in the record"
*/
with undecided as (
    select
        newest.*,
        conflict.is_rounding,
        'conflict' as kind,
        conflict.conflict_id as code,
        case when conflict.conflict_id is not null then 1 end as above,
        list(side.statement_id) as statement_ids,
        list(side.doc_id) as doc_ids,
    from newest_day() as newest
    left join marts.conflict as conflict
        on not conflict.is_decided
    left join marts.conflict_statement as side
        on conflict.conflict_id = side.conflict_id
    where newest.as_of is not null  -- a record without statements has no day, and says nothing
    group by newest.as_of, newest.as_of_precision, conflict.conflict_id, conflict.is_rounding
)

select * exclude (is_rounding)
from undecided

union all by name

select  -- told apart: one of the other kind gives nothing, so that none is a zero
    undecided.* exclude (is_rounding) replace (
        case when undecided.is_rounding = sort.is_rounding then undecided.above end as above
    ),
    'disagreement' as segment_kind,
    sort.segment,
from undecided
cross join (values ('real', false), ('rounding', true)) as sort (segment, is_rounding)
