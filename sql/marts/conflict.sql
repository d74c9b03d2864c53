/*
description = "Statements that can't all be true: computed from their intervals, never typed."
grain = ["conflict_id"]
[columns]
kind = "interval (no value fits all) or cumulative_fall (a count that can only grow fell)"
subject = "observation or amount"
measure_or_stage = "the measure, or the stage of the money"
statement_count = "statements on all sides"
is_rounding = "whether its sides differ by rounding alone; else they disagree"
is_decided = "a steward chose the statement to display; else the conflict is open"
decided_by = "an office"
*/
with counted as (
    select
        conflict_id,
        kind,
        subject,
        measure_or_stage,
        commitment_id,
        is_rounding,
        is_decided,
        count(*) as statement_count,
    from marts.conflict_statement
    group by all
)

select
    counted.conflict_id,
    counted.kind,
    counted.subject,
    counted.measure_or_stage,
    counted.commitment_id,
    counted.statement_count,
    counted.is_rounding,
    counted.is_decided,
    choice.reason_th,
    choice.reason_en,
    choice.decided_on,
    choice.decided_by,
from counted
left join core.fct_conflict_choice as choice
    on counted.conflict_id = choice.conflict_id
