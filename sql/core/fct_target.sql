/*
description = "A target as one document states it; different horizons are different targets."
grain = ["target_id"]
[columns]
target_id = "of an agency's row its statement"
value = "in the unit named beside it"
horizon = "year, common era"
*/
with kinds as (  -- which KPI's target, in which words for a unit, is a target of which measure
    select
        kpi,
        unit_text,
        measure,
        unit,
        factor,
    from (
        values
            ('CERT-01', 'เมือง', 'certified_cities', 'cities', 1),
            ('CERT-04', 'พื้นที่', 'promotion_zones_cumulative', 'areas', 1),
            ('DAT-01', 'พื้นที่', 'cdp_areas', 'areas', 1),
            ('DAT-01', 'เมือง', 'cdp_areas', 'cities', 1),
            ('INV-07', 'ล้านบาท', 'economic_value_thb', 'THB', 1000000),
            ('INV-07', 'บาท', 'economic_value_thb', 'THB', 1)
    ) as listed (kpi, unit_text, measure, unit, factor)
)

select
    target_id,
    measure,
    segment_kind,
    segment,
    place_code,
    value,
    qualifier,
    unit,
    horizon,
    horizon_text,
    stated_on,
    stated_on_precision,
    supersedes,
    doc_id,
    note,
from staging.stg_targets

union all by name

select
    target.statement_id as target_id,
    kinds.measure,
    'national' as segment_kind,
    'TH' as segment,
    'TH' as place_code,
    (target.value * kinds.factor)::decimal(24, 4) as value,
    coalesce(target.qualifier, '=') as qualifier,
    kinds.unit,
    year(target.due_on) as horizon,
    target.stated_on,
    target.stated_on_precision,
    target.doc_id,
    target.document as note,
from staging.stg_agency_targets as target
inner join kinds
    on target.kpi = kinds.kpi and target.unit = kinds.unit_text
