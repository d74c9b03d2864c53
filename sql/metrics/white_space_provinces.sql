/*
description = "Provinces of which no document states a plan, zone, logo or participant: the least upper bound that the record gives."
code = "COV-02"
unit = "provinces"
direction = "down"
pages = ["provinces"]

[label]
th = "จังหวัดที่ยังไม่พบการเข้าร่วมโครงการ"
en = "Provinces not found to take part"

[definition]
th = "จำนวนจังหวัด (รวมกรุงเทพมหานคร) ที่เอกสารยังไม่ระบุว่ามีแผน เขตส่งเสริม ตราสัญลักษณ์ หรือผู้เข้าร่วมรุ่นนักดิจิทัลพัฒนาเมือง"
en = "Provinces, Bangkok included, for which no document states a plan, zone, logo or participant in an ambassador batch"

[formula]
th = "จังหวัดทั้งหมด − จังหวัดที่พบการเข้าร่วม โดยใช้ค่าที่น้อยกว่าระหว่างจังหวัดที่ทราบชื่อกับจำนวนจังหวัดที่รุ่นใดรุ่นหนึ่งประกาศว่าไปถึง ค่ารายภาคใช้เฉพาะจังหวัดที่ทราบชื่อ เป็นค่าที่แน่นอนเมื่อหน่วยงานส่งทั้งรายการเหตุการณ์ของแผนและรายการผู้เข้าร่วมแล้ว และรายชื่อไม่น้อยกว่าจำนวนจังหวัดที่ประกาศ"
en = "All provinces − those found to take part: the lesser of two counts, by provinces known by name and by the number that one batch is said to have reached; regions by name alone. Exact once agencies have sent both the events of plans and the places of participants, and these name no fewer provinces than were announced"

[caveats]
th = "เป็นค่าสูงสุด เนื่องจากบางรุ่นเผยแพร่จำนวนจังหวัดที่มีผู้เข้าร่วมโดยไม่เผยแพร่รายชื่อ ผลรวมรายภาคสูงกว่าเพราะนับจากจังหวัดที่ทราบชื่อ"
en = "An upper bound: a batch may publish how many provinces had participants and no list. Regions add up to more, as they count by name"
*/
with active as (  -- provinces known by name to have a plan on the ladder or a participant
    select
        plan.province_code,
        event.event_id as statement_id,
        event.doc_id,
        event.event_date_end as stated_on,
    from core.fct_plan_event as event
    inner join core.dim_plan as plan
        on event.plan_key = plan.plan_key
    where plan.programme = 'national' and event.ladder_step is not null

    union all by name

    select
        province_code,
        doc_id,
    from core.fct_cohort_place
    where starts_with(cohort, 'SCA-') and cohort <> 'SCA-2-TOUR'  -- a visit is no participant

    union all by name

    select
        unnest(place_codes) as province_code,
        statement_id,
        doc_id,
    from core.fct_agency_statement
    where source = 'agency_cohort_places' and value > 0
),

record as (  -- that a province is missing rests on all of it
    select
        list(statement_id) filter (where statement_id is not null) as statement_ids,
        list(doc_id) as doc_ids,
        max(stated_on) as stated_on,
    from active
    having count(*) > 0
),

forms as (
    select
        count(*) = 2 as is_complete,
        max(as_of_end) as as_of_end,
    from marts.agency_as_of
    where source in ('agency_plan_events', 'agency_cohort_places')
),

reached as (  -- by one batch, as published; the list of provinces is not
    select
        *,
    from marts.figure
    where
        measure = 'provinces_reached'
        and segment_kind = 'cohort'
        and starts_with(segment, 'SCA-')
        and phase = 'result'
        and qualifier = '='
        and is_current
    qualify row_number() over (order by value desc, as_of desc nulls last, segment) = 1
),

by_place as (
    select
        coalesce(province.region_code, 'TH') as place_code,
        count(*) as provinces,
        (count(*) filter (where found.province_code is null))::double as without,
        added_parts(
            'province',
            province.province_code,
            case when found.province_code is null then 1 end,
            null,
            []
        ) as parts,
    from core.dim_province as province
    left join (select distinct active.province_code from active) as found
        on province.province_code = found.province_code
    group by grouping sets ((province.region_code), ())
),

judged as (  -- a list that a published number outdoes is not complete
    select
        by_place.*,
        coalesce(by_place.provinces - reached.value < by_place.without, false) as is_outdone,
        forms.is_complete and not bool_or(is_outdone) over () as is_complete,
        greatest(record.stated_on, forms.as_of_end) as as_of,
        record.statement_ids,
        record.doc_ids,
    from by_place
    cross join record
    cross join forms
    left join reached
        on by_place.place_code = 'TH'
)

select  -- by name
    place_code,
    'result' as phase,
    as_of,
    'day' as as_of_precision,
    without as value,
    case when is_complete then without end as lower,
    without as upper,
    case when is_complete then '=' else '<=' end as qualifier,
    parts,
    statement_ids,
    doc_ids,
from judged
where not is_outdone

union all by name

select  -- by number: all provinces, less those reached
    reached.as_of,
    reached.as_of_precision,
    unnest(['provinces', 'statement']) as kind,
    unnest(['TH', reached.statement_ids[1]]) as code,
    unnest([judged.provinces, -reached.value]) as above,
    unnest([[], reached.statement_ids]) as statement_ids,
    reached.doc_ids,
    '<=' as qualifier,
from judged
cross join reached
where judged.is_outdone
