/*
description = "Private money over all money of plans, at one stage: of all of them, of a province, of one plan."
code = "INV-05"
unit = "percent"
rollup = "ratio"
places = ["own"]
headline = { segment_kind = "stage", segment = "contracted" }
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
with amounts as (
    select
        amount.*,
        plan.province_code,
        case amount.funder when 'private' then amount.amount_thb else 0 end as private_thb,
        amount.funder = 'private' as is_private,
        amount.funder = 'public_private' and amount.amount_thb > 0 as is_mixed,
    from core.fct_investment_statement as amount
    left join core.dim_plan as plan
        on amount.plan_key = plan.plan_key
    where
        amount.reported_by is not null
        and amount.plan_key is not null
        and amount.stage in ('planned', 'approved', 'contracted', 'disbursed')
),

scopes as (
    select
        *,
        unnest(list_distinct(['TH', province_codes[1]])) as place_code,
        'stage' as segment_kind,
        stage as segment,
        'result' as phase,
    from amounts

    union all by name

    select
        *,
        province_code as place_code,
        'plan' as segment_kind,
        plan_key as segment,
        stage as phase,  -- so that a plan has a share at each of its stages
    from amounts
    where province_code is not null
),

signed as (  -- over 5 private of over 5 and an exact 5 is over a half; rough others leave it rough
    select
        *,
        case
            when not bool_or(is_private or is_mixed) over one_share then '='
            when bool_and(qualifier = '=') over one_share
                then case when bool_or(is_mixed) over one_share then '>=' else '=' end
            when bool_and(qualifier = '=' or (is_private and qualifier in ('>', '>=')))
                over one_share
                then '>='
            else '~'
        end as sign,
    from scopes
    window
        one_share as (partition by place_code, segment_kind, segment, phase)
)

select
    place_code,
    segment_kind,
    segment,
    phase,
    as_of,
    as_of_precision,
    'statement' as kind,
    private_thb as above,
    amount_thb as below,
    case sign when '>=' then amount_thb end as upper,
    sign as qualifier,
    [statement_id] as statement_ids,
    [doc_id] as doc_ids,
from signed
