-- Amounts by area (`of_place`), one row per stage (part 'stage'), the same with large projects
-- apart ('ladder'), per stage and funder ('funder'), per stage and province ('province'; only
-- statements that name one province), a stage and set of plans ('plan_set'); each apart by what it
-- covers: a plan of the national programme, another project, several. A project is large of which
-- one statement is 100,000 million baht or more. `value` sums distinct commitments of public
-- documents alone, within the stage, and of those that name several provinces only where all are in
-- the area: they belong to none alone. Amounts of agencies may be among them and are not added.
-- Null where nothing may be summed. `largest` is the highest single statement, of totals before
-- what is said of each project; the days are those of what is summed, else of all.
with places as (
    select
        place.statement_id,
        case when count(*) = 1 then any_value(place.province_code) end as province_code,
        list(province.province_code) || list(distinct province.region_code) as lie_in,
        case when count(*) = 1 then list(province.province_code) else [] end
        || case count(distinct province.region_code)
            when 1 then list(distinct province.region_code)
            else []
        end as all_lie_in,
    from core.bridge_investment_province as place
    inner join core.dim_province as province
        on place.province_code = province.province_code
    group by place.statement_id
),

sizes as (
    select
        plan_set,
        max(amount_thb) >= 100_000_000_000 as is_large,
    from core.fct_investment_statement
    where plan_key is null
    group by plan_set
),

located as (
    select
        investment.*,
        places.province_code,
        places.all_lie_in,
        unnest([''] || coalesce(places.lie_in, [])) as of_place,
    from core.fct_investment_statement as investment
    left join places
        on investment.statement_id = places.statement_id
    where is_in_period(
        investment.as_of, $from_date, $to_date, stated_precision := investment.as_of_precision
    )
),

stated as (
    select
        investment.of_place,
        investment.stage,
        counted.covers,
        counted.covers = 'project' and coalesce(sizes.is_large, false) as is_large,
        investment.funder,
        case when investment.plan_key is null then investment.plan_set else investment.subject end
            as plan_set,
        investment.amount_thb::double as amount,
        amount_unit(investment.subject) as unit,
        investment.qualifier,
        counted.qualifier as sum_qualifier,
        investment.as_of,
        investment.doc_id,
        investment.province_code,
        investment.counts_once
        and investment.reported_by is null
        and (
            investment.of_place = ''
            or list_contains(investment.all_lie_in, investment.of_place)
        ) as is_counted,
    from located as investment
    inner join marts.amount as counted
        on investment.statement_id = counted.statement_id
    left join sizes
        on investment.plan_key is null and investment.plan_set = sizes.plan_set
),

amounts as (
    select
        of_place,
        stage,
        covers,
        funder,
        province_code,
        plan_set,
        is_large,
        case
            when grouping(funder) = 0 then 'funder'
            when grouping(province_code) = 0 then 'province'
            when grouping(plan_set) = 0 then 'plan_set'
            when grouping(is_large) = 0 then 'ladder'
            else 'stage'
        end as part,
        count(*) as statements,
        count(*) filter (where is_counted) as commitments,
        sum(amount) filter (where is_counted) as value,
        case
            when bool_or(is_counted)
                then added_qualifier(case when is_counted then sum_qualifier end)
        end as qualifier,
        max({
            'is_total': unit = 'THB', 'amount': amount, 'is_over': qualifier in ('>', '>='),
            'qualifier': qualifier, 'unit': unit
        }) as largest,
        bool_or(is_counted) as is_summed,
        list_sort(list(distinct doc_id)) as doc_ids,
        min(as_of) filter (where is_counted) as counted_from,
        max(as_of) filter (where is_counted) as counted_to,
        min(as_of) as stated_from,
        max(as_of) as stated_to,
        count(*) filter (where is_counted and as_of is null) as counted_undated,
        count(*) filter (where as_of is null) as stated_undated,
    from stated
    group by grouping sets (
        (of_place, stage, covers), (of_place, stage, covers, is_large),
        (of_place, stage, covers, funder), (of_place, stage, covers, province_code),
        (of_place, stage, covers, is_large, plan_set)
    )
)

select
    amounts.part,
    amounts.stage,
    amounts.covers,
    amounts.funder,
    amounts.province_code,
    province.name_th as province_th,
    province.name_en as province_en,
    amounts.plan_set,
    amounts.is_large,
    amounts.statements,
    amounts.commitments,
    amounts.value,
    amounts.qualifier,
    amounts.largest.amount as largest,
    amounts.largest.qualifier as largest_qualifier,
    'THB' as unit,
    amounts.largest.unit as largest_unit,
    case when amounts.is_summed then amounts.counted_from else amounts.stated_from end
        as as_of_from,
    case when amounts.is_summed then amounts.counted_to else amounts.stated_to end as as_of_to,
    case when amounts.is_summed then amounts.counted_undated else amounts.stated_undated end
        as undated,
    amounts.doc_ids,
    amounts.of_place,
from amounts
left join core.dim_province as province
    on amounts.province_code = province.province_code
where amounts.part <> 'province' or amounts.province_code is not null
order by
    amounts.part,
    sum(amounts.statements) over (
        partition by amounts.of_place, amounts.part, amounts.stage
    ) desc,
    amounts.stage,
    coalesce(amounts.value, amounts.largest.amount) desc,
    amounts.statements desc,
    amounts.covers,
    amounts.is_large,
    amounts.funder,
    amounts.province_code,
    amounts.plan_set
