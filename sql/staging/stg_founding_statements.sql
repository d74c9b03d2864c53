/*
description = "A statement, or small group of statements, of a founding document. Newest edition only."
grain = ["doc_id", "seq"]
[columns]
seq = "order in the list, from 1 for each document"
*/
select
    doc_id,
    row_number() over (
        partition by _edition, doc_id
        order by _row
    ) as seq,
    statement_th,
    held_as,
from raw.founding_statements
qualify _edition = max(_edition) over ()
