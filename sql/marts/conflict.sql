/*
description = "Statements that can't all be true: computed from their intervals, never typed."
grain = ["conflict_id"]
[columns]
kind = "interval (no value fits all) or cumulative_fall (a count that can only grow fell)"
subject = "observation or amount"
measure_or_stage = "the measure, or the stage of the money"
statement_count = "statements on all sides"
*/
with sides as (
    select
        conflict_id,
        kind,
        subject,
        measure_or_stage,
        segment_kind,
        segment,
        commitment_id,
        place_code,
    from marts.conflict_statement
)

select
    conflict_id,
    kind,
    subject,
    measure_or_stage,
    segment_kind,
    segment,
    commitment_id,
    place_code,
    count(*) as statement_count,
from sides
group by all
