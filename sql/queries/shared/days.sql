-- The days on which something became known: a document was published, a conflict decided.
select
    known_from as known_on,
from core.dim_document
where known_from is not null
union
select
    decided_on,
from core.fct_conflict_choice
where decided_on is not null
order by known_on
