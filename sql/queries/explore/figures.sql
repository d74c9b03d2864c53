-- One row per figure of $figures (a line each) and place of the kind $among that has it, with its
-- rank among those and, where places add up to the country, its share of it. Equal figures share a
-- rank, and the ranks after them are left out; 1 is the highest, or the lowest where lower is
-- better. Scores of an index are ranked in their own list; a rank is not ranked again.
with asked as (
    select unnest(string_split($figures, chr(10))) as figure_id
),

ranked as (
    select
        stated.*,
        case
            when stated.value is not null and stated.unit <> 'rank'
                then rank() over (
                    partition by stated.figure_id, stated.of_list
                    order by
                        case
                            when stated.direction = 'down' then stated.value
                            else -stated.value
                        end nulls last
                )
        end as place,
        count(*) over (partition by stated.figure_id, stated.of_list, stated.value) as sharing,
        count(stated.value) over (partition by stated.figure_id, stated.of_list) as places,
    from compared($among, $from_date, $to_date) as stated
    inner join asked
        on stated.figure_id = asked.figure_id
    where coalesce(stated.value, stated.lower, stated.upper) is not null
),

country as (
    select
        figure_id,
        value,
        qualifier,
    from compared('national', $from_date, $to_date)
    where adds = 'sum'
),

documents as (
    select
        ranked.figure_id,
        ranked.place_code,
        documents(document) as documents,
    from ranked
    inner join core.dim_document as document
        on list_contains(ranked.doc_ids, document.doc_id)
    group by ranked.figure_id, ranked.place_code
)

select
    ranked.kind,
    ranked.figure_id,
    metric.metric_id,
    ranked.place_code,
    ranked.label_th,
    ranked.label_en,
    ranked.segment_th,
    ranked.segment_en,
    ranked.phase,
    ranked.unit,
    ranked.format,
    ranked.direction,
    ranked.of_list,
    ranked.of,
    ranked.as_of,
    ranked.as_of_precision,
    ranked.value,
    ranked.lower,
    ranked.upper,
    ranked.qualifier,
    ranked.place,
    ranked.sharing,
    ranked.places,
    case
        when ratio_qualifier(ranked.qualifier, country.qualifier) = '='
            then 100 * ranked.value / nullif(country.value, 0)
    end as share,
    coalesce(metric.breaks, []) as breaks,
    coalesce(documents.documents, []) as documents,
from ranked
left join meta.metric as metric
    on ranked.kind = 'kpi' and split_part(ranked.figure_id, ':', 1) = metric.metric_id
left join country
    on ranked.figure_id = country.figure_id and ranked.adds = 'sum'
left join documents
    on ranked.figure_id = documents.figure_id and ranked.place_code = documents.place_code
order by ranked.figure_id, ranked.place_code
