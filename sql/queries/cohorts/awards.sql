-- One row per batch with a project or a stated number of awards: projects and prize winners that
-- documents name, and the number of awards, or of municipalities with one, as published. National
-- whatever the filter.
with named as (
    select
        cohort,
        count(*) filter (where kind <> 'award_winner') as projects,
        count(*) filter (where kind = 'award_winner') as winners,
        list(distinct doc_id) as doc_ids,
    from core.dim_project
    where cohort is not null
    group by cohort
),

published as (
    select
        cohort,
        arg_max(value, (as_of, obs_id))::double as awards,
        arg_max(qualifier, (as_of, obs_id)) as qualifier,
        arg_max(unit, (as_of, obs_id)) as unit,
        max(as_of) as as_of,
        arg_max(as_of_precision, (as_of, obs_id)) as as_of_precision,
        list(distinct doc_id) as doc_ids,
    from core.fct_cohort_result
    where measure in ('awards_given', 'municipalities_awarded') and phase = 'result'
    group by cohort
),

batches as (
    select
        cohort.cohort,
        cohort.name_th,
        cohort.name_en,
        cohort.sort,
        coalesce(named.projects, 0) as projects,
        coalesce(named.winners, 0) as winners,
        published.awards,
        published.qualifier,
        coalesce(published.unit, 'awards') as unit,
        published.as_of,
        published.as_of_precision,
        list_concat(coalesce(named.doc_ids, []), coalesce(published.doc_ids, [])) as doc_ids,
    from core.dim_cohort as cohort
    left join named
        on cohort.cohort = named.cohort
    left join published
        on cohort.cohort = published.cohort
    where named.cohort is not null or published.cohort is not null
)

select
    batches.cohort,
    batches.name_th as cohort_th,
    batches.name_en as cohort_en,
    batches.projects,
    batches.winners,
    batches.awards,
    batches.qualifier,
    batches.unit,
    batches.awards - batches.winners as not_named,
    batches.as_of,
    batches.as_of_precision,
    batches.sort,
    documents(document) as documents,
from batches
left join core.dim_document as document
    on list_contains(batches.doc_ids, document.doc_id)
group by all
order by batches.sort
