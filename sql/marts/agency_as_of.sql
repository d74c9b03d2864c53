/*
description = "The newest day that agencies' reports on a form are about; no row where no file has come."
grain = ["source"]
[columns]
as_of = "first day of the stated period"
as_of_end = "last day of the stated period; what a KPI of these rows is counted on"
*/
with sent as (
    select
        'agency_plan_events' as source,
        doc_id,
    from core.fct_plan_event
    where reported_by is not null

    union

    select
        source,
        doc_id,
    from core.fct_agency_statement
)

select
    sent.source,
    arg_max(document.published_on, (document.known_from, document.published_on)) as as_of,
    arg_max(document.published_on_precision, (document.known_from, document.published_on))
        as as_of_precision,
    max(document.known_from) as as_of_end,
from sent
inner join core.dim_document as document
    on sent.doc_id = document.doc_id
group by sent.source
