/*
description = "Money paid out: of plans as agencies report it, in all, by fiscal year, province and plan; carried over apart."
code = "INV-03"
unit = "THB"
format = "baht_million"
direction = "up"
rollup = "none"
time = "flow"
headline = { segment_kind = "national", segment = "TH", phase = "result" }
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
th = "ครอบคลุมเฉพาะรายการที่หน่วยงานส่ง ไม่ใช่ยอดเบิกจ่ายทั้งประเทศ ไม่นำรายการจากเอกสารสาธารณะไปรวมกับรายการของหน่วยงาน และไม่นำเงินกันไว้เบิกเหลื่อมปีไปรวมกับเงินที่เบิกจ่าย การเบิกจ่ายไม่ใช่ความก้าวหน้าของงาน"
en = "Covers what agencies sent, not all payments of the country. Payments of public documents are never added to those of agencies, nor money carried over to money paid. Spending is not progress"
*/
with items as (
    select
        statement.statement_id,
        statement.doc_id,
        statement.amount_thb,
        statement.lower_thb,
        statement.upper_thb,
        statement.qualifier,
        statement.as_of,
        statement.as_of_precision,
        statement.as_of_end,
        statement.stage,
        statement.plan_key,
        statement.plan_set,
        statement.fiscal_year_be,
        statement.province_codes[1] as area,
    from core.fct_investment_statement as statement
    where
        statement.reported_by is not null and statement.stage in ('disbursed', 'carried_over')
),

scopes as (
    select
        'national' as place_kind,
        'TH' as place_code,
        'national' as segment_kind,
        'TH' as segment,
        items.*,
    from items
    where stage = 'disbursed' and plan_key is not null

    union all by name

    select
        'province' as place_kind,
        area as place_code,
        'national' as segment_kind,
        'TH' as segment,
        items.*,
    from items
    where stage = 'disbursed' and plan_key is not null and area <> 'TH'

    union all by name

    select
        'national' as place_kind,
        'TH' as place_code,
        case stage when 'disbursed' then 'fiscal_year' else stage end as segment_kind,
        items.fiscal_year_be::varchar as segment,
        items.*,
    from items
    inner join core.dim_fiscal_year as fiscal_year
        on items.fiscal_year_be = fiscal_year.fiscal_year_be
    where plan_key is not null

    union all by name

    select
        'province' as place_kind,
        plan.province_code as place_code,
        'plan' as segment_kind,
        items.plan_key as segment,
        items.*,
    from items
    inner join core.dim_plan as plan
        on items.plan_key = plan.plan_key
    where stage = 'disbursed'

    union all by name

    select
        case when area = 'TH' then 'national' else 'province' end as place_kind,
        area as place_code,
        'plan_set' as segment_kind,
        items.plan_set as segment,
        items.*,
    from items
    where stage = 'disbursed' and plan_key is null
),

reported as (
    select
        place_kind,
        place_code,
        segment_kind,
        segment,
        'result' as phase,
        arg_max(as_of, (as_of_end, as_of)) as as_of,
        arg_max(as_of_precision, (as_of_end, as_of)) as as_of_precision,
        sum(amount_thb)::double as value,
        case when bool_and(lower_thb is not null) then sum(lower_thb)::double end as lower,
        case when bool_and(upper_thb is not null) then sum(upper_thb)::double end as upper,
        added_qualifier(qualifier) as qualifier,
        list(statement_id order by statement_id) as statement_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
        added_parts('statement', statement_id, amount_thb, null, [statement_id]) as parts,
    from scopes
    group by place_kind, place_code, segment_kind, segment
),

published as (  -- distinct payments of one province
    select
        'province' as place_kind,
        bridge.province_code as place_code,
        statement.statement_id,
        statement.doc_id,
        statement.amount_thb,
        statement.lower_thb,
        statement.upper_thb,
        statement.qualifier,
        statement.as_of,
        statement.as_of_precision,
        statement.as_of_end,
    from core.fct_investment_statement as statement
    inner join core.bridge_investment_province as bridge
        on statement.statement_id = bridge.statement_id
    where
        statement.reported_by is null
        and statement.stage = 'disbursed'
        and statement.counts_once
        and bridge.provinces = 1
),

added as (
    select
        place_kind,
        place_code,
        'plan_set' as segment_kind,
        'paid_once' as segment,
        'claim' as phase,
        arg_max(as_of, (as_of_end, as_of)) as as_of,
        arg_max(as_of_precision, (as_of_end, as_of)) as as_of_precision,
        sum(amount_thb)::double as value,
        case when bool_and(lower_thb is not null) then sum(lower_thb)::double end as lower,
        case when bool_and(upper_thb is not null) then sum(upper_thb)::double end as upper,
        added_qualifier(qualifier) as qualifier,
        list(statement_id order by statement_id) as statement_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
        added_parts('statement', statement_id, amount_thb, null, [statement_id]) as parts,
    from published
    group by place_kind, place_code

    union all by name

    select *
    from reported
),

figures as (
    select
        added.*,
        period_text(as_of, as_of_precision) as period,
        'derived' as nature,
        true as is_current,
    from added
)

select
    'disbursed_investment' as metric_id,
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
    null::double as numerator,
    null::double as denominator,
    nature,
    statement_ids,
    doc_ids,
    parts,
    is_current,
from figures
