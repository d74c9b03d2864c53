-- One row per pledge of a province with its newest status, as the province reports it.
select
    pledge_key,
    pledge,
    dimension,
    target_value::double as value,
    target_qualifier as qualifier,
    unit,
    due_on,
    due_on_precision,
    status,
    reported_by,
    as_of,
    as_of_precision,
    [province_code] as of_places,
from core.fct_provincial_pledge
order by due_on nulls last, pledge_key
