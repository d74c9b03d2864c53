/*
description = "A target of a KPI as stated on a day, in the row's unit. Of rows sent again, the one that is as of the latest day, then the one sent last."
grain = ["kpi", "due_on", "stated_on"]
*/
select
    agency_statement('agency_targets', [kpi, due_on::varchar, stated_on::varchar]) as statement_id,
    agency_document('agency_targets', _edition) as doc_id,
    kpi,
    value,
    qualifier,
    unit,
    due_on,
    due_on_precision,
    stated_on,
    stated_on_precision,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_targets
qualify row_number() over (
    partition by kpi, due_on, stated_on
    order by newness(as_of, as_of_precision, _edition, _row) desc
) = 1
