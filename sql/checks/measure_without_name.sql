/*
description = "Measures that have no Thai and English name."
blocking = true
message = { th = "เรื่องที่วัดไม่มีชื่อในข้อมูลอ้างอิง", en = "Measures have no name in the reference data." }
holds = { th = "เรื่องที่วัดทุกเรื่องมีชื่อในข้อมูลอ้างอิง", en = "Every measure has a name in the reference data." }
*/
with stated as (
    select measure
    from core.fct_observation

    union

    select measure
    from core.fct_target
)

select
    stated.measure,
from stated
left join core.dim_measure as measure
    on stated.measure = measure.measure
where measure.measure is null
order by stated.measure
