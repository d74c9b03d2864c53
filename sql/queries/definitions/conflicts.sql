-- One row per open conflict: what it is about, and every side of it with its document.
select
    conflict.conflict_id,
    conflict.kind,
    conflict.subject,
    conflict.measure_or_stage,
    conflict.is_rounding,
    any_value(measure.name_th) as measure_th,
    any_value(measure.name_en) as measure_en,
    min(investment.plan_set) as plan_set,
    list(
        struct_concat(
            {
                'statement_id': side.statement_id, 'as_of': side.as_of,
                'as_of_precision': side.as_of_precision, 'value': side.value::double,
                'lower': side.lower::double, 'upper': side.upper::double,
                'qualifier': side.qualifier, 'unit': side.unit
            },
            document(document)
        )
        order by side.as_of nulls last, side.statement_id
    ) as sides,
from marts.conflict as conflict
inner join marts.conflict_statement as side
    on conflict.conflict_id = side.conflict_id
left join core.dim_measure as measure
    on conflict.measure_or_stage = measure.measure
left join core.fct_investment_statement as investment
    on side.statement_id = investment.statement_id
left join core.dim_document as document
    on side.doc_id = document.doc_id
where not conflict.is_decided
group by
    conflict.conflict_id,
    conflict.kind,
    conflict.subject,
    conflict.measure_or_stage,
    conflict.is_rounding
order by conflict.is_rounding, conflict.subject desc, conflict.conflict_id
