/*
description = "What is known of a place beside its KPIs: of provinces, regions and the country residents, output and local bodies; of a city its steps, dimensions, documents, money and index score."
grain = ["fact", "place_kind", "place_code"]
[columns]
place_kind = "province, region, national, plan"
place_code = "province or region code, TH, the key of a plan"
of_list = "the edition and list that a score is ranked in; none of other facts"
adds = "sum: regions and the country are sums of their provinces; ratio: of sums; none: of its place alone"
*/
with output as (  -- NESDC divides by the residents that it estimates: they are in its ratio
    select
        province_code,
        make_date(year_ce::integer, 1, 1) as as_of,
        1_000_000 * gpp_million_thb::double as output_thb,
        output_thb / nullif(gpp_per_capita_thb::double, 0) as residents,
        list_distinct([doc_id, upstream_doc_id]) as doc_ids,
    from core.fct_gpp
    qualify year_ce = max(year_ce) over ()
),

municipalities as (
    select
        province_code,
        as_of_date as as_of,
        municipalities_total,
        doc_id,
    from core.fct_lao_count
    where breakdown = 'full'
    qualify as_of_date = max(as_of_date) over ()
),

provincial as (
    select
        'population' as fact,
        province_code,
        'persons' as unit,
        population_as_of as as_of,
        'day' as as_of_precision,
        population::double as value,
        [population_doc_id] as doc_ids,
    from marts.province_summary

    union all by name

    select
        'gpp' as fact,
        province_code,
        'THB' as unit,
        as_of,
        'year' as as_of_precision,
        output_thb as value,
        doc_ids,
    from output

    union all by name

    select
        'gpp_per_capita' as fact,
        province_code,
        'THB' as unit,
        as_of,
        'year' as as_of_precision,
        output_thb as above,
        residents as below,
        doc_ids,
    from output

    union all by name

    select
        'local_bodies' as fact,
        province_code,
        'local_governments' as unit,
        lao_as_of as as_of,
        'day' as as_of_precision,
        lao_total::double as value,
        [lao_doc_id] as doc_ids,
    from marts.province_summary

    union all by name

    select
        'municipalities' as fact,
        province_code,
        'municipalities' as unit,
        as_of,
        'day' as as_of_precision,
        municipalities_total::double as value,
        [doc_id] as doc_ids,
    from municipalities
),

placed as (
    select
        provincial.*,
        province.region_code,
    from provincial
    inner join core.dim_province as province
        on provincial.province_code = province.province_code
    where coalesce(provincial.value, provincial.above) is not null
),

rolled as (
    select
        fact,
        case
            when grouping(province_code) = 0 then 'province'
            when grouping(region_code) = 0 then 'region'
            else 'national'
        end as place_kind,
        coalesce(province_code, region_code, 'TH') as place_code,
        any_value(unit) as unit,
        max(as_of) as as_of,
        any_value(as_of_precision) as as_of_precision,
        coalesce(added(value), added(above) / nullif(added(below), 0)) as value,
        case when count(above) > 0 then 'ratio' else 'sum' end as adds,
        ids(flatten(list(doc_ids))) as doc_ids,
    from placed
    group by grouping sets ((fact, province_code), (fact, region_code), (fact))
),

amounts as (
    select
        case investment.stage
            when 'planned' then 'planned_amount'
            when 'approved' then 'approved_amount'
            when 'contracted' then 'contracted_amount'
            when 'disbursed' then 'disbursed_amount'
        end as fact,
        counted.plan_key as place_code,
        max(investment.as_of) as as_of,
        arg_max(investment.as_of_precision, investment.as_of) as as_of_precision,
        added(investment.amount_thb)::double as value,
        added_bound(counted.lower_thb)::double as lower,
        added_bound(counted.upper_thb)::double as upper,
        added_qualifier(counted.qualifier) as qualifier,
        ids(list(investment.doc_id)) as doc_ids,
    from core.fct_investment_statement as investment
    inner join marts.amount as counted
        on investment.statement_id = counted.statement_id
    where
        counted.plan_key is not null
        and investment.counts_once
        and investment.reported_by is null
    group by fact, counted.plan_key
    having fact is not null
),

names as (
    select
        plan_key,
        unnest([name_en, replace(name_en, ' Smart City', '')] || coalesce(aliases, [])) as name,
    from core.dim_plan
),

named as (
    select
        name,
        any_value(plan_key) as plan_key,
    from names
    group by name
    having count(distinct plan_key) = 1
),

scores as (
    select
        coalesce(scored.plan_key, named.plan_key) as place_code,
        figure.as_of,
        figure.as_of_precision,
        figure.value,
        figure.lower,
        figure.upper,
        figure.qualifier,
        split_part(figure.segment, ':', 1) || ':' || split_part(figure.segment, ':', 2) as of_list,
        figure.doc_ids,
    from marts.figure as figure
    left join core.fct_index_score as scored
        on figure.segment = scored.segment
    left join named
        on split_part(figure.segment, ':', 3) = named.name
    where
        figure.measure = 'tscci_score'
        and figure.is_current
        and split_part(figure.segment, ':', 2) in ('area', 'all')
        and coalesce(scored.plan_key, named.plan_key) is not null
),

cities as (
    select
        'steps' as fact,
        'events' as unit,
        plan_key as place_code,
        max(event_date) as as_of,
        arg_max(date_precision, event_date) as as_of_precision,
        count(distinct ladder_step)::double as value,
        ids(list(doc_id)) as doc_ids,
    from core.fct_plan_event
    where ladder_step is not null
    group by plan_key

    union all by name

    select
        'dimensions' as fact,
        'dimensions' as unit,
        plan_key as place_code,
        count(*)::double as value,
        ids(flatten(list(doc_ids))) as doc_ids,
    from core.bridge_plan_dimension
    group by plan_key

    union all by name

    select
        'documents' as fact,
        'documents' as unit,
        code as place_code,
        as_of,
        as_of_precision,
        len(doc_ids)::double as value,
        doc_ids,
    from marts.record
    where kind = 'plan' and len(doc_ids) > 0

    union all by name

    select
        amounts.*,
        'THB' as unit,
    from amounts

    union all by name

    select
        'tscci_score' as fact,
        'percent' as unit,
        scores.*,
    from scores
    qualify
        row_number() over (
            partition by place_code
            order by as_of desc nulls last, of_list
        ) = 1
)

select
    rolled.fact,
    rolled.place_kind,
    rolled.place_code,
    rolled.unit,
    rolled.as_of,
    rolled.as_of_precision,
    rolled.value,
    rolled.value as lower,
    rolled.value as upper,
    '=' as qualifier,
    null::varchar as of_list,
    rolled.adds,
    rolled.doc_ids,
from rolled

union all by name

select
    cities.fact,
    'plan' as place_kind,
    cities.place_code,
    cities.unit,
    cities.as_of,
    cities.as_of_precision,
    cities.value,
    case when cities.qualifier is null then cities.value else cities.lower end as lower,
    case when cities.qualifier is null then cities.value else cities.upper end as upper,
    coalesce(cities.qualifier, '=') as qualifier,
    cities.of_list,
    'none' as adds,
    cities.doc_ids,
from cities
