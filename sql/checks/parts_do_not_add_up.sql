/*
description = "Published counts that the rows behind them do not add up to."
blocking = true
message = { th = "ผลรวมของรายการย่อยไม่เท่ากับจำนวนที่ประกาศ", en = "Detail rows do not add up to the published count." }
holds = { th = "ผลรวมของรายการย่อยเท่ากับจำนวนที่ประกาศ", en = "Detail rows add up to the published count." }
*/
with parts as (
    select
        sum(value) filter (where place_kind = 'province') as provinces,
        sum(value) filter (where place_kind = 'region') as regions,
        sum(value) filter (where place_kind = 'national' and segment = 'named') as named,
        sum(value) filter (where place_kind = 'national' and segment = 'not_named') as not_named,
        sum(value) filter (where segment_kind = 'national') as published,
    from metrics.metric_value
    where metric_id = 'certified_cities' and is_current
)

select
    published,
    named,
    not_named,
    provinces,
    regions,
from parts
where published <> named + not_named or named <> provinces or named <> regions
