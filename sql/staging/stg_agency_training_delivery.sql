/*
description = "Officials of one body trained by a batch. Of rows of one batch, province, body and day, the one that is as of the latest day, then the one sent last."
grain = ["cohort", "province_code", "organisation", "delivered_on"]
[columns]
delivered_on = "first day of the stated period"
delivered_on_last = "of a range its last day, month or year, by the first day of it"
*/
select
    agency_statement(
        'agency_training_delivery', [cohort, province_code, organisation, delivered_on::varchar]
    ) as statement_id,
    agency_document('agency_training_delivery', _edition) as doc_id,
    cohort,
    province_code,
    organisation,
    delivered_on,
    delivered_on_last,
    delivered_on_precision,
    officials_trained,
    qualifier,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_training_delivery
qualify row_number() over (
    partition by cohort, province_code, name_key(organisation), delivered_on
    order by newness(as_of, as_of_precision, _edition, _row) desc
) = 1
