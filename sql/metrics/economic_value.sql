/*
description = "Declared economic value over the aim in force on its date."
code = "INV-07"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "none"
time = "stock"
target = "economic_value_thb"
headline = { segment_kind = "national", segment = "TH", phase = "result" }
pages = ["investment"]
promise_days = 180

[label]
th = "มูลค่าทางเศรษฐกิจเทียบเป้าหมาย 200,000 ล้านบาท"
en = "Economic value against the target of 200,000 million baht"

[definition]
th = "มูลค่าทางเศรษฐกิจสะสมที่ประกาศหรือรายงาน เทียบกับเป้าหมายมูลค่าทางเศรษฐกิจที่ใช้อยู่ ณ วันนั้น"
en = "Cumulative economic value as published or reported, against the target in force on that day"

[formula]
th = "มูลค่าทางเศรษฐกิจ ÷ เป้าหมายที่ใช้อยู่ × 100 ค่าที่หน่วยงานรายงานเป็นรายแผนนำมารวมกัน ส่วนชุดแผนแสดงแยกทีละชุดตามหน่วยงานที่รายงาน"
en = "Economic value ÷ target in force × 100; what agencies report plan by plan is added, sets of plans stand each alone, as one agency has it"

[caveats]
th = "เป้าหมายคือ 200,000 ล้านบาทภายในปี พ.ศ. 2570 ยังไม่มีเอกสารสาธารณะระบุมูลค่าสะสมที่เกิดขึ้น ทุกค่าเป็นประมาณการและต้องระบุวิธีประเมิน มูลค่าการจับคู่ธุรกิจในงานใดงานหนึ่งไม่ใช่มูลค่าสะสม จึงไม่นำมาใช้"
en = "The target is 200,000 million baht by 2570 (2027). No public document states the value reached so far. Each value is an estimate that comes with its method; business matching at one fair is not a cumulative value and is not used"
*/
with targets as (
    select
        target_id,
        value::double as target,
        stated_on,
        doc_id,
    from core.fct_target
    where
        measure = 'economic_value_thb'
        and segment_kind = 'national'
        and qualifier = '='
        and stated_on is not null
),

items as (
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
        statement.plan_key,
        statement.plan_set,
        statement.reported_by,
        statement.province_codes[1] as area,
    from core.fct_investment_statement as statement
    where statement.reported_by is not null and statement.stage = 'economic_value'
),

reported as (
    select
        case when area = 'TH' or plan_key is not null then 'national' else 'province' end
            as place_kind,
        case when plan_key is null then area else 'TH' end as place_code,
        case when plan_key is null then 'plan_set' else 'national' end as segment_kind,
        case when plan_key is null then plan_set else 'TH' end as segment,
        case when plan_key is null then reported_by end as sender,
        arg_max(as_of, (as_of_end, as_of)) as as_of,
        arg_max(as_of_precision, (as_of_end, as_of)) as as_of_precision,
        sum(amount_thb)::double as value,
        case when bool_and(lower_thb is not null) then sum(lower_thb)::double end as lower,
        case when bool_and(upper_thb is not null) then sum(upper_thb)::double end as upper,
        added_qualifier(qualifier) as qualifier,
        list(statement_id order by statement_id) as statement_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
        added_parts('statement', statement_id, amount_thb, null, [statement_id]) as parts,
        max(as_of_end) as as_of_end,
    from items
    group by all
),

declared as (
    select
        place_kind,
        place_code,
        segment_kind,
        segment,
        phase,
        as_of,
        as_of_precision,
        as_of_end,
        value,
        lower,
        upper,
        qualifier,
        statement_ids,
        doc_ids,
        stated_parts(value, statement_ids) as parts,
        is_current,
    from marts.figure
    where
        measure = 'economic_value_thb' and segment_kind = 'national' and as_of is not null

    union all by name

    select
        reported.* exclude (sender),
        'result' as phase,
        row_number() over (
            partition by place_code, segment_kind, segment
            order by as_of desc, sender
        ) = 1 as is_current,
    from reported
),

in_force as (  -- each value with the last aim stated by then
    select
        declared.*,
        targets.target,
        targets.target_id,
        targets.doc_id as target_doc_id,
    from declared
    inner join targets
        on declared.as_of_end >= targets.stated_on
    qualify
        row_number() over (
            partition by declared.statement_ids
            order by targets.stated_on desc, targets.target_id
        ) = 1
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
        100 * value / nullif(target, 0) as value,
        100 * lower / nullif(target, 0) as lower,
        100 * upper / nullif(target, 0) as upper,
        qualifier,
        value as numerator,
        target as denominator,
        'derived' as nature,
        list_sort(list_append(statement_ids, target_id)) as statement_ids,
        list_sort(list_distinct(list_append(doc_ids, target_doc_id))) as doc_ids,
        parts || stated_below(target, [target_id]) as parts,
        is_current,
    from in_force
)

select
    'economic_value' as metric_id,
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
