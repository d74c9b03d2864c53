/*
description = "Officials whom a batch trained, per million baht that the same batch cost; and those of one fiscal year."
code = "PPL-06"
unit = "persons_per_million_baht"
format = "decimal2"
direction = "up"
rollup = "none"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-2", phase = "result" }
pages = ["cohorts"]
promise_days = 366

[label]
th = "เจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้ต่องบประมาณ 1 ล้านบาท"
en = "Officials trained per million baht"

[definition]
th = "จำนวนเจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้จากรุ่น เทียบกับงบประมาณของรุ่นเดียวกันเป็นล้านบาท และเทียบเป็นรายปีงบประมาณ"
en = "Officials whom a batch trained, against the budget of the same batch in million baht; and so by fiscal year"

[formula]
th = "เจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้ของรุ่น ÷ งบประมาณทุกปีงบประมาณของรุ่นเดียวกัน (ล้านบาท) รายปีงบประมาณคือเจ้าหน้าที่ที่ได้รับการถ่ายทอดในปีนั้น ÷ งบประมาณของปีนั้น ของทุกรุ่นที่รายงานครบทั้งสองรายการ"
en = "Officials trained by the batch ÷ its budget over all fiscal years, in million baht. By fiscal year, officials trained in it ÷ the budget of it, of the batches that report both"

[caveats]
th = "งบประมาณของรุ่นไม่ปรากฏในเอกสารสาธารณะ ต้องได้จากหน่วยงาน จำนวนเจ้าหน้าที่ใช้ตามเอกสารสาธารณะหรือตามแบบรายงานแยกกัน ไม่นำมารวมกัน รุ่นที่ระบุวันถ่ายทอดความรู้ไม่ถึงระดับเดือนไม่มีค่ารายปีงบประมาณ และงบประมาณปีหนึ่งอาจให้ผลในปีถัดไป"
en = "Budgets of batches are not in public documents and come from the agency. Officials are those of public documents or those of the forms, never both added. A batch with a training day that is not told to the month has no figure by fiscal year, and the money of one year may train officials in the next"
*/
with budgeted as (
    select
        segment,
        phase::integer as fiscal_year_be,
        value,
        statement_id,
        doc_id,
    from core.fct_agency_statement
    where source = 'agency_cohort_budgets'
),

delivered as (  -- a day that is stated as a calendar year alone is in no fiscal year
    select
        statement.segment,
        fiscal_year.fiscal_year_be,
        statement.as_of,
        statement.as_of_precision,
        statement.value,
        statement.lower,
        statement.upper,
        statement.qualifier,
        statement.statement_id,
        statement.doc_id,
    from core.fct_agency_statement as statement
    left join core.dim_fiscal_year as fiscal_year
        on
            statement.as_of between fiscal_year.starts_on and fiscal_year.ends_on
            and statement.as_of_precision in ('day', 'month')
    where statement.source = 'agency_training_delivery'
),

undated as (
    select distinct segment
    from delivered
    where fiscal_year_be is null
),

of_one_year as (  -- batches whose officials and budget are both reported of the same fiscal year
    select distinct
        budgeted.segment,
        budgeted.fiscal_year_be,
    from budgeted
    inner join delivered
        on
            budgeted.segment = delivered.segment
            and budgeted.fiscal_year_be = delivered.fiscal_year_be
    anti join undated
        on budgeted.segment = undated.segment
    where budgeted.value > 0
),

spent as (
    select
        'cohort' as segment_kind,
        budgeted.*,
    from budgeted

    union all by name

    select
        'fiscal_year' as segment_kind,
        budgeted.* replace (budgeted.fiscal_year_be::varchar as segment),
    from budgeted
    inner join of_one_year
        on
            budgeted.segment = of_one_year.segment
            and budgeted.fiscal_year_be = of_one_year.fiscal_year_be
),

trained as (
    select
        'cohort' as segment_kind,
        delivered.*,
    from delivered

    union all by name

    select
        'fiscal_year' as segment_kind,
        delivered.* replace (delivered.fiscal_year_be::varchar as segment),
    from delivered
    inner join of_one_year
        on
            delivered.segment = of_one_year.segment
            and delivered.fiscal_year_be = of_one_year.fiscal_year_be
),

budgets as (
    select
        segment_kind,
        segment,
        sum(value)::double / 1000000 as budget,
        list(statement_id order by statement_id) as statement_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
        added_parts('statement', statement_id, null, value::double / 1000000, [statement_id])
            as parts,
    from spent
    group by segment_kind, segment
),

officials as (
    select
        segment_kind,
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
        segment_kind,
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
    from trained
    group by segment_kind, segment
),

figures as (
    select
        'national' as place_kind,
        'TH' as place_code,
        officials.segment_kind,
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
            partition by officials.segment_kind, officials.segment
            order by officials.as_of desc nulls last, officials.statement_ids
        ) = 1 as is_current,
    from officials
    inner join budgets
        on
            officials.segment_kind = budgets.segment_kind
            and officials.segment = budgets.segment
            and budgets.budget > 0
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
