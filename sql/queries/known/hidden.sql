-- One row: statements that a view as known on a day leaves out, and documents that have no date of
-- publication of their own and count from what they speak of; and what a view of primary sources
-- leaves out of the rest.
select
    count(*) filter (where document.known_from > $known_on) as later,
    count(*) filter (where document.known_from is null and $known_on is not null) as undated,
    count(distinct document.doc_id) filter (
        where document.known_from <= $known_on and document.known_from_basis = 'as_of'
    ) as assumed,
    count(*) filter (
        where
            $primary
            and document.is_secondary
            and ($known_on is null or document.known_from <= $known_on)
    ) as secondary,
from marts.statement as statement
left join core.dim_document as document
    on statement.doc_id = document.doc_id
