-- One row a ratio of a batch, both its parts of the same batch and phase.
select
    ratio.cohort,
    cohort.name_th as cohort_th,
    cohort.name_en as cohort_en,
    ratio.ratio,
    ratio.value::double as value,
    ratio.lower::double as lower,
    ratio.upper::double as upper,
    ratio.qualifier,
    ratio.numerator::double as numerator,
    ratio.denominator::double as denominator,
    list(
        {
            'doc_id': document.doc_id, 'title': document.title,
            'publisher': document.publisher, 'url': document.url
        }
        order by document.doc_id
    ) filter (where document.doc_id is not null) as documents,
from marts.cohort_ratio as ratio
inner join core.dim_cohort as cohort
    on ratio.cohort = cohort.cohort
left join core.dim_document as document
    on list_contains(ratio.doc_ids, document.doc_id)
where ratio.cohort in ('SCA-1', 'SCA-2')
group by all
order by ratio.ratio, ratio.cohort
