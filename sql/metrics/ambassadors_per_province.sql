/*
description = "Ambassadors of a batch per province: of each province, and over the provinces that have one."
code = "PPL-03"
unit = "persons_per_province"
format = "integer"
direction = "up"
rollup = "none"
time = "stock"
headline = { segment_kind = "cohort", segment = "SCA-1", phase = "launch" }
pages = ["provinces", "cohorts"]
promise_days = 180

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
th = "ไม่นับกัปตันเมืองและผู้นำเมือง ตัวเลขสาธารณะนำมาหารกันเฉพาะเมื่อเอกสารฉบับเดียวกันระบุทั้งจำนวนคนและจำนวนจังหวัด รุ่นที่ 2 เอกสารระบุจังหวัดของผู้เข้าร่วมทุกบทบาท จึงไม่นำมาหาร เป้าหมายของรุ่นที่ 2 คือพื้นที่ละ 1 คน (150 พื้นที่)"
en = "City captains and city leaders do not count. Published numbers are divided only where one document states both people and provinces; of batch 2 the provinces are those of all roles. Its aim was one for each of 150 areas"
*/
with people as (
    select
        segment,
        phase,
        period,
        as_of,
        as_of_precision,
        value,
        statement_ids,
        doc_ids,
        is_current,
    from marts.figure
    where measure = 'ambassadors' and segment_kind = 'cohort' and qualifier = '='
),

provinces as (
    select
        segment,
        phase,
        value,
        statement_ids,
        doc_ids,
    from marts.figure
    where measure = 'provinces_reached' and segment_kind = 'cohort' and qualifier = '='
),

all_roles as (  -- where other roles took part, the provinces are theirs too
    select distinct segment
    from marts.figure
    where measure = 'participants' and segment_kind = 'cohort'
),

published as (
    select
        people.segment,
        people.phase,
        people.period,
        people.as_of,
        people.as_of_precision,
        people.value as numerator,
        provinces.value as denominator,
        list_sort(list_distinct(people.statement_ids || provinces.statement_ids))
            as statement_ids,
        list_sort(list_distinct(people.doc_ids || provinces.doc_ids)) as doc_ids,
        stated_parts(people.value, people.statement_ids)
        || stated_below(provinces.value, provinces.statement_ids) as parts,
    from people
    inner join provinces
        on
            people.segment = provinces.segment
            and people.phase = provinces.phase
            and list_has_any(people.doc_ids, provinces.doc_ids)
    anti join all_roles
        on people.segment = all_roles.segment
    where people.is_current
),

placed as (
    select
        segment,
        place_codes[1] as province_code,
        value::double as people,
        as_of,
        as_of_precision,
        statement_id,
        doc_id,
        (
            value > 0
            and row_number() over (
                partition by segment, place_codes[1] order by value desc, statement_id
            ) = 1
        )::int as first_of_province,  -- so that each province counts once
    from core.fct_agency_statement
    where source = 'agency_cohort_places' and phase = 'ambassador'
),

counted as (
    select
        case when grouping(province_code) = 1 then 'national' else 'province' end as place_kind,
        coalesce(province_code, 'TH') as place_code,
        segment,
        max(as_of) as as_of,
        arg_max(as_of_precision, (as_of, statement_id)) as as_of_precision,
        sum(people) as people,
        sum(first_of_province)::double as provinces,
        list(statement_id order by statement_id) as statement_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
        added_parts('statement', statement_id, people, first_of_province, [statement_id])
            as parts,
    from placed
    group by grouping sets ((segment, province_code), (segment))
),

stated as (
    select
        'national' as place_kind,
        'TH' as place_code,
        segment,
        phase,
        period,
        as_of,
        as_of_precision,
        numerator / nullif(denominator, 0) as value,
        numerator,
        denominator,
        'derived' as nature,
        statement_ids,
        doc_ids,
        parts,
    from published

    union all by name

    select
        place_kind,
        place_code,
        segment,
        'launch' as phase,
        period_text(as_of, as_of_precision) as period,
        as_of,
        as_of_precision,
        case
            when place_kind = 'province' then people
            else people / nullif(provinces, 0)
        end as value,
        case when place_kind = 'national' then people end as numerator,
        case when place_kind = 'national' then provinces end as denominator,
        case when place_kind = 'national' then 'derived' else 'reported' end as nature,
        statement_ids,
        doc_ids,
        case
            when place_kind = 'province'
                then list_transform(parts, lambda one: struct_update(one, below := null::double))
            else parts
        end as parts,
    from counted
    where place_kind = 'province' or provinces > 0
),

figures as (
    select
        place_kind,
        place_code,
        'cohort' as segment_kind,
        segment,
        phase,
        period,
        as_of,
        as_of_precision,
        value,
        value as lower,
        value as upper,
        '=' as qualifier,
        numerator,
        denominator,
        nature,
        statement_ids,
        doc_ids,
        parts,
        row_number() over (
            partition by place_code, segment, phase
            order by as_of desc nulls last, statement_ids
        ) = 1 as is_current,
    from stated
)

select
    'ambassadors_per_province' as metric_id,
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
    numerator,
    denominator,
    nature,
    statement_ids,
    doc_ids,
    parts,
    is_current,
from figures
