-- One row per KPI that speaks of provinces and has no figure of one, in any period: who can
-- supply it, and the templates that carry it. An index of another place is no gap of this one.
with spoken as (  -- a KPI of the page on a province, or with figures of any
    select
        metric.metric_id,
        metric.code,
        metric.label_th,
        metric.label_en,
        metric.owner_th,
        metric.owner_en,
    from meta.metric as metric
    where
        (
            list_contains(metric.pages, 'profile')
            or exists (
                select metric_value.metric_id
                from metrics.metric_value as metric_value
                where
                    metric_value.metric_id = metric.metric_id
                    and metric_value.place_kind = 'province'
            )
        )
        and not exists (
            select metric_value.metric_id
            from metrics.metric_value as metric_value
            where
                metric_value.metric_id = metric.metric_id
                and metric_value.place_kind = 'province'
                and metric_value.segment_kind = 'index'
                and metric_value.segment = metric.headline_segment
        )
),

lacking as (
    select
        spoken.metric_id,
        list(province.province_code) as of_places,
    from spoken
    cross join core.dim_province as province
    anti join metrics.metric_value as known
        on
            spoken.metric_id = known.metric_id
            and known.place_kind = 'province'
            and province.province_code = known.place_code
            and coalesce(known.value, known.lower, known.upper) is not null
    group by spoken.metric_id
),

templates as (
    select
        spoken.metric_id,
        list(
            {
                'source': source.source,
                'title_th': source.title_th, 'title_en': source.title_en,
                'owner_th': source.owner_th, 'owner_en': source.owner_en
            }
            order by source.source
        ) as templates,
    from spoken
    inner join meta.source as source
        on list_contains(source.kpis, spoken.code) and source.has_template
    group by spoken.metric_id
)

select
    spoken.metric_id,
    spoken.code,
    spoken.label_th,
    spoken.label_en,
    spoken.owner_th,
    spoken.owner_en,
    coalesce(templates.templates, []) as templates,
    lacking.of_places,
from spoken
inner join lacking
    on spoken.metric_id = lacking.metric_id
left join templates
    on spoken.metric_id = templates.metric_id
order by spoken.code, spoken.metric_id
