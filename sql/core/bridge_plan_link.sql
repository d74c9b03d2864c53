/*
description = "A plan and a policy guideline or SDG target that it serves, as an agency reports it."
grain = ["plan_key", "link_kind", "link_code"]
[columns]
link_code = "the guideline's number, or the SDG target such as 11.3 or 11.a"
*/
select
    plan_key,
    link_kind,
    link_code,
    as_of,
    as_of_precision,
    reported_by,
    statement_id,
    doc_id,
from staging.stg_agency_plan_links
