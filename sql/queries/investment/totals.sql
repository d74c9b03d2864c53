-- One row: amounts in the record, before any filter; those that name no province; undated ones and
-- those of a year alone; the stages that they are at.
select
    count(*) as statements,
    count(*) filter (where list_contains(province_codes, 'TH')) as national,
    count(*) filter (where as_of is null) as undated,
    count(*) filter (where as_of_precision = 'year') as of_a_year,
    count(*) filter (where counts_once and reported_by is null) as counted,
    coalesce(list(distinct stage order by stage), []) as stages,
from core.fct_investment_statement
