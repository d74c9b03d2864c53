-- One row per province among the five nearest to one, by either reading of likeness, with
-- the values that made it so. None for Bangkok.
select
    peer.peer_code,
    province.name_th as peer_th,
    province.name_en as peer_en,
    province.region_code,
    province.region_th,
    province.region_en,
    province.province_group_th,
    province.province_group_en,
    peer.population,
    peer.gpp_per_capita_thb::double as gpp_per_capita_thb,
    peer.municipalities,
    peer.peer_population,
    peer.peer_gpp_per_capita_thb::double as peer_gpp_per_capita_thb,
    peer.peer_municipalities,
    peer.size_z,
    peer.wealth_z,
    peer.urban_z,
    peer.peer_size_z,
    peer.peer_wealth_z,
    peer.peer_urban_z,
    peer.is_same_group,
    peer.is_same_region,
    peer.region_term,
    peer.distance,
    peer.distance_any_region,
    peer.nearness,
    peer.nearness_any_region,
    [peer.province_code] as of_places,
from marts.province_peer as peer
inner join core.dim_province as province
    on peer.peer_code = province.province_code
where peer.nearness <= 5 or peer.nearness_any_region <= 5
order by peer.nearness
