/*
description = "Bangkok's rank in the IMD Smart City Index, of the cities ranked in that edition."
code = "IDX-03"
unit = "rank"
format = "integer"
direction = "down"
rollup = "none"
time = "stock"
headline = { segment_kind = "index", segment = "IMD-2568:Bangkok", phase = "result" }
pages = ["profile"]
promise_days = 366

[label]
th = "อันดับของกรุงเทพมหานครในดัชนีเมืองอัจฉริยะของ IMD"
en = "IMD Smart City Index rank, Bangkok"

[definition]
th = "อันดับของกรุงเทพมหานครในดัชนีเมืองอัจฉริยะของ IMD (IMD Smart City Index) แต่ละปี"
en = "Bangkok's rank in each edition of the IMD Smart City Index"

[formula]
th = "อันดับตามที่เผยแพร่ แสดงคู่กับจำนวนเมืองที่จัดอันดับในปีเดียวกัน"
en = "The rank as published, beside the number of cities ranked in that edition"

[caveats]
th = "ไม่มีการเผยแพร่ดัชนีของปี พ.ศ. 2565 และมีการเปลี่ยนวิธีจัดทำในปี พ.ศ. 2566 อันดับก่อนและหลังปีนั้นจึงไม่เป็นอนุกรมเดียวกัน จำนวนเมืองที่จัดอันดับต่างกันทุกปี"
en = "There is no 2022 edition and the method changed in 2023: ranks before and after are not one series. The number of cities ranked differs by edition"
*/
with published as (
    select
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
        nature,
        statement_ids,
        doc_ids,
        is_current,
    from marts.figure
    where measure = 'imd_rank' and segment_kind = 'index'
),

ranked as (  -- how many cities the same edition ranks
    select
        segment,
        value,
        statement_ids,
        doc_ids,
    from marts.figure
    where
        measure = 'imd_ranked_cities'
        and segment_kind = 'index'
        and qualifier = '='
        and is_current
),

stated as (
    select
        published.* exclude (statement_ids, doc_ids, is_current),
        published.value as numerator,
        ranked.value as denominator,
        list_sort(
            list_distinct(published.statement_ids || coalesce(ranked.statement_ids, []))
        ) as statement_ids,
        list_sort(list_distinct(published.doc_ids || coalesce(ranked.doc_ids, []))) as doc_ids,
        stated_parts(published.value, published.statement_ids) as parts,
    from published
    left join ranked
        on published.segment = ranked.segment

    union all by name

    select
        'province' as place_kind,
        province_code as place_code,
        'index' as segment_kind,
        segment,
        'result' as phase,
        period_text(as_of, as_of_precision) as period,
        as_of,
        as_of_precision,
        rank::double as value,
        rank::double as lower,
        rank::double as upper,
        '=' as qualifier,
        rank::double as numerator,
        ranked_of::double as denominator,
        'reported' as nature,
        [statement_id] as statement_ids,
        [doc_id] as doc_ids,
    from core.fct_index_score
    where index = 'IMD' and rank is not null and province_code is not null
),

figures as (
    select
        stated.*,
        row_number() over (
            partition by segment, phase, place_code
            order by as_of desc nulls last, statement_ids
        ) = 1 as is_current,
    from stated
)

select
    'imd_rank' as metric_id,
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
