/*
description = "A count of the country that says something new: exact, of a primary document, dated to a month or day; once a side of its open conflicts."
grain = ["measure", "phase", "side", "count_no"]
[columns]
side = "the values that this series stands on in open conflicts; empty where there is none"
count_no = "1 is the first; repeats of a count are left out"
counted_on = "the last day that the count may describe, of the statement in which it first stood"
counted_precision = "day or month"
*/
with recursive
set_aside as (
    select distinct
        statement_id,
    from marts.conflict_statement
    where is_set_aside
),

counts as (
    select
        observation.measure,
        coalesce(observation.phase, '') as phase,
        observation.obs_id as statement_id,
        observation.as_of_end as counted_on,
        observation.as_of_precision as counted_precision,
        observation.value::double as value,
    from core.fct_observation as observation
    inner join core.dim_document as document
        on observation.doc_id = document.doc_id
    anti join set_aside
        on observation.obs_id = set_aside.statement_id
    where
        observation.segment_kind = 'national'
        and observation.place_code = 'TH'
        and observation.qualifier = '='
        and observation.as_of_precision in ('day', 'month')
        and not document.is_secondary
),

clashing as (  -- a value of an open conflict, and the statements that give it
    select
        counts.measure,
        counts.phase,
        conflict.conflict_id,
        counts.value,
        list(counts.statement_id) as statement_ids,
    from counts
    inner join marts.conflict_statement as conflict
        on counts.statement_id = conflict.statement_id
    where not conflict.is_decided
    group by counts.measure, counts.phase, conflict.conflict_id, counts.value
),

choices as (  -- whoever takes one value of a conflict leaves its other statements out
    select
        measure,
        phase,
        value,
        dense_rank() over (partition by measure, phase order by conflict_id) as conflict_no,
        list_filter(
            flatten(list(statement_ids) over one_conflict),
            lambda named: not list_contains(statement_ids, named)
        ) as left_out,
    from clashing
    window one_conflict as (partition by measure, phase, conflict_id)
),

taken as (
    select distinct
        measure,
        phase,
        0 as conflict_no,
        []::double[] as side,
        []::varchar[] as left_out,
    from counts

    union all

    select
        taken.measure,
        taken.phase,
        choices.conflict_no,
        list_append(taken.side, choices.value) as side,
        taken.left_out || choices.left_out as left_out,
    from taken
    inner join choices
        on
            taken.measure = choices.measure
            and taken.phase = choices.phase
            and choices.conflict_no = taken.conflict_no + 1
),

sides as (
    select
        measure,
        phase,
        side,
        left_out,
    from taken
    qualify conflict_no = max(conflict_no) over (partition by measure, phase)
),

series as (
    select
        counts.*,
        sides.side,
    from counts
    inner join sides
        on counts.measure = sides.measure and counts.phase = sides.phase
    where not list_contains(sides.left_out, counts.statement_id)
),

news as (
    select
        *,
    from series
    qualify
        lag(value) over (
            partition by measure, phase, side
            order by counted_on, value, statement_id
        ) is distinct from value
)

select
    measure,
    phase,
    side,
    row_number() over (
        partition by measure, phase, side
        order by counted_on, value, statement_id
    ) as count_no,
    counted_on,
    counted_precision,
    value,
from news
