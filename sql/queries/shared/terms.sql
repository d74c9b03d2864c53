-- One row per plan that holds the logo: when the present term ends. `is_stated` is true where a
-- document states the last day; else the term is taken to last two years from the first day that
-- documents give for the latest award or renewal, an assumption that lowers no count. Documents
-- that date it within a year of each other tell of one event. `here_in`: its areas.
with latest as (
    select
        plan_key,
        list(ladder_step order by event_date desc nulls last, ladder_rank desc)[1] as ladder_step,
        max(event_date) as newest,
    from core.fct_plan_event
    where is_certified
    group by plan_key
),

logos as (
    select
        latest.plan_key,
        latest.ladder_step,
        arg_min(event.event_date, event.event_date_end) as began_on,
        arg_min(event.date_precision, event.event_date_end) as began_precision,
        min(event.event_date_end) as began_by,
        arg_max(event.valid_to, (event.event_date, event.event_id)) filter (
            where event.valid_to is not null
        ) as valid_to,
        list(distinct event.doc_id) as doc_ids,
    from latest
    inner join core.fct_plan_event as event
        on latest.plan_key = event.plan_key and latest.ladder_step = event.ladder_step
    where coalesce(event.event_date >= latest.newest - interval 1 year, latest.newest is null)
    group by latest.plan_key, latest.ladder_step
),

terms as (
    select
        logos.plan_key,
        logos.ladder_step,
        logos.began_on,
        logos.began_precision,
        logos.valid_to is not null as is_stated,
        coalesce(
            logos.valid_to, (logos.began_by + interval 2 years - interval 1 day)::date
        ) as ends_on,
        case when logos.valid_to is null then logos.began_precision else 'day' end
        as ends_precision,
        refusal.outcome_on as refused_on,
        list_concat(logos.doc_ids, coalesce(refusal.doc_ids, [])) as doc_ids,
    from logos
    left join marts.logo_term as refusal
        on
            logos.plan_key = refusal.plan_key
            and refusal.is_latest
            and refusal.outcome = 'refused'
            and refusal.outcome_on >= logos.began_on
),

documents as (
    select
        terms.plan_key,
        documents(document) as documents,
    from terms
    inner join core.dim_document as document
        on list_contains(terms.doc_ids, document.doc_id)
    group by terms.plan_key
)

select
    terms.plan_key,
    plan.name_th,
    plan.name_en,
    plan.province_code,
    province.name_th as province_th,
    province.name_en as province_en,
    terms.ladder_step,
    terms.began_on,
    terms.began_precision,
    terms.is_stated,
    terms.ends_on,
    terms.ends_precision,
    terms.refused_on,
    days_left($today, terms.ends_on) as days_left,
    ['', province.region_code, plan.province_code] as here_in,
    coalesce(documents.documents, []) as documents,
from terms
inner join marts.plan_status as plan_status
    on terms.plan_key = plan_status.plan_key
inner join core.dim_plan as plan
    on terms.plan_key = plan.plan_key
left join core.dim_province as province
    on plan.province_code = province.province_code
left join documents
    on terms.plan_key = documents.plan_key
where plan_status.is_certified
order by terms.ends_on nulls last, plan.name_th collate th, terms.plan_key
