-- The years, in the common era, that any dated statement falls in; newest first. A statement of
-- October to December also opens the next fiscal year.
with dated as (
    select
        as_of
    from marts.statement
    where as_of is not null
)

select distinct
    year(as_of + to_months(ahead.months)) as year,
from dated
cross join (values (0), (3)) as ahead (months)
order by year desc
