/*
description = "Investment that plans foresee, one row per set of plans; sets are never added."
code = "INV-01"
unit = "THB"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-2" }
pages = ["overview", "provinces", "investment", "cohorts"]
breaks = [100000000, 1000000000, 10000000000, 100000000000]

[label]
th = "มูลค่าการลงทุนตามแผน"
en = "Planned investment"

[definition]
th = "มูลค่าการลงทุนที่แผนเมืองอัจฉริยะคาดการณ์ไว้ แยกตามชุดแผน"
en = "Investment that smart city plans foresee, by set of plans"

[formula]
th = "จำนวนเงินตามที่เอกสารระบุของแต่ละชุดแผน ส่วนค่ารายจังหวัดรวมเฉพาะรายการลงทุนในสถานะตามแผนที่ผู้จัดทำข้อมูลระบุว่าไม่ซ้ำกันและอยู่ในจังหวัดเดียว"
en = "The amount as stated for each set; by province, only planned amounts that a curator marked as distinct commitments and that name one province are added"

[caveats]
th = "ชุดแผนมีส่วนที่ซ้อนกัน จึงไม่นำมารวมกัน มูลค่าของ 15 เมืองแรกและ 15 เมืองถัดมาเป็นส่วนของภาคเอกชน ทั้งหมดเป็นประมาณการตามแผน ไม่ใช่เงินที่ลงทุนจริง จังหวัดที่ไม่มีข้อมูลไม่ได้หมายความว่าเป็นศูนย์"
en = "Sets overlap and are never added; those of the first and further 15 cities are the private part. All are estimates in plans, not money spent. A province without a statement is not a zero"
*/
select
    *,
from marts.figure
where measure in ('planned_investment_thb', 'planned_private_investment_thb')

union all by name

select  -- distinct commitments of one province, at one stage
    province_codes[1] as place_code,
    'plan_set' as segment_kind,
    'counted_once' as segment,
    'claim' as phase,
    as_of,
    as_of_precision,
    'statement' as kind,
    amount_thb as above,
    lower_thb as lower,
    upper_thb as upper,
    qualifier,
    [statement_id] as statement_ids,
    [doc_id] as doc_ids,
from core.fct_investment_statement
where
    stage = 'planned'
    and counts_once
    and len(province_codes) = 1
    and province_codes <> ['TH']
    and reported_by is null  -- amounts of agencies may be among those of curators
