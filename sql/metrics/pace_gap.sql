/*
description = "Cities a month that the target needs from the last count, and the pace seen."
code = "CERT-03"
unit = "cities_per_month"
direction = "down"
time = "flow"
headline = { segment_kind = "pace", segment = "calendar", phase = "announced" }
pages = ["overview"]

[label]
th = "จำนวนเมืองที่ต้องเพิ่มต่อเดือนเพื่อให้ถึงเป้าหมาย"
en = "Cities per month needed to reach the target"

[definition]
th = "จำนวนเมืองที่ต้องได้รับตราสัญลักษณ์เพิ่มต่อเดือน นับจากวันที่ของจำนวนที่ประกาศล่าสุดถึงสิ้นปีของเป้าหมายที่ใช้อยู่ เทียบกับอัตราที่เกิดขึ้นจริง"
en = "New cities needed each month from the last published count to the end of the year of the target in force, beside the pace seen"

[formula]
th = "(เป้าหมาย − จำนวนล่าสุด) ÷ จำนวนเดือนเต็มที่เหลือ อัตราที่เกิดขึ้นจริง = (จำนวนล่าสุด − จำนวนสูงสุดก่อนหน้า) ÷ จำนวนเดือนระหว่างสองวันนั้น"
en = "(Target − latest count) ÷ whole months left; pace seen = (latest count − highest earlier count) ÷ whole months between"

[caveats]
th = "แสดงทั้งสองความหมายของปี พ.ศ. 2570 คือสิ้นปีปฏิทินและสิ้นปีงบประมาณ ส่วนอัตราที่นับจากวันนี้คำนวณขณะเปิดหน้านี้"
en = "Both readings of 2570 (2027) are given, the calendar and the fiscal year; the dashboard counts from today as well"
*/
with counts as (
    select *
    from marts.figure
    where measure = 'certified_cities' and segment_kind = 'national' and is_known_now
),

highest_before as (  -- a count that can only grow: from where it first stood highest
    select counts.*
    from counts
    inner join counts as latest
        on latest.is_current and counts.as_of_end < latest.as_of
    where counts.qualifier = '='
    order by counts.value desc, counts.as_of, counts.statement_ids
    limit 1
),

paces as (
    select
        reading.name as segment,
        latest.as_of,
        latest.as_of_precision,
        target.value - latest.value as value,
        target.value - latest.upper as lower,
        target.value - latest.lower as upper,
        ratio_qualifier('=', latest.qualifier) as qualifier,  -- what is left turns it round
        date_sub('month', latest.as_of, reading.ends_on) as below,
        list_append(latest.statement_ids, target.first_target_id) as statement_ids,
        list_append(latest.doc_ids, target.first_doc_id) as doc_ids,
        stated_parts(target.value, [target.first_target_id])
        || stated_parts(-latest.value, latest.statement_ids) as parts,
    from counts as latest
    inner join marts.target_version as target
        on
            latest.measure = target.measure
            and latest.segment_kind = target.segment_kind
            and target.qualifier = '='
            and target.horizon is not null
            and target.is_in_force
    cross join lateral (  -- what "by 2570", or another year, may mean
        values
            ('calendar', make_date(target.horizon::integer, 12, 31)),
            ('fiscal', make_date(target.horizon::integer, 9, 30))
    ) as reading (name, ends_on)
    where latest.is_current and latest.as_of is not null

    union all by name

    select
        'seen' as segment,
        latest.as_of,
        latest.as_of_precision,
        latest.value - highest_before.value as value,
        latest.lower - highest_before.value as lower,
        latest.upper - highest_before.value as upper,
        latest.qualifier,
        date_sub('month', highest_before.as_of, latest.as_of) as below,
        latest.statement_ids || highest_before.statement_ids as statement_ids,
        latest.doc_ids || highest_before.doc_ids as doc_ids,
        stated_parts(latest.value, latest.statement_ids)
        || stated_parts(-highest_before.value, highest_before.statement_ids) as parts,
    from counts as latest
    cross join highest_before
    where latest.is_current
)

select
    * replace (parts || [part('months', segment, null, below, [])] as parts),
    'pace' as segment_kind,
    'announced' as phase,
from paces
