/*
description = "What an agency states in one row of a form; events of plans and amounts of money are in their own tables."
grain = ["statement_id"]
[columns]
source = "the form; its own columns are in staging.stg_<source>"
subject = "what is stated, or a KPI's code where it is a target"
segment = "of whom it is stated: a plan, a batch, a local body"
phase = "which part or period of it"
place_codes = "TH or province codes; empty where the plan or the body is not listed"
value = "in the unit named beside it; empty where the row states that something is so"
nature = "self_reported where a body reports on itself"
*/
with plans as (
    select
        plan_key,
        province_code,
    from core.dim_plan
),

local_bodies as (  -- where each is now
    select
        lao_key,
        province_code,
    from staging.stg_agency_lao_register
    qualify row_number() over (partition by lao_key order by valid_from desc) = 1
),

platforms as (
    select
        platform_key,
        province_code,
    from staging.stg_agency_city_data_platforms
),

stated as (
    select
        statement_id,
        doc_id,
        'agency_area_population' as source,
        'area_population' as subject,
        'plan' as segment_kind,
        plan_key as segment,
        province_code as place_code,
        as_of,
        as_of_precision,
        residents::decimal(24, 4) as value,
        'persons' as unit,
        document as note,
    from staging.stg_agency_area_population

    union all by name

    select
        statement_id,
        doc_id,
        'agency_city_data_platforms' as source,
        'city_data_platform' as subject,
        'platform' as segment_kind,
        platform_key as segment,
        case when in_use then 'in_use' else 'not_in_use' end as phase,
        province_code as place_code,
        as_of,
        as_of_precision,
        name as note,
    from staging.stg_agency_city_data_platforms

    union all by name

    select
        dataset.statement_id,
        dataset.doc_id,
        'agency_city_datasets' as source,
        'dataset_fields_filled' as subject,
        'platform' as segment_kind,
        dataset.platform_key as segment,
        dataset.dataset_key as phase,
        platforms.province_code as place_code,
        dataset.as_of,
        dataset.as_of_precision,
        dataset.mandatory_filled::decimal(24, 4) as value,
        'fields' as unit,
        dataset.title as note,
    from staging.stg_agency_city_datasets as dataset
    left join platforms
        on dataset.platform_key = platforms.platform_key

    union all by name

    select
        statement_id,
        doc_id,
        'agency_cohort_budgets' as source,
        'cohort_budget_thb' as subject,
        'cohort' as segment_kind,
        cohort as segment,
        fiscal_year_be::varchar as phase,
        'TH' as place_code,
        as_of,
        as_of_precision,
        amount_thb as value,
        'THB' as unit,
        document as note,
    from staging.stg_agency_cohort_budgets

    union all by name

    select
        statement_id,
        doc_id,
        'agency_cohort_followups' as source,
        'still_working' as subject,
        'cohort' as segment_kind,
        cohort as segment,
        months_after::varchar as phase,
        province_code as place_code,
        followed_up_on as as_of,
        followed_up_on_precision as as_of_precision,
        still_working::decimal(24, 4) as value,
        'persons' as unit,
        document as note,
    from staging.stg_agency_cohort_followups

    union all by name

    select
        statement_id,
        doc_id,
        'agency_cohort_places' as source,
        'cohort_places' as subject,
        'cohort' as segment_kind,
        cohort as segment,
        role as phase,
        province_code as place_code,
        as_of,
        as_of_precision,
        enrolled::decimal(24, 4) as value,
        'persons' as unit,
        organisation as note,
    from staging.stg_agency_cohort_places

    union all by name

    select
        score.statement_id,
        score.doc_id,
        'agency_component_scores' as source,
        'component_score' as subject,
        'plan' as segment_kind,
        score.plan_key as segment,
        score.component as phase,
        plans.province_code as place_code,
        score.assessed_on as as_of,
        score.assessed_on_precision as as_of_precision,
        score.score as value,
        'points' as unit,
        score.document as note,
    from staging.stg_agency_component_scores as score
    left join plans
        on score.plan_key = plans.plan_key

    union all by name

    select
        score.statement_id,
        score.doc_id,
        'agency_index_scores' as source,
        case when score.score is null then 'index_rank' else 'index_score' end as subject,
        'index' as segment_kind,
        score.index || '-' || score.edition_year_be as segment,
        score.place as phase,
        coalesce(score.province_code, plans.province_code) as place_code,
        score.as_of,
        score.as_of_precision,
        coalesce(score.score, score.rank) as value,
        case when score.score is null then 'rank' else 'percent' end as unit,
        score.document as note,
    from staging.stg_agency_index_scores as score
    left join plans
        on score.plan_key = plans.plan_key

    union all by name

    select
        engagement.statement_id,
        engagement.doc_id,
        'agency_lao_engagement' as source,
        'lao_engagement' as subject,
        'lao' as segment_kind,
        engagement.lao_key as segment,
        engagement.engagement as phase,
        local_bodies.province_code as place_code,
        engagement.engaged_on as as_of,
        engagement.engaged_on_precision as as_of_precision,
        engagement.document as note,
    from staging.stg_agency_lao_engagement as engagement
    left join local_bodies
        on engagement.lao_key = local_bodies.lao_key

    union all by name

    select
        statement_id,
        doc_id,
        'agency_lao_register' as source,
        'lao_register' as subject,
        'lao' as segment_kind,
        lao_key as segment,
        lao_type as phase,
        province_code as place_code,
        as_of,
        as_of_precision,
        name as note,
    from staging.stg_agency_lao_register

    union all by name

    select
        service.statement_id,
        service.doc_id,
        'agency_plan_dimensions' as source,
        'plan_services' as subject,
        'plan' as segment_kind,
        service.plan_key as segment,
        service.dimension as phase,
        plans.province_code as place_code,
        service.as_of,
        service.as_of_precision,
        service.services::decimal(24, 4) as value,
        'services' as unit,
        service.document as note,
    from staging.stg_agency_plan_dimensions as service
    left join plans
        on service.plan_key = plans.plan_key

    union all by name

    select
        link.statement_id,
        link.doc_id,
        'agency_plan_links' as source,
        'plan_' || link.link_kind as subject,
        'plan' as segment_kind,
        link.plan_key as segment,
        link.link_code as phase,
        plans.province_code as place_code,
        link.as_of,
        link.as_of_precision,
        link.document as note,
    from staging.stg_agency_plan_links as link
    left join plans
        on link.plan_key = plans.plan_key

    union all by name

    select  -- without a value: due, and not yet received
        progress.statement_id,
        progress.doc_id,
        'agency_plan_progress' as source,
        'plan_progress' as subject,
        'plan' as segment_kind,
        progress.plan_key as segment,
        progress.report_period as phase,
        plans.province_code as place_code,
        progress.as_of,
        progress.as_of_precision,
        progress.progress_percent as value,
        'percent' as unit,
        progress.document as note,
    from staging.stg_agency_plan_progress as progress
    left join plans
        on progress.plan_key = plans.plan_key

    union all by name

    select
        statement_id,
        doc_id,
        'agency_provincial_pledges' as source,
        'provincial_pledge' as subject,
        'pledge' as segment_kind,
        pledge_key as segment,
        status as phase,
        province_code as place_code,
        as_of,
        as_of_precision,
        target_value as value,
        target_qualifier as qualifier,
        unit,
        pledge as note,
    from staging.stg_agency_provincial_pledges

    union all by name

    select
        statement_id,
        doc_id,
        'agency_solution_adoption' as source,
        'solution_adoption' as subject,
        'solution' as segment_kind,
        solution_key as segment,
        adopter as phase,
        province_code as place_code,
        as_of,
        as_of_precision,
        cost_thb as value,
        cost_qualifier as qualifier,
        'THB' as unit,
        benefit as note,
    from staging.stg_agency_solution_adoption

    union all by name

    select
        statement_id,
        doc_id,
        'agency_targets' as source,
        kpi as subject,
        'national' as segment_kind,
        'TH' as segment,
        period_text(due_on, due_on_precision) as phase,
        'TH' as place_code,
        stated_on as as_of,
        stated_on_precision as as_of_precision,
        value,
        qualifier,
        unit,
        document as note,
    from staging.stg_agency_targets

    union all by name

    select
        statement_id,
        doc_id,
        'agency_training_delivery' as source,
        'officials_trained' as subject,
        'cohort' as segment_kind,
        cohort as segment,
        organisation as phase,
        province_code as place_code,
        coalesce(delivered_on_last, delivered_on) as as_of,
        delivered_on_precision as as_of_precision,
        officials_trained::decimal(24, 4) as value,
        qualifier,
        'persons' as unit,
        document as note,
    from staging.stg_agency_training_delivery
),

exact as (  -- where a form takes no qualifier, a value is what it says
    select
        stated.* exclude (value, qualifier, unit),
        stated.value::decimal(24, 4) as value,
        case when stated.value is not null then coalesce(stated.qualifier, '=') end as qualifier,
        case when stated.value is not null then stated.unit end as unit,
    from stated
)

select
    statement_id,
    doc_id,
    source,
    subject,
    segment_kind,
    segment,
    phase,
    case when place_code is null then [] else [place_code] end as place_codes,
    as_of,
    as_of_precision,
    value,
    case when qualifier in ('=', '>', '>=') then value end as lower,
    case when qualifier in ('=', '<', '<=') then value end as upper,
    qualifier,
    unit,
    case
        when source in ('agency_city_datasets', 'agency_provincial_pledges') then 'self_reported'
        else 'reported'
    end as nature,
    note,
from exact
