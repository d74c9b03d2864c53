/*
description = "A Thai fiscal year: 1 October of the year before to 30 September."
grain = ["fiscal_year_be"]
[columns]
fiscal_year_be = "Buddhist year in which it ends"
*/
select
    years.fiscal_year_be,
    make_date(years.fiscal_year_be - 544, 10, 1) as starts_on,
    make_date(years.fiscal_year_be - 543, 9, 30) as ends_on,
from (
    select unnest(range(2555, 2581))::integer as fiscal_year_be
) as years
