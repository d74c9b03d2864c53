-- One row per KPI and moment in the chosen period (of a stock, by its last day): its figure of the
-- country as it was first stated, with the document by which it became known, and as it holds now;
-- none where a steward set it aside. It is disputed where it rests on a side of an open conflict.
with behind as (
    select
        figure_set,
        flatten(list(statement_ids)) as statement_ids,
    from metrics.figure_row
    where figure_place = 'TH'
    group by figure_set
),

disputed as (
    select
        list(statement_id) as statement_ids,
    from marts.conflict_statement
    where not is_rounding and not is_decided
),

figures as (
    select
        metric.metric_id,
        metric.label_th,
        metric.label_en,
        metric.unit,
        metric.format,
        metric.time,
        figure.moment,
        figure.is_first_stated,
        figure.is_known_now,
        figure.known_from,
        here.as_of,
        here.as_of_precision,
        here.value,
        here.lower,
        here.upper,
        here.qualifier,
        figure.statement_ids,
        coalesce(
            list_has_any(figure.statement_ids, disputed.statement_ids), false
        ) as is_disputed,
        here.doc_ids,
    from figures_here(null, null, null, null) as here
    inner join meta.metric as metric
        on here.metric_id = metric.metric_id
    left join behind
        on here.figure_set = behind.figure_set
    inner join marts.figure as figure
        on ids(here.statement_ids || coalesce(behind.statement_ids, [])) = figure.statement_ids
    cross join disputed
    where here.is_headline and here.place_kind = 'national' and here.as_of is not null
),

documented as (
    select
        figures.*,
        coalesce(
            list(
                struct_insert(
                    document(document),
                    known_from := document.known_from, basis := document.known_from_basis
                )
                order by document.known_from nulls last, document.doc_id
            ) filter (where document.doc_id is not null),
            []
        ) as documents,
    from figures
    left join core.dim_document as document
        on list_contains(figures.doc_ids, document.doc_id)
    group by all
),

first_stated as (
    select
        *
    from documented
    where is_first_stated
),

known_now as (
    select
        *
    from documented
    where is_known_now
)

select
    first_stated.metric_id,
    first_stated.label_th,
    first_stated.label_en,
    first_stated.unit,
    first_stated.format,
    dated.as_of,
    dated.as_of_precision,
    first_stated.statement_ids is distinct from known_now.statement_ids as is_revised,
    coalesce(known_now.is_disputed, false) as is_disputed,
    {
        'value': first_stated.value, 'lower': first_stated.lower, 'upper': first_stated.upper,
        'qualifier': first_stated.qualifier, 'known_from': first_stated.known_from,
        'documents': list_filter(
            first_stated.documents,
            lambda document: document.known_from is not distinct from first_stated.known_from
        )
    } as first_stated,
    case
        when known_now.metric_id is not null
            then {
                'value': known_now.value, 'lower': known_now.lower, 'upper': known_now.upper,
                'qualifier': known_now.qualifier, 'known_from': known_now.known_from,
                'documents': known_now.documents
            }
    end as known_now,
from first_stated
left join known_now
    on
        first_stated.metric_id = known_now.metric_id
        and first_stated.moment = known_now.moment
cross join lateral (
    select
        coalesce(known_now.as_of, first_stated.as_of) as as_of,
        coalesce(known_now.as_of_precision, first_stated.as_of_precision) as as_of_precision,
) as dated
where is_of_period(dated, first_stated, $from_date, $to_date)
order by first_stated.metric_id, dated.as_of, first_stated.moment
