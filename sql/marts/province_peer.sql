/*
description = "How alike two provinces are, in every pair of the 76; Bangkok has no municipalities and no group, and no peers."
grain = ["province_code", "peer_code"]
[columns]
population = "registered, on the last day of the latest year that is complete for all provinces"
gpp_per_capita_thb = "baht, current prices, of the latest year"
municipalities = "city, town and subdistrict municipalities, at the latest full count"
size_z = "standard score of log10 of the population among the 76"
wealth_z = "standard score of log10 of GPP per capita among the 76"
urban_z = "standard score of log10 of the municipalities among the 76"
region_term = "0 within one province group, 0.25 within one region, else 1"
distance = "root of the squared differences of the three scores and the region term"
distance_any_region = "the same without the region term"
nearness = "1 for the nearest; ties go to the lower code; the five nearest are the peers"
nearness_any_region = "the same without the region term"
*/
with population as (
    select
        province_code,
        population,
    from core.fct_population
    qualify
        as_of_date = max(as_of_date) filter (
            where coverage = 'complete_year'
        ) over ()
),

gpp as (
    select
        province_code,
        gpp_per_capita_thb,
    from core.fct_gpp
    qualify year_ce = max(year_ce) over ()
),

local_bodies as (
    select
        province_code,
        municipalities_total as municipalities,
    from core.fct_lao_count
    where breakdown = 'full'
    qualify as_of_date = max(as_of_date) over ()
),

features as (  -- logarithms, because the largest of the 76 is some fourteen times the smallest
    select
        province.province_code,
        province.region_code,
        province.province_group_en,
        population.population,
        gpp.gpp_per_capita_thb,
        local_bodies.municipalities,
        log10(population.population) as size,
        log10(gpp.gpp_per_capita_thb) as wealth,
        log10(local_bodies.municipalities) as urban,
    from core.dim_province as province
    inner join population
        on province.province_code = population.province_code
    inner join gpp
        on province.province_code = gpp.province_code
    inner join local_bodies
        on province.province_code = local_bodies.province_code
    where province.province_group_en is not null and local_bodies.municipalities > 0
),

scales as (  -- in one order, so that every build gives the same last digit
    select
        avg(size order by province_code) as size_mean,
        stddev_pop(size order by province_code) as size_deviation,
        avg(wealth order by province_code) as wealth_mean,
        stddev_pop(wealth order by province_code) as wealth_deviation,
        avg(urban order by province_code) as urban_mean,
        stddev_pop(urban order by province_code) as urban_deviation,
    from features
),

scored as (
    select
        features.province_code,
        features.region_code,
        features.province_group_en,
        features.population,
        features.gpp_per_capita_thb,
        features.municipalities,
        (features.size - scales.size_mean) / nullif(scales.size_deviation, 0) as size_z,
        (features.wealth - scales.wealth_mean) / nullif(scales.wealth_deviation, 0) as wealth_z,
        (features.urban - scales.urban_mean) / nullif(scales.urban_deviation, 0) as urban_z,
    from features
    cross join scales
),

pairs as (
    select
        own.province_code,
        peer.province_code as peer_code,
        own.population,
        own.gpp_per_capita_thb,
        own.municipalities,
        peer.population as peer_population,
        peer.gpp_per_capita_thb as peer_gpp_per_capita_thb,
        peer.municipalities as peer_municipalities,
        own.size_z,
        own.wealth_z,
        own.urban_z,
        peer.size_z as peer_size_z,
        peer.wealth_z as peer_wealth_z,
        peer.urban_z as peer_urban_z,
        own.province_group_en = peer.province_group_en as is_same_group,
        own.region_code = peer.region_code as is_same_region,
        case
            when own.province_group_en = peer.province_group_en then 0
            when own.region_code = peer.region_code then 0.25
            else 1
        end::double as region_term,
        power(coalesce(own.size_z - peer.size_z, 0), 2)
        + power(coalesce(own.wealth_z - peer.wealth_z, 0), 2)
        + power(coalesce(own.urban_z - peer.urban_z, 0), 2) as squares,
    from scored as own
    inner join scored as peer
        on own.province_code <> peer.province_code
)

select
    province_code,
    peer_code,
    population,
    gpp_per_capita_thb,
    municipalities,
    peer_population,
    peer_gpp_per_capita_thb,
    peer_municipalities,
    size_z,
    wealth_z,
    urban_z,
    peer_size_z,
    peer_wealth_z,
    peer_urban_z,
    is_same_group,
    is_same_region,
    region_term,
    sqrt(squares + region_term) as distance,
    sqrt(squares) as distance_any_region,
    row_number() over (
        partition by province_code
        order by squares + region_term, peer_code
    ) as nearness,
    row_number() over (
        partition by province_code
        order by squares, peer_code
    ) as nearness_any_region,
from pairs
