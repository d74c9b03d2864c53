/*
description = "Investment that plans foresee, one row a set of plans; sets are never added."
code = "INV-01"
unit = "THB"
format = "baht_million"
direction = "up"
rollup = "none"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-2", phase = "result" }
pages = ["overview", "provinces", "investment", "cohorts"]
breaks = [100000000, 1000000000, 10000000000, 100000000000]
promise_days = 180

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
with stated as (
    select
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
        nature,
        statement_ids,
        doc_ids,
        is_current,
    from marts.figure
    where measure in ('planned_investment_thb', 'planned_private_investment_thb')
),

commitments as (  -- distinct commitments of one province, at one stage
    select
        statement.statement_id,
        statement.doc_id,
        bridge.province_code,
        statement.amount_thb,
        statement.lower_thb,
        statement.upper_thb,
        statement.qualifier,
        statement.as_of,
        statement.as_of_precision,
    from core.fct_investment_statement as statement
    inner join core.bridge_investment_province as bridge
        on statement.statement_id = bridge.statement_id
    where
        statement.stage = 'planned'
        and statement.counts_once
        and bridge.provinces = 1
        and statement.reported_by is null  -- amounts of agencies may be among those of curators
),

by_province as (  -- a sum is only as exact as its least exact part
    select
        'province' as place_kind,
        province_code as place_code,
        'plan_set' as segment_kind,
        'counted_once' as segment,
        'claim' as phase,
        max(as_of) as as_of,
        arg_max(as_of_precision, (as_of, statement_id)) filter (
            where as_of is not null
        ) as as_of_precision,
        sum(amount_thb)::double as value,
        case when bool_and(lower_thb is not null) then sum(lower_thb)::double end as lower,
        case when bool_and(upper_thb is not null) then sum(upper_thb)::double end as upper,
        case
            when bool_and(qualifier = '=') then '='
            when bool_and(qualifier in ('=', '>', '>=')) then '>'
            else '~'
        end as qualifier,
        'derived' as nature,
        list(statement_id order by statement_id) as statement_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
        added_parts('statement', statement_id, amount_thb, null, [statement_id]) as parts,
        true as is_current,
    from commitments
    group by province_code
),

figures as (
    select
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
        nature,
        statement_ids,
        doc_ids,
        is_current,
    from stated

    union all by name

    select
        place_kind,
        place_code,
        segment_kind,
        segment,
        phase,
        period_text(as_of, as_of_precision) as period,
        as_of,
        as_of_precision,
        value,
        lower,
        upper,
        qualifier,
        nature,
        statement_ids,
        doc_ids,
        parts,
        is_current,
    from by_province
)

select
    'planned_investment' as metric_id,
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
