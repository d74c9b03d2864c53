/*
description = "Money paid out: of plans as agencies report it, in all, by fiscal year, province and plan; carried over apart."
code = "INV-03"
unit = "THB"
places = ["province", "national"]
time = "flow"
pages = ["investment"]
owner = "plan_lead"
promise_days = 92

[label]
th = "เงินที่เบิกจ่ายแล้ว"
en = "Investment disbursed"

[definition]
th = "จำนวนเงินลงทุนของแผนเมืองอัจฉริยะที่เบิกจ่ายแล้ว รวมทุกปีงบประมาณและแยกตามปีงบประมาณ โดยแสดงเงินกันไว้เบิกเหลื่อมปีแยกต่างหาก"
en = "Money of smart city plans that was paid out, over all fiscal years and by fiscal year; money carried over is apart"

[formula]
th = "ผลรวมของรายการในสถานะเบิกจ่ายที่หน่วยงานรายงานเป็นรายแผน ส่วนชุดแผนแสดงแยกทีละชุด และรายการจากเอกสารสาธารณะรวมเฉพาะที่ผู้จัดทำข้อมูลระบุว่าไม่ซ้ำกันและอยู่ในจังหวัดเดียว"
en = "Disbursed items that agencies report plan by plan, added; sets of plans stand each alone; of public documents, only payments that a curator marked as distinct and that name one province"

[caveats]
th = "ครอบคลุมเฉพาะรายการที่หน่วยงานส่ง ไม่ใช่ยอดเบิกจ่ายทั้งประเทศ ค่าของจังหวัดที่มาจากเอกสารสาธารณะเป็นของจังหวัดนั้นเท่านั้น และเป็นผลรวมเฉพาะรายการที่นับได้ ไม่นำรายการจากเอกสารสาธารณะไปรวมกับรายการของหน่วยงาน และไม่นำเงินกันไว้เบิกเหลื่อมปีไปรวมกับเงินที่เบิกจ่าย การเบิกจ่ายไม่ใช่ความก้าวหน้าของงาน"
en = "Covers what agencies sent, not all payments of the country. A figure of public documents is of its province alone, and a sum of what can be counted. Payments of public documents are never added to those of agencies, nor money carried over to money paid. Spending is not progress"
*/
with payments as (
    select
        province_codes[1] as place_code,
        case when reported_by is null then 'paid_once' else plan_set end as segment,
        case when reported_by is null then 'claim' else 'result' end as phase,
        as_of,
        as_of_precision,
        'statement' as kind,
        amount_thb as above,
        lower_thb as lower,
        upper_thb as upper,
        qualifier,
        [statement_id] as statement_ids,
        [doc_id] as doc_ids,
        stage,
        plan_key,
        fiscal_year_be,
    from core.fct_investment_statement
    where
        (reported_by is not null and stage in ('disbursed', 'carried_over'))
        or (  -- distinct payments of one province
            stage = 'disbursed'
            and counts_once
            and len(province_codes) = 1
            and province_codes <> ['TH']
        )
),

scopes as (
    select
        * replace ('TH' as segment),
    from payments
    where stage = 'disbursed' and plan_key is not null

    union all by name

    select
        payments.* replace (payments.fiscal_year_be::varchar as segment),
        case payments.stage when 'disbursed' then 'fiscal_year' else payments.stage end
            as segment_kind,
        ['national'] as places,
    from payments
    semi join core.dim_fiscal_year as fiscal_year
        on payments.fiscal_year_be = fiscal_year.fiscal_year_be
    where payments.plan_key is not null

    union all by name

    select
        payments.* replace (plan.province_code as place_code, payments.plan_key as segment),
        'plan' as segment_kind,
    from payments
    inner join core.dim_plan as plan
        on payments.plan_key = plan.plan_key
    where payments.stage = 'disbursed'

    union all by name

    select
        *,
        'plan_set' as segment_kind,
        ['own'] as places,
    from payments
    where stage = 'disbursed' and plan_key is null
)

select
    * exclude (stage, plan_key, fiscal_year_be),
from scopes
