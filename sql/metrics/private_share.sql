/*
description = "Private money over all money of plans, at one stage: of all of them, of a province, of one plan."
code = "INV-05"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "none"
time = "stock"
headline = { segment_kind = "stage", segment = "contracted", phase = "result" }
pages = ["investment"]
owner = "plan_lead"
promise_days = 92

[label]
th = "สัดส่วนเงินลงทุนภาคเอกชน"
en = "Private share of investment"

[definition]
th = "ร้อยละของเงินลงทุนจากภาคเอกชนต่อเงินลงทุนทั้งหมดของแผนในสถานะเดียวกัน"
en = "Private money as a share of all money of plans at the same stage"

[formula]
th = "เงินจากภาคเอกชน ÷ เงินจากทุกแหล่งในสถานะเดียวกัน × 100 จากรายการที่หน่วยงานรายงานเป็นรายแผน คำนวณทั้งประเทศ รายจังหวัด และรายแผน"
en = "Money from private funders ÷ money from all funders at the same stage × 100, of items that agencies report plan by plan; for the country, by province and by plan"

[caveats]
th = "หากมีเงินจากภาครัฐร่วมกับภาคเอกชน ค่าที่ได้เป็นค่าขั้นต่ำ เพราะไม่ทราบส่วนของภาคเอกชน ครอบคลุมเฉพาะรายการที่หน่วยงานส่ง และไม่นำตัวเลขของภาคเอกชนในเอกสารสาธารณะมาหารด้วยยอดของแผนชุดอื่น"
en = "Money of public and private funders together makes the share a lower bound, as the private part is not known. Covers what agencies sent; published private amounts are never divided by totals of other plans"
*/
with items as (
    select
        stage,
        plan_key,
        province_codes[1] as area,
        amount_thb,
        case when funder = 'private' then amount_thb else 0 end as private_thb,
        funder = 'public_private' and amount_thb > 0 as is_mixed,
        funder = 'private' as is_private,
        qualifier,
        as_of,
        as_of_precision,
        as_of_end,
        statement_id,
        doc_id,
    from core.fct_investment_statement
    where
        reported_by is not null
        and plan_key is not null
        and stage in ('planned', 'approved', 'contracted', 'disbursed')
),

scopes as (
    select
        'national' as place_kind,
        'TH' as place_code,
        'stage' as segment_kind,
        stage as segment,
        'result' as phase,
        items.*,
    from items

    union all by name

    select
        'province' as place_kind,
        area as place_code,
        'stage' as segment_kind,
        stage as segment,
        'result' as phase,
        items.*,
    from items
    where area <> 'TH'

    union all by name

    select
        'province' as place_kind,
        plan.province_code as place_code,
        'plan' as segment_kind,
        items.plan_key as segment,
        items.stage as phase,  -- so that a plan has a share at each of its stages
        items.*,
    from items
    inner join core.dim_plan as plan
        on items.plan_key = plan.plan_key
),

shares as (  -- over 5 private of over 5 and an exact 5 is over a half; rough others leave it rough
    select
        place_kind,
        place_code,
        segment_kind,
        segment,
        phase,
        arg_max(as_of, (as_of_end, as_of)) as as_of,
        arg_max(as_of_precision, (as_of_end, as_of)) as as_of_precision,
        sum(private_thb)::double as numerator,
        sum(amount_thb)::double as denominator,
        case
            when not bool_or(is_private or is_mixed) then '='
            when bool_and(qualifier = '=') then case when bool_or(is_mixed) then '>=' else '=' end
            when bool_and(qualifier = '=' or (is_private and qualifier in ('>', '>='))) then '>='
            else '~'
        end as qualifier,
        list(statement_id order by statement_id) as statement_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
        added_parts('statement', statement_id, private_thb, amount_thb, [statement_id]) as parts,
    from scopes
    group by place_kind, place_code, segment_kind, segment, phase
    having sum(amount_thb) > 0
),

figures as (
    select
        place_kind,
        place_code,
        segment_kind,
        segment,
        phase,
        period_text(as_of, as_of_precision) as period,
        as_of,
        as_of_precision,
        100 * numerator / nullif(denominator, 0) as value,
        case when qualifier <> '~' then 100 * numerator / nullif(denominator, 0) end as lower,
        case qualifier
            when '=' then 100 * numerator / nullif(denominator, 0)
            when '>=' then 100
        end as upper,
        qualifier,
        numerator,
        denominator,
        'derived' as nature,
        statement_ids,
        doc_ids,
        parts,
        true as is_current,
    from shares
)

select
    'private_share' as metric_id,
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
