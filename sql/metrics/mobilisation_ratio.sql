/*
description = "Money contracted over money planned, of the same plans."
code = "INV-04"
unit = "percent"
rollup = "ratio"
places = ["national"]
pages = ["investment"]
owner = "plan_lead"
promise_days = 92

[label]
th = "อัตราการระดมทุนเทียบกับแผน"
en = "Mobilisation ratio"

[definition]
th = "ร้อยละของเงินลงทุนที่ทำสัญญาหรือก่อหนี้ผูกพันแล้ว เทียบกับมูลค่าการลงทุนตามแผนของแผนชุดเดียวกัน"
en = "Investment contracted or committed, as a share of the planned investment of the same plans"

[formula]
th = "เงินที่ทำสัญญาหรือก่อหนี้ผูกพัน ÷ มูลค่าตามแผน × 100 เฉพาะแผนที่หน่วยงานรายงานทั้งสองสถานะ ส่วนชุดแผนคำนวณเฉพาะชุดที่หน่วยงานเดียวกันรายงานทั้งสองสถานะ"
en = "Contracted ÷ planned × 100, of plans for which both are reported; of sets of plans, where the same agency reports both of the same set"

[caveats]
th = "ไม่นำมูลค่ากว่า 30,900 ล้านบาทมาหารด้วยมูลค่ากว่า 66,000 ล้านบาท เพราะเป็นคนละชุดแผน แผนที่รายงานเพียงสถานะเดียวไม่นับทั้งในตัวตั้งและตัวหาร หากจำนวนเงินเป็นค่าประมาณที่ให้ขอบเขตของอัตราไม่ได้ จะไม่แสดงค่า"
en = "Over 30,900 million is not divided by over 66,000 million baht: they are of different plans. A plan that reports one stage alone counts neither above nor below the line; where rough amounts leave the ratio without a bound, none is shown"
*/
with amounts as (  -- of a plan, or of a set as one sender has it, at both stages
    select
        coalesce(plan.province_code, amount.province_codes[1]) as place_code,
        coalesce(amount.plan_key, amount.plan_set) as segment,
        case when amount.plan_key is null then amount.reported_by end as edition,
        case amount.stage when 'contracted' then amount.as_of end as as_of,
        amount.as_of_precision,
        'statement' as kind,
        case amount.stage when 'contracted' then amount.amount_thb end as above,
        case amount.stage when 'planned' then amount.amount_thb end as below,
        amount.lower_thb as lower,
        amount.upper_thb as upper,
        amount.qualifier,
        [amount.statement_id] as statement_ids,
        [amount.doc_id] as doc_ids,
        amount.plan_key,
    from core.fct_investment_statement as amount
    left join core.dim_plan as plan
        on amount.plan_key = plan.plan_key
    where
        amount.reported_by is not null
        and amount.stage in ('planned', 'contracted')
        and (amount.plan_key is null or plan.plan_key is not null)
    window
        one_plan as (partition by segment, edition, place_code)
    qualify count(above) over one_plan > 0 and count(below) over one_plan > 0
),

batches as (
    select distinct
        event.plan_key,
        event.cohort,
    from core.fct_plan_event as event
    semi join core.dim_cohort as cohort
        on event.cohort = cohort.cohort
),

scopes as (
    select
        * replace ('TH' as segment),
    from amounts
    where plan_key is not null

    union all by name

    select
        amounts.* replace (batches.cohort as segment),
        'cohort' as segment_kind,
    from amounts
    inner join batches
        on amounts.plan_key = batches.plan_key

    union all by name

    select
        *,
        case when plan_key is null then 'plan_set' else 'plan' end as segment_kind,
        ['own'] as places,
    from amounts
)

select
    * exclude (plan_key),
from scopes
