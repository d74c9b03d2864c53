-- One row per amount of the plan $plan as one document states it. `counts_once`: it is in sums.
select
    investment.statement_id,
    investment.subject as subject_en,
    investment.subject_th,
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
    investment.counts_once,
    investment.doc_id,
    document.title,
    coalesce(investment.reported_by, document.publisher) as publisher,
    document.url,
    document.is_secondary,
from core.fct_investment_statement as investment
inner join marts.amount as amount
    on investment.statement_id = amount.statement_id
left join core.dim_document as document
    on investment.doc_id = document.doc_id
where amount.plan_key = $plan
order by investment.stage, investment.amount_thb desc nulls last, investment.statement_id
