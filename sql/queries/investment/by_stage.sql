-- One row a stage: statements in the area, and the sum of its distinct commitments alone.

with counted as (
    select
        investment.statement_id,
        investment.stage,
        investment.funder,
        investment.amount_thb,
        investment.qualifier,
        any_value(place.province_code) as province_code,
        count(place.province_code) as provinces,
        coalesce(
            bool_or(
                province.region_code = coalesce($region, province.region_code)
                and province.province_code = coalesce($province, province.province_code)
            ),
            false
        ) as is_here,
    from core.fct_investment_statement as investment
    left join core.bridge_investment_province as place
        on investment.statement_id = place.statement_id
    left join core.dim_province as province
        on place.province_code = province.province_code
    where investment.counts_once
    group by all
)
,

stated as (
    select
        investment.stage,
        count(distinct investment.statement_id) as statements,
    from core.fct_investment_statement as investment
    left join core.bridge_investment_province as place
        on investment.statement_id = place.statement_id
    left join core.dim_province as province
        on place.province_code = province.province_code
    where
        ($region is null and $province is null)
        or (
            province.region_code = coalesce($region, province.region_code)
            and province.province_code = coalesce($province, province.province_code)
        )
    group by investment.stage
),

summed as (
    select
        stage,
        count(*) as commitments,
        sum(amount_thb)::double as value,
        case when bool_or(qualifier <> '=') then '~' else '=' end as qualifier,
    from counted
    where ($region is null and $province is null) or is_here
    group by stage
)

select
    stated.stage,
    stated.statements,
    coalesce(summed.commitments, 0) as commitments,
    summed.value,
    summed.qualifier,
from stated
left join summed
    on stated.stage = summed.stage
order by stated.statements desc, stated.stage
