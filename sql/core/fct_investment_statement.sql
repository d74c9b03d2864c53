/*
description = "An amount as one document states it; statements repeat and overlap and are never summed."
grain = ["statement_id"]
[columns]
counts_once = "a distinct commitment, marked by a curator or sent by an agency as an item of its own: only such rows may enter a sum, within one stage, and never those of curators with those of agencies; of a conflict that a steward decided, the chosen one"
amount_thb = "baht"
plan_key = "the plan of an amount that an agency sent for one plan"
reported_by = "the agency that sent it; empty for public documents"
*/
with amounts as (
    select
        statement_id,
        subject,
        subject_th,
        plan_set,
        province_codes,
        amount_thb,
        lower_thb,
        upper_thb,
        qualifier,
        stage,
        funder,
        fiscal_year_be,
        as_of,
        as_of_precision,
        commitment_id,
        counts_once,
        doc_id,
        note,
        note_th,
    from staging.stg_investments

    union all by name

    select
        flow.statement_id,
        coalesce(flow.plan_set, plan.name_th, flow.plan_key) as subject,
        flow.plan_set,
        [flow.province_code] as province_codes,
        flow.amount_thb,
        case when flow.qualifier in ('=', '>', '>=') then flow.amount_thb end as lower_thb,
        case when flow.qualifier in ('=', '<', '<=') then flow.amount_thb end as upper_thb,
        flow.qualifier,
        flow.stage,
        flow.funder,
        flow.fiscal_year_be,
        flow.as_of,
        flow.as_of_precision,
        flow.statement_id as commitment_id,  -- codes of items are the sender's own
        true as counts_once,
        flow.plan_key,
        flow.reported_by,
        flow.doc_id,
        coalesce(flow.method, flow.document) as note,
    from staging.stg_agency_investment_flows as flow
    left join core.dim_plan as plan
        on flow.plan_key = plan.plan_key
),

decided as (  -- conflicts about a commitment's amount at one stage
    select
        amounts.commitment_id,
        amounts.stage,
        choice.statement_id as chosen,
    from amounts
    inner join core.fct_conflict_choice as choice
        on
            concat_ws(':', 'interval', amounts.commitment_id, amounts.stage) = choice.conflict_id
            and amounts.statement_id = choice.statement_id
)

select
    amounts.statement_id,
    amounts.subject,
    amounts.subject_th,
    amounts.plan_set,
    amounts.province_codes,
    amounts.amount_thb,
    amounts.lower_thb,
    amounts.upper_thb,
    amounts.qualifier,
    amounts.stage,
    amounts.funder,
    amounts.fiscal_year_be,
    amounts.as_of,
    amounts.as_of_precision,
    period_end(amounts.as_of, amounts.as_of_precision) as as_of_end,
    amounts.commitment_id,
    case
        when decided.chosen is null then amounts.counts_once
        else
            amounts.statement_id = decided.chosen
            and bool_or(amounts.counts_once) over (
                partition by amounts.commitment_id, amounts.stage
            )
    end as counts_once,
    amounts.plan_key,
    amounts.reported_by,
    amounts.doc_id,
    amounts.note,
    amounts.note_th,
from amounts
left join decided
    on amounts.commitment_id = decided.commitment_id and amounts.stage = decided.stage
