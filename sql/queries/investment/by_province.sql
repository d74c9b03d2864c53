-- One row a stage and province: the sum of distinct commitments that name this province alone.

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
    province.province_code,
    province.name_th as province_th,
    province.name_en as province_en,
    count(*) as commitments,
    sum(counted.amount_thb)::double as value,
    case when bool_or(counted.qualifier <> '=') then '~' else '=' end as qualifier,
from counted
inner join core.dim_province as province
    on counted.province_code = province.province_code
where
    counted.provinces = 1
    and (($region is null and $province is null) or counted.is_here)
group by counted.stage, province.province_code, province.name_th, province.name_en
order by counted.stage, value desc
