/*
description = "Cities a month that the target needs from the last count, and the pace seen."
code = "CERT-03"
unit = "cities_per_month"
format = "decimal2"
direction = "down"
rollup = "none"
time = "flow"
headline = { segment_kind = "pace", segment = "calendar", phase = "announced" }
pages = ["overview"]
promise_days = 180

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
    select
        period,
        as_of,
        as_of_precision,
        as_of_end,
        value,
        lower,
        upper,
        qualifier,
        statement_ids,
        doc_ids,
        is_current,
    from marts.figure
    where
        measure = 'certified_cities'
        and segment_kind = 'national'
        and as_of is not null
        and is_known_now
),

latest as (
    select *
    from counts
    where is_current
),

highest_before as (  -- a count that can only grow: from where it first stood highest
    select
        counts.as_of,
        counts.value,
        counts.statement_ids,
        counts.doc_ids,
    from counts
    inner join latest
        on counts.as_of_end < latest.as_of
    where counts.qualifier = '='
    order by counts.value desc, counts.as_of, counts.statement_ids
    limit 1
),

target as (
    select
        first_target_id as target_id,
        value::double as value,
        horizon,
        first_doc_id as doc_id,
    from marts.target_version
    where
        measure = 'certified_cities'
        and segment_kind = 'national'
        and qualifier = '='
        and horizon is not null
        and is_in_force
),

readings as (  -- what "by 2570", or another year, may mean
    select
        readings.name as segment,
        readings.ends_on,
    from target
    cross join lateral (
        values
            ('calendar', make_date(target.horizon::integer, 12, 31)),
            ('fiscal', make_date(target.horizon::integer, 9, 30))
    ) as readings (name, ends_on)
),

figures as (
    select
        readings.segment,
        latest.period,
        latest.as_of,
        latest.as_of_precision,
        target.value - latest.value as numerator,
        target.value - latest.upper as lower,
        target.value - latest.lower as upper,
        case latest.qualifier  -- what is left turns the sign of the count round
            when '>' then '<'
            when '>=' then '<='
            when '<' then '>'
            when '<=' then '>='
            else latest.qualifier
        end as qualifier,
        date_sub('month', latest.as_of, readings.ends_on)::double as denominator,
        list_append(latest.statement_ids, target.target_id) as statement_ids,
        list_append(latest.doc_ids, target.doc_id) as doc_ids,
        stated_parts(target.value, [target.target_id])
        || stated_parts(-latest.value, latest.statement_ids) as parts,
    from latest
    cross join target
    cross join readings

    union all by name

    select
        'seen' as segment,
        latest.period,
        latest.as_of,
        latest.as_of_precision,
        latest.value - highest_before.value as numerator,
        latest.lower - highest_before.value as lower,
        latest.upper - highest_before.value as upper,
        latest.qualifier,
        date_sub('month', highest_before.as_of, latest.as_of)::double as denominator,
        latest.statement_ids || highest_before.statement_ids as statement_ids,
        latest.doc_ids || highest_before.doc_ids as doc_ids,
        stated_parts(latest.value, latest.statement_ids)
        || stated_parts(-highest_before.value, highest_before.statement_ids) as parts,
    from latest
    cross join highest_before
)

select
    'pace_gap' as metric_id,
    'national' as place_kind,
    'TH' as place_code,
    'pace' as segment_kind,
    segment,
    'announced' as phase,
    period,
    as_of,
    as_of_precision,
    numerator / nullif(denominator, 0) as value,
    lower / nullif(denominator, 0) as lower,
    upper / nullif(denominator, 0) as upper,
    qualifier,
    numerator,
    denominator,
    'derived' as nature,
    list_sort(list_distinct(statement_ids)) as statement_ids,
    list_sort(list_distinct(doc_ids)) as doc_ids,
    list_append(parts, part('months', segment, null, denominator, [])) as parts,
    true as is_current,
from figures
