/*
description = "A side of a conflict: a statement that can't be true beside the others of it."
grain = ["conflict_id", "statement_id"]
[columns]
conflict_id = "interval: or fall:, then what the statements have in common"
kind = "interval (no value fits all) or cumulative_fall (a count that can only grow fell)"
is_rounding = "whether all its sides differ by rounding alone: at most 1.5% of the larger apart, or one the bound of the other"
is_decided = "a steward chose the statement to display"
is_chosen = "it is this one"
is_set_aside = "it says otherwise than the one chosen: kept and shown, but no figure's current one"
*/
with stated as (  -- what may be compared, and within which group
    select
        'observation' as subject,
        observation.measure as measure_or_stage,
        observation.segment_kind,
        observation.segment,
        observation.place_code,
        concat_ws(
            ':',
            observation.measure,
            observation.segment_kind,
            observation.segment,
            observation.phase,
            observation.place_code
        ) as series_key,
        case  -- a batch is one moment; elsewhere one announcement is reported within a month
            when observation.segment_kind in ('cohort', 'programme', 'event', 'index') then ''
            else left(observation.period, 7)
        end as moment,
        measure.cumulative as is_cumulative,
        observation.obs_id as statement_id,
        observation.as_of,
        observation.as_of_precision,
        observation.as_of_end,
        observation.value,
        observation.lower,
        observation.upper,
        observation.qualifier,
        observation.unit,
        observation.doc_id,
    from core.fct_observation as observation
    inner join core.dim_measure as measure
        on observation.measure = measure.measure

    union all by name

    select
        'amount' as subject,
        stage as measure_or_stage,
        commitment_id,
        concat_ws(':', commitment_id, stage) as series_key,
        '' as moment,
        false as is_cumulative,
        statement_id,
        as_of,
        as_of_precision,
        as_of_end,
        amount_thb as value,
        lower_thb as lower,
        upper_thb as upper,
        qualifier,
        'THB' as unit,
        doc_id,
    from core.fct_investment_statement
    where commitment_id is not null
),

intervals as (  -- "about" is read as ten per cent either way; a missing bound is open
    select
        subject,
        measure_or_stage,
        segment_kind,
        segment,
        commitment_id,
        place_code,
        series_key,
        moment,
        is_cumulative,
        statement_id,
        as_of,
        as_of_precision,
        as_of_end,
        value,
        lower,
        upper,
        qualifier,
        unit,
        doc_id,
        case
            when qualifier = '~' and value is not null then 0.9 * value::double
            else coalesce(lower::double, '-infinity'::double)
        end as low,
        case
            when qualifier = '~' and value is not null then 1.1 * value::double
            else coalesce(upper::double, 'infinity'::double)
        end as high,
    from stated
),

bounds as (
    select
        statement_id,
        (qualifier = '>' and low = max(low) over one_moment)
        or (qualifier = '<' and high = min(high) over one_moment) as leaves_its_bound_out,
        max(low) over one_moment as highest_low,
        min(high) over one_moment as lowest_high,
        series_key,
        moment,
    from intervals
    where moment is not null
    window one_moment as (partition by series_key, moment)
),

clashing as (
    select
        series_key,
        moment,
        differs_by_rounding(highest_low, lowest_high) as is_rounding,
    from bounds
    group by series_key, moment, highest_low, lowest_high
    having
        bool_or(
            highest_low > lowest_high
            or (highest_low = lowest_high and leaves_its_bound_out)
        )
),

falls as (  -- a later count below the highest earlier one
    select
        later.series_key,
        later.statement_id as later_id,
        earlier.statement_id as earlier_id,
        differs_by_rounding(earlier.low, later.high) as is_rounding,
    from intervals as later
    inner join intervals as earlier
        on
            later.series_key = earlier.series_key
            and later.as_of > earlier.as_of_end
    where later.is_cumulative
    qualify
        earlier.low = max(earlier.low) over (partition by later.statement_id)
        and later.high < earlier.low
),

sides as (
    select
        concat_ws(':', 'interval', intervals.series_key, nullif(intervals.moment, ''))
            as conflict_id,
        'interval' as kind,
        intervals.statement_id,
        clashing.is_rounding,
    from intervals
    inner join clashing
        on
            intervals.series_key = clashing.series_key
            and intervals.moment = clashing.moment

    union all

    select
        concat_ws(':', 'fall', series_key) as conflict_id,
        'cumulative_fall' as kind,
        unnest([later_id, earlier_id]) as statement_id,
        is_rounding,
    from falls
),

distinct_sides as (
    select
        conflict_id,
        kind,
        statement_id,
        bool_and(bool_and(is_rounding)) over (partition by conflict_id) as is_rounding,
    from sides
    group by conflict_id, kind, statement_id
)

select
    distinct_sides.conflict_id,
    distinct_sides.kind,
    distinct_sides.statement_id,
    intervals.subject,
    intervals.measure_or_stage,
    intervals.segment_kind,
    intervals.segment,
    intervals.commitment_id,
    intervals.place_code,
    intervals.as_of,
    intervals.as_of_precision,
    intervals.value,
    intervals.lower,
    intervals.upper,
    intervals.qualifier,
    intervals.unit,
    intervals.doc_id,
    distinct_sides.is_rounding,
    choice.conflict_id is not null as is_decided,
    coalesce(choice.statement_id = distinct_sides.statement_id, false) as is_chosen,
    choice.conflict_id is not null
    and (intervals.value, intervals.lower, intervals.upper, intervals.qualifier)
    is distinct from (chosen.value, chosen.lower, chosen.upper, chosen.qualifier) as is_set_aside,
from distinct_sides
inner join intervals
    on distinct_sides.statement_id = intervals.statement_id
left join core.fct_conflict_choice as choice
    on distinct_sides.conflict_id = choice.conflict_id
left join intervals as chosen
    on choice.statement_id = chosen.statement_id
