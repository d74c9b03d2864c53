/*
description = "A dataset of a city data platform and how fully it is described, as the newest list of its platform says."
grain = ["platform_key", "dataset_key"]
[columns]
plan_key = "of the platform; empty where it is not listed, or belongs to no plan"
province_code = "of the platform; empty where it is not listed"
is_complete = "every mandatory field of its description is filled"
*/
select
    dataset.platform_key,
    dataset.dataset_key,
    platform.plan_key,
    platform.province_code,
    dataset.is_open,
    dataset.mandatory_filled = dataset.mandatory_fields as is_complete,
    dataset.as_of,
    dataset.as_of_precision,
    dataset.statement_id,
    dataset.doc_id,
from staging.stg_agency_city_datasets as dataset
left join core.fct_city_data_platform as platform
    on dataset.platform_key = platform.platform_key
