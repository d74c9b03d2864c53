/*
description = "A figure as the record states it: statements that agree, of one moment, are one row."
grain = ["measure", "segment_kind", "segment", "phase", "place_code", "period", "value", "lower", "upper", "qualifier"]
[columns]
period = "date as text, no finer than stated; empty where undated"
statement_ids = "the statements that agree on it"
is_current = "the latest dated one of its measure, segment, phase and place; an exact one first"
*/
with statements as (
    select
        obs_id,
        measure,
        segment_kind,
        segment,
        phase,
        place_code,
        as_of,
        as_of_precision,
        as_of_end,
        value::double as value,
        lower::double as lower,
        upper::double as upper,
        qualifier,
        nature,
        doc_id,
        case  -- a batch is one moment; elsewhere one announcement is reported within a month
            when segment_kind in ('cohort', 'programme', 'event', 'index') then ''
            else coalesce(left(period, 7), '')
        end as moment,
    from core.fct_observation
),

figures as (
    select
        measure,
        segment_kind,
        segment,
        phase,
        place_code,
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
    row_number() over (
        partition by measure, segment_kind, segment, phase, place_code
        order by as_of desc nulls last, qualifier <> '=', statement_ids
    ) = 1 as is_current,
from figures
