-- One row per figure and province: what is known of every province (kind 'fact') and the KPIs by
-- province ('kpi'), the latest figure of the period, with its rank among the provinces that have
-- one. Equal figures share a rank, and the ranks after them are
-- left out; 1 is the highest, or the lowest where lower is better. Where more is published than is
-- named, a province of which none is named has no rank, and there is no median.
with facts as (
    select
        province_code,
        'population' as figure,
        1 as sort,
        'persons' as unit,
        population_as_of as as_of,
        'day' as as_of_precision,
        population::double as value,
        [population_doc_id] as doc_ids,
    from marts.province_summary

    union all by name

    select
        province_code,
        'gpp_per_capita' as figure,
        2 as sort,
        'THB' as unit,
        make_date(year_ce::integer, 1, 1) as as_of,
        'year' as as_of_precision,
        gpp_per_capita_thb::double as value,
        list_distinct([doc_id, upstream_doc_id]) as doc_ids,
    from core.fct_gpp
    qualify year_ce = max(year_ce) over ()

    union all by name

    select
        province_code,
        'local_bodies' as figure,
        3 as sort,
        'local_governments' as unit,
        lao_as_of as as_of,
        'day' as as_of_precision,
        lao_total::double as value,
        [lao_doc_id] as doc_ids,
    from marts.province_summary

    union all by name

    select
        province_code,
        'municipalities' as figure,
        4 as sort,
        'municipalities' as unit,
        as_of_date as as_of,
        'day' as as_of_precision,
        municipalities_total::double as value,
        [doc_id] as doc_ids,
    from core.fct_lao_count
    where breakdown = 'full'
    qualify as_of_date = max(as_of_date) over ()
),

figures as (
    select
        'fact' as kind,
        figure as figure_id,
        sort,
        province_code,
        unit,
        '' as format,
        'neutral' as direction,
        as_of,
        as_of_precision,
        value,
        value as lower,
        value as upper,
        '=' as qualifier,
        doc_ids,
    from facts

    union all by name

    select
        'kpi' as kind,
        concat_ws(
            ':', stated.metric_id, stated.segment_kind, stated.segment, stated.phase
        ) as figure_id,
        metric.code,
        metric.label_th,
        metric.label_en,
        case when stated.segment_kind <> 'national' then segment.name_th end as segment_th,
        case when stated.segment_kind <> 'national' then segment.name_en end as segment_en,
        case
            when stated.phase <> 'announced' and stated.segment_kind <> 'index' then stated.phase
        end as phase,
        stated.place_code as province_code,
        metric.unit,
        metric.format,
        metric.direction,
        stated.as_of,
        stated.as_of_precision,
        stated.value,
        stated.lower,
        stated.upper,
        stated.qualifier,
        case when metric.unit = 'rank' then stated.denominator end as of,
        stated.doc_ids,
    from province_figures($from_date, $to_date) as stated
    inner join meta.metric as metric
        on stated.metric_id = metric.metric_id
    left join core.dim_segment as segment
        on stated.segment_kind = segment.segment_kind and stated.segment = segment.segment
),

ranked as (
    select
        figures.*,
        case
            when value is not null
                then rank() over (
                    partition by kind, figure_id
                    order by case when direction = 'down' then value else -value end nulls last
                )
        end as place,
        count(*) over (partition by kind, figure_id, value) as sharing,
        count(value) over (partition by kind, figure_id) as provinces,
        case
            when bool_and(value is not null) over (partition by kind, figure_id)
                then median(value) over (partition by kind, figure_id)
        end as middle,
    from figures
    where coalesce(value, lower, upper) is not null
),

documents as (
    select
        ranked.kind,
        ranked.figure_id,
        ranked.province_code,
        documents(document) as documents,
    from ranked
    inner join core.dim_document as document
        on list_contains(ranked.doc_ids, document.doc_id)
    group by ranked.kind, ranked.figure_id, ranked.province_code
)

select
    ranked.kind,
    ranked.figure_id,
    ranked.code,
    ranked.label_th,
    ranked.label_en,
    ranked.segment_th,
    ranked.segment_en,
    ranked.phase,
    ranked.province_code,
    province.name_th,
    province.name_en,
    ranked.unit,
    ranked.format,
    ranked.direction,
    ranked.as_of,
    ranked.as_of_precision,
    ranked.value,
    ranked.lower,
    ranked.upper,
    ranked.qualifier,
    ranked.of,
    ranked.place,
    ranked.sharing,
    ranked.provinces,
    ranked.middle,
    coalesce(documents.documents, []) as documents,
from ranked
inner join core.dim_province as province
    on ranked.province_code = province.province_code
left join documents
    on
        ranked.kind = documents.kind
        and ranked.figure_id = documents.figure_id
        and ranked.province_code = documents.province_code
order by ranked.kind desc, ranked.sort, ranked.code, ranked.figure_id, ranked.province_code
