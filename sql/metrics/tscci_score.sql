/*
description = "Score of an area or a province in one edition of the TSCCI; the two lists kept apart."
code = "IDX-01"
unit = "percent"
headline = { segment_kind = "index", segment = "TSCCI-2567:all:Wangchan Valley" }
pages = ["profile"]
promise_days = 366

[label]
th = "คะแนนดัชนี TSCCI"
en = "TSCCI score"

[definition]
th = "คะแนนดัชนีชี้วัดความสามารถในการแข่งขันเมืองอัจฉริยะประเทศไทย (TSCCI) ของแต่ละพื้นที่และจังหวัด แยกตามปีของดัชนี"
en = "Score in the Thailand Smart City Competitiveness Index, of each area and province, by edition"

[formula]
th = "คะแนนตามที่เผยแพร่ในแต่ละปี"
en = "The score as published in each edition"

[caveats]
th = "รายการระดับพื้นที่และระดับจังหวัดเป็นคนละรายการและไม่นำมาจัดอันดับร่วมกัน ดัชนีปี พ.ศ. 2567 เผยแพร่โดยไม่แยกระดับ พื้นที่ที่ไม่มีคะแนนไม่ได้หมายความว่าได้ศูนย์"
en = "Areas and provinces are two lists and never ranked together; the 2024 edition is published without the distinction. A place without a score has not scored zero"
*/
select
    * exclude (is_current) replace (  -- an area's score is not that of the province it lies in
        case when segment like '%:province:%' then place_kind else 'national' end as place_kind,
        case when segment like '%:province:%' then place_code else 'TH' end as place_code
    ),
from marts.figure
where measure = 'tscci_score' and segment_kind = 'index'

union all by name

select
    case index when 'TSCCI-province' then province_code else 'TH' end as place_code,
    'index' as segment_kind,
    segment,
    as_of,
    as_of_precision,
    'reported' as nature,
    'statement' as kind,
    score as above,
    [statement_id] as statement_ids,
    [doc_id] as doc_ids,
from core.fct_index_score
where
    index in ('TSCCI-city', 'TSCCI-province')
    and score is not null
    and province_code is not null  -- a plan that no document lists has none
