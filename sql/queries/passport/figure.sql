-- One row: the figure of one KPI for the chosen place and period, as its tile shows it, and how the
-- rows behind it add up to it; none where nothing is stated. By `figure_set`, `figure_place` and
-- `denominator` those rows are asked for (queries/behind).
select
    metric.metric_id,
    metric.code,
    metric.format,
    metric.unit,
    metric.formula_th,
    metric.formula_en,
    shown.figure_set,
    shown.place_code as figure_place,
    shown.place_kind,
    coalesce(province.name_th, region.name_th) as place_th,
    coalesce(province.name_en, region.name_en) as place_en,
    segment.name_th as segment_th,
    segment.name_en as segment_en,
    shown.segment_kind,
    shown.as_of,
    shown.as_of_precision,
    shown.is_in_period,
    shown.value,
    shown.lower,
    shown.upper,
    shown.qualifier,
    shown.denominator,
    case when metric.unit = 'rank' then shown.denominator end as of,
    shown.nature,
    shown.adds,
    shown.is_passed,
    shown.age_state,
    shown.age_days,
    shown.age_months,
    shown.ages_from,
    coalesce(shown.undated_rows, 0) as undated_rows,
    case when metric.needs_today then $today::date end as today,
from shown_figures($province, $region, $from_date, $to_date, today := $today) as shown
inner join meta.metric as metric
    on shown.metric_id = metric.metric_id
left join core.dim_province as province
    on shown.place_kind = 'province' and shown.place_code = province.province_code
left join core.dim_region as region
    on shown.place_kind = 'region' and shown.place_code = region.region_code
left join core.dim_segment as segment
    on
        shown.segment_kind = segment.segment_kind
        and shown.segment = segment.segment
        and shown.segment_kind <> 'national'
where shown.metric_id = $kpi
