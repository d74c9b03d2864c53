/*
description = "A figure as the record states it: statements that agree, of one moment, are one row. A stock with what was added since is one too."
grain = ["measure", "segment_kind", "segment", "phase", "place_code", "period", "value", "lower", "upper", "qualifier"]
[columns]
period = "date as text, no finer than stated; empty where undated"
moment = "the month, or the year where no month is stated: figures of one moment are about the same time; empty where undated, and for a batch"
statement_ids = "the statements that agree on it"
known_from = "the day from which the first document that states it is known; empty where no such day is known"
is_first_stated = "of the figures of its moment, the one known first"
is_known_now = "whether it is the figure that holds for its moment: no steward set it aside, and of the others the latest date, an exact figure and the newest document decide, in this order"
is_secondary = "whether all its documents only cite others"
is_refuted = "whether an earlier figure of a count that can only grow stood higher: then it can't be the present one"
is_current = "whether it is the current figure of its measure, segment, phase and place: figures that a steward set aside come last, before them the refuted ones and those that a secondary document repeats; then the latest date, an exact figure and the newest document decide, in this order"
parts = "what it adds up, where it is a stock with what was added since; empty where statements state it whole"
*/
with set_aside as (
    select distinct
        statement_id,
    from marts.conflict_statement
    where is_set_aside
),

statements as (
    select
        observation.obs_id,
        observation.measure,
        observation.segment_kind,
        observation.segment,
        observation.phase,
        observation.place_code,
        observation.as_of,
        observation.as_of_precision,
        observation.as_of_end,
        observation.value::double as value,
        observation.lower::double as lower,
        observation.upper::double as upper,
        observation.qualifier,
        observation.nature,
        observation.doc_id,
        case  -- a batch is one moment; elsewhere one announcement is reported within a month
            when observation.segment_kind in ('cohort', 'programme', 'event', 'index') then ''
            else coalesce(left(observation.period, 7), '')
        end as moment,
        set_aside.statement_id is not null as is_set_aside,
        document.known_from,
        coalesce(document.is_secondary, false) as is_secondary,
    from core.fct_observation as observation
    left join core.dim_document as document
        on observation.doc_id = document.doc_id
    left join set_aside
        on observation.obs_id = set_aside.statement_id
),

stated as (
    select
        measure,
        segment_kind,
        segment,
        phase,
        place_code,
        moment,
        min(as_of) as as_of,
        arg_min(as_of_precision, (as_of, obs_id)) as as_of_precision,
        min(as_of_end) as as_of_end,
        value,
        lower,
        upper,
        qualifier,
        arg_min(nature, obs_id) as nature,
        list(obs_id order by obs_id) as statement_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
        bool_or(is_set_aside) as is_set_aside,
        bool_and(is_secondary) as is_secondary,
        min(known_from) as known_from,
        max(known_from) as known_last,
    from statements
    group by
        measure,
        segment_kind,
        segment,
        phase,
        place_code,
        moment,
        value,
        lower,
        upper,
        qualifier
),

grown as (  -- a stock of which more is stated as added later than it is at least both together
    select
        stock.measure,
        stock.segment_kind,
        stock.segment,
        stock.phase,
        stock.place_code,
        left(period_text(more.as_of, more.as_of_precision), 7) as moment,
        more.as_of,
        more.as_of_precision,
        more.as_of_end,
        stock.value + more.lower as value,
        stock.value + more.lower as lower,
        case more.qualifier when '>' then '>' else '>=' end as qualifier,
        'derived' as nature,
        ids(stock.statement_ids || more.statement_ids) as statement_ids,
        ids(stock.doc_ids || more.doc_ids) as doc_ids,
        more.is_set_aside,
        stock.is_secondary or more.is_secondary as is_secondary,
        greatest(stock.known_from, more.known_from) as known_from,
        greatest(stock.known_last, more.known_last) as known_last,
        list_sort(
            [
                part('statement', stock.statement_ids[1], stock.value, null, stock.statement_ids),
                part('statement', more.statement_ids[1], more.lower, null, more.statement_ids)
            ]
        ) as parts,
    from stated as more
    inner join stated as stock
        on
            more.measure = replace(stock.measure, '_cumulative', '') || '_added'
            and more.place_code = stock.place_code
            and more.as_of > stock.as_of_end
            and stock.segment_kind = 'national'
            and stock.qualifier = '='
            and not stock.is_set_aside
    where
        more.lower > 0
        and not exists (  -- the stock itself is stated by then, and no lower
            select later.value
            from stated as later
            where
                later.measure = stock.measure
                and later.segment_kind = stock.segment_kind
                and later.segment = stock.segment
                and later.phase is not distinct from stock.phase
                and later.place_code = stock.place_code
                and later.as_of > stock.as_of
                and (
                    later.as_of_end <= more.as_of_end
                    or date_trunc('month', later.as_of) = date_trunc('month', more.as_of)
                )
        )
),

figures as (
    select
        *
    from stated

    union all by name

    select
        *
    from grown
),

weighed as (  -- as a count that can only grow falls where an earlier one stood higher
    select
        figures.*,
        coalesce(
            bool_or(
                earlier.lower > figures.upper
                or (earlier.lower = figures.upper and earlier.qualifier = '>')
            ),
            false
        ) as is_refuted,
    from figures
    left join core.dim_measure as measure
        on figures.measure = measure.measure and measure.cumulative
    left join figures as earlier
        on
            measure.measure = earlier.measure
            and figures.segment_kind = earlier.segment_kind
            and figures.segment = earlier.segment
            and figures.phase is not distinct from earlier.phase
            and figures.place_code = earlier.place_code
            and figures.as_of_end > earlier.as_of_end  -- a year alone counts from its last day
            and not earlier.is_set_aside
    group by all
),

repeated as (  -- what a primary document states already
    select
        weighed.*,
        weighed.is_secondary
        and exists (
            select earlier.value
            from weighed as earlier
            where
                not earlier.is_secondary
                and not earlier.is_set_aside
                and not earlier.is_refuted
                and earlier.measure = weighed.measure
                and earlier.segment_kind = weighed.segment_kind
                and earlier.segment = weighed.segment
                and earlier.phase is not distinct from weighed.phase
                and earlier.place_code = weighed.place_code
                and earlier.as_of is not null
                and earlier.value = weighed.value
                and earlier.qualifier = weighed.qualifier
        ) as is_repeat,
    from weighed
)

select
    measure,
    segment_kind,
    segment,
    phase,
    case when place_code = 'TH' then 'national' else 'province' end as place_kind,
    place_code,
    moment,
    period_text(as_of, as_of_precision) as period,
    as_of,
    as_of_precision,
    as_of_end,
    value,
    lower,
    upper,
    qualifier,
    nature,
    statement_ids,
    doc_ids,
    parts,
    is_secondary,
    is_refuted,
    known_from,
    row_number() over (
        partition by measure, segment_kind, segment, phase, place_code, moment
        order by known_from nulls last, qualifier <> '=', statement_ids
    ) = 1 as is_first_stated,
    not is_set_aside
    and row_number() over (
        partition by measure, segment_kind, segment, phase, place_code, moment
        order by
            is_set_aside,
            as_of desc nulls last,
            qualifier <> '=',
            known_last desc nulls last,
            statement_ids
    ) = 1 as is_known_now,
    row_number() over (
        partition by measure, segment_kind, segment, phase, place_code
        order by
            is_set_aside,
            is_refuted,
            is_repeat,
            as_of desc nulls last,
            qualifier <> '=',
            known_last desc nulls last,
            statement_ids
    ) = 1 as is_current,
from repeated
