-- One row per measure and date: the published count, what is named by then on the same basis, and
-- the difference.
select
    reconciliation.measure,
    measure.name_th as measure_th,
    measure.name_en as measure_en,
    measure.unit,
    reconciliation.as_of,
    reconciliation.as_of_precision,
    reconciliation.published,
    reconciliation.qualifier,
    reconciliation.named,
    reconciliation.not_named,
    reconciliation.without_logo,
    documents(document) as documents,
from marts.reconciliation as reconciliation
left join core.dim_measure as measure
    on reconciliation.measure = measure.measure
left join core.dim_document as document
    on list_contains(reconciliation.doc_ids, document.doc_id)
where is_in_period(
    reconciliation.as_of, $from_date, $to_date, stated_precision := reconciliation.as_of_precision
)
group by all
order by reconciliation.measure, reconciliation.as_of desc
