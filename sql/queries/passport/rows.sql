-- One row per row behind the figure of one KPI: what it is, what it states, and what it gives above
-- and below the line. Of statements that agree, the first gives the figure and the others nothing.
-- A million may be behind a KPI: those of a place are found by its name, and what a document or a
-- place is called is looked up once for all rows that name the same.
with shown as materialized (
    select
        figure_set,
        place_code,
        denominator,
    from shown_figures($province, $region, $from_date, $to_date, today := $today)
    where metric_id = $kpi
),

area as (  -- which places lie in it
    select
        province_code as place_code,
        [region_code, 'TH'] as wider,
    from core.dim_province

    union all

    select
        region_code as place_code,
        ['TH'] as wider,
    from core.dim_region
),

within as (
    select
        figure_set,
        place_code,
        denominator,
    from shown

    union

    select
        shown.figure_set,
        area.place_code,
        shown.denominator,
    from shown
    inner join area
        on list_contains(area.wider, shown.place_code)
),

parts as (
    select
        behind.* replace (  -- what is left until a deadline is of today
            case behind.kind
                when 'deadline' then within.denominator
                else behind.below
            end as below
        ),
        row_number() over (
            order by behind.above is null, behind.kind, behind.code, behind.place_code
        ) as part_no,
    from metrics.metric_row as behind
    inner join within
        on behind.figure_set = within.figure_set and behind.place_code = within.place_code
),

split as (
    select
        part_no,
        kind,
        code,
        above,
        below,
        above is null as is_below,
        abs(coalesce(above, below)) as size,
        doc_ids,
        case kind
            when 'statement' then list_transform(statement_ids, lambda one: [one])
            else [statement_ids]
        end as lines,
    from parts
),

lines as (
    select
        part_no,
        generate_subscripts(lines, 1) as line_no,
        kind,
        code,
        case when generate_subscripts(lines, 1) = 1 then above end as above,
        case when generate_subscripts(lines, 1) = 1 then below end as below,
        is_below,
        size,
        doc_ids,
        unnest(lines) as statement_ids,
    from split
),

stated as materialized (
    select
        named.part_no,
        named.line_no,
        statement.*,
    from (
        select
            part_no,
            line_no,
            unnest(statement_ids) as statement_id,
        from lines
    ) as named
    inner join marts.statement as statement
        on named.statement_id = statement.statement_id
),

told as (  -- the last word of a row's statements
    select
        stated.*,
        event.event_kind,
    from stated
    left join core.fct_plan_event as event
        on stated.statement_id = event.event_id
    qualify
        row_number() over (
            partition by stated.part_no, stated.line_no
            order by stated.as_of desc nulls last, stated.statement_id desc
        ) = 1
),

places as (
    select
        named.place_codes,
        string_agg(province.name_th, ', ' order by province.name_th collate th) as place_th,
        string_agg(province.name_en, ', ' order by province.name_en) as place_en,
    from (
        select distinct
            place_codes,
        from told
    ) as named
    inner join core.dim_province as province
        on list_contains(named.place_codes, province.province_code)
    group by named.place_codes
),

cited as (
    select
        lines.part_no,
        lines.line_no,
        ids(any_value(lines.doc_ids) || coalesce(list(stated.doc_id), []))
            as doc_ids,
    from lines
    left join stated
        on lines.part_no = stated.part_no and lines.line_no = stated.line_no
    group by lines.part_no, lines.line_no
),

documents as (
    select
        named.doc_ids,
        list(distinct dated_document(document)) as documents,
    from (
        select distinct
            doc_ids,
        from cited
    ) as named
    inner join core.dim_document as document
        on list_contains(named.doc_ids, document.doc_id)
    group by named.doc_ids
)

select
    lines.kind,
    lines.code,
    told.statement_id,
    told.kind as statement_kind,
    coalesce(plan.name_th, plan.name_en) as plan_th,
    coalesce(plan.name_en, plan.name_th) as plan_en,
    coalesce(measure.name_th, form.title_th) as subject_th,
    coalesce(measure.name_en, form.title_en) as subject_en,
    told.event_kind,
    investment.stage,
    investment.plan_set,
    segment.name_th as segment_th,
    segment.name_en as segment_en,
    told.phase,
    coalesce(province.name_th, places.place_th) as place_th,
    coalesce(province.name_en, places.place_en) as place_en,
    document.title,
    case when lines.kind = 'statement' then told.value::double end as value,
    case when lines.kind = 'statement' then told.lower::double end as lower,
    case when lines.kind = 'statement' then told.upper::double end as upper,
    told.qualifier,
    told.unit,
    told.as_of,
    told.as_of_precision,
    told.nature,
    lines.above,
    lines.below,
    lines.is_below,
    lines.line_no > 1 as agrees,
    case
        when
            bool_and(coalesce(abs(lines.above) = told.value, false))
                filter (where lines.above is not null) over ()
            then told.unit
    end as above_unit,
    case
        when
            bool_and(coalesce(abs(lines.below) = told.value, false))
                filter (where lines.below is not null) over ()
            then told.unit
    end as below_unit,
    list_sort(coalesce(documents.documents, [])) as documents,
from lines
left join told
    on lines.part_no = told.part_no and lines.line_no = told.line_no
left join places
    on told.place_codes = places.place_codes
left join cited
    on lines.part_no = cited.part_no and lines.line_no = cited.line_no
left join documents
    on cited.doc_ids = documents.doc_ids
left join core.dim_measure as measure
    on told.kind in ('observation', 'target') and told.subject = measure.measure
left join core.dim_segment as segment
    on
        told.segment_kind = segment.segment_kind
        and told.segment = segment.segment
        and told.segment_kind not in ('national', 'plan')
left join core.dim_plan as plan
    on
        plan.plan_key = case
            when lines.kind = 'plan' then lines.code
            when told.segment_kind = 'plan' then told.segment
        end
left join core.fct_investment_statement as investment
    on told.statement_id = investment.statement_id
left join core.fct_agency_statement as agency
    on told.statement_id = agency.statement_id
left join meta.source as form
    on agency.source = form.source
left join core.dim_province as province
    on lines.kind in ('province', 'residents') and lines.code = province.province_code
left join core.dim_document as document
    on lines.kind = 'document' and lines.code = document.doc_id
order by lines.is_below, lines.size desc, lines.part_no, lines.line_no
