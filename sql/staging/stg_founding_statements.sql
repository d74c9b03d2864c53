/*
description = "A statement, or small group of statements, of a founding document. Newest edition only."
grain = ["doc_id", "statement_th"]
*/
select
    doc_id,
    statement_th,
    held_as,
from raw.founding_statements
qualify _edition = max(_edition) over ()
