/*
description = "Ambassadors of a batch per 100,000 registered residents: of each province, and of the country."
code = "PPL-03"
unit = "persons_per_100k_residents"
headline = { segment_kind = "cohort", segment = "SCA-2", phase = "launch" }
pages = ["cohorts"]

[label]
th = "นักดิจิทัลพัฒนาเมืองต่อประชากร 1 แสนคน"
en = "Ambassadors per 100,000 residents"

[definition]
th = "จำนวนนักดิจิทัลพัฒนาเมืองของแต่ละรุ่นต่อประชากรตามทะเบียนราษฎร 1 แสนคน ทั้งประเทศและรายจังหวัด ใช้ประชากร ณ วันที่ 31 ธันวาคมของปีล่าสุดที่มีข้อมูลครบทุกจังหวัดและไม่เกินวันที่ของจำนวนคน"
en = "Ambassadors of a batch per 100,000 registered residents, of the country and of each province; residents at 31 December of the latest year that is complete for every province and not after the count of people"

[formula]
th = "นักดิจิทัลพัฒนาเมืองของรุ่น ÷ (ประชากรตามทะเบียนราษฎรของพื้นที่เดียวกัน ÷ 100,000)"
en = "Ambassadors of the batch ÷ (registered residents of the same place ÷ 100,000)"

[caveats]
th = "ประชากรตามทะเบียนราษฎรไม่รวมประชากรแฝง ค่าของจังหวัดที่มีประชากรแฝงมาก เช่น กรุงเทพมหานคร จึงสูงกว่าที่คิดจากผู้อยู่อาศัยจริง จำนวนคนซึ่งไม่ระบุวันที่ไม่นำมาหาร เพราะเลือกปีของประชากรไม่ได้ ค่ารายจังหวัดต้องได้จากหน่วยงาน"
en = "Registered is not resident: where many live unregistered, as in Bangkok, the figure is higher than by those who live there. An undated count is not divided, as no year of the population fits it. Provinces come from the agency"
*/
with people as (  -- a province as the agency reports it counts for itself and for the country
    select
        'counted' as edition,
        unnest([figures.place_code, 'TH']) as place_code,
        figures.segment,
        figures.phase,
        figures.as_of,
        figures.as_of_precision,
        coalesce(behind.above, figures.value) as above,
        coalesce(behind.statement_ids, figures.statement_ids) as statement_ids,
        coalesce(behind.doc_ids, figures.doc_ids) as doc_ids,
    from metrics.ambassadors_per_province as figures
    left join metrics.figure_row as behind
        on figures.figure_set = behind.figure_set and figures.place_code = behind.figure_place
    where figures.place_kind = 'province' and figures.is_current

    union all by name

    select
        'announced' as edition,
        place_code,
        segment,
        phase,
        as_of,
        as_of_precision,
        value as above,
        statement_ids,
        doc_ids,
    from marts.figure
    where
        measure = 'ambassadors'
        and segment_kind = 'cohort'
        and phase in ('launch', 'result')
        and place_code = 'TH'
        and qualifier = '='
        and is_current
),

counted as (
    select
        *,
        'cohort' as segment_kind,
        max(as_of) over (partition by edition, place_code, segment, phase) as counted_on,
    from people
),

complete as (  -- days of the register on which every province is counted
    select
        as_of_date,
    from core.fct_population
    group by as_of_date
    having count(*) = (select count(*) from core.dim_province)
),

dated as (
    select
        counted.* exclude (counted_on),
        complete.as_of_date,
    from counted
    asof join complete
        on counted.counted_on >= complete.as_of_date
)

select
    * exclude (as_of_date),
    'statement' as kind,
from dated

union all by name

select distinct
    dated.edition,
    dated.place_code,
    dated.segment_kind,
    dated.segment,
    dated.phase,
    'residents' as kind,
    population.province_code as code,
    population.population / 100000 as below,
    [population.doc_id] as doc_ids,
from dated
inner join core.fct_population as population
    on
        dated.as_of_date = population.as_of_date
        and dated.place_code in (population.province_code, 'TH')
