/*
description = "What one edition of an index says of one city or province. Of rows sent again, the one that is as of the latest day, then the one sent last."
grain = ["index", "edition_year_be", "place"]
[columns]
place = "the plan's key where the index scores cities, else the province's code"
score = "percent"
*/
select
    agency_statement(
        'agency_index_scores', [index, edition_year_be::varchar, place]
    ) as statement_id,
    agency_document('agency_index_scores', _edition) as doc_id,
    index,
    edition_year_be,
    place,
    plan_key,
    province_code,
    score,
    rank,
    ranked_of,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_index_scores
qualify row_number() over (
    partition by index, edition_year_be, place
    order by newness(as_of, as_of_precision, _edition, _row) desc
) = 1
