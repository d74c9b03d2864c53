-- One row a stage and funder: the sum of distinct commitments, never across stages.

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

select
    counted.stage,
    counted.funder,
    count(*) as commitments,
    sum(counted.amount_thb)::double as value,
    case when bool_or(counted.qualifier <> '=') then '~' else '=' end as qualifier,
from counted
where ($region is null and $province is null) or counted.is_here
group by counted.stage, counted.funder
order by counted.stage, value desc
