-- One row per province: its registered population, its GPP per head and its local
-- bodies by type, each with its document.
with population as (
    select
        province_code,
        as_of_date,
        population,
        coverage,
        doc_id,
    from core.fct_population
),

populations as (  -- the latest year that is complete for all provinces; the newest one of this
    select
        province_code,
        max_by(population, as_of_date) filter (where coverage = 'complete_year') as population,
        max(as_of_date) filter (where coverage = 'complete_year') as population_as_of,
        max_by(doc_id, as_of_date) filter (where coverage = 'complete_year')
            as population_doc_id,
        max_by(population, as_of_date) as newest_population,
        max(as_of_date) as newest_as_of,
        max_by(doc_id, as_of_date) as newest_doc_id,
    from population
    group by province_code
),

gpp as (
    select
        province_code,
        gpp_per_capita_thb,
        gpp_million_thb * 1000000 as gpp_thb,
        make_date(year_ce::integer, 1, 1) as gpp_as_of,
        status as gpp_status,
        list_distinct([doc_id, upstream_doc_id]) as gpp_doc_ids,
    from core.fct_gpp
    qualify year_ce = max(year_ce) over ()
),

local_bodies as (
    select
        province_code,
        as_of_date as lao_as_of,
        pao,
        city_municipalities,
        town_municipalities,
        subdistrict_municipalities,
        sao,
        special,
        total as lao_total,
        doc_id as lao_doc_id,
    from core.fct_lao_count
    where breakdown = 'full'
    qualify as_of_date = max(as_of_date) over ()
),

documents as (
    select
        doc_id,
        dated_document(dim_document) as document,
    from core.dim_document as dim_document
),

gpp_documents as (
    select
        gpp.province_code,
        list(documents.document order by documents.doc_id) as gpp_documents,
    from gpp
    inner join documents
        on list_contains(gpp.gpp_doc_ids, documents.doc_id)
    group by gpp.province_code
)

select
    province.province_code,
    province.name_th,
    province.name_en,
    province.region_code,
    province.region_th,
    province.region_en,
    province.province_group_th,
    province.province_group_en,
    province.area_km2,
    populations.population,
    populations.population_as_of,
    [population_document.document] as population_documents,
    populations.newest_population,
    populations.newest_as_of,
    newest_document.document as newest_document,
    gpp.gpp_per_capita_thb::double as gpp_per_capita_thb,
    gpp.gpp_thb::double as gpp_thb,
    gpp.gpp_as_of,
    gpp.gpp_status,
    gpp_documents.gpp_documents,
    local_bodies.lao_as_of,
    local_bodies.pao,
    local_bodies.city_municipalities,
    local_bodies.town_municipalities,
    local_bodies.subdistrict_municipalities,
    local_bodies.sao,
    local_bodies.special,
    local_bodies.lao_total,
    [lao_document.document] as lao_documents,
    [province.province_code] as of_places,
from core.dim_province as province
left join populations
    on province.province_code = populations.province_code
left join documents as population_document
    on populations.population_doc_id = population_document.doc_id
left join documents as newest_document
    on populations.newest_doc_id = newest_document.doc_id
left join gpp
    on province.province_code = gpp.province_code
left join gpp_documents
    on province.province_code = gpp_documents.province_code
left join local_bodies
    on province.province_code = local_bodies.province_code
left join documents as lao_document
    on local_bodies.lao_doc_id = lao_document.doc_id
