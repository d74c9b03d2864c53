-- The documents that a part of the record rests on: known by $day (null: all), and with $primary
-- none that only cites another.
select
    doc_id,
from published.core.dim_document
where ($day is null or known_from <= $day) and not ($primary and is_secondary)
