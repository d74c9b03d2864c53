/*
description = "Planned investment of a batch over its plans."
code = "INV-06"
unit = "THB_per_area"
direction = "neutral"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-2" }
pages = ["cohorts", "investment"]

[label]
th = "มูลค่าการลงทุนตามแผนเฉลี่ยต่อพื้นที่ที่จัดทำแผน"
en = "Planned investment per area with a new plan"

[definition]
th = "มูลค่าการลงทุนตามแผนของแต่ละรุ่น เฉลี่ยต่อหนึ่งพื้นที่ที่จัดทำแผนใหม่ในรุ่นเดียวกัน"
en = "Planned investment of a batch, per area with a new plan of the same batch"

[formula]
th = "มูลค่าการลงทุนตามแผนของรุ่น ÷ จำนวนพื้นที่ที่จัดทำแผนใหม่ของรุ่นเดียวกัน"
en = "Planned investment of the batch ÷ areas with a new plan of the same batch"

[caveats]
th = "เป็นประมาณการตามแผน ไม่ใช่เงินที่ลงทุนจริง หากตัวตั้งระบุเพียงขั้นต่ำ ค่าเฉลี่ยเป็นค่าขั้นต่ำ"
en = "An estimate in plans, not money spent. Where the numerator is only stated as a lower bound, so is the mean"
*/
select
    amounts.*,
    plans.value as below,
    plans.statement_ids as below_statement_ids,
    plans.doc_ids as below_doc_ids,
from marts.figure as amounts
inner join marts.figure as plans
    on
        plans.measure = 'plans_created'
        and plans.segment_kind = 'cohort'
        and plans.qualifier = '='  -- an exact count alone can stand below the line
        and plans.is_current
        and amounts.segment = plans.segment
        and amounts.phase = plans.phase
where
    amounts.measure = 'planned_investment_thb'
    and amounts.segment_kind = 'cohort'
    and amounts.is_current

union all by name

select  -- of plans whose lead bodies report planned amounts; beside the public figure
    * exclude (statement_id, plan_key, stage, funder),
    (row_number() over (partition by plan_key order by statement_id) = 1)::int as below,
from marts.reported_amount
where stage = 'planned'
