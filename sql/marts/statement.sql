/*
description = "Every statement of the record: observations, plan events, amounts, targets, rows of agencies."
grain = ["statement_id"]
[columns]
subject = "measure, ladder step or kind of event, stage of money, or what a form reports"
place_codes = "TH or province codes"
*/
select
    obs_id as statement_id,
    'observation' as kind,
    measure as subject,
    segment_kind,
    segment,
    phase,
    [place_code] as place_codes,
    as_of,
    as_of_precision,
    value,
    lower,
    upper,
    qualifier,
    unit,
    nature,
    doc_id,
    note,
    note_th,
from core.fct_observation

union all by name

select
    event.event_id as statement_id,
    'plan_event' as kind,
    coalesce(event.ladder_step, event.event_kind) as subject,
    'plan' as segment_kind,
    event.plan_key as segment,
    [plan.province_code] as place_codes,
    event.event_date as as_of,
    case when event.event_date is not null then event.date_precision end as as_of_precision,
    'reported' as nature,
    event.doc_id,
    event.note,
from core.fct_plan_event as event
inner join core.dim_plan as plan
    on event.plan_key = plan.plan_key

union all by name

select
    statement_id,
    'investment' as kind,
    stage as subject,
    case when plan_key is null then 'plan_set' else 'plan' end as segment_kind,
    coalesce(plan_key, plan_set) as segment,
    province_codes as place_codes,
    as_of,
    as_of_precision,
    amount_thb as value,
    lower_thb as lower,
    upper_thb as upper,
    qualifier,
    amount_unit(subject) as unit,
    case when reported_by is null then 'reported' else 'self_reported' end as nature,
    doc_id,
    note,
    note_th,
from core.fct_investment_statement

union all by name

select
    target_id as statement_id,
    'target' as kind,
    measure as subject,
    segment_kind,
    segment,
    [place_code] as place_codes,
    stated_on as as_of,
    stated_on_precision as as_of_precision,
    value,
    qualifier,
    unit,
    'reported' as nature,
    doc_id,
    note,
from core.fct_target
where not starts_with(target_id, 'agency_targets/')  -- those stand among the agencies' rows

union all by name

select
    statement_id,
    'agency' as kind,
    subject,
    segment_kind,
    segment,
    phase,
    place_codes,
    as_of,
    as_of_precision,
    value,
    lower,
    upper,
    qualifier,
    unit,
    nature,
    doc_id,
    note,
from core.fct_agency_statement
