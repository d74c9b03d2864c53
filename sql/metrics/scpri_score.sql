/*
description = "Score of a promotion zone in one edition of the SCPRI."
code = "IDX-02"
unit = "percent"
headline = { segment_kind = "index", segment = "SCPRI-2567:zone:Umong" }
pages = ["profile"]
promise_days = 366

[label]
th = "คะแนนดัชนีประเมินความพร้อมเขตส่งเสริม (SCPRI)"
en = "SCPRI score"

[definition]
th = "คะแนนดัชนีประเมินความพร้อมเขตส่งเสริมเมืองอัจฉริยะ (SCPRI) ของแต่ละเขต แยกตามปีของดัชนี"
en = "Score in the promotional zone readiness index, of each zone, by edition"

[formula]
th = "คะแนนตามที่เผยแพร่ในแต่ละปี"
en = "The score as published in each edition"

[caveats]
th = "เอกสารสาธารณะเรื่องดัชนีปี พ.ศ. 2567 ระบุเพียงว่าอุโมงค์ (ลำพูน) และปทุมธานีอยู่ในอันดับสูงสุดโดยไม่ระบุคะแนน จึงยังไม่มีคะแนนแสดงจนกว่าหน่วยงานจะส่งข้อมูล"
en = "Public documents of the 2024 edition only say that Umong (Lamphun) and Pathum Thani ranked highest, without scores; there is none to show until the agency sends them"
*/
select * exclude (is_current) replace ('national' as place_kind, 'TH' as place_code)
from marts.figure
where measure = 'scpri_score' and segment_kind = 'index'

union all by name

select
    'TH' as place_code,
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
    index = 'SCPRI'
    and score is not null
    and province_code is not null  -- a plan that no document lists has none
