/*
description = "Gross provincial product of a province and year; per head by NESDC residents, not by the register."
grain = ["province_code", "year_ce"]
*/
select
    province_code,
    year_ce,
    gpp_per_capita_thb,
    gpp_million_thb,
    status,
    doc_id,
    upstream_doc_id,
from staging.stg_gpp
