/*
description = "Everything that documents state with its codes, one row per record: what a table of rows and columns counts, and the amounts that a sum may take."
grain = ["kind", "code"]
[columns]
step = "the kind of an event of a plan"
province_code = "the one province of the record; several where it has more, TH of the country"
region_code = "the region of that province; several, TH in the same way"
year = "the calendar year of its day, common era"
fiscal_year = "the fiscal year of its day, Buddhist era; none where the year alone is known"
doc_id = "the one document that states it; several where it has more"
above = "of an amount: baht, where it counts once and is of public documents; null where it is not added"
*/
with provinces as (
    select
        place.kind,
        place.code,
        case count(distinct place.place_code)
            when 1 then any_value(place.place_code)
            else 'several'
        end as province_code,
        case count(distinct coalesce(province.region_code, place.place_code))
            when 1 then any_value(coalesce(province.region_code, place.place_code))
            else 'several'
        end as region_code,
    from (
        select
            kind,
            code,
            unnest(place_codes) as place_code,
        from marts.record
    ) as place
    left join core.dim_province as province
        on place.place_code = province.province_code
    where place.place_code is not null
    group by place.kind, place.code
)

select
    record.kind,
    record.code,
    investment.stage,
    amount.covers,
    investment.funder,
    investment.plan_set,
    event.event_kind as step,
    coalesce(event.plan_key, amount.plan_key) as plan_key,
    event.cohort,
    provinces.region_code,
    provinces.province_code,
    year(record.as_of)::varchar as year,
    case
        when record.as_of_precision in ('day', 'month')
            then (year(record.as_of + interval 3 month) + 543)::varchar
    end as fiscal_year,
    case coalesce(len(record.doc_ids), 0)
        when 0 then null
        when 1 then record.doc_ids[1]
        else 'several'
    end as doc_id,
    record.nature,
    record.place_codes,
    record.as_of,
    record.as_of_precision,
    record.doc_ids,
    case
        when investment.counts_once and investment.reported_by is null
            then investment.amount_thb::double
    end as above,
    case when above is not null then amount.lower_thb::double end as lower,
    case when above is not null then amount.upper_thb::double end as upper,
    case when above is not null then amount.qualifier end as qualifier,
from marts.record as record
left join provinces
    on record.kind = provinces.kind and record.code = provinces.code
left join core.fct_investment_statement as investment
    on record.kind = 'investment' and record.code = investment.statement_id
left join marts.amount as amount
    on investment.statement_id = amount.statement_id
left join core.fct_plan_event as event
    on record.kind = 'plan_event' and record.code = event.event_id
