/*
description = "Days on which not every province has a row."
blocking = true
message = { th = "ข้อมูลรายจังหวัดในบางวันไม่ครบทุกจังหวัด", en = "Some days lack provinces." }
holds = { th = "ข้อมูลรายจังหวัดครบทุกจังหวัดในทุกวัน", en = "Every day has all provinces." }
*/
with provinces as (
    select
        count(*) as provinces,
    from core.dim_province
)

select
    status.as_of,
    count(*) as rows_found,
from marts.province_status as status
cross join provinces
group by status.as_of, provinces.provinces
having count(*) <> provinces.provinces
order by status.as_of
