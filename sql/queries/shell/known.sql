-- One row: the first day on which any document of the record was known.
select
    min(known_from) as since,
from core.dim_document
