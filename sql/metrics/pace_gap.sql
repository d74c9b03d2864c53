/*
description = "Cities a month that the target needs: its parts; the value is of the day it is read on."
code = "CERT-03"
unit = "cities_per_month"
needs_today = true
direction = "down"
time = "flow"
headline = { segment_kind = "pace", segment = "calendar", phase = "announced" }
pages = ["overview"]

[label]
th = "จำนวนเมืองที่ต้องเพิ่มต่อเดือนเพื่อให้ถึงเป้าหมาย"
en = "Cities per month needed to reach the target"

[definition]
th = "จำนวนเมืองที่ต้องได้รับตราสัญลักษณ์เพิ่มต่อเดือน นับจากวันที่เปิดดูถึงสิ้นปีของเป้าหมายที่ใช้อยู่"
en = "New cities needed each month from the day on which this is read to the end of the year of the target in force"

[formula]
th = "(เป้าหมาย − จำนวนล่าสุด) ÷ จำนวนเดือนเต็มที่เหลือ โดยวันสุดท้ายของกำหนดยังนับอยู่"
en = "(Target − latest count) ÷ whole months left; the last day itself still counts"

[caveats]
th = "เอกสารไม่ระบุว่าปีของเป้าหมายเป็นปีปฏิทินหรือปีงบประมาณ จึงคำนวณทั้งสองแบบ และแสดงอัตราที่นับจากวันที่ของจำนวนล่าสุดไว้ด้วย"
en = "Documents do not say whether the year of the target is the calendar or the fiscal one, so both are worked out; the rate from the day of the latest count stands beside them"
*/
with counts as (
    select *
    from marts.figure
    where measure = 'certified_cities' and segment_kind = 'national' and is_known_now
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
        months_left(period_end(latest.as_of, latest.as_of_precision), reading.ends_on) as below,
        reading.ends_on,
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
            ('calendar', deadline(target.horizon, 'calendar')),
            ('fiscal', deadline(target.horizon, 'fiscal'))
    ) as reading (name, ends_on)
    where latest.is_current and latest.as_of is not null
)

select
    * exclude (ends_on) replace (
        parts || [part('deadline', ends_on, null, below, [])] as parts
    ),
    'pace' as segment_kind,
    'announced' as phase,
from paces
