-- One row a row behind the figure of one KPI: what it is, what it states, and what it gives above
-- and below the line. Of statements that agree, the first gives the figure and the others nothing.
with parts as (
    select
        behind.*,
        row_number() over (
            order by behind.above is null, behind.kind, behind.code, behind.place_code
        ) as part_no,
    from shown_figures($province, $region, $from_date, $to_date) as shown
    inner join metrics.figure_row as behind
        on shown.figure_set = behind.figure_set and shown.place_code = behind.figure_place
    where shown.metric_id = $kpi
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

told as (  -- the last word of a row's statements
    select
        lines.part_no,
        lines.line_no,
        statement.*,
        event.event_kind,
    from lines
    inner join marts.statement as statement
        on list_contains(lines.statement_ids, statement.statement_id)
    left join core.fct_plan_event as event
        on statement.statement_id = event.event_id
    qualify
        row_number() over (
            partition by lines.part_no, lines.line_no
            order by statement.as_of desc nulls last, statement.statement_id desc
        ) = 1
),

places as (
    select
        told.part_no,
        told.line_no,
        string_agg(province.name_th, ', ' order by province.name_th collate th) as place_th,
        string_agg(province.name_en, ', ' order by province.name_en) as place_en,
    from told
    inner join core.dim_province as province
        on list_contains(told.place_codes, province.province_code)
    group by told.part_no, told.line_no
),

documents as (
    select
        lines.part_no,
        lines.line_no,
        list(distinct dated_document(document)) as documents,
    from lines
    left join marts.statement as statement
        on list_contains(lines.statement_ids, statement.statement_id)
    inner join core.dim_document as document
        on statement.doc_id = document.doc_id or list_contains(lines.doc_ids, document.doc_id)
    group by lines.part_no, lines.line_no
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
    on lines.part_no = places.part_no and lines.line_no = places.line_no
left join documents
    on lines.part_no = documents.part_no and lines.line_no = documents.line_no
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
