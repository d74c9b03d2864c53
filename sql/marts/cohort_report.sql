/*
description = "Since when agencies report a measure of a batch themselves: a published figure of that day or later leads, else theirs."
grain = ["measure", "phase", "segment"]
[columns]
segment = "the batch"
as_of_end = "the last day as of which they report"
*/
with reported as (
    select
        unnest(
            [
                {'measure': 'participants', 'phase': 'result'},
                {'measure': 'provinces_reached', 'phase': 'result'}
            ],
            recursive := true
        ),
        cohort as segment,
        as_of,
        as_of_precision,
    from core.fct_cohort_enrolment

    union all by name

    select
        'ambassadors' as measure,
        unnest(case when certificates is null then ['launch'] else ['launch', 'result'] end)
            as phase,
        cohort as segment,
        as_of,
        as_of_precision,
    from core.fct_cohort_enrolment
    where role = 'ambassador'

    union all by name

    select
        'officials_trained' as measure,
        'result' as phase,
        segment,
        as_of,
        as_of_precision,
    from core.fct_agency_statement
    where source = 'agency_training_delivery'
)

select
    measure,
    phase,
    segment,
    period_end(max(as_of), arg_max(as_of_precision, (as_of, as_of_precision))) as as_of_end,
from reported
group by measure, phase, segment
