/*
description = "A document that statements rest on, and since when it is known; files of agencies are documents too."
grain = ["doc_id"]
[columns]
known_from = "the day from which the document counts as known: the last day of its publication date; without one, the latest day that its statements are about"
known_from_basis = "published, as_of or unknown"
is_secondary = "it only cites another document; what rests on it inherits that"
kind = "submitted: a file that an agency sent, as published on the newest day as of which it reports"
*/
with documents as (
    select
        doc_id,
        url,
        title,
        publisher,
        published_on,
        published_on_precision,
        kind,
        is_secondary,
    from staging.stg_documents

    union all by name

    select
        doc_id,
        title,
        publisher,
        published_on,
        published_on_precision,
        kind,
        false as is_secondary,
    from staging.stg_agency_documents
),

stated as (  -- the days that a document's statements are about
    select
        doc_id,
        period_end(as_of, as_of_precision) as stated_on,
    from staging.stg_observations

    union all

    select
        doc_id,
        period_end(as_of, as_of_precision) as stated_on,
    from staging.stg_investments

    union all

    select
        doc_id,
        period_end(event_date, date_precision) as stated_on,
    from staging.stg_plan_events

    union all

    select
        doc_id,
        period_end(stated_on, stated_on_precision) as stated_on,
    from staging.stg_targets

    union all

    select
        doc_id,
        period_end(coalesce(end_date, start_date), date_precision) as stated_on,
    from staging.stg_events

    union all

    select
        doc_id,
        period_end(as_of, as_of_precision) as stated_on,
    from staging.stg_solution_adoption

    union all

    select
        doc_id,
        as_of_date as stated_on,
    from staging.stg_population

    union all

    select
        doc_id,
        as_of_date as stated_on,
    from staging.stg_lao_counts

    union all

    select
        doc_id,
        make_date(year_ce, 12, 31) as stated_on,
    from staging.stg_gpp
),

latest_stated as (  -- a document is no older than the latest day that its statements are about
    select
        doc_id,
        max(stated_on) as stated_on,
    from stated
    group by doc_id
)

select
    documents.doc_id,
    documents.url,
    documents.title,
    documents.publisher,
    documents.published_on,
    documents.published_on_precision,
    documents.kind,
    documents.is_secondary,
    coalesce(
        period_end(documents.published_on, documents.published_on_precision),
        latest_stated.stated_on
    ) as known_from,
    case
        when documents.published_on is not null then 'published'
        when latest_stated.stated_on is not null then 'as_of'
        else 'unknown'
    end as known_from_basis,
from documents
left join latest_stated
    on documents.doc_id = latest_stated.doc_id
