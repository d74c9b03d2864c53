-- Money of the plans now at each step, by area (`of_place`): one row per step, stage of money and
-- who states it; one row without a stage where no plan at the step has any. `plans_known`: those at
-- the step with any amount. Only distinct commitments of one plan (marts.amount says whose money it
-- is). Amounts of public documents and of agencies may be the same money and are never added.
with plans as (
    select
        plan_status.plan_key,
        plan_status.status,
        plan_status.status_rank,
        unnest(['', province.region_code, plan_status.province_code]) as of_place,
    from marts.plan_status as plan_status
    left join core.dim_province as province
        on plan_status.province_code = province.province_code
    where plan_status.is_national and plan_status.status is not null
),

steps as (
    select
        status,
        status_rank,
        of_place,
        count(*) as plans_there,
    from plans
    group by status, status_rank, of_place
),

known as (
    select
        plans.status,
        plans.of_place,
        count(distinct plans.plan_key) as plans_known,
    from plans
    inner join marts.amount as amount
        on plans.plan_key = amount.plan_key
    inner join core.fct_investment_statement as investment
        on amount.statement_id = investment.statement_id and investment.counts_once
    group by plans.status, plans.of_place
),

amounts as (
    select
        plans.status,
        plans.of_place,
        investment.stage,
        case when investment.reported_by is null then 'public' else 'agency' end as stated_by,
        count(distinct plans.plan_key) filter (where investment.counts_once) as plans,
        count(*) filter (where investment.counts_once) as commitments,
        count(*) as statements,
        sum(investment.amount_thb) filter (where investment.counts_once)::double as value,
        added_bound(case when investment.counts_once then amount.lower_thb else 0 end)::double
            as lower,
        added_bound(case when investment.counts_once then amount.upper_thb else 0 end)::double
            as upper,
        added_qualifier(case when investment.counts_once then amount.qualifier end) as qualifier,
        max(investment.as_of) filter (where investment.counts_once) as as_of,
        arg_max(investment.as_of_precision, investment.as_of)
            filter (where investment.counts_once) as as_of_precision,
        min(investment.as_of) filter (where investment.counts_once) as as_of_from,
        count(*) filter (where investment.counts_once and investment.as_of is null) as undated,
        documents(case when investment.counts_once then document end) as documents,
    from core.fct_investment_statement as investment
    inner join marts.amount as amount
        on investment.statement_id = amount.statement_id
    inner join plans
        on amount.plan_key = plans.plan_key
    left join core.dim_document as document
        on investment.doc_id = document.doc_id
    group by plans.status, plans.of_place, investment.stage, stated_by
    having bool_or(investment.counts_once)
)

select
    steps.status as ladder_step,
    steps.plans_there,
    coalesce(known.plans_known, 0) as plans_known,
    amounts.stage,
    amounts.stated_by,
    amounts.plans,
    amounts.commitments,
    amounts.statements,
    amounts.value,
    amounts.lower,
    amounts.upper,
    amounts.qualifier,
    'THB' as unit,
    amounts.as_of,
    amounts.as_of_precision,
    amounts.as_of_from,
    amounts.undated,
    coalesce(amounts.documents, []) as documents,
    steps.of_place,
from steps
left join known
    on steps.status = known.status and steps.of_place = known.of_place
left join amounts
    on steps.status = amounts.status and steps.of_place = amounts.of_place
order by steps.status_rank, amounts.stated_by desc, amounts.stage
