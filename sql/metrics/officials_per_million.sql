/*
description = "Officials whom a batch trained, per million baht that the same batch cost."
grain = ["place_code", "segment_kind", "segment", "phase", "period", "value", "qualifier"]
code = "PPL-06"
unit = "persons_per_million_baht"
format = "decimal2"
direction = "up"
rollup = "none"
time = "flow"
absence = "unknown"
target = ""
headline = { segment_kind = "cohort", segment = "SCA-2", phase = "result" }
pages = ["cohorts"]
breaks = []
promise_days = 366

[label]
th = "เจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้ต่องบประมาณ 1 ล้านบาท"
en = "Officials trained per million baht"

[definition]
th = "จำนวนเจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้จากรุ่น เทียบกับงบประมาณของรุ่นเดียวกันเป็นล้านบาท"
en = "Officials whom a batch trained, against the budget of the same batch in million baht"

[formula]
th = "เจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้ของรุ่น ÷ งบประมาณทุกปีงบประมาณของรุ่นเดียวกัน (ล้านบาท)"
en = "Officials trained by the batch ÷ its budget over all fiscal years, in million baht"

[caveats]
th = "งบประมาณของรุ่นไม่ปรากฏในเอกสารสาธารณะ ต้องได้จากหน่วยงาน จำนวนเจ้าหน้าที่ใช้ตามเอกสารสาธารณะหรือตามแบบรายงานแยกกัน ไม่นำมารวมกัน"
en = "Budgets of batches are not in public documents and come from the agency. Officials are those of public documents or those of the forms, never both added"

[owner]
th = "สำนักงานส่งเสริมเศรษฐกิจดิจิทัล (ดีป้า)"
en = "Digital Economy Promotion Agency (depa)"
*/
with budgets as (
    select
        segment,
        sum(value)::double / 1000000 as budget,
        list(statement_id order by statement_id) as statement_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
        added_parts('statement', statement_id, null, value::double / 1000000, [statement_id])
            as parts,
    from core.fct_agency_statement
    where source = 'agency_cohort_budgets'
    group by segment
),

officials as (
    select
        segment,
        as_of,
        as_of_precision,
        value,
        lower,
        upper,
        qualifier,
        statement_ids,
        doc_ids,
        stated_parts(value, statement_ids) as parts,
    from marts.figure
    where
        measure = 'officials_trained'
        and segment_kind = 'cohort'
        and phase = 'result'
        and place_code = 'TH'
        and value is not null
        and is_current

    union all by name

    select
        segment,
        max(as_of) as as_of,
        arg_max(as_of_precision, (as_of, statement_id)) as as_of_precision,
        sum(value)::double as value,
        case when bool_and(lower is not null) then sum(lower)::double end as lower,
        case when bool_and(upper is not null) then sum(upper)::double end as upper,
        added_qualifier(qualifier) as qualifier,
        list(statement_id order by statement_id) as statement_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
        added_parts('statement', statement_id, value, null, [statement_id]) as parts,
    from core.fct_agency_statement
    where source = 'agency_training_delivery'
    group by segment
),

figures as (
    select
        'national' as place_kind,
        'TH' as place_code,
        'cohort' as segment_kind,
        officials.segment,
        'result' as phase,
        period_text(officials.as_of, officials.as_of_precision) as period,
        officials.as_of,
        officials.as_of_precision,
        officials.value / nullif(budgets.budget, 0) as value,
        officials.lower / nullif(budgets.budget, 0) as lower,
        officials.upper / nullif(budgets.budget, 0) as upper,
        officials.qualifier,
        officials.value as numerator,
        budgets.budget as denominator,
        'derived' as nature,
        list_sort(officials.statement_ids || budgets.statement_ids) as statement_ids,
        list_sort(list_distinct(officials.doc_ids || budgets.doc_ids)) as doc_ids,
        officials.parts || budgets.parts as parts,
        row_number() over (
            partition by officials.segment
            order by officials.as_of desc nulls last, officials.statement_ids
        ) = 1 as is_current,
    from officials
    inner join budgets
        on officials.segment = budgets.segment and budgets.budget > 0
)

select
    'officials_per_million' as metric_id,
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
