/*
description = "Investment that plans foresee, one row per set of plans; sets are never added."
code = "INV-01"
unit = "THB"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-2" }
pages = ["overview", "provinces", "profile", "investment", "cohorts"]
breaks = [100000000, 1000000000, 10000000000, 100000000000]

[label]
th = "มูลค่าการลงทุนตามแผน"
en = "Planned investment"

[definition]
th = "มูลค่าการลงทุนที่แผนเมืองอัจฉริยะคาดการณ์ไว้ แยกตามชุดแผน"
en = "Investment that smart city plans foresee, by set of plans"

[formula]
th = "จำนวนเงินตามที่เอกสารระบุของแต่ละชุดแผน ส่วนค่ารายจังหวัดรวมเฉพาะวงเงินตามแผนของแผนในโครงการระดับชาติที่ผู้จัดทำข้อมูลระบุว่าไม่ซ้ำกันและอยู่ในจังหวัดเดียว ส่วนวงเงินตามแผนที่หน่วยงานเจ้าของแผนรายงานรวมเป็นตัวเลขต่างหาก"
en = "The amount as stated for each set; by province, only planned amounts of plans of the national programme that a curator marked as distinct and that name one province are added; what lead bodies report of their plans is a sum of its own"

[caveats]
th = "ชุดแผนมีส่วนที่ซ้อนกัน จึงไม่นำมารวมกัน มูลค่าของ 15 เมืองแรกและ 15 เมืองถัดมาเป็นส่วนของภาคเอกชน ทั้งหมดเป็นประมาณการตามแผน ไม่ใช่เงินที่ลงทุนจริง โครงการอื่น เช่น อีอีซีและโครงการอสังหาริมทรัพย์ แสดงแยกต่างหาก จังหวัดที่ไม่มีข้อมูลไม่ได้หมายความว่าเป็นศูนย์"
en = "Sets overlap and are never added; those of the first and further 15 cities are the private part. All are estimates in plans, not money spent. Other projects, such as the EEC and real estate, stand apart. A province without a statement is not a zero"
*/
select
    *,
from marts.figure
where measure in ('planned_investment_thb', 'planned_private_investment_thb')

union all by name

select  -- distinct commitments of plans of the programme, of one province, at one stage
    * exclude (stage, covers),
    'counted_once' as segment,
from marts.counted_amount
where stage = 'planned' and covers = 'plan'

union all by name

select  -- as agencies report of their plans, beside what public documents say
    * exclude (statement_id, plan_key, stage, funder),
from marts.reported_amount
where stage = 'planned'
