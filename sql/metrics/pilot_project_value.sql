/*
description = "Planned value of a batch's pilot projects."
code = "PPL-07"
unit = "THB"
format = "baht_million"
direction = "up"
rollup = "none"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-1", phase = "result" }
pages = ["cohorts", "investment"]
promise_days = 180

[label]
th = "มูลค่าโครงการนำร่อง"
en = "Value of pilot projects"

[definition]
th = "มูลค่าตามแผนของโครงการใหม่และโครงการขยายผลของแต่ละรุ่น"
en = "Planned value of the batch's new and expanded projects"

[formula]
th = "จำนวนเงินตามที่เอกสารระบุ เฉพาะสถานะตามแผน"
en = "The amount as stated, at the planned stage"

[caveats]
th = "มีเฉพาะรุ่นที่ 1 เงินสนับสนุน 900,000 บาทของสามผลงานในรุ่นที่ 2 เป็นวงเงินคนละสถานะ จึงไม่นำมารวม"
en = "Batch 1 only; the grant of 900,000 baht to three projects of batch 2 is another stage of money and is left out"
*/
with projects as (  -- only batches that state their projects
    select
        segment,
        phase,
    from marts.figure
    where measure = 'projects_new_and_expanded' and segment_kind = 'cohort' and is_current
),

amounts as (
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
    where measure = 'planned_investment_thb' and segment_kind = 'cohort'
),

figures as (
    select
        amounts.*,
    from amounts
    inner join projects
        on amounts.segment = projects.segment and amounts.phase = projects.phase
)

select
    'pilot_project_value' as metric_id,
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
    is_current,
from figures
