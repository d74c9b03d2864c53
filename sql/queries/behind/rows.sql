-- One row per row behind the figure of one KPI: what it is, what it states, and what it gives above
-- and below the line. Of statements that agree, the first gives the figure and the others nothing.
-- The figure is read before (queries/passport/figure.sql), and given by its key, with what it is
-- divided by, how it adds up, and its day where it is of one: working it out again takes as long as
-- all of this. A million may be behind it: those of a place are found by its name, and the largest
-- $shown above and as many below the line are told (null: all). The totals are of all; `left_out`
-- are not told. What a row is about and where is a code here, in `_th`; names are put in its place
-- when it was read (`names.sql`, `places.sql`): planning a query takes longer than reading it.
with headlines as (  -- how old those of KPIs are on the day
    select
        metric_id,
        as_of,
        as_of_precision,
        age_state($today, as_of_end, promise_days) as age_state,
    from metrics.headline
    where $today::date is not null  -- else there are no such rows, and none is read
),

area as (  -- the place of the figure, and what lies in it
    select
        unnest(list_slice(lies_in, 1, list_position(lies_in, $figure_place))) as place_code,
    from (
        select
            [province_code, region_code, 'TH'] as lies_in,
        from core.dim_province
    )
),

behind as materialized (
    select
        metric_row.* replace (  -- of today: a KPI's age, and what is left until a deadline
            coalesce((headline.age_state = 'current')::int, metric_row.above) as above,
            case metric_row.kind
                when 'deadline' then $denominator
                else metric_row.below
            end as below
        ),
        headline.as_of,
        headline.as_of_precision,
        headline.age_state,
    from metrics.metric_row as metric_row
    left join headlines as headline
        on metric_row.kind = 'kpi' and metric_row.code = headline.metric_id
    where
        metric_row.figure_set = $figure_set
        and metric_row.place_code in (from area)
),

totals as (
    select
        coalesce(  -- those beyond $shown, above the line and below it
            greatest(count(above) - $shown, 0) + greatest(count(*) - count(above) - $shown, 0), 0
        ) as left_out,
        case $adds
            when 'median' then median(above)
            when 'p90' then quantile_cont(above, 0.9)
            else coalesce(added(above), 0)
        end as above_total,
        coalesce(added(below), 0) as below_total,
    from behind
),

largest as (  -- two short lists, not all in their order: of a million that takes seconds
    (
        select
            *
        from behind
        where above is not null
        order by abs(above) desc, kind, code, place_code
        limit $shown
    )

    union all

    (
        select
            *
        from behind
        where above is null
        order by abs(below) desc, kind, code, place_code
        limit $shown
    )
),

lines as materialized (
    select
        * exclude (statement_ids),
        case kind
            when 'statement' then list_transform(statement_ids, lambda one: [one])
            else [statement_ids]
        end as told_of,
        generate_subscripts(told_of, 1) as line_no,
        unnest(told_of) as statement_ids,
    from largest
),

told as (  -- the last word of a line's statements, and the documents of all
    select
        named.statement_ids,
        arg_max(
            statement, (coalesce(statement.as_of, date '-infinity'), statement.statement_id)
        ) as last_word,
        list(statement.doc_id) as doc_ids,
    from (
        select
            statement_ids,
            unnest(statement_ids) as statement_id,
        from lines
    ) as named
    inner join (select * exclude (note, note_th) from marts.statement) as statement
        on named.statement_id = statement.statement_id
    where  -- those of a place have names that lie close: not all are read
        statement.statement_id >= (select min(list_min(statement_ids)) from lines)
        and statement.statement_id <= (select max(list_max(statement_ids)) from lines)
    group by named.statement_ids
),

documents as (  -- each by its name, found once for all rows
    select
        map(list(doc_id), list(dated_document(document))) as by_id,
    from core.dim_document as document
)

select
    lines.kind,
    lines.code,
    last_word.statement_id,
    last_word.kind as statement_kind,
    case
        when lines.kind = 'plan' then 'plan/' || lines.code
        when last_word.segment_kind = 'plan' then 'plan/' || last_word.segment
    end as plan_th,
    null::varchar as plan_en,
    case
        when lines.kind in ('kpi', 'document') then lines.kind || '/' || lines.code
        when last_word.kind in ('observation', 'target') then 'measure/' || last_word.subject
        when last_word.kind = 'agency'
            then 'form/' || split_part(last_word.statement_id, '/', 1)
    end as subject_th,
    null::varchar as subject_en,
    event.event_kind,
    case when last_word.kind = 'investment' then last_word.subject end as stage,
    case when last_word.segment_kind = 'plan_set' then last_word.segment end as plan_set,
    case
        when last_word.segment_kind not in ('national', 'plan')
            then last_word.segment_kind || '/' || last_word.segment
    end as segment_th,
    null::varchar as segment_en,
    told_phase(last_word.phase, last_word.nature) as phase,
    case
        when lines.kind in ('province', 'residents') then lines.code
        else array_to_string(last_word.place_codes, ',')
    end as place_th,
    null::varchar as place_en,
    null::varchar as title,
    case when lines.kind = 'statement' then last_word.value::double end as value,
    case when lines.kind = 'statement' then last_word.lower::double end as lower,
    case when lines.kind = 'statement' then last_word.upper::double end as upper,
    last_word.qualifier,
    last_word.unit,
    case when lines.kind = 'kpi' then lines.as_of else last_word.as_of end as as_of,
    case
        when lines.kind = 'kpi' then lines.as_of_precision
        else last_word.as_of_precision
    end as as_of_precision,
    lines.age_state,
    last_word.nature,
    case when lines.line_no = 1 then lines.above end as above,
    case when lines.line_no = 1 then lines.below end as below,
    lines.above is null as is_below,
    lines.line_no > 1 as agrees,
    case
        when
            bool_and(coalesce(abs(lines.above) = last_word.value, false))
                filter (where lines.line_no = 1 and lines.above is not null) over ()
            then last_word.unit
    end as above_unit,
    case
        when
            bool_and(coalesce(abs(lines.below) = last_word.value, false))
                filter (where lines.line_no = 1 and lines.below is not null) over ()
            then last_word.unit
    end as below_unit,
    list_transform(
        ids(coalesce(told.doc_ids, lines.doc_ids)), lambda one: documents.by_id[one]
    ) as documents,
    totals.left_out,
    totals.above_total,
    totals.below_total,
from lines
left join told
    using (statement_ids)
left join core.fct_plan_event as event
    on last_word.kind = 'plan_event' and last_word.statement_id = event.event_id
cross join totals
cross join documents
order by
    lines.above is null,
    abs(coalesce(lines.above, lines.below)) desc,
    lines.kind,
    lines.code,
    lines.place_code,
    lines.line_no
