/*
description = "A dataset of a city data platform and how fully it is described. Per platform, the list that is as of the latest day, then the one sent last."
grain = ["platform_key", "dataset_key"]
*/
select
    agency_statement('agency_city_datasets', [platform_key, dataset_key]) as statement_id,
    agency_document('agency_city_datasets', _edition) as doc_id,
    platform_key,
    dataset_key,
    title,
    is_open,
    mandatory_fields,
    mandatory_filled,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_city_datasets
qualify
    _edition = first_value(_edition) over (
        partition by platform_key
        order by newness(as_of, as_of_precision, _edition, _row) desc
    )
