/*
description = "Officials whom a batch trained, per million baht that the same batch cost; and those of one fiscal year."
code = "PPL-06"
unit = "persons_per_million_baht"
rollup = "ratio"
places = ["own"]
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-2" }
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
with trained as (  -- a day stated as a calendar year alone is in no fiscal year
    select
        statement.segment,
        fiscal_year.fiscal_year_be::varchar as fiscal_year,
        statement.as_of,
        statement.as_of_precision,
        statement.value as above,
        statement.lower,
        statement.upper,
        statement.qualifier,
        [statement.statement_id] as statement_ids,
        [statement.doc_id] as doc_ids,
    from core.fct_agency_statement as statement
    left join core.dim_fiscal_year as fiscal_year
        on
            statement.as_of between fiscal_year.starts_on and fiscal_year.ends_on
            and statement.as_of_precision in ('day', 'month')
    where statement.source = 'agency_training_delivery'
),

budgets as (
    select
        segment,
        phase as fiscal_year,
        value / 1000000 as below,
        [statement_id] as statement_ids,
        [doc_id] as doc_ids,
    from core.fct_agency_statement
    where source = 'agency_cohort_budgets'
),

reported as (
    select
        *,
    from trained

    union all by name

    select
        *,
    from budgets
),

of_one_year as (  -- batches whose officials and budget are both reported of the same fiscal year
    select
        segment,
        fiscal_year,
    from reported
    group by segment, fiscal_year
    qualify
        count(above) > 0
        and max(below) > 0
        and bool_and(fiscal_year is not null) over (partition by segment)
),

published as (
    select
        segment,
        as_of,
        as_of_precision,
        value as above,
        lower,
        upper,
        qualifier,
        statement_ids,
        doc_ids,
        statement_ids[1] as edition,
    from marts.figure
    where
        measure = 'officials_trained'
        and segment_kind = 'cohort'
        and phase = 'result'
        and place_code = 'TH'
        and is_current
),

scopes as (
    select
        *,
        'cohort' as segment_kind,
        'reported' as edition,
    from reported

    union all by name

    select
        reported.* replace (reported.fiscal_year as segment),
        'fiscal_year' as segment_kind,
    from reported
    semi join of_one_year
        on
            reported.segment = of_one_year.segment
            and reported.fiscal_year = of_one_year.fiscal_year

    union all by name

    select
        *,
        'cohort' as segment_kind,
    from published

    union all by name

    select
        budgets.*,
        published.edition,
        'cohort' as segment_kind,
    from budgets
    inner join published
        on budgets.segment = published.segment
)

select
    * exclude (fiscal_year),
    'statement' as kind,
from scopes
