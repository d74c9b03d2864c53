-- One row per batch and province, of batches with a named place or a published count of provinces:
-- the bodies of the batch that public documents or an agency's list name there (null: none named).
-- National whatever the filter, so that the named provinces add up. A place is as of the day on
-- which its newest document was published.
with named as (
    select
        cohort,
        province_code,
        organisation,
        doc_id,
    from core.fct_cohort_place

    union all by name

    select
        segment as cohort,
        unnest(place_codes) as province_code,
        note as organisation,
        doc_id,
    from core.fct_agency_statement
    where source = 'agency_cohort_places'
),

batches as (
    select
        cohort.cohort,
        cohort.name_th,
        cohort.name_en,
        cohort.sort,
        cohort.cohort in (select named.cohort from named) as has_places,
    from core.dim_cohort as cohort
    where
        cohort.cohort in (select named.cohort from named)
        or cohort.cohort in (
            select result.cohort
            from core.fct_cohort_result as result
            where result.measure = 'provinces_reached'
        )
),

reached as (
    select
        named.cohort,
        named.province_code,
        count(distinct named.organisation) as bodies,
        string_agg(
            distinct named.organisation, ', '
            order by named.organisation
        ) as organisations,
        max(document.published_on) as as_of,
        arg_max(document.published_on_precision, document.published_on) as as_of_precision,
        documents(document) as documents,
    from named
    left join core.dim_document as document
        on named.doc_id = document.doc_id
    group by named.cohort, named.province_code
)

select
    batches.cohort,
    batches.name_th as cohort_th,
    batches.name_en as cohort_en,
    province.province_code,
    province.name_th,
    province.name_en,
    row_number() over (
        partition by batches.cohort
        order by province.name_th collate th
    ) as sort_th,
    row_number() over (partition by batches.cohort order by province.name_en) as sort_en,
    province.region_code,
    province.region_th,
    province.region_en,
    reached.bodies::double as value,
    reached.bodies::double as lower,
    '=' as qualifier,
    reached.organisations,
    reached.as_of,
    reached.as_of_precision,
    coalesce(reached.documents, []) as documents,
from batches
cross join core.dim_province as province
left join reached
    on
        batches.cohort = reached.cohort
        and province.province_code = reached.province_code
order by batches.has_places desc, batches.sort, province.province_code
