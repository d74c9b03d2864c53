/*
description = "Conflicts of statements that no steward has decided."
code = "HLT-03"
unit = "conflicts"
format = "integer"
direction = "down"
rollup = "none"
time = "stock"
absence = "zero"
headline = { segment_kind = "national", segment = "TH", phase = "result" }
pages = ["health"]
owner = "steward"
promise_days = 31

[label]
th = "ข้อมูลขัดแย้งกันที่ยังไม่มีข้อยุติ"
en = "Open conflicts"

[definition]
th = "จำนวนเรื่องที่มีข้อมูลซึ่งไม่อาจเป็นจริงพร้อมกัน และผู้ดูแลข้อมูลยังไม่มีข้อยุติ"
en = "Conflicts whose statements can't all be true and that no data steward has decided"

[formula]
th = "จำนวนเรื่องที่ข้อมูลขัดแย้งกันทั้งหมด หักด้วยเรื่องที่ผู้ดูแลข้อมูลเลือกค่าที่จะแสดงแล้ว"
en = "Conflicts in the record, without those of which a steward chose the value to display"

[caveats]
th = "คำนวณจากช่วงค่าของข้อมูลเรื่องเดียวกัน ณ วันเดียวกัน และจากค่าสะสมที่ลดลง แม้มีข้อยุติแล้วก็ยังเก็บข้อมูลไว้ครบทุกรายการ วันที่ของค่าคือวันล่าสุดที่ปรากฏในข้อมูล"
en = "Computed from the bounds of statements of one thing on one day, and from falls of cumulative counts; all sides are kept, also of those decided. The date is the newest day in the record"
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

conflicts as (
    select
        conflict.conflict_id,
        list(side.statement_id) as statement_ids,
        list(side.doc_id) as doc_ids,
    from marts.conflict as conflict
    inner join marts.conflict_statement as side
        on conflict.conflict_id = side.conflict_id
    where not conflict.is_decided
    group by conflict.conflict_id
),

counted as (
    select
        count(*)::double as conflicts,
        list_sort(list_distinct(flatten(list(statement_ids)))) as statement_ids,
        list_sort(list_distinct(flatten(list(doc_ids)))) as doc_ids,
        added_parts('conflict', conflict_id, 1, null, statement_ids) as parts,
    from conflicts
),

figures as (  -- a record without statements has no day, and says nothing
    select
        'national' as place_kind,
        'TH' as place_code,
        'national' as segment_kind,
        'TH' as segment,
        'result' as phase,
        period_text(newest.as_of, 'day') as period,
        newest.as_of,
        'day' as as_of_precision,
        counted.conflicts as value,
        counted.conflicts as lower,
        counted.conflicts as upper,
        '=' as qualifier,
        'derived' as nature,
        coalesce(counted.statement_ids, []) as statement_ids,
        coalesce(counted.doc_ids, []) as doc_ids,
        counted.parts,
        true as is_current,
    from counted
    cross join newest
    where newest.as_of is not null
)

select
    'open_conflicts' as metric_id,
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
    parts,
    is_current,
from figures
