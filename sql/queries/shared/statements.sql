-- One row per amount as one document states it, in the period. A row of several provinces
-- (`provinces` above one) is in each of them and belongs to none alone; a national one is in none.
-- Sums take no amounts of agencies, which may be among those of public documents.
with places as (
    select
        place.statement_id,
        any_value(place.provinces) as provinces,
        string_agg(province.name_th, ', ' order by province.name_th collate th) as province_th,
        string_agg(province.name_en, ', ' order by province.name_en) as province_en,
        list(province.province_code) || list(distinct province.region_code) as lie_in,
    from core.bridge_investment_province as place
    inner join core.dim_province as province
        on place.province_code = province.province_code
    group by place.statement_id
),

conflicts as (
    select
        statement_id,
        count(distinct conflict_id) as conflicts,
    from marts.conflict_statement
    where not is_decided
    group by statement_id
)

select
    investment.statement_id,
    investment.subject as subject_en,
    investment.subject_th,
    case when investment.plan_key is null then investment.plan_set else investment.subject end
        as plan_set,
    places.provinces,
    places.province_th,
    places.province_en,
    investment.amount_thb::double as value,
    investment.lower_thb::double as lower,
    investment.upper_thb::double as upper,
    investment.qualifier,
    amount_unit(investment.subject) as unit,
    investment.stage,
    amount.covers,
    investment.funder,
    investment.fiscal_year_be,
    investment.as_of,
    investment.as_of_precision,
    investment.commitment_id,
    investment.counts_once and investment.reported_by is null as counts_once,
    coalesce(conflicts.conflicts, 0) as conflicts,
    investment.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
    investment.note as note_en,
    investment.note_th,
    [''] || coalesce(places.lie_in, []) as of_places,
from core.fct_investment_statement as investment
inner join marts.amount as amount
    on investment.statement_id = amount.statement_id
left join places
    on investment.statement_id = places.statement_id
left join conflicts
    on investment.statement_id = conflicts.statement_id
left join core.dim_document as document
    on investment.doc_id = document.doc_id
where is_in_period(
    investment.as_of, $from_date, $to_date, stated_precision := investment.as_of_precision
)
order by investment.stage, investment.amount_thb desc, investment.statement_id
