/*
description = "An event of a plan as an agency reports it. Of rows of one plan, kind and date, the one that is as of the latest day, then the one sent last."
grain = ["plan_key", "event_kind", "event_date"]
[columns]
event_date = "first day of the stated period"
event_date_last = "of a range its last day, month or year, by the first day of it"
valid_to = "last day on which an awarded or renewed logo holds"
*/
select
    agency_statement(
        'agency_plan_events', [plan_key, event_kind, event_date::varchar]
    ) as statement_id,
    agency_document('agency_plan_events', _edition) as doc_id,
    plan_key,
    plan_name,
    province_code,
    lead_organisation,
    event_kind,
    event_date,
    event_date_last,
    event_date_precision,
    valid_to,
    refusal_reason,
    cohort,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_plan_events
qualify row_number() over (
    partition by plan_key, event_kind, event_date
    order by newness(as_of, as_of_precision, _edition, _row) desc
) = 1
