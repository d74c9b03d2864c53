/*
description = "Registered residents of certified areas, of the registered population on the same day."
code = "COV-04"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "none"
time = "stock"
headline = { segment_kind = "national", segment = "TH", phase = "register" }
pages = ["provinces", "profile"]
promise_days = 366

[label]
th = "สัดส่วนประชากรในพื้นที่เมืองอัจฉริยะ"
en = "Share of the population in certified areas"

[definition]
th = "ร้อยละของประชากรตามทะเบียนราษฎรที่อยู่ในพื้นที่ของเมืองที่ได้รับตราสัญลักษณ์"
en = "Share of the registered population that lives in areas with the logo"

[formula]
th = "ประชากรตามทะเบียนในพื้นที่เมืองอัจฉริยะ ÷ ประชากรตามทะเบียนของจังหวัดหรือทั้งประเทศ ณ วันเดียวกัน × 100"
en = "Registered residents of certified areas ÷ registered population of the province or country on the same day × 100"

[caveats]
th = "คำนวณเฉพาะเมื่อตัวตั้งและตัวหารเป็นข้อมูลของวันเดียวกัน ระดับประเทศต้องมีครบทุกจังหวัด ไม่นำจำนวนผู้ได้รับประโยชน์ที่เอกสารกล่าวอ้างมาหาร"
en = "Made only where both parts are of the same day, and for the country only where every province is known; claimed beneficiaries are never divided"
*/
with behind as (  -- the rows of each figure
    select
        figure_set,
        figure_place,
        added_parts(kind, code, above, below, statement_ids, doc_ids := doc_ids) as parts,
        flatten(list(statement_ids)) as statement_ids,
    from metrics.figure_row
    where metric_id = 'certified_population'
    group by figure_set, figure_place
),

residents as (
    select
        figures.*,
        ids(figures.statement_ids || coalesce(behind.statement_ids, [])) as all_statement_ids,
        behind.parts,
    from metrics.certified_population as figures
    left join behind
        on figures.figure_set = behind.figure_set and figures.place_code = behind.figure_place
    where figures.phase = 'register' and figures.as_of_precision = 'day'
),

provinces as (
    select
        count(*) as provinces,
    from core.dim_province
),

registered as (
    select
        coalesce(population.province_code, 'TH') as place_code,
        population.as_of_date,
        sum(population.population)::double as population,
        list(distinct population.doc_id) as doc_ids,
        added_parts(
            'residents', population.province_code, null, population.population, [],
            doc_ids := [population.doc_id]
        ) as parts,
    from core.fct_population as population
    cross join provinces
    group by
        population.as_of_date,
        provinces.provinces,
        grouping sets ((population.province_code), ())
    having grouping(population.province_code) = 0 or count(*) = provinces.provinces
),

figures as (
    select
        residents.place_kind,
        residents.place_code,
        residents.segment_kind,
        residents.segment,
        residents.phase,
        residents.period,
        residents.as_of,
        residents.as_of_precision,
        100 * residents.value / nullif(registered.population, 0) as value,
        100 * residents.lower / nullif(registered.population, 0) as lower,
        100 * residents.upper / nullif(registered.population, 0) as upper,
        residents.qualifier,
        residents.value as numerator,
        registered.population as denominator,
        'derived' as nature,
        residents.all_statement_ids as statement_ids,
        list_sort(list_distinct(residents.doc_ids || registered.doc_ids)) as doc_ids,
        residents.parts || registered.parts as parts,
        row_number() over (
            partition by residents.place_code
            order by residents.as_of desc
        ) = 1 as is_current,
    from residents
    inner join registered
        on
            residents.place_code = registered.place_code
            and residents.as_of = registered.as_of_date
)

select
    'certified_population_share' as metric_id,
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
