/*
description = "Bangkok's rank in the IMD Smart City Index, of the cities ranked in that edition."
code = "IDX-03"
unit = "rank"
direction = "down"
headline = { segment_kind = "index", segment = "IMD-2568:Bangkok" }
pages = ["profile"]
promise_days = 366
owner = "imd"

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
select
    published.* exclude (is_current),
    published.value as numerator,
    ranked.value as denominator,  -- how many cities the same edition ranks
    ranked.statement_ids as below_statement_ids,
    ranked.doc_ids as below_doc_ids,
from marts.figure as published
left join marts.figure as ranked
    on
        published.segment = ranked.segment
        and ranked.measure = 'imd_ranked_cities'
        and ranked.segment_kind = 'index'
        and ranked.qualifier = '='
        and ranked.is_current
where published.measure = 'imd_rank' and published.segment_kind = 'index'

union all by name

select
    province_code as place_code,
    'index' as segment_kind,
    segment,
    'result' as phase,
    as_of,
    as_of_precision,
    rank as value,
    rank as lower,
    rank as upper,
    'reported' as nature,
    rank as numerator,
    ranked_of as denominator,
    [statement_id] as statement_ids,
    [doc_id] as doc_ids,
from core.fct_index_score
where index = 'IMD' and rank is not null and province_code is not null
