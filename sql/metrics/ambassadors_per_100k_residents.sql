/*
description = "Ambassadors of a batch per 100,000 registered residents: of each province, and of the country."
code = "PPL-03"
unit = "persons_per_100k_residents"
format = "decimal2"
direction = "up"
rollup = "none"
time = "stock"
headline = { segment_kind = "cohort", segment = "SCA-2", phase = "launch" }
pages = ["cohorts"]
promise_days = 180

[label]
th = "นักดิจิทัลพัฒนาเมืองต่อประชากร 1 แสนคน"
en = "Ambassadors per 100,000 residents"

[definition]
th = "จำนวนนักดิจิทัลพัฒนาเมืองของแต่ละรุ่นต่อประชากรตามทะเบียนราษฎร 1 แสนคน ทั้งประเทศและรายจังหวัด ใช้ประชากร ณ วันที่ 31 ธันวาคมของปีล่าสุดที่มีข้อมูลครบทุกจังหวัดและไม่เกินวันที่ของจำนวนคน (ปัจจุบันคือ พ.ศ. 2564)"
en = "Ambassadors of a batch per 100,000 registered residents, of the country and of each province; residents at 31 December of the latest year that is complete for every province and not after the count of people (2021 at present)"

[formula]
th = "นักดิจิทัลพัฒนาเมืองของรุ่น ÷ (ประชากรตามทะเบียนราษฎรของพื้นที่เดียวกัน ÷ 100,000)"
en = "Ambassadors of the batch ÷ (registered residents of the same place ÷ 100,000)"

[caveats]
th = "ประชากรตามทะเบียนราษฎรไม่รวมประชากรแฝง ค่าของจังหวัดที่มีประชากรแฝงมาก เช่น กรุงเทพมหานคร จึงสูงกว่าที่คิดจากผู้อยู่อาศัยจริง จำนวนคนซึ่งไม่ระบุวันที่ไม่นำมาหาร เพราะเลือกปีของประชากรไม่ได้ ค่ารายจังหวัดต้องได้จากหน่วยงาน"
en = "Registered is not resident: where many live unregistered, as in Bangkok, the figure is higher than by those who live there. An undated count is not divided, as no year of the population fits it. Provinces come from the agency"
*/
with behind as (  -- the rows of each figure
    select
        figure_set,
        figure_place,
        added_parts(kind, code, above, below, statement_ids, doc_ids := doc_ids) as parts,
        flatten(list(statement_ids)) as statement_ids,
    from metrics.figure_row
    where metric_id = 'ambassadors_per_province'
    group by figure_set, figure_place
),

placed as (  -- by province, as the agency reports
    select
        figures.place_code,
        figures.segment,
        figures.phase,
        figures.as_of,
        figures.as_of_precision,
        figures.value as people,
        ids(figures.statement_ids || coalesce(behind.statement_ids, [])) as statement_ids,
        figures.doc_ids,
        behind.parts,
    from metrics.ambassadors_per_province as figures
    left join behind
        on figures.figure_set = behind.figure_set and figures.place_code = behind.figure_place
    where figures.place_kind = 'province' and figures.is_current
),

counted as (
    select
        'national' as place_kind,
        place_code,
        segment,
        phase,
        as_of,
        as_of_precision,
        value as people,
        statement_ids,
        doc_ids,
        stated_parts(value, statement_ids) as parts,
    from marts.figure
    where
        measure = 'ambassadors'
        and segment_kind = 'cohort'
        and phase in ('launch', 'result')
        and place_code = 'TH'
        and qualifier = '='
        and is_current

    union all by name

    select
        'province' as place_kind,
        placed.*,
    from placed

    union all by name

    select
        'national' as place_kind,
        'TH' as place_code,
        segment,
        phase,
        max(as_of) as as_of,
        arg_max(as_of_precision, (as_of, statement_ids)) as as_of_precision,
        sum(people) as people,
        list_sort(flatten(list(statement_ids))) as statement_ids,
        list_sort(list_distinct(flatten(list(doc_ids)))) as doc_ids,
        list_sort(flatten(list(parts))) as parts,
    from placed
    group by segment, phase
),

provinces as (
    select
        count(*) as provinces,
    from core.dim_province
),

complete as (  -- days of the register on which every province is counted
    select
        population.as_of_date,
    from core.fct_population as population
    cross join provinces
    group by population.as_of_date, provinces.provinces
    having count(*) = provinces.provinces
),

registered as (  -- in 100,000 residents
    select
        coalesce(population.province_code, 'TH') as place_code,
        population.as_of_date,
        sum(population.population)::double / 100000 as residents,
        list(distinct population.doc_id) as doc_ids,
        added_parts(
            'residents', population.province_code, null, population.population::double / 100000,
            [],
            doc_ids := [population.doc_id]
        ) as parts,
    from core.fct_population as population
    semi join complete
        on population.as_of_date = complete.as_of_date
    group by population.as_of_date, grouping sets ((population.province_code), ())
),

figures as (
    select
        counted.place_kind,
        counted.place_code,
        'cohort' as segment_kind,
        counted.segment,
        counted.phase,
        period_text(counted.as_of, counted.as_of_precision) as period,
        counted.as_of,
        counted.as_of_precision,
        counted.people / nullif(registered.residents, 0) as value,
        counted.people as numerator,
        registered.residents as denominator,
        'derived' as nature,
        counted.statement_ids,
        list_sort(list_distinct(counted.doc_ids || registered.doc_ids)) as doc_ids,
        counted.parts || registered.parts as parts,
        row_number() over (
            partition by counted.place_code, counted.segment, counted.phase
            order by counted.as_of desc, counted.statement_ids
        ) = 1 as is_current,
    from counted
    asof join registered
        on counted.place_code = registered.place_code and counted.as_of >= registered.as_of_date
)

select
    'ambassadors_per_100k_residents' as metric_id,
    place_kind,
    place_code,
    segment_kind,
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
    is_current,
from figures
