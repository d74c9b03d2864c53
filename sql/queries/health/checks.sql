-- One row per data check: what it looks for, and its first offending rows as text where $operator.
select
    check_name,
    blocking,
    offending,
    message_th,
    message_en,
    case when $operator then rows::varchar[] end as rows,
from meta.check_result
order by offending = 0, not blocking, check_name
