-- One row per disagreement that is open now and was not there before, and per one that is gone:
-- its kind, what it is about, and whether it came (is_new).
select
    coalesce(conflict.conflict_id, earlier.conflict_id) as conflict_id,
    coalesce(conflict.kind, earlier.kind) as kind,
    coalesce(conflict.measure_or_stage, earlier.measure_or_stage) as measure_or_stage,
    measure.name_th as measure_th,
    measure.name_en as measure_en,
    investment.plan_set,
    coalesce(sides.doc_ids, gone.doc_ids) as doc_ids,
    earlier.conflict_id is null as is_new,
from marts.conflict as conflict
full join previous.marts.conflict as earlier
    on conflict.conflict_id = earlier.conflict_id
left join core.dim_measure as measure
    on coalesce(conflict.measure_or_stage, earlier.measure_or_stage) = measure.measure
left join lateral (
    select
        any_value(statement.plan_set) as plan_set,
    from marts.conflict_statement as side
    inner join core.fct_investment_statement as statement
        on side.statement_id = statement.statement_id
    where side.conflict_id = conflict.conflict_id
) as investment
    on true
left join (
    select
        conflict_id,
        list_sort(list(distinct doc_id)) as doc_ids,
    from marts.conflict_statement
    group by conflict_id
) as sides
    on conflict.conflict_id = sides.conflict_id
left join (
    select
        conflict_id,
        list_sort(list(distinct doc_id)) as doc_ids,
    from previous.marts.conflict_statement
    group by conflict_id
) as gone
    on earlier.conflict_id = gone.conflict_id
where
    (conflict.conflict_id is null) <> (earlier.conflict_id is null)
    and not coalesce(conflict.is_rounding, earlier.is_rounding)
order by is_new desc, conflict_id
