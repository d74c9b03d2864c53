/*
description = "Declared economic value over the aim in force on its date."
code = "INV-07"
unit = "percent"
target = "economic_value_thb"
pages = ["investment"]

[label]
th = "มูลค่าทางเศรษฐกิจเทียบเป้าหมาย"
en = "Economic value against its target"

[definition]
th = "มูลค่าทางเศรษฐกิจสะสมที่ประกาศหรือรายงาน เทียบกับเป้าหมายมูลค่าทางเศรษฐกิจที่ใช้อยู่ ณ วันนั้น"
en = "Cumulative economic value as published or reported, against the target in force on that day"

[formula]
th = "มูลค่าทางเศรษฐกิจ ÷ เป้าหมายที่ใช้อยู่ × 100 ค่าที่หน่วยงานรายงานเป็นรายแผนนำมารวมกัน ส่วนชุดแผนแสดงแยกทีละชุดตามหน่วยงานที่รายงาน"
en = "Economic value ÷ target in force × 100; what agencies report plan by plan is added, sets of plans stand each alone, as one agency has it"

[caveats]
th = "ยังไม่มีเอกสารสาธารณะระบุมูลค่าสะสมที่เกิดขึ้น ทุกค่าเป็นประมาณการและต้องระบุวิธีประเมิน มูลค่าการจับคู่ธุรกิจในงานใดงานหนึ่งไม่ใช่มูลค่าสะสม จึงไม่นำมาใช้"
en = "No public document states the value reached so far. Each value is an estimate that comes with its method; business matching at one fair is not a cumulative value and is not used"
*/
with declared as (
    select
        *
    from marts.figure
    where measure = 'economic_value_thb' and segment_kind = 'national'

    union all by name

    select  -- plans are added; a set of plans stands alone, as one agency has it
        case when plan_key is null then province_codes[1] end as place_code,
        case when plan_key is null then 'plan_set' end as segment_kind,
        case when plan_key is null then plan_set end as segment,
        case when plan_key is null then reported_by end as edition,
        'result' as phase,
        arg_max(as_of, (as_of_end, as_of)) as as_of,
        arg_max(as_of_precision, (as_of_end, as_of)) as as_of_precision,
        max(as_of_end) as as_of_end,
        sum(amount_thb) as value,
        case when bool_and(lower_thb is not null) then sum(lower_thb) end as lower,
        case when bool_and(upper_thb is not null) then sum(upper_thb) end as upper,
        added_qualifier(qualifier) as qualifier,
        list(statement_id) as statement_ids,
        list(doc_id) as doc_ids,
        added_parts('statement', statement_id, amount_thb, null, [statement_id]) as parts,
    from core.fct_investment_statement
    where reported_by is not null and stage = 'economic_value'
    group by all
)

select
    declared.*,
    target.value as below,
    [target.target_id] as below_statement_ids,
    [target.doc_id] as below_doc_ids,
from declared
inner join core.fct_target as target
    on
        target.measure = 'economic_value_thb'
        and target.segment_kind = 'national'
        and target.qualifier = '='
        and declared.as_of_end >= target.stated_on
qualify  -- the last aim stated by then
    row_number() over (
        partition by declared.statement_ids
        order by target.stated_on desc, target.target_id
    ) = 1
