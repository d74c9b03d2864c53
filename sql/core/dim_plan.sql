/*
description = "A smart city plan or initiative, with its point; also plans that an agency's event introduces."
grain = ["plan_key"]
[columns]
programme = "national where a step of the national ladder is evidenced; other never counts"
location_precision = "exact_site, municipality, district or province"
*/
with reported as (  -- as the agencies' newest word has it
    select
        plan_key,
        plan_name,
        province_code,
        lead_organisation,
    from staging.stg_agency_plan_events
    qualify
        row_number() over (
            partition by plan_key
            order by as_of desc, event_date desc, statement_id desc
        ) = 1
),

on_the_ladder as (  -- a refusal is no step
    select distinct plan_key
    from staging.stg_agency_plan_events
    where event_kind <> 'refused'
),

introduced as (
    select
        reported.plan_key,
        reported.plan_name as name_th,
        reported.province_code,
        reported.lead_organisation as lead_organisation_th,
        'national' as programme,
    from reported
    anti join staging.stg_plans as plan
        on reported.plan_key = plan.plan_key
),

plans as (
    select
        plan.plan_key,
        plan.name_th,
        plan.name_en,
        plan.aliases,
        plan.province_code,
        plan.lead_organisation_th,
        plan.lead_org_type,
        plan.city_type,
        case
            when on_the_ladder.plan_key is not null then 'national'
            else plan.programme
        end as programme,
        plan.lat,
        plan.lon,
        plan.location_precision,
        plan.location_basis,
        plan.note,
    from staging.stg_plans as plan
    left join on_the_ladder
        on plan.plan_key = on_the_ladder.plan_key

    union all by name

    select
        plan_key,
        name_th,
        province_code,
        lead_organisation_th,
        programme,
    from introduced
)

select
    plan_key,
    name_th,
    name_en,
    aliases,
    province_code,
    lead_organisation_th,
    lead_org_type,
    city_type,
    programme,
    lat,
    lon,
    location_precision,
    location_basis,
    note,
from plans
