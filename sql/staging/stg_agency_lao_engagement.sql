/*
description = "A way in which a local body takes part, and since when. Of rows sent again, the one that is as of the latest day, then the one sent last."
grain = ["lao_key", "engagement", "engaged_on"]
*/
select
    agency_statement(
        'agency_lao_engagement', [lao_key, engagement, engaged_on::varchar]
    ) as statement_id,
    agency_document('agency_lao_engagement', _edition) as doc_id,
    lao_key,
    engagement,
    engaged_on,
    engaged_on_precision,
    plan_key,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_lao_engagement
qualify row_number() over (
    partition by lao_key, engagement, engaged_on
    order by newness(as_of, as_of_precision, _edition, _row) desc
) = 1
