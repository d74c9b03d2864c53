-- One row per figure and province: what is known of every province (kind 'fact') and the KPIs by
-- province ('kpi'), the latest figure of the period, with its rank among the provinces that have
-- one. Equal figures share a rank, and the ranks after them are
-- left out; 1 is the highest, or the lowest where lower is better. Where more is published than is
-- named, a province of which none is named has no rank, and there is no median.
with facts as (
    select
        fact,
        list_position(['population', 'gpp_per_capita', 'local_bodies', 'municipalities'], fact)
            as sort,
        place_code,
        unit,
        as_of,
        as_of_precision,
        value,
        doc_ids,
    from marts.place_fact
    where place_kind = 'province' and sort is not null
),

figures as (
    select
        'fact' as kind,
        fact as figure_id,
        sort,
        place_code as province_code,
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
    from place_figures('province', $from_date, $to_date) as stated
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
