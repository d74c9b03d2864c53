/*
description = "A statement of an amount and one province that it speaks of."
grain = ["statement_id", "province_code"]
[columns]
provinces = "how many provinces share the amount; where there are several, it is not divided among them"
*/
select
    statement_id,
    unnest(province_codes) as province_code,
    len(province_codes) as provinces,
from core.fct_investment_statement
where province_codes <> ['TH']
