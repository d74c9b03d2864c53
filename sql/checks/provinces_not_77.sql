/*
description = "Provinces, or their drawn shapes, that are not the 77."
blocking = true
message = { th = "จังหวัดหรือเส้นเขตจังหวัดไม่ครบ 77 จังหวัด", en = "The provinces or their boundaries are not the 77." }
holds = { th = "จังหวัดและเส้นเขตจังหวัดครบ 77 จังหวัด", en = "The provinces and their boundaries are the 77." }
*/
select
    coalesce(province.province_code, boundary.province_code) as province_code,
    province.name_th,
from core.dim_province as province
full join staging.stg_boundaries as boundary
    on province.province_code = boundary.province_code
where
    province.province_code is null
    or boundary.province_code is null
    or (select count(*) from core.dim_province) <> 77
order by province_code
