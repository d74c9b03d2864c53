/*
description = "A figure as the record states it: statements that agree, of one moment, are one row."
grain = ["measure", "segment_kind", "segment", "phase", "place_code", "period", "value", "lower", "upper", "qualifier"]
[columns]
period = "date as text, no finer than stated; empty where undated"
moment = "the month, or the year where no month is stated: figures of one moment are about the same time; empty where undated, and for a batch"
statement_ids = "the statements that agree on it"
known_from = "the day from which the first document that states it is known; empty where no such day is known"
is_first_stated = "of the figures of its moment, the one known first"
is_known_now = "whether it is the figure that holds for its moment: no steward set it aside, and of the others the latest date, an exact figure and the newest document decide, in this order"
is_current = "whether it is the current figure of its measure, segment, phase and place: figures that a steward set aside come last; then the latest date, an exact figure and the newest document decide, in this order"
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
    from core.fct_observation as observation
    left join core.dim_document as document
        on observation.doc_id = document.doc_id
    left join set_aside
        on observation.obs_id = set_aside.statement_id
),

figures as (
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
            as_of desc nulls last,
            qualifier <> '=',
            known_last desc nulls last,
            statement_ids
    ) = 1 as is_current,
from figures
