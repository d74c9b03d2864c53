/*
description = "A guideline or SDG target that a plan serves. The list as it was sent last."
grain = ["plan_key", "link_kind", "link_code"]
[columns]
link_code = "the guideline's number, or the SDG target such as 11.3 or 11.a"
*/
select
    agency_statement('agency_plan_links', [plan_key, link_kind, link_code]) as statement_id,
    agency_document('agency_plan_links', _edition) as doc_id,
    plan_key,
    link_kind,
    link_code,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_plan_links
qualify _edition = max(_edition) over ()
