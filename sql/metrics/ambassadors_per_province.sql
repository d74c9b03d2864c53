/*
description = "Ambassadors of a batch per province: of each province, and over the provinces that have one."
code = "PPL-03"
unit = "persons_per_province"
headline = { segment_kind = "cohort", segment = "SCA-1", phase = "result" }
pages = ["provinces", "profile", "cohorts"]

[label]
th = "นักดิจิทัลพัฒนาเมืองต่อจังหวัด"
en = "Ambassadors per province"

[definition]
th = "จำนวนนักดิจิทัลพัฒนาเมืองของแต่ละรุ่นในจังหวัด และค่าเฉลี่ยของจังหวัดที่มีนักดิจิทัลพัฒนาเมืองของรุ่นนั้น"
en = "Ambassadors of a batch in a province, and their mean over the provinces that have one"

[formula]
th = "รายจังหวัดคือจำนวนคนตามที่หน่วยงานรายงาน ทั้งประเทศคือจำนวนคน ÷ จำนวนจังหวัดที่มีนักดิจิทัลพัฒนาเมืองของรุ่นและช่วงเดียวกัน"
en = "By province, people as the agency reports; nationally, people ÷ provinces that have ambassadors of the same batch and phase"

[caveats]
th = "ไม่นับกัปตันเมืองและผู้นำเมือง ตัวเลขสาธารณะนำมาหารกันเฉพาะเมื่อเอกสารฉบับเดียวกันระบุทั้งจำนวนคนและจำนวนจังหวัดของบทบาทเดียวกัน"
en = "City captains and city leaders do not count. Published numbers are divided only where one document states both people and provinces of the same role"
*/
with provinces as (
    select
        segment,
        phase,
        value,
        statement_ids,
        doc_ids,
    from marts.figure
    where measure = 'provinces_reached' and segment_kind = 'cohort' and qualifier = '='
),

placed as (
    select
        *,
        place_codes[1] as province_code,
        row_number() over (
            partition by segment, province_code order by value desc, statement_id
        ) = 1 as is_first_of_province,
        max(value) over (partition by segment) > 0 as has_people,
    from core.fct_agency_statement
    where source = 'agency_cohort_places' and phase = 'ambassador'
)

select
    people.* exclude (is_current),
    provinces.value as below,
    provinces.statement_ids as below_statement_ids,
    provinces.doc_ids as below_doc_ids,
from marts.figure as people
inner join provinces
    on
        people.segment = provinces.segment
        and people.phase = provinces.phase
        and list_has_any(people.doc_ids, provinces.doc_ids)
anti join marts.figure as all_roles  -- where other roles took part, the provinces are theirs too
    on
        people.segment = all_roles.segment
        and all_roles.measure = 'participants'
        and all_roles.segment_kind = 'cohort'
where
    people.measure = 'ambassadors'
    and people.segment_kind = 'cohort'
    and people.qualifier = '='
    and people.is_current

union all by name

select
    place.code as place_code,
    'cohort' as segment_kind,
    placed.segment,
    'launch' as phase,
    placed.as_of,
    placed.as_of_precision,
    'statement' as kind,
    placed.value as above,
    place.below,
    place.nature,
    [placed.statement_id] as statement_ids,
    [placed.doc_id] as doc_ids,
from placed
cross join unnest(
    [
        {'code': province_code, 'nature': 'reported', 'below': null},
        {'code': 'TH', 'nature': 'derived', 'below': (value > 0 and is_first_of_province)::int}
    ]
) as places(place)
where place.code <> 'TH' or placed.has_people
