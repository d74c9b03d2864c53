-- One row per row behind the figure of one KPI: what it is, what it states, and what it gives above
-- and below the line. Of statements that agree, the first gives the figure and the others nothing.
-- The figure is read before (queries/passport/figure.sql), and given by its key, with what it is
-- divided by on the day: working it out again takes as long as all of this. A million may be
-- behind it: those of a place are found by its name, the largest $shown above and as many below the
-- line are told (null: all), and what a document or a place is called is looked up once for all
-- rows that name the same. The totals are of all; `left_out` are not told.
with headlines as (  -- how old those of KPIs are on the day
    select
        metric_id,
        as_of,
        as_of_precision,
        age_state($today, as_of_end, promise_days) as age_state,
    from metrics.headline
),

area as (
    select
        province_code as place_code,
        [province_code, region_code, 'TH'] as lies_in,
    from core.dim_province

    union all

    select
        region_code as place_code,
        [region_code, 'TH'] as lies_in,
    from core.dim_region

    union all

    select
        'TH' as place_code,
        ['TH'] as lies_in,
),

behind as materialized (
    select
        metric_row.* replace (  -- of today: a KPI's age, and what is left until a deadline
            case
                when metric_row.kind <> 'kpi' or $today::date is null then metric_row.above
                else (headline.age_state = 'current')::int
            end as above,
            case metric_row.kind
                when 'deadline' then $denominator
                else metric_row.below
            end as below
        ),
        figure.adds,
        headline.as_of,
        headline.as_of_precision,
        headline.age_state,
    from metrics.metric_value as figure
    inner join area
        on list_contains(area.lies_in, figure.place_code)
    inner join metrics.metric_row as metric_row
        on figure.figure_set = metric_row.figure_set and area.place_code = metric_row.place_code
    left join headlines as headline
        on metric_row.kind = 'kpi' and metric_row.code = headline.metric_id
    where figure.figure_set = $figure_set and figure.place_code = $figure_place
),

totals as (
    select
        count(*) as row_count,
        case any_value(adds)
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

parts as (
    select
        largest.* exclude (adds),
        row_number() over (
            order by above is null, abs(coalesce(above, below)) desc, kind, code, place_code
        ) as row_no,
        totals.row_count - count(*) over () as left_out,
        totals.above_total,
        totals.below_total,
    from largest
    cross join totals
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
    from parts
),

named as materialized (
    select
        row_no,
        line_no,
        unnest(statement_ids) as statement_id,
    from lines
),

told as (  -- the last word of a line's statements, and the documents of all
    select
        named.row_no,
        named.line_no,
        arg_max(
            statement, (coalesce(statement.as_of, date '-infinity'), statement.statement_id)
        ) as last_word,
        list(statement.doc_id) as doc_ids,
    from marts.statement as statement
    inner join named
        on statement.statement_id = named.statement_id
    where  -- those of a place have names that lie close: not all are read
        statement.statement_id >= (select min(statement_id) from named)
        and statement.statement_id <= (select max(statement_id) from named)
    group by named.row_no, named.line_no
),

worded as materialized (
    select
        lines.*,
        told.last_word,
        case
            when lines.kind in ('province', 'residents') then [lines.code]
            else told.last_word.place_codes
        end as place_codes,
        ids(coalesce(told.doc_ids, lines.doc_ids)) as cited,
    from lines
    left join told
        using (row_no, line_no)
),

places as (
    select
        named.place_codes,
        string_agg(province.name_th, ', ' order by province.name_th collate th) as place_th,
        string_agg(province.name_en, ', ' order by province.name_en) as place_en,
    from (
        select distinct
            place_codes,
        from worded
    ) as named
    inner join core.dim_province as province
        on list_contains(named.place_codes, province.province_code)
    group by named.place_codes
),

documents as (
    select
        named.cited,
        list(distinct dated_document(document)) as documents,
    from (
        select distinct
            cited,
        from worded
    ) as named
    inner join core.dim_document as document
        on list_contains(named.cited, document.doc_id)
    group by named.cited
),

names as materialized (  -- what rows are about, by name: one look-up for every kind
    select
        'plan' as kind,
        plan_key as code,
        coalesce(name_th, name_en) as name_th,
        coalesce(name_en, name_th) as name_en,
    from core.dim_plan

    union all by name

    select
        'kpi' as kind,
        metric_id as code,
        label_th as name_th,
        label_en as name_en,
    from meta.metric

    union all by name

    select
        'measure' as kind,
        measure as code,
        name_th,
        name_en,
    from core.dim_measure

    union all by name

    select
        'form' as kind,
        source as code,
        title_th as name_th,
        title_en as name_en,
    from meta.source

    union all by name

    select
        'document' as kind,
        doc_id as code,
        title,
    from core.dim_document
)

select
    worded.kind,
    worded.code,
    last_word.statement_id,
    last_word.kind as statement_kind,
    plan.name_th as plan_th,
    plan.name_en as plan_en,
    subject.name_th as subject_th,
    subject.name_en as subject_en,
    event.event_kind,
    case when last_word.kind = 'investment' then last_word.subject end as stage,
    case when last_word.segment_kind = 'plan_set' then last_word.segment end as plan_set,
    segment.name_th as segment_th,
    segment.name_en as segment_en,
    told_phase(last_word.phase, last_word.nature) as phase,
    places.place_th,
    places.place_en,
    subject.title,
    case when worded.kind = 'statement' then last_word.value::double end as value,
    case when worded.kind = 'statement' then last_word.lower::double end as lower,
    case when worded.kind = 'statement' then last_word.upper::double end as upper,
    last_word.qualifier,
    last_word.unit,
    case when worded.kind = 'kpi' then worded.as_of else last_word.as_of end as as_of,
    case
        when worded.kind = 'kpi' then worded.as_of_precision
        else last_word.as_of_precision
    end as as_of_precision,
    worded.age_state,
    last_word.nature,
    case when worded.line_no = 1 then worded.above end as above,
    case when worded.line_no = 1 then worded.below end as below,
    worded.above is null as is_below,
    worded.line_no > 1 as agrees,
    case
        when
            bool_and(coalesce(abs(worded.above) = last_word.value, false))
                filter (where worded.line_no = 1 and worded.above is not null) over ()
            then last_word.unit
    end as above_unit,
    case
        when
            bool_and(coalesce(abs(worded.below) = last_word.value, false))
                filter (where worded.line_no = 1 and worded.below is not null) over ()
            then last_word.unit
    end as below_unit,
    list_sort(coalesce(documents.documents, [])) as documents,
    worded.left_out,
    worded.above_total,
    worded.below_total,
from worded
left join places
    using (place_codes)
left join documents
    using (cited)
left join names as subject
    on
        subject.kind = case
            when worded.kind in ('kpi', 'document') then worded.kind
            when last_word.kind in ('observation', 'target') then 'measure'
            when last_word.kind = 'agency' then 'form'
        end
        and subject.code = case
            when worded.kind in ('kpi', 'document') then worded.code
            when last_word.kind in ('observation', 'target') then last_word.subject
            when last_word.kind = 'agency' then split_part(last_word.statement_id, '/', 1)
        end
left join core.fct_plan_event as event
    on last_word.kind = 'plan_event' and last_word.statement_id = event.event_id
left join names as plan
    on
        plan.kind = 'plan'
        and plan.code = case
            when worded.kind = 'plan' then worded.code
            when last_word.segment_kind = 'plan' then last_word.segment
        end
left join core.dim_segment as segment
    on
        last_word.segment_kind = segment.segment_kind
        and last_word.segment = segment.segment
        and last_word.segment_kind not in ('national', 'plan')
order by worded.row_no, worded.line_no
