/*
description = "How an amount counts: whose money it is, and with which bounds and sign a sum takes it."
grain = ["statement_id"]
[columns]
plan_key = "the plan whose money it is: as an agency sent it, else the one plan of that province with the key or a name that the set of plans has; none where no plan or several have it"
covers = "plan: of a plan of the national programme; project: of another one; several: of a set of plans, several provinces or the country"
lower_thb = "baht; of an open conflict that is no rounding, the lowest that a side leaves open"
upper_thb = "baht; the highest, in the same way"
qualifier = "the sign in a sum: of the lowest side at least, of the highest at most, else about"
other_sides = "statements that say otherwise in such a conflict: a sum rests on them too"
*/
with names as (
    select
        plan_key,
        province_code,
        unnest([plan_key, name_th, name_en] || coalesce(aliases, [])) as name,
    from core.dim_plan
),

sets as (
    select distinct
        plan_set,
        unnest(province_codes) as province_code,
        province_codes,
    from core.fct_investment_statement
    where plan_key is null and len(province_codes) = 1
),

named as (
    select
        sets.plan_set,
        sets.province_codes,
        any_value(names.plan_key) as plan_key,
    from sets
    inner join names
        on
            sets.province_code = names.province_code
            and regexp_replace(thai_key(sets.plan_set), '[^\pL\pM\pN]+', '-', 'g')
            = regexp_replace(thai_key(names.name), '[^\pL\pM\pN]+', '-', 'g')
    group by sets.plan_set, sets.province_codes
    having count(distinct names.plan_key) = 1
),

disputed as (
    select
        conflict_id,
        case when bool_and(lower is not null) then min(lower) end as lower,
        case when bool_and(upper is not null) then max(upper) end as upper,
        list(statement_id order by statement_id) as sides,
        unnest(sides) as statement_id,
    from marts.conflict_statement
    where subject = 'amount' and not is_rounding and not is_decided
    group by conflict_id
)

select
    amount.statement_id,
    coalesce(amount.plan_key, named.plan_key) as plan_key,
    covers(plan.programme, amount.province_codes, amount.reported_by) as covers,
    case when disputed.conflict_id is null then amount.lower_thb else disputed.lower end
        as lower_thb,
    case when disputed.conflict_id is null then amount.upper_thb else disputed.upper end
        as upper_thb,
    case
        when disputed.conflict_id is null then amount.qualifier
        when amount.amount_thb = disputed.lower then '>='
        when amount.amount_thb = disputed.upper then '<='
        else '~'
    end as qualifier,
    list_filter(coalesce(disputed.sides, []), lambda side: side <> amount.statement_id)
        as other_sides,
from core.fct_investment_statement as amount
left join named
    on
        amount.plan_key is null
        and amount.plan_set = named.plan_set
        and amount.province_codes = named.province_codes
left join core.dim_plan as plan
    on coalesce(amount.plan_key, named.plan_key) = plan.plan_key
left join disputed
    on amount.statement_id = disputed.statement_id
