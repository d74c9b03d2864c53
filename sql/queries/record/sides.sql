-- One row per side of each conflict in which the statement $code stands.
select
    side.conflict_id,
    conflict.kind,
    conflict.is_rounding,
    conflict.measure_or_stage,
    measure.name_th as measure_th,
    measure.name_en as measure_en,
    investment.plan_set,
    side.as_of,
    side.as_of_precision,
    side.value::double as value,
    side.lower::double as lower,
    side.upper::double as upper,
    side.qualifier,
    side.unit,
    document.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
from marts.conflict_statement as named
inner join marts.conflict_statement as side
    on named.conflict_id = side.conflict_id
inner join marts.conflict as conflict
    on named.conflict_id = conflict.conflict_id
left join core.dim_measure as measure
    on conflict.measure_or_stage = measure.measure
left join core.fct_investment_statement as investment
    on side.statement_id = investment.statement_id
left join core.dim_document as document
    on side.doc_id = document.doc_id
where named.statement_id = $code
order by side.conflict_id, side.as_of nulls last, side.statement_id
