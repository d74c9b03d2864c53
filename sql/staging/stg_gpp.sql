/*
description = "Gross provincial product of a province and year. Newest edition only."
grain = ["province_code", "year_ce"]
*/
select
    province_code,
    year_ce,
    gpp_per_capita_thb,
    gpp_million_thb,
    nesdc_population_thousand,
    status,
    doc_id,
    upstream_doc_id,
from raw.gpp
qualify _edition = max(_edition) over ()
